import PlainText
import Quantities

/// A study file, version 1: a question, the arms that answer it, what is varied and when to stop.
public struct StudyDocument: DocumentObject, Sendable {
    package static let version = 1
    /// Combinations of the factors' values: each has models, rows and tables of its own.
    public static let settingsMaximum = 10_000
    /// Alternatives at most.
    package static let armsMaximum = 50

    package let name: String
    package let question: String
    /// Scenario file, relative to the study file.
    public let scenario: String
    package let arms: [StudyArmDocument]
    package let factors: [FactorDocument]
    /// Catalogue paths or patterns (`missiles.*.lethal_radius_m`) whose ranges are sampled.
    public let uncertainty: [String]
    package let design: Design
    /// Epistemic samples: how many versions of the catalogue.
    public let samples: Int
    /// Aleatory runs for each sample, arm and factor setting.
    public let runs: Int
    package let seed: UInt64
    package let outcomes: [Outcome]
    package let stopping: StoppingDocument?
    /// The part that finds out which unknown matters; nil flies none.
    public let sensitivity: SensitivityDocument?
    /// How large a raid each arm stops; nil asks nothing.
    public let capacity: CapacityDocument?
    /// What decides: defences of crossed levels; nil asks nothing.
    public let crossed: CrossedDocument?
    /// What would have saved those that got through; nil asks nothing.
    public let lift: LiftDocument?
    /// Ledger date that decides what each arm may contain, as written (ISO 8601).
    public let asOf: String?
    /// Whose holdings on that date make one arm the world as it was.
    public let actor: String?
    /// Disputed facts of the ledger, by the event's id, taken one way or the other.
    public let switches: [Named<Bool>]

    package enum Design: String, CaseIterable, Sendable { case latinHypercube = "latin-hypercube", sobol }

    package enum Outcome: String, CaseIterable, Sendable {
        case leakers, leakerFraction = "leaker_fraction", kills, roundsFired = "rounds_fired", assetValueLost = "asset_value_lost"
        case assetsLost = "assets_lost", systemsLost = "systems_lost", civilLosses = "civil_losses"
        case friendlyLosses = "friendly_losses", costMusd = "cost_musd", roundsPerKill = "rounds_per_kill"
    }

    package init(reading fields: inout FieldReader) {
        fields.version(Self.version)
        name = fields.text("name", "short name, for tables")
        question = fields.text("question", default: "", "the question in words")
        scenario = fields.text("scenario", "scenario file, relative to this one")
        arms = fields.list("arms", StudyArmDocument.self, count: 1...Self.armsMaximum, "the alternatives compared")
        factors = fields.list("factors", FactorDocument.self, count: 0...8, "values of the scenario that are varied, fully crossed")
        uncertainty = fields.texts("uncertainty", "catalogue paths or patterns with * whose ranges are sampled")
        design = fields.choice("design", Design.self, default: .latinHypercube, "how the catalogue is sampled")
        samples = fields.integer("samples", in: 1...1_000_000, default: 1, "versions of the catalogue drawn")
        runs = fields.integer("runs", in: 1...10_000_000, default: 100, "runs for each sample, arm and setting")
        seed = UInt64(fields.integer("seed", in: 0...Int.max, "seed of the whole study"))
        outcomes = fields.choices("outcomes", Outcome.self, "what is counted; all when absent")
        stopping = fields.optionalObject("stopping", StoppingDocument.self, "when it may stop before all runs are done")
        sensitivity = fields.optionalObject("sensitivity", SensitivityDocument.self, "the part that finds which unknown matters")
        actor = fields.optionalText("actor", "whose holdings on that date make one arm the world as it was")
        asOf = fields.optionalDate("as_of", "date of the ledger")
        switches = fields.namedFlags("switches", "disputed facts taken one way or the other")
        capacity = fields.optionalObject("capacity", CapacityDocument.self, "how large a raid each arm stops")
        crossed = fields.optionalObject("crossed", CrossedDocument.self, "what decides: defences made of crossed levels")
        lift = fields.optionalObject("lift", LiftDocument.self, "what would have saved those that got through")
        guard !fields.isDescribing else { return }
        var seen: Set<String> = []
        for arm in arms where !arm.name.isEmpty && !seen.insert(arm.name).inserted {
            fields.complain("arms", "the name \(arm.name) is given more than once")
        }
        for (part, names) in [("lift", lift?.arms ?? []), ("sensitivity", sensitivity?.arms ?? [])] {
            for name in names where !arms.contains(where: { $0.name == name }) {
                let near = Spelling.nearest(to: name, among: arms.map(\.name))
                fields.complain(
                    part,
                    "\(part).arms: no arm \(name) in this study; "
                        + (near.map { "did you mean \($0)?" } ?? "allowed: \(arms.map(\.name).joined(separator: ", "))"))
            }
        }
        var known: Set<String> = []
        for factor in factors where !factor.name.isEmpty && !known.insert(factor.name).inserted {
            fields.complain("factors", "the name \(factor.name) is given more than once")
        }
        let settings = factors.reduce(1.0) { $0 * Double(max(1, $1.values.count)) }
        if settings > Double(Self.settingsMaximum) {
            fields.complain("factors", "found \(StrictNumber.text(settings)) combinations of values, allowed: \(Self.settingsMaximum)")
        }
    }

    package static func load(path: String) throws(DocumentErrors) -> StudyDocument {
        try FieldReader.decode(Self.self, from: DocumentParser.parse(path: path), file: path)
    }

    package static func decode(text: String, file: String) throws(DocumentErrors) -> StudyDocument {
        try FieldReader.decode(Self.self, from: DocumentParser.parse(text: text, file: file), file: file)
    }
}

/// One arm of a study: an arm of the scenario, perhaps with changes.
public struct StudyArmDocument: DocumentObject, Sendable {
    package let name: String
    /// Arm of the scenario; nil: the one of the same name.
    public let arm: String?
    package let price: Double?
    /// Scenario paths replaced for this arm.
    public let scenarioOverrides: [PathOverride]
    /// Catalogue paths replaced for this arm.
    public let catalogueOverrides: [PathOverride]

    package init(reading fields: inout FieldReader) {
        name = fields.text("name", "short name, for tables")
        arm = fields.optionalText("arm", "arm of the scenario; the one of the same name when absent")
        price = fields.optionalNumber("price_musd", in: 0...1e6, "price of the arm; the scenario's when absent")
        scenarioOverrides = fields.overrides("scenario", "scenario paths and the values put there")
        catalogueOverrides = fields.overrides("catalogue", "catalogue paths and the values put there")
    }
}

/// A value of the scenario and the settings it takes.
public struct FactorDocument: DocumentObject, Sendable {
    package let name: String
    /// Path in the scenario, such as `raids[first-wave].count`.
    public let path: String
    package let values: [DocumentNode]

    package init(reading fields: inout FieldReader) {
        path = fields.text("path", "path in the scenario, such as raids[first-wave].count")
        name = fields.text("name", default: path, "for tables")
        values = fields.scalars("values", count: 1...50, "settings put there in turn")
        guard !fields.isDescribing else { return }
        let overrides = self.overrides
        for (place, item) in overrides.enumerated() where !item.text.isEmpty {
            let isThere = overrides[..<place].contains { $0.text == item.text || ($0.number != nil && $0.number == item.number) }
            if isThere { fields.complain("values", "found \(item.text.prefix(40)) twice, allowed: each value once") }
        }
    }

    /// One override for each value.
    public var overrides: [PathOverride] { values.map { PathOverride(path: path, value: $0) } }
}

/// When a study may stop before all runs are done.
public struct StoppingDocument: DocumentObject, Sendable, Equatable {
    package let outcome: StudyDocument.Outcome
    /// Half width of the interval of the paired difference (or of the mean where there is one arm), in the outcome's unit.
    public let halfWidth: Double
    package let confidence: Double
    package let runsMinimum: Int
    /// Samples (runs, where there is one sample) between two looks at the interval.
    public let lookInterval: Int?

    package init(reading fields: inout FieldReader) {
        outcome = fields.choice("outcome", StudyDocument.Outcome.self, "what is judged")
        halfWidth = fields.number("half_width", in: 1e-9...1e9, "in the outcome's unit")
        confidence = fields.number("confidence", in: 0.5...0.9999, default: 0.95, "of the interval, a probability")
        lookInterval = fields.optionalInteger(
            "look_every", in: 1...1_000_000, "samples (runs, where there is one sample) between two looks")
        runsMinimum = fields.integer("runs_minimum", in: 2...1_000_000, default: 30, "runs before the first look")
    }
}
