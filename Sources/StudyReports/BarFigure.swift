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
        /// The mark that tells whose bar it is where colours fail: a number of gnuplot's.
        var shape: Int?
    }

    struct Group {
        var heading: String
        var bars: [Bar]
    }

    enum Style { case bars, points }

    /// Bars of one colour and mark.
    private struct Series: Hashable {
        var ink: Gnuplot.Ink
        var shape: Int
    }

    var groups: [Group]
    var style: Style
    var axis: String
    /// Legend: a colour and what it stands for.
    var legend: [(ink: Gnuplot.Ink, shape: Int?, text: String)]
    /// What the bar's value and the hollow mark are, where the legend must say it.
    var marks: [(isHollow: Bool, text: String)] = []
    /// Least range of the axis.
    var least = 1.0
    /// Where the axis ends whatever the values; what lies beyond is cut at its edge.
    var frame: ClosedRange<Double>?

    /// The same with everything inside the frame.
    private var framed: BarFigure {
        guard let frame else { return self }
        func cut(_ value: Double) -> Double { min(max(value, frame.lowerBound), frame.upperBound) }
        var copy = self
        copy.frame = nil
        copy.groups = groups.map { group in
            Group(heading: group.heading, bars: group.bars.map { bar in
                Bar(label: bar.label, value: cut(bar.value), low: bar.low.map(cut), high: bar.high.map(cut), ink: bar.ink, mark: bar.mark.map(cut), shape: bar.shape)
            })
        }
        return copy
    }

    /// A round step, so that an axis has no more than so many marks.
    static func step(_ span: Double, most: Int) -> Double {
        guard span.isFinite, span > 0 else { return 1 }
        var power = 1e-6
        while true {
            for digit in [1.0, 2, 5] where span / (digit * power) <= Double(most) { return digit * power }
            power *= 10
        }
    }

    func script(width: Int) -> (script: String, height: Int) {
        guard frame == nil else { return framed.script(width: width) }
        let entries = legend.count + marks.count
        let isNarrow = width < 500
        // Long entries stand one below the other.
        let isStacked = isNarrow || (legend.map(\.text) + marks.map(\.text)).contains { $0.count > 40 }
        let keyHeight = entries == 0 ? 6 : isStacked ? 22 + 18 * entries : 22 + 18 * ((entries + 1) / 2)
        let rowHeight = 20, gap = 8
        let titles = groups.map { $0.heading.isEmpty ? [] : Gnuplot.wrap($0.heading, width: 0.9 * Double(width)) }
        let heads = titles.map { $0.isEmpty ? 0 : 5 + 17 * $0.count }
        let axisLines = Gnuplot.wrap(axis, width: 0.92 * Double(width))
        let foot = 42 + 15 * axisLines.count
        // No less than the legend is high: gnuplot lets no legend be higher than the plot.
        let body = max(18 * entries + 12, zip(groups, heads).reduce(0) { $0 + $1.1 + $1.0.bars.count * rowHeight + gap })
        let height = keyHeight + body + foot + 4
        let all = groups.flatMap(\.bars)
        let ends = all.flatMap { [$0.value, $0.low ?? $0.value, $0.high ?? $0.value, $0.mark ?? $0.value] }.filter(\.isFinite)
        let top = max(least, ends.max() ?? 1)
        let bottom = min(0, ends.min() ?? 0)
        let span = top - bottom
        var labels = ""
        var data: [Series: [String]] = [:]
        var gutter: [(y: Double, shape: Int, ink: Gnuplot.Ink)] = []
        var whiskers: [String] = []
        var hollow: [String] = []
        var zero = ""
        var y = 4.0
        for (place, group) in groups.enumerated() {
            if heads[place] > 0 {
                labels += "set label \(Gnuplot.quote(lines: titles[place])) at graph 0, first \(y + 10) left offset 0.3,0 front tc \(Gnuplot.Ink.text.code)\n"
                y += Double(heads[place])
            }
            // The line at zero stops at headings.
            zero += "set arrow from 0, first \(y) to 0, first \(y + Double(group.bars.count * rowHeight)) nohead lw 1.5 lc \(Gnuplot.Ink.text.code) front\n"
            for bar in group.bars {
                let middle = y + Double(rowHeight) / 2
                if let shape = bar.shape, style == .bars {
                    gutter.append((middle, shape, bar.ink))
                }
                data[Series(ink: bar.ink, shape: bar.shape ?? 7), default: []].append("\(bar.value) \(middle) \(min(0, bar.value)) \(max(0, bar.value)) \(middle - 7) \(middle + 7)")
                if let low = bar.low, let high = bar.high, low.isFinite, high.isFinite {
                    whiskers.append("\(bar.value) \(middle) \(low) \(high)")
                }
                if let mark = bar.mark, mark.isFinite { hollow.append("\(mark) \(middle)") }
                // A number stands on the side of its value.
                let isLeft = bar.value < 0
                let ends = [bar.value, isLeft ? bar.low : bar.high, bar.mark].compactMap(\.self).filter(\.isFinite)
                let end = isLeft ? min(0, ends.min() ?? 0) : max(0, ends.max() ?? 0)
                labels += "set label \(Gnuplot.quote(bar.label)) at first \(end), first \(middle) \(isLeft ? "right offset -0.8,0" : "left offset 0.8,0") front tc \(Gnuplot.Ink.text.code)\n"
                y += Double(rowHeight)
            }
            y += Double(gap)
        }
        var script = """
            set lmargin at screen \(isNarrow ? 0.03 : 0.02)
            set rmargin at screen 0.95
            set tmargin at screen \(1 - Double(keyHeight) / Double(height))
            set bmargin at screen \(Double(foot) / Double(height))
            set key at screen 0.02, screen \(1 - 4 / Double(height)) left top Left reverse samplen 1.5 \(isStacked ? "vertical maxrows \(max(1, entries))" : "horizontal maxrows \((entries + 1) / 2) maxcols 2")
            set border 1
            unset ytics
            set grid xtics lc \(Gnuplot.Ink.line.code) lw 1 dt solid
            set xlabel \(Gnuplot.quote(lines: axisLines)) offset 0,0.3
            set xrange [\(all.contains { $0.value < 0 } ? bottom - (isNarrow ? 0.3 : 0.18) * span : gutter.isEmpty ? (bottom < 0 ? bottom - 0.03 * span : 0) : bottom - 0.06 * span):\(top + (isNarrow ? 0.3 : 0.18) * span)]
            set xtics \(Self.step(span * (isNarrow ? 1.6 : 1.36), most: isNarrow ? 5 : 9))
            set yrange [\(body):0]
            \(labels)
            set style fill solid 1 noborder
            \(zero)

            """
        let series = data.keys.sorted { ($0.ink.rawValue, $0.shape) < ($1.ink.rawValue, $1.shape) }
        for (place, key) in series.enumerated() { script += "$bars\(place) << EOD\n\(data[key]!.joined(separator: "\n"))\nEOD\n" }
        if !whiskers.isEmpty { script += "$whiskers << EOD\n\(whiskers.joined(separator: "\n"))\nEOD\n" }
        if !hollow.isEmpty { script += "$hollow << EOD\n\(hollow.joined(separator: "\n"))\nEOD\n" }
        var plots: [String] = []
        for (place, key) in series.enumerated() where style == .bars {
            plots.append("$bars\(place) using 1:2:3:4:5:6 with boxxyerror lc \(key.ink.code) notitle")
        }
        for (place, mark) in gutter.enumerated() {
            script += "$gutter\(place) << EOD\n\(bottom - 0.03 * span) \(mark.y)\nEOD\n"
            plots.append("$gutter\(place) using 1:2 with points pt \(mark.shape) ps 0.8 lc \(mark.ink.code) notitle")
        }
        if !whiskers.isEmpty {
            plots.append("$whiskers using 1:2:3:4 with xerrorbars pt -1 lw 1.6 lc \(Gnuplot.Ink.text.code) notitle")
        }
        for (place, key) in series.enumerated() where style == .points {
            plots.append("$bars\(place) using 1:2 with points pt \(key.shape) ps 1 lc \(key.ink.code) notitle")
        }
        if !hollow.isEmpty { plots.append("$hollow using 1:2 with points pt 6 ps 0.9 lw 2 lc \(Gnuplot.Ink.text.code) notitle") }
        for entry in legend {
            plots.append("keyentry with \(entry.shape.map { "points pt \($0) ps 1" } ?? (style == .bars ? "boxes" : "points pt 7 ps 1")) lc \(entry.ink.code) title \(Gnuplot.quote(entry.text))")
        }
        for entry in marks {
            plots.append("keyentry with \(entry.isHollow ? "points pt 6 ps 0.9 lw 2" : "lines lw 1.6") lc \(Gnuplot.Ink.text.code) title \(Gnuplot.quote(entry.text))")
        }
        if plots.isEmpty { plots = ["NaN notitle"] }
        return (script + "plot " + plots.joined(separator: ", \\\n"), height)
    }
}
