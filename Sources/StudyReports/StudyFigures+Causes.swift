import Narration
import RunRecords
import StudyStatistics

/// Why raiders got through.
extension StudyFigures {
    /// Causes that a picture shows by name: the greatest four of those that make a twentieth of some arm's leakers.
    private func named(_ arms: [Int], _ setting: Int) -> [LimitingCause] {
        func mean(_ cause: LimitingCause, _ arm: Int) -> Double { summary.leakers(by: cause, setting: setting, arm: arm).mean }
        let all = arms.map { arm in LimitingCause.allCases.reduce(0) { $0 + mean($1, arm) } }
        let weights = LimitingCause.allCases.map { cause in arms.indices.map { all[$0] > 0 ? mean(cause, arms[$0]) / all[$0] : 0 }.max() ?? 0 }
        let order = weights.indices.filter { weights[$0] >= 0.05 }.sorted { (weights[$1], $0) < (weights[$0], $1) }
        return order.prefix(4).map { LimitingCause.allCases[$0] }
    }

    /// Leakers of one raid by limiting cause and arm, at the setting of the answer.
    var causes: Figure? {
        let setting = findings.setting
        func bounds(_ cause: LimitingCause, _ arm: Int) -> Bounds { summary.leakers(by: cause, setting: setting, arm: arm).interval() }
        let arms = firing.isEmpty ? Array(plan.arms.indices) : firing
        let shown = named(arms, setting)
        guard !shown.isEmpty else { return nil }
        let present = LimitingCause.allCases.filter { cause in plan.arms.indices.contains { bounds(cause, $0).mean > 0 } }
        let rows = (shown + present.filter { !shown.contains($0) }).flatMap { cause in
            plan.arms.indices.map { arm -> [String] in
                let found = bounds(cause, arm)
                return [cause.title, plan.arms[arm].name, datum(found.mean), datum(found.low), datum(found.high)]
            }
        }
        func bar(_ arm: Int, _ value: Double, _ ends: (low: Double, high: Double)?) -> BarFigure.Bar {
            BarFigure.Bar(label: number(value), value: value, low: ends.map { max(0, $0.low) }, high: ends?.high, ink: .arm(arm), shape: Gnuplot.shape(arm))
        }
        var groups = shown.map { cause in
            BarFigure.Group(heading: Wording.meaning(of: cause), bars: arms.compactMap { arm in
                let found = bounds(cause, arm)
                let isRare = summary.leakers(by: cause, setting: setting, arm: arm).isRare
                return found.mean >= 0.05 ? bar(arm, found.mean, isRare ? nil : (found.low, found.high)) : nil
            })
        }
        let others = arms.map { arm in (arm, present.filter { !shown.contains($0) }.reduce(0) { $0 + bounds($1, arm).mean }) }.filter { $0.1 > 0 }
        if !others.isEmpty { groups.append(BarFigure.Group(heading: "All other causes together.", bars: others.map { bar($0.0, $0.1, nil) })) }
        // What was hardly ever seen has an interval that would dwarf all others: it stands in the numbers alone.
        let edge = 1.5 * (groups.flatMap(\.bars).map(\.value).max() ?? 1)
        let picture = BarFigure(
            groups: groups, style: .bars, axis: "raiders that get through, average of one raid (number)",
            legend: legend(arms), marks: [(false, "95 % interval")], frame: 0...edge)
        return Figure(
            name: "causes", title: "Why raiders got through (\(raid))",
            alternative: rows.filter { $0[2] != "0" }.map { "\($0[0]), \($0[1]): \($0[2])" }.joined(separator: "; ") + ".",
            note: "Every raider that gets through has exactly one cause: the first link of the defence that broke. No bar: hardly any or none lost to it. No line: so rarely seen that its interval would run off the picture; it stands in the numbers.\(leftOut(arms))",
            header: ["cause", "defence", "mean_of_one_raid", "low_95", "high_95"], rows: rows, draw: picture.script(width:))
    }
}
