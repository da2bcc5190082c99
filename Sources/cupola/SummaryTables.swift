import CommandWork
import NumericalMethods
import PlainText
import RunRecords
import StudyReports
import StudyStatistics

/// A study's answer as tables for a terminal.
enum SummaryTables {
    /// - Parameter meta: what the archive says of itself; a study's own outcomes stand there.
    static func text(_ summary: StudySummary, meta: [String: String]) -> String {
        let plan = summary.plan
        let asked = StudyOutcome.asked(meta)
        var parts = [plan.name, plan.question].filter { !$0.isEmpty }
        parts.append("Means with 95 % intervals; the same raids, run by run, for every arm.")
        for setting in plan.settings.indices {
            if let asked {
                parts.append(counted(asked, summary, setting: setting))
                continue
            }
            var table = TextTable(header: [
                plan.settings[setting].label, "runs", "got through", "of", "assets lost", "rounds fired", "rounds, million USD",
            ])
            for arm in plan.arms.indices {
                let leakers = summary.sums(setting: setting, arm: arm, .leakers)
                let raiders = summary.sums(setting: setting, arm: arm, .raiders)
                table.rows.append([
                    plan.arms[arm].name, "\(leakers.count)", interval(leakers, 1),
                    NumberText.fixed(raiders.mean, 0),
                    interval(summary.sums(setting: setting, arm: arm, .assetsLost), 2),
                    interval(summary.sums(setting: setting, arm: arm, .roundsFired), 1),
                    summary.price(setting: setting, arm: arm, .roundsCost).map { interval($0, 0) } ?? "no public price",
                ])
            }
            parts.append(table.text)
        }
        if let asked { parts.append(differences(of: asked, summary)) } else { parts.append(differences(summary)) }
        return parts.joined(separator: "\n\n")
    }

    /// What the study asks to be counted, one row an arm.
    private static func counted(_ asked: [StudyOutcome], _ summary: StudySummary, setting: Int) -> String {
        let plan = summary.plan
        var table = TextTable(header: [plan.settings[setting].label, "runs"] + asked.map(\.title))
        for arm in plan.arms.indices {
            table.rows.append(
                [plan.arms[arm].name, "\(summary.sums(setting: setting, arm: arm, .raiders).count)"]
                    + asked.map { interval(summary.sums(setting: setting, arm: arm, $0), $0.decimals) })
        }
        return table.text
    }

    private static func differences(of asked: [StudyOutcome], _ summary: StudySummary) -> String {
        let plan = summary.plan
        var table = TextTable(header: ["paired difference (first minus second)", "setting"] + asked.map(\.title), leftColumns: [0, 1])
        for (place, pair) in summary.pairs.enumerated() {
            for setting in plan.settings.indices {
                table.rows.append(
                    ["\(plan.arms[pair.arm].name) − \(plan.arms[pair.other].name)", plan.settings[setting].label]
                        + asked.map { interval(summary.difference(setting: setting, pair: place, $0), $0.decimals) })
            }
        }
        return table.text
    }

    private static func differences(_ summary: StudySummary) -> String {
        let plan = summary.plan
        var table = TextTable(
            header: ["paired difference (first minus second)", "setting", "got through", "assets lost", "verdict"], leftColumns: [0, 1, 4])
        for (place, pair) in summary.pairs.enumerated() {
            for setting in plan.settings.indices {
                let leakers = summary.difference(setting: setting, pair: place, .leakers)
                let bounds = leakers.interval()
                table.rows.append([
                    "\(plan.arms[pair.arm].name) − \(plan.arms[pair.other].name)", plan.settings[setting].label,
                    interval(leakers, 1), interval(summary.difference(setting: setting, pair: place, .assetsLost), 2),
                    ReportFindings.verdict(bounds),
                ])
            }
        }
        return table.text
    }

    /// `12.3 [10.1, 14.5]`.
    static func interval(_ sums: NestedSums, _ decimals: Int) -> String {
        let bounds = sums.interval()
        return "\(NumberText.fixed(bounds.mean, decimals)) [\(NumberText.fixed(bounds.low, decimals)), \(NumberText.fixed(bounds.high, decimals))]"
    }
}
