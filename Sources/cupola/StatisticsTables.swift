import CommandWork
import PlainText
import ResultsArchive
import RunRecords
import StudyReports
import StudyStatistics

/// What stands behind a study's answer, as tables for a terminal: chances, quantiles, causes, the two kinds of spread, the unknowns
/// that matter, what the money would buy, and what stopping did.
struct StatisticsTables {
    private let results: StudyResults
    private var summary: StudySummary { results.summary }
    private var plan: StudyPlan { summary.plan }

    init(_ results: StudyResults) { self.results = results }

    var text: String {
        [chances, causes, variance, sensitivity, purchases, stopping, world].compactMap { $0 }.joined(separator: "\n\n")
    }

    /// Chances with Wilson intervals, and quantiles.
    private var chances: String {
        var table = TextTable(
            header: [
                "defence", "raid", "nothing got through", "no asset lost", "got through: 5 %", "half", "95 % of runs at most",
            ], leftColumns: [0, 1])
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                let leakers = summary.distribution(setting: setting, arm: arm, .leakers)
                table.rows.append([
                    plan.arms[arm].name, plan.settings[setting].label,
                    Self.percent(summary.share(setting: setting, arm: arm, .nothingGotThrough)),
                    Self.percent(summary.share(setting: setting, arm: arm, .noAssetLost)),
                    "\(leakers.quantile(0.05))", "\(leakers.quantile(0.5))", "\(leakers.quantile(0.95))",
                ])
            }
        }
        return "Chances with 95 % intervals (Clopper and Pearson) on the effective number of runs.\n" + table.text
    }

    private var causes: String {
        var table = TextTable(header: ["limiting cause, leakers of all runs"] + plan.arms.map(\.name))
        let counts = plan.arms.indices.map { arm in
            plan.settings.indices.map { summary.causes(setting: $0, arm: arm) }
        }
        for (place, cause) in LimitingCause.allCases.enumerated() {
            let row = counts.map { settings in settings.reduce(0) { $0 + $1[place] } }
            if row.contains(where: { $0 > 0 }) { table.rows.append([cause.title] + row.map { "\($0)" }) }
        }
        table.rows.append(["all leakers"] + counts.map { settings in "\(settings.reduce(0) { $0 + $1.reduce(0, +) })" })
        return table.text
    }

    private var variance: String? {
        guard plan.samples > 1 else { return nil }
        var table = TextTable(
            header: ["standard deviation of what got through", "raid", "dice", "not knowing", "share of not knowing"],
            leftColumns: [0, 1])
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                let parts = summary.sums(setting: setting, arm: arm, .leakers).varianceParts
                let total = parts.epistemic + parts.aleatory
                table.rows.append([
                    plan.arms[arm].name, plan.settings[setting].label,
                    NumberText.fixed(parts.aleatory.squareRoot(), 2), NumberText.fixed(parts.epistemic.squareRoot(), 2),
                    total > 0 ? NumberText.fixed(100 * parts.epistemic / total, 0) + " %" : "–",
                ])
            }
        }
        return table.text
    }

    /// What a screening shows, or Sobol' indices of the difference of the question or of an arm.
    private var sensitivity: String? {
        guard let part = plan.sensitivity else { return nil }
        let findings = ReportFindings(summary, meta: results.meta)
        if let screening = ScreeningWords(findings) {
            let (header, rows) = screening.rows
            var table = TextTable(header: header)
            table.rows = rows
            return screening.finding + "\n" + table.text
        }
        if part.form == .screening { return "The screening of the unknowns is not complete." }
        guard let (what, found) = findings.indices else { return nil }
        let title = "Sobol' indices of \(part.outcome.title), \(what), at \(plan.settings[part.setting].label)"
        guard let result = found else { return title + ": the outcome does not vary beyond the dice." }
        var table = TextTable(header: ["unknown", "alone (first order)", "with all it meets (total)"])
        for index in result.indices.sorted(by: { $0.total.value > $1.total.value }) {
            table.rows.append([index.group, Self.index(index.first), Self.index(index.total)])
        }
        return "\(title); 95 % bootstrap intervals over \(result.points) points.\n" + table.text
    }

    private var purchases: String? {
        guard !results.purchases.isEmpty else { return nil }
        var table = TextTable(header: ["the price of", "million USD", "would buy instead", "number", "from", "to"], leftColumns: [0, 2])
        for entry in results.purchases {
            let price = plan.arms.first { $0.name == entry.arm }?.price
            table.rows.append([
                entry.arm, price.map { "\(NumberText.fixed($0.best, 0)) (\(NumberText.fixed($0.low, 0)) to \(NumberText.fixed($0.high, 0)))" } ?? "–",
                entry.item, NumberText.fixed(entry.best, 1), NumberText.fixed(entry.low, 1), NumberText.fixed(entry.high, 1),
            ])
        }
        return table.text
    }

    private var stopping: String? {
        guard let rule = results.stoppingRule else { return nil }
        let effect = rule.effect(on: summary)
        let stopped = results.meta["stopped_after"].map { "stopped after \($0)" } ?? "did not stop before its end"
        return "Stopping: the study \(stopped) (rule: every interval of \(rule.outcome.title) within ±\(readable(rule.halfWidth))). A rule that looks at its own data is biased: "
            + "replayed \(effect.replays) times on a normal outcome with the spread found here, its \(NumberText.fixed(100 * rule.confidence, 0)) % intervals hold the truth in "
            + "\(NumberText.fixed(100 * effect.coverage, 1)) % of replays, and its mean is off by \(NumberText.fixed(effect.bias, 4))."
    }

    private var world: String? {
        guard let actor = results.meta["world_actor"], let date = results.meta["world_date"] else { return nil }
        let arm = results.meta["world_arm"].flatMap { $0.isEmpty ? nil : $0 }
        var lines = ["On \(date), by the ledger, the world as it was for \(actor) is \(arm.map { "the arm: \($0)" } ?? "none of the arms")."]
        lines += (results.meta["world_holdings"] ?? "").split(separator: "\n").map { "  held: \($0)" }
        lines += (results.meta["world_disputed"] ?? "").split(separator: "\n").map { "  \($0)" }
        return lines.joined(separator: "\n")
    }

    private static func percent(_ share: (value: Double, low: Double, high: Double)) -> String {
        "\(NumberText.fixed(100 * share.value, 1)) % [\(NumberText.fixed(100 * share.low, 1)), \(NumberText.fixed(100 * share.high, 1))]"
    }

    private static func index(_ index: (value: Double, low: Double, high: Double)) -> String {
        "\(NumberText.fixed(index.value, 2)) [\(NumberText.fixed(index.low, 2)), \(NumberText.fixed(index.high, 2))]"
    }
}
