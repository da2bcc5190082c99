import MonteCarloStudy

/// The project's own assessment of a study by the factors of NASA-STD-7009A (2016), levels 0 to 4.
///
/// What a study itself decides (how its unknowns were treated, how its answer was probed) is read off the study.
public enum CredibilityTable {
    public static func rows(_ summary: StudySummary, pedigree: [(status: String, count: Int)]) -> [CredibilityRow] {
        let plan = summary.plan
        let all = pedigree.reduce(0) { $0 + $1.count }
        let stated = pedigree.map { "\(thousands($0.count)) \($0.status)" }.joined(separator: ", ")
        let drawn = plan.samples > 1
        let probed = plan.sensitivity.map { part in
            "Sobol' indices of \(part.groups.count) groups of unknowns from \(part.base) points; \(plan.settings.count) raids were flown."
        }
        return [
            CredibilityRow(
                factor: "Data pedigree", level: 1,
                why: "Values come from public sources of uneven quality, each named: of \(thousands(all)) values, \(stated)."),
            CredibilityRow(
                factor: "Verification", level: 3,
                why: "Each model is held against closed forms and independent programs by a command that anyone can run (cupola validate), and the whole engine against textbook limits."),
            CredibilityRow(
                factor: "Validation", level: 1,
                why: "Ranges, speeds and heights that emerge are compared with public claims. No firing data of these systems are public, so nothing is compared with reality itself."),
            CredibilityRow(
                factor: "Input pedigree", level: 1,
                why: "Raids and places are notional by design; the defences follow the public record of what was delivered or asked for."),
            CredibilityRow(
                factor: "Uncertainty characterisation", level: drawn ? 3 : 1,
                why: drawn
                    ? "What the sources leave open (\(plan.samples) draws of the catalogue) is kept apart from the dice of each raid (\(plan.runs) raids a draw), and both are reported."
                    : "The catalogue's best estimates were flown alone; only the dice of each raid are in the intervals."),
            CredibilityRow(
                factor: "Results robustness", level: probed == nil ? 1 : 3,
                why: probed ?? "No sensitivity analysis is part of this study; \(plan.settings.count) raids were flown."),
            CredibilityRow(
                factor: "Use history", level: 0, why: "New; no decision is known to have rested on it."),
            CredibilityRow(
                factor: "Management", level: 2,
                why: "Versioned, tested on every change, and reproducible: the archive holds every input, and the same inputs give the same digest."),
        ]
    }
}
