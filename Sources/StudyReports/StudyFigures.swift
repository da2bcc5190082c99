import MonteCarloStudy
import RunRecords

/// The report's figures of bars and points, each from the study's numbers.
struct StudyFigures {
    let findings: ReportFindings
    private var summary: StudySummary { findings.summary }
    private var plan: StudyPlan { summary.plan }
    private var raid: String { plan.settings[findings.setting].label }

    /// Arms with a place in a legend.
    private func legend(_ arms: [Int]) -> [(ink: Gnuplot.Ink, text: String)] { arms.map { (.arm($0), plan.arms[$0].name) } }

    /// Paired differences against the baseline, by setting.
    var difference: Figure? {
        guard findings.hasComparison else { return nil }
        let base = plan.arms[findings.baseline].name
        var groups: [BarFigure.Group] = []
        var rows: [[String]] = []
        for setting in plan.settings.indices {
            let bars = findings.alternatives.map { arm -> BarFigure.Bar in
                let bounds = findings.difference(arm, setting: setting, .leakers)
                rows.append([
                    plan.arms[arm].name, base, plan.settings[setting].label, datum(bounds.mean), datum(bounds.low),
                    datum(bounds.high), ReportFindings.verdict(bounds),
                ])
                return BarFigure.Bar(
                    label: "\(bounds.mean > 0 ? "+" : "")\(number(bounds.mean))", value: bounds.mean, low: bounds.low,
                    high: bounds.high, ink: .arm(arm))
            }
            groups.append(BarFigure.Group(heading: plan.settings[setting].label, bars: bars))
        }
        let picture = BarFigure(
            groups: groups, style: .points, axis: "raiders that get through, more (+) or fewer (−)",
            legend: legend(findings.alternatives), marks: [(false, "95 % interval")])
        return Figure(
            name: "difference", title: "What each defence changes against “\(base)”, raid by raid",
            alternative: rows.map { "\($0[0]) minus \(base), \($0[2]): \($0[3]), interval \($0[4]) to \($0[5]), \($0[6])" }.joined(separator: "; ") + ".",
            note: "Every defence meets the same raids, and the difference is taken within each raid. Left of the line fewer get through than against “\(base)”; right of it more. Where the interval crosses the line, no difference can be shown.",
            header: ["defence", "against", "raid", "mean_difference", "low_95", "high_95", "verdict"], rows: rows,
            draw: picture.script(width:))
    }

    /// Public prices of the arms.
    var price: Figure? {
        let priced = plan.arms.indices.filter { (plan.arms[$0].price?.high ?? 0) > 0 }
        guard !priced.isEmpty else { return nil }
        let bars = priced.map { arm -> BarFigure.Bar in
            let price = plan.arms[arm].price!
            return BarFigure.Bar(
                label: thousands(Int(price.best.rounded())), value: price.best, low: price.low, high: price.high, ink: .arm(arm))
        }
        let rows = priced.map { arm in
            let price = plan.arms[arm].price!
            return [plan.arms[arm].name, datum(price.low), datum(price.best), datum(price.high)]
        }
        let picture = BarFigure(
            groups: [BarFigure.Group(heading: "", bars: bars)], style: .bars, axis: "price to buy (million US dollars)",
            legend: legend(priced), marks: [(false, "lowest to highest public price")])
        return Figure(
            name: "price", title: "What it would cost to buy",
            alternative: rows.map { "\($0[0]): \($0[2]) million US dollars, public figures from \($0[1]) to \($0[3])" }.joined(separator: "; ") + ".",
            note: "Public contract prices of the battalions of each defence. The line runs from the lowest to the highest figure that a public source gives.",
            header: ["defence", "low_musd", "best_musd", "high_musd"], rows: rows, draw: picture.script(width:))
    }

    /// Leakers of one raid by limiting cause and arm, at the setting of the answer.
    var causes: Figure? {
        let setting = findings.setting
        func sums(_ cause: LimitingCause, _ arm: Int) -> NestedSums { summary.leakers(by: cause, setting: setting, arm: arm) }
        let present = LimitingCause.allCases.map { cause in
            (cause, plan.arms.indices.map { sums(cause, $0).mean }.max() ?? 0)
        }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }.map(\.0)
        guard !present.isEmpty else { return nil }
        var rows: [[String]] = []
        let groups = present.map { cause in
            BarFigure.Group(heading: cause.title, bars: plan.arms.indices.compactMap { arm in
                let bounds = sums(cause, arm).interval()
                rows.append([cause.title, plan.arms[arm].name, datum(bounds.mean), datum(bounds.low), datum(bounds.high)])
                guard bounds.mean > 0 else { return nil }
                return BarFigure.Bar(
                    label: number(bounds.mean), value: bounds.mean, low: max(0, bounds.low), high: bounds.high, ink: .arm(arm))
            })
        }
        let picture = BarFigure(
            groups: groups, style: .bars, axis: "raiders that get through, average of one raid (number)",
            legend: legend(Array(plan.arms.indices)), marks: [(false, "95 % interval")])
        return Figure(
            name: "causes", title: "Why raiders got through (\(raid))",
            alternative: rows.filter { $0[2] != "0" }.map { "\($0[0]), \($0[1]): \($0[2])" }.joined(separator: "; ") + ".",
            note: "Every raider that gets through has exactly one cause: the first link of the defence that broke. A defence without a bar under a cause lost no raider to it.",
            header: ["cause", "defence", "mean_of_one_raid", "low_95", "high_95"], rows: rows, draw: picture.script(width:))
    }

    /// Sobol' indices of the difference of the question, or of the arm where there is one: largest total first.
    var ranked: [SensitivityRows.Index] {
        let pair = summary.pairs.firstIndex {
            ($0.arm, $0.other) == (findings.arm, findings.baseline) || ($0.other, $0.arm) == (findings.arm, findings.baseline)
        }
        let result = pair.map { summary.sensitivity(pair: $0) } ?? summary.sensitivity(arm: findings.arm)
        return (result?.indices ?? []).enumerated().sorted {
            ($1.element.total.value, $0.offset) < ($0.element.total.value, $1.offset)
        }.map(\.element)
    }

    /// What the indices show: a group matters where its total index's interval lies above zero.
    var sensitivityFinding: String {
        let ranked = self.ranked
        guard !ranked.isEmpty, let part = plan.sensitivity else { return "" }
        let shown = ranked.filter { $0.total.low > 0 }.map { Wording.title(ofUnknown: $0.group) }
        guard !shown.isEmpty else {
            return "From the \(thousands(part.base)) points of this study no unknown can be shown to matter: no interval lies above zero. A larger study is needed to tell them apart."
        }
        return "Shown to matter, the most important first: \(shown.joined(separator: "; ")). No other interval lies above zero."
    }

    var sensitivity: Figure? {
        let ranked = self.ranked
        guard !ranked.isEmpty, let part = plan.sensitivity else { return nil }
        let groups = ranked.map { index in
            BarFigure.Group(heading: Wording.title(ofUnknown: index.group), bars: [
                BarFigure.Bar(
                    label: fine(index.total.value), value: index.total.value, low: index.total.low, high: index.total.high,
                    ink: .arm(2), mark: index.first.value)
            ])
        }
        let rows = ranked.map { index in
            [index.group, Wording.title(ofUnknown: index.group)]
                + [index.total.value, index.total.low, index.total.high, index.first.value, index.first.low, index.first.high].map(datum)
        }
        let picture = BarFigure(
            groups: groups, style: .bars, axis: "share of what is not known (1 = all of it)",
            legend: [(.arm(2), "alone and with others (total index)")],
            marks: [(true, "alone (first-order index)"), (false, "95 % interval, cut at the edge")], frame: -0.5...1.5)
        let subject = findings.hasComparison
            ? "the difference between “\(plan.arms[findings.arm].name)” and “\(plan.arms[findings.baseline].name)”"
            : "the answer"
        return Figure(
            name: "unknowns", title: "Which unknown moves the answer most (\(plan.settings[part.setting].label))",
            alternative: rows.map { "\($0[1]): total index \($0[2]), interval \($0[3]) to \($0[4]), first-order \($0[5])" }.joined(separator: "; ") + ".",
            note: "Each bar is the share of the spread of \(subject) (\(part.outcome.title)) that comes from not knowing this one thing (Sobol' indices, from \(thousands(part.base)) points of the design). Estimates from few points can fall below zero or above one; read the intervals.",
            header: ["group", "unknown", "total", "total_low_95", "total_high_95", "first", "first_low_95", "first_high_95"], rows: rows,
            draw: picture.script(width:))
    }
}
