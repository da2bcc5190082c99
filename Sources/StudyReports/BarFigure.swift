/// Horizontal bars or points with intervals, in groups with a heading each: readable at any width.
struct BarFigure {
    struct Bar {
        var label: String
        var value: Double
        var low: Double?
        var high: Double?
        var ink: Gnuplot.Ink
        /// A second mark on the bar's line, hollow.
        var mark: Double?
    }

    struct Group {
        var heading: String
        var bars: [Bar]
    }

    enum Style { case bars, points }

    var groups: [Group]
    var style: Style
    var axis: String
    /// Legend: a colour and what it stands for.
    var legend: [(ink: Gnuplot.Ink, text: String)]
    /// What the bar's value and the hollow mark are, where the legend must say it.
    var marks: [(isHollow: Bool, text: String)] = []
    /// Least range of the axis.
    var least = 1.0

    func script(width: Int) -> (script: String, height: Int) {
        let isNarrow = width < 500
        let entries = legend.count + marks.count
        let keyHeight = entries == 0 ? 6 : isNarrow ? 12 + 18 * entries : 12 + 18 * ((entries + 1) / 2)
        let rowHeight = 20, headHeight = 22, gap = 8
        let body = groups.reduce(0) { $0 + (($1.heading.isEmpty ? 0 : headHeight) + $1.bars.count * rowHeight + gap) }
        let height = keyHeight + body + 54
        let all = groups.flatMap(\.bars)
        let ends = all.flatMap { [$0.value, $0.low ?? $0.value, $0.high ?? $0.value, $0.mark ?? $0.value] }.filter(\.isFinite)
        let top = max(least, ends.max() ?? 1)
        let bottom = min(0, ends.min() ?? 0)
        let span = top - bottom
        var labels = ""
        var data: [Gnuplot.Ink: [String]] = [:]
        var whiskers: [String] = []
        var hollow: [String] = []
        var y = 4.0
        for (place, group) in groups.enumerated() {
            if !group.heading.isEmpty {
                labels += "set label \(place + 1) \(Gnuplot.quote(group.heading)) at graph 0, first \(y + 11) left offset 0.3,0 front tc \(Gnuplot.Ink.text.code)\n"
                y += Double(headHeight)
            }
            for bar in group.bars {
                let middle = y + Double(rowHeight) / 2
                data[bar.ink, default: []].append("\(bar.value) \(middle) \(min(0, bar.value)) \(max(0, bar.value)) \(middle - 7) \(middle + 7)")
                if let low = bar.low, let high = bar.high, low.isFinite, high.isFinite {
                    whiskers.append("\(bar.value) \(middle) \(low) \(high)")
                }
                if let mark = bar.mark, mark.isFinite { hollow.append("\(mark) \(middle)") }
                let end = max(bar.value, bar.high.map { $0.isFinite ? $0 : bar.value } ?? bar.value, bar.mark ?? bar.value, 0)
                labels += "set label \(Gnuplot.quote(bar.label)) at first \(end), first \(middle) left offset 0.8,0 front tc \(Gnuplot.Ink.text.code)\n"
                y += Double(rowHeight)
            }
            y += Double(gap)
        }
        var script = """
            set lmargin at screen \(isNarrow ? 0.03 : 0.02)
            set rmargin at screen 0.95
            set tmargin at screen \(1 - Double(keyHeight) / Double(height))
            set bmargin at screen \(50 / Double(height))
            set key at screen 0.02, screen \(1 - 4 / Double(height)) left top Left reverse samplen 1.5 \(isNarrow ? "vertical maxrows \(max(1, entries))" : "horizontal maxrows \((entries + 1) / 2) maxcols 2")
            set border 1
            unset ytics
            set grid xtics lc \(Gnuplot.Ink.line.code) lw 1 dt solid
            set xlabel \(Gnuplot.quote(axis)) offset 0,0.3
            set xrange [\(bottom < 0 ? bottom - 0.03 * span : 0):\(top + (isNarrow ? 0.3 : 0.18) * span)]
            set xtics autofreq
            set yrange [\(body):0]
            \(labels)
            set style fill solid 1 noborder
            set arrow from 0, graph 0 to 0, graph 1 nohead lw 1.5 lc \(Gnuplot.Ink.text.code) front

            """
        let inks = data.keys.sorted { $0.rawValue < $1.rawValue }
        for ink in inks { script += "$bars\(ink.rawValue) << EOD\n\(data[ink]!.joined(separator: "\n"))\nEOD\n" }
        if !whiskers.isEmpty { script += "$whiskers << EOD\n\(whiskers.joined(separator: "\n"))\nEOD\n" }
        if !hollow.isEmpty { script += "$hollow << EOD\n\(hollow.joined(separator: "\n"))\nEOD\n" }
        var plots: [String] = []
        for ink in inks where style == .bars {
            plots.append("$bars\(ink.rawValue) using 1:2:3:4:5:6 with boxxyerror lc \(ink.code) notitle")
        }
        if !whiskers.isEmpty {
            plots.append("$whiskers using 1:2:3:4 with xerrorbars pt -1 lw 1.6 lc \(Gnuplot.Ink.text.code) notitle")
        }
        for ink in inks where style == .points {
            plots.append("$bars\(ink.rawValue) using 1:2 with points pt 7 ps 1 lc \(ink.code) notitle")
        }
        if !hollow.isEmpty { plots.append("$hollow using 1:2 with points pt 6 ps 0.9 lw 2 lc \(Gnuplot.Ink.text.code) notitle") }
        for entry in legend {
            plots.append("keyentry with \(style == .bars ? "boxes" : "points pt 7 ps 1") lc \(entry.ink.code) title \(Gnuplot.quote(entry.text))")
        }
        for entry in marks {
            plots.append("keyentry with \(entry.isHollow ? "points pt 6 ps 0.9 lw 2" : "lines lw 1.6") lc \(Gnuplot.Ink.text.code) title \(Gnuplot.quote(entry.text))")
        }
        if plots.isEmpty { plots = ["NaN notitle"] }
        return (script + "plot " + plots.joined(separator: ", \\\n"), height)
    }
}
