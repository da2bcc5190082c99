import StudyStatistics

/// The project's own assessment by the factors of NASA-STD-7009A (2016), levels 0 to 4: one text for `docs/VALIDATION.md` and for reports.
package enum CredibilityTable {
    /// What stands before the table.
    package static let preface = """
        No real firing stands behind any result. There are no public records of engagements of these systems with the detail that validation \
        would need: no miss distances, no kill probabilities by range, no detection statistics. What is checked is that equations are solved \
        right and that what is public (range, ceiling, speed) comes out again. Whether a real S-400 does what the model does, nobody can learn from here.
        """

    /// What follows from it.
    package static let conclusion = """
        The lowest levels bound what may be concluded: differences between defences under stated assumptions, and which unknown matters most. \
        Not: what would have happened.
        """

    /// The eight factors for the program as a whole; appendix E of the standard.
    package static let general: [CredibilityRow] = [
        CredibilityRow(
            factor: "Data pedigree", level: 1,
            why: "Public sources only, each named with its spread; most engineering values are derived from brochure ranges, speeds and altitudes, and say so. None is measured by us."),
        CredibilityRow(
            factor: "Verification", level: 3,
            why: "Every module is held against closed forms or independent programs with stated tolerances (cupola validate); integrators show their order; the battle loop is held against queueing and leakage formulas within four standard errors; results repeat bit for bit. No formal proof, no independent verifier."),
        CredibilityRow(
            factor: "Validation", level: 1,
            why: "Ranges, ceilings, speeds and horizons that emerge agree with public claims, part of which also calibrated the models; sensors and guidance are held against theory only. No real firing, no trial data."),
        CredibilityRow(
            factor: "Input pedigree", level: 1,
            why: "Raids are notional, in invented places; threats are classes with public round numbers; defences follow the public record of what was delivered or asked for."),
        CredibilityRow(
            factor: "Uncertainty characterisation", level: 3,
            why: "What the sources leave open is sampled apart from the dice, and both parts of each interval are reported. The uncertainty of the form of the models is not in it."),
        CredibilityRow(
            factor: "Results robustness", level: 3,
            why: "Sobol' indices or a two-level screening of the unknowns in each study that asks for them; halved time steps change kills by less than the dice; every defence meets the same raids."),
        CredibilityRow(factor: "Use history", level: 0, why: "New; no decision is known to have rested on it."),
        CredibilityRow(
            factor: "Management", level: 2,
            why: "Versioned sources, tests, a digest of every run; studies carry their inputs. No certified process."),
    ]

    /// The factors for one study: what it decides itself is read off it.
    /// - Parameter meta: what the archive says of itself, which decides the comparison of the answer.
    package static func rows(
        _ summary: StudySummary, meta: [String: String] = [:], pedigree: [(status: String, count: Int)]
    ) -> [CredibilityRow] {
        let plan = summary.plan
        let shows = StudyFigures(findings: ReportFindings(summary, meta: meta)).showsUnknowns
        let all = pedigree.reduce(0) { $0 + $1.count }
        return general.map { row in
            var own = row
            switch row.factor {
            case "Data pedigree" where all > 0:
                own.why += " Of the catalogue's \(thousands(all)) values, \(pedigree.map { "\(thousands($0.count)) are \($0.status)" }.joined(separator: ", "))."
            case "Uncertainty characterisation":
                own.level = plan.samples > 1 ? row.level : 1
                own.why = plan.samples > 1
                    ? row.why + " Here: \(plan.samples) draws of what the sources leave open, \(plan.runs) raids each."
                    : "This study flew the catalogue's best estimates alone; only the dice of each raid are in its intervals."
            case "Results robustness":
                // An analysis that tells no unknown from another probes little.
                own.level = plan.sensitivity == nil ? 1 : shows ? row.level : 2
                own.why = plan.sensitivity.map { part in
                    let how = part.form == .screening
                        ? "screened over \(part.samples) points of \(part.runs) raids\(shows ? "" : ", none told from nothing")"
                        : "from \(part.base) points\(shows ? "" : ", too few to tell one from another")"
                    return "\(row.why) Here: \(part.groups.count) groups of unknowns \(how); \(plan.settings.count) raids."
                }
                    ?? "No sensitivity analysis is part of this study; \(plan.settings.count) raids were flown."
            default: break
            }
            return own
        }
    }
}
