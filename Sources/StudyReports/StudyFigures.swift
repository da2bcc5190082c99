import Narration
import RunRecords
import StudyStatistics

/// The report's figures of bars and points, each from the study's numbers.
struct StudyFigures {
    let findings: ReportFindings
    var summary: StudySummary { findings.summary }
    var plan: StudyPlan { summary.plan }
    var grid: RaidGrid { findings.grid }
    var raid: String { grid.label(findings.setting) }

    /// Arms with a place in a legend.
    func legend(_ arms: [Int]) -> [(ink: Gnuplot.Ink, shape: Int?, text: String)] {
        arms.map { (.arm($0), Gnuplot.shape($0), plan.arms[$0].name) }
    }

    /// Alternatives that a figure of differences shows: those that fire, since the rest dwarf them; all where none fires.
    private var drawn: [Int] {
        let some = findings.alternatives.filter(firing.contains)
        return some.isEmpty ? findings.alternatives : some
    }

    /// Arms that fire a round in any raid.
    var firing: [Int] {
        plan.arms.indices.filter { arm in
            plan.settings.indices.contains { summary.sums(setting: $0, arm: arm, .roundsFired).mean > 0 }
        }
    }

    /// What a note says of arms that a figure does not show.
    func leftOut(_ arms: [Int]) -> String {
        let left = plan.arms.indices.filter { !arms.contains($0) && $0 != findings.baseline }.map { "\(plan.arms[$0].name)" }
        return left.isEmpty ? "" : " Not drawn, since it fires nothing and would dwarf the others: \(ReportFindings.list(left))."
    }

    /// Paired differences against the baseline, by setting.
    var difference: Figure? {
        guard findings.hasComparison else { return nil }
        let base = plan.arms[findings.baseline].name
        let arms = drawn
        var rows: [[String]] = []
        var marks: [PanelFigure.Mark] = []
        let groups = plan.settings.indices.map { setting in
            BarFigure.Group(heading: grid.label(setting), bars: findings.alternatives.compactMap { arm -> BarFigure.Bar? in
                let bounds = findings.difference(arm, setting: setting, .leakers)
                rows.append([
                    plan.arms[arm].name, base, grid.label(setting), datum(bounds.mean), datum(bounds.low), datum(bounds.high),
                    ReportFindings.verdict(bounds),
                ])
                guard arms.contains(arm) else { return nil }
                marks.append(PanelFigure.Mark(setting: setting, arm: arm, value: bounds.mean, outer: (bounds.low, bounds.high)))
                return BarFigure.Bar(
                    label: "\(bounds.mean > 0 ? "+" : "")\(number(bounds.mean))", value: bounds.mean, low: bounds.low,
                    high: bounds.high, ink: .arm(arm), shape: Gnuplot.shape(arm))
            })
        }
        let axis = "raiders that get through, more (+) or fewer (−)"
        let list = BarFigure(groups: groups, style: .points, axis: axis, legend: legend(arms), marks: [(false, "95 % interval")])
        let panels = PanelFigure(
            grid: grid, arms: arms.map { ($0, plan.arms[$0].name) }, marks: marks, axis: "more (+) or fewer (−) get through",
            words: ("average difference", nil, "95 % interval", nil))
        let isGrid = grid.factors.count > 1
        let side = isGrid ? "Below the line fewer get through than against \(base); above it more." : "Left of the line fewer get through than against \(base); right of it more."
        let many = marks.count < 20 ? "" : " Of so many intervals, about one in twenty misses its true value by chance."
        return Figure(
            name: "difference", title: "What each defence changes against \(base), raid by raid",
            alternative: rows.map { "\($0[0]) minus \(base), \($0[2]): \($0[3]), interval \($0[4]) to \($0[5]), \($0[6])" }.joined(separator: "; ") + ".",
            note: "Every defence meets the same raids, and the difference is taken within each raid. \(side) Where the interval crosses the line, no difference can be shown.\(leftOut(arms))\(many)",
            header: ["defence", "against", "raid", "mean_difference", "low_95", "high_95", "verdict"], rows: rows,
            draw: isGrid ? panels.script(width:) : list.script(width:))
    }

    /// The largest raid that each arm stops, where the archive says.
    func capacity(_ meta: [String: String]) -> Figure? {
        guard let found = CapacityNote(meta), !found.arms.isEmpty else { return nil }
        let groups = found.arms.map { entry in
            BarFigure.Group(heading: entry.arm, bars: [
                BarFigure.Bar(
                    label: entry.high == nil ? "at least \(entry.low)" : "\(entry.estimate)", value: Double(entry.estimate), low: Double(entry.low),
                    high: Double(entry.high ?? entry.estimate), ink: .arm(plan.arms.firstIndex { $0.name == entry.arm } ?? 0),
                    shape: Gnuplot.shape(plan.arms.firstIndex { $0.name == entry.arm } ?? 0))
            ])
        }
        let rows = found.arms.map { [$0.arm, "\($0.estimate)", "\($0.low)", $0.high.map(String.init) ?? ""] }
        let picture = BarFigure(groups: groups, style: .points, axis: "largest raid stopped (number of \(found.name))", legend: [], marks: [(false, "95 % interval")])
        return Figure(
            name: "capacity", title: "How large a raid of \(found.name) each defence stops",
            alternative: rows.map { "\($0[0]): \($0[1]), between \($0[2]) and \($0[3].isEmpty ? "more than was tried" : $0[3])" }.joined(separator: "; ") + ".",
            note: "The largest raid of \(found.name) where \(found.condition).\(found.basis) All defences meet the same raids; the versions of the catalogue are taken in turn.",
            header: ["defence", "largest_raid", "low_95", "high_95"], rows: rows, draw: picture.script(width:))
    }

    /// Public prices of the arms.
    var price: Figure? {
        let priced = plan.arms.indices.filter { (plan.arms[$0].price?.high ?? 0) > 0 }
        guard !priced.isEmpty else { return nil }
        let groups = priced.map { arm in
            let price = plan.arms[arm].price!
            return BarFigure.Group(heading: plan.arms[arm].name, bars: [
                BarFigure.Bar(
                    label: thousands(price.best), value: price.best, low: price.low, high: price.high,
                    ink: .arm(arm), shape: Gnuplot.shape(arm))
            ])
        }
        let rows = priced.map { arm in
            let price = plan.arms[arm].price!
            return [plan.arms[arm].name, datum(price.low), datum(price.best), datum(price.high)]
        }
        let picture = BarFigure(
            groups: groups, style: .bars, axis: "price to buy (million US dollars)", legend: [],
            marks: [(false, "lowest to highest public price")])
        return Figure(
            name: "price", title: "What it would cost to buy",
            alternative: rows.map { "\($0[0]): \($0[2]) million US dollars, public figures from \($0[1]) to \($0[3])" }.joined(separator: "; ") + ".",
            note: "Public contract prices of the battalions of each defence. The line runs from the lowest to the highest figure that a public source gives.",
            header: ["defence", "low_musd", "best_musd", "high_musd"], rows: rows, draw: picture.script(width:))
    }

    /// Price against leakers: what the money buys.
    var value: Figure? {
        let priced = plan.arms.indices.filter { plan.arms[$0].price != nil }
        guard priced.count > 1, priced.contains(where: { (plan.arms[$0].price?.best ?? 0) > 0 }) else { return nil }
        let rows = priced.map { arm -> [String] in
            let price = plan.arms[arm].price!
            let bounds = summary.sums(setting: findings.setting, arm: arm, .leakers).interval()
            return [plan.arms[arm].name] + [price.low, price.best, price.high, bounds.mean, max(0, bounds.low), bounds.high].map(datum)
        }
        return Figure(
            name: "value", title: "What the money buys (\(raid))",
            alternative: rows.map { "\($0[0]): \($0[2]) million US dollars, \($0[4]) raiders get through" }.joined(separator: "; ") + ".",
            note: "Lower and further left is better for the defender: fewer get through for less money. Lines across: lowest to highest public price. Lines up and down: 95 % interval of the average.",
            header: ["defence", "price_low_musd", "price_best_musd", "price_high_musd", "mean_got_through", "mean_low_95", "mean_high_95"],
            rows: rows, draw: { valueScript(priced, rows, width: $0) })
    }

    private func valueScript(_ arms: [Int], _ rows: [[String]], width: Int) -> (script: String, height: Int) {
        let isNarrow = width < 500
        let keyRows = isNarrow ? arms.count : (arms.count + 1) / 2
        let key = 24 + 18 * keyRows
        let height = key + (isNarrow ? 280 : 320)
        let dear = arms.compactMap { plan.arms[$0].price?.high }.max() ?? 1
        let roof = rows.flatMap { [$0[4], $0[6]] }.compactMap(Double.init).max() ?? 1
        var script = """
            set lmargin at screen \((isNarrow ? 58.0 : 60.0) / Double(width))
            set rmargin at screen \(1 - 14 / Double(width))
            set tmargin at screen \(1 - Double(key) / Double(height))
            set bmargin at screen \(54 / Double(height))
            set grid lc \(Gnuplot.Ink.line.code) lw 1 dt solid
            set xrange [\(-0.03 * dear):\(1.05 * dear)]
            set yrange [0:\(1.08 * roof)]
            set xtics \(BarFigure.step(1.05 * dear, most: isNarrow ? 5 : 9))
            set xlabel "price to buy (million US dollars)" offset 0,0.4
            set ylabel "raiders that get through (number)" offset \(isNarrow ? "1.0" : "0.5"),0
            set key at screen 0.02, screen \(1 - 4 / Double(height)) left top Left reverse samplen 1.5 vertical maxrows \(keyRows) maxcols \(isNarrow ? 1 : 2)

            """
        var plots: [String] = []
        for (place, arm) in arms.enumerated() {
            let values = rows[place].dropFirst().map { $0.isEmpty ? rows[place][4] : $0 }
            let ink = Gnuplot.Ink.arm(arm).code
            script += "$v\(place) << EOD\n\(values[1]) \(values[3]) \(values[0]) \(values[2]) \(values[4]) \(values[5])\nEOD\n"
            plots.append("$v\(place) using 1:2:3:4:5:6 with xyerrorbars pt -1 lw 1.6 lc \(ink) notitle")
            plots.append("$v\(place) using 1:2 with points pt \(Gnuplot.shape(arm)) ps 1.2 lc \(ink) title \(Gnuplot.quote(plan.arms[arm].name))")
        }
        return (script + "plot " + plots.joined(separator: ", \\\n"), height)
    }
}
