import Quantities

/// The part of a study that finds which unknown matters: one group for each entry of `uncertainty`.
///
/// Either Sobol' indices (`base`, `runs`), for studies that can pay for them, or a two-level screening (`screening`).
public struct SensitivityDocument: DocumentObject, Sendable, Equatable {
    /// How it is found.
    public enum Form: Sendable, Equatable {
        /// Points A and B of the design; the catalogue is drawn `base` × (groups + 2) times.
        case indices(base: Int)
        /// Every point of a folded Plackett–Burman design flies the same raids.
        case screening
    }

    package let outcome: StudyDocument.Outcome
    /// Indices or a screening.
    public let form: Form
    /// Runs for each drawn catalogue and arm.
    public let runs: Int
    /// Label of the setting that is flown, such as `16 cruise missiles`; the middle one when nil.
    public let setting: String?
    /// Arms of the study that are flown; all when empty.
    public let arms: [String]

    package init(reading fields: inout FieldReader) {
        outcome = fields.choice("outcome", StudyDocument.Outcome.self, default: .leakers, "what is explained")
        let base = fields.optionalInteger("base", in: 4...1_000_000, "points of the design of Sobol' indices; not beside screening")
        let runs = fields.optionalInteger(
            "runs", in: 2...1_000_000, "runs for each drawn catalogue and arm, 2 when absent; not beside screening")
        let raids = fields.optionalInteger(
            "screening", in: 2...1_000_000,
            "raids that every point of a two-level screening flies, each group of unknowns at its low or its high end; "
                + "not beside base and runs")
        setting = fields.optionalText("setting", "label of the setting that is flown; the middle one when absent")
        arms = fields.texts("arms", count: 0...50, "arms of the study that are flown; all when absent")
        form = raids == nil ? .indices(base: base ?? 4) : .screening
        self.runs = raids ?? runs ?? 2
        guard !fields.isDescribing else { return }
        let others = ["base", "runs"].filter { fields.has($0) }
        if fields.has("screening"), !others.isEmpty {
            fields.complain(
                "screening",
                "found beside \(others.joined(separator: " and ")), allowed: screening alone, or base and runs alone (Sobol' indices)")
        } else if !fields.has("screening"), !fields.has("base") {
            fields.complain(nil, "found neither screening nor base, allowed: screening (raids) or base (points of Sobol' indices)")
        }
        var seen: Set<String> = []
        for name in arms where !seen.insert(name).inserted { fields.complain("arms", "the name \(name) is given more than once") }
    }
}
