import StudyStatistics

/// Small multiples: marks with intervals by arm along the first factor, one panel for each combination of the others, the same
/// scale in all. Arms differ by colour and by the shape of their mark.
struct PanelFigure {
    struct Mark {
        var setting: Int
        var arm: Int
        var value: Double
        /// The thick bar and the thin line.
        var inner: (low: Double, high: Double)?
        var outer: (low: Double, high: Double)?
        /// A dash across all arms of the raid.
        var roof: Double?
    }

    var grid: RaidGrid
    /// Number in the study and name of each arm drawn.
    var arms: [(number: Int, name: String)]
    var marks: [Mark]
    var axis: String
    /// What the legend says of the mark, the thick bar, the thin line and the dash; nil for what is not drawn.
    var words: (mark: String, inner: String?, outer: String?, roof: String?)

    private static let text = Gnuplot.Ink.text.code

    private var range: (low: Double, high: Double) {
        let ends = marks.flatMap { mark in
            [mark.value, mark.inner?.low, mark.inner?.high, mark.outer?.low, mark.outer?.high, mark.roof].compactMap(\.self).filter(\.isFinite)
        }
        let (low, high) = (min(0, ends.min() ?? 0), max(0, ends.max() ?? 1))
        let span = max(1, high - low)
        return (low < 0 ? low - 0.04 * span : 0, max(high, low + span) + 0.04 * span)
    }

    func script(width: Int) -> (script: String, height: Int) {
        let isNarrow = width < 500
        let panels = grid.panels
        let columns = isNarrow ? 1 : min(grid.columns, max(1, panels.count))
        // One panel has room for names beside the marks; of several, a legend of the arms alone. What bars and lines are, the note says.
        let isDirect = panels.count == 1 && !isNarrow
        let keyRows = isNarrow ? arms.count : (arms.count + 1) / 2
        let key = isDirect ? 10 : 24 + 18 * keyRows
        let longest = Double(arms.map(\.name.count).max() ?? 0)
        let (left, right, gap) = (isNarrow ? 58.0 : 60.0, isDirect ? min(260, 34 + 7 * longest) : 10.0, 20.0)
        let each = (Double(width) - left - right - gap * Double(columns - 1)) / Double(columns)
        // A title that is wider than its panel stands in lines.
        let isLong = panels.contains { Double($0.lines.joined(separator: ", ").count) * 6.9 > each }
        let lines = isLong ? panels.map(\.lines.count).max() ?? 0 : (panels.contains { !$0.lines.isEmpty } ? 1 : 0)
        let head = 8 + 17 * lines
        let body = columns == 1 ? (isNarrow ? 232 : 262) : 200
        let rows = (panels.count + columns - 1) / columns
        let foot = panels.count > 1 ? 36 : 26
        let height = key + rows * (head + body + foot) + 26
        let (low, high) = range
        var script = """
            set multiplot
            set grid ytics lc \(Gnuplot.Ink.line.code) lw 1 dt solid
            set yrange [\(low):\(high)]
            set ytics autofreq
            \(isDirect ? "unset key\n" + names(panels[0], body: Double(body)) : "")set key at screen 0.02, screen \(1 - 4 / Double(height)) left top Left reverse samplen 1.5 \(isNarrow ? "vertical maxrows \(keyRows)" : "vertical maxrows \(keyRows) maxcols 2")

            """
        for (place, panel) in panels.enumerated() {
            let (row, column) = (place / columns, place % columns)
            let x = left + Double(column) * (each + gap)
            let top = Double(key + row * (head + body + foot) + head)
            script += "set lmargin at screen \(x / Double(width))\nset rmargin at screen \((x + each) / Double(width))\n"
            script += "set tmargin at screen \(1 - top / Double(height))\nset bmargin at screen \(1 - (top + Double(body)) / Double(height))\n"
            let title = panel.lines.isEmpty ? [] : isLong ? panel.lines : [panel.lines.joined(separator: ", ")]
            script += title.isEmpty ? "unset title\n" : "set title \(Gnuplot.quote(lines: title)) offset 0,-0.7 tc \(Self.text)\n"
            script += column == 0 ? "set format y \"%g\"\nset ylabel \(Gnuplot.quote(axis)) offset \(isNarrow ? "1.0" : "0.5"),0\n" : "set format y \"\"\nunset ylabel\n"
            script += place + columns >= panels.count ? "set xlabel \(Gnuplot.quote(grid.axis)) offset 0,0.4\n" : "unset xlabel\n"
            let ticks = panel.settings.enumerated().map { "\(Gnuplot.quote(grid.tick($0.element))) \($0.offset)" }.joined(separator: ", ")
            script += "set xtics scale 0 (\(ticks))\nset xrange [-0.5:\(Double(panel.settings.count) - 0.5)]\n"
            script += low < 0 ? "set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead lw 1.5 lc \(Self.text) back\n" : ""
            if place > 0 || isDirect { script += "unset key\n" }
            let (blocks, plots) = plots(panel, name: place, isSmall: columns > 1 || isNarrow)
            script += blocks + "plot " + (plots + (place == 0 && !isDirect ? legend : [])).joined(separator: ", \\\n") + "\n"
        }
        return (script + "unset multiplot", height)
    }

    private func plots(_ panel: RaidGrid.Panel, name: Int, isSmall: Bool) -> (blocks: String, plots: [String]) {
        let step = min(0.17, 0.8 / Double(max(1, arms.count)))
        let thick = isSmall ? 6 : 8
        var blocks = ""
        var plots: [String] = []
        let half = step * Double(arms.count) / 2 + 0.04
        let roofs = panel.settings.enumerated().compactMap { index, setting in
            marks.first { $0.setting == setting && $0.roof != nil }.map { "\(Double(index) - half) \($0.roof!) \(2 * half) 0" }
        }
        if !roofs.isEmpty {
            blocks += "$p\(name)roof << EOD\n\(roofs.joined(separator: "\n"))\nEOD\n"
            plots.append("$p\(name)roof using 1:2:3:4 with vectors nohead lw 2 lc \(Gnuplot.Ink.soft.code) notitle")
        }
        for (order, arm) in arms.enumerated() {
            let ink = Gnuplot.Ink.arm(arm.number).code
            let shape = Gnuplot.shape(arm.number)
            let rows = panel.settings.enumerated().compactMap { index, setting -> String? in
                guard let mark = marks.first(where: { $0.setting == setting && $0.arm == arm.number }) else { return nil }
                let x = Double(index) + (Double(order) - Double(arms.count - 1) / 2) * step
                let inner: (low: Double, high: Double) = mark.inner ?? (mark.value, mark.value)
                let bounds: (low: Double, high: Double) = mark.outer ?? (mark.value, mark.value)
                let outer: (low: Double, high: Double) = bounds.low.isFinite && bounds.high.isFinite ? bounds : (mark.value, mark.value)
                return "\(x) \(mark.value) \(inner.low) \(inner.high) \(outer.low) \(outer.high)"
            }
            guard !rows.isEmpty else { continue }
            let block = "$p\(name)a\(order)"
            blocks += "\(block) << EOD\n\(rows.joined(separator: "\n"))\nEOD\n"
            if words.outer != nil { plots.append("\(block) using 1:2:5:6 with yerrorbars pt -1 lw 1.6 lc \(ink) notitle") }
            if words.inner != nil { plots.append("\(block) using 1:3:(0):($4-$3) with vectors nohead lw \(thick) lc \(ink) notitle") }
            plots.append("\(block) using 1:2 with points pt \(shape) ps 1.15 lc \(Gnuplot.Ink.paper.code) notitle")
            plots.append("\(block) using 1:2 with points pt \(shape) ps 0.8 lc \(ink) notitle")
        }
        return (blocks, plots.isEmpty ? ["NaN notitle"] : plots)
    }

    private var legend: [String] {
        arms.map { "keyentry with points pt \(Gnuplot.shape($0.number)) ps 1.1 lc \(Gnuplot.Ink.arm($0.number).code) title \(Gnuplot.quote($0.name))" }
    }

    /// The arms' names at the right edge, each at the height of its last mark or as near to it as they stand clear of each other.
    private func names(_ panel: RaidGrid.Panel, body: Double) -> String {
        let (low, high) = range
        let last = panel.settings.last ?? 0
        var spots = arms.map { arm in
            (arm: arm, y: marks.first { $0.setting == last && $0.arm == arm.number }.map { body * (high - $0.value) / (high - low) } ?? 0)
        }.sorted { ($0.y, $0.arm.number) < ($1.y, $1.arm.number) }
        for place in spots.indices.dropFirst() { spots[place].y = max(spots[place].y, spots[place - 1].y + 17) }
        for place in spots.indices.reversed() {
            spots[place].y = min(spots[place].y, place == spots.count - 1 ? body - 6 : spots[place + 1].y - 17)
        }
        return spots.map { spot in
            let ink = Gnuplot.Ink.arm(spot.arm.number).code
            return "set label \(Gnuplot.quote(spot.arm.name)) at graph 1.015, graph \(1 - spot.y / body) left point pt \(Gnuplot.shape(spot.arm.number)) ps 1.1 lc \(ink) offset 1,0 tc \(ink) front\n"
        }.joined()
    }
}
