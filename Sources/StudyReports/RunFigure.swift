import Narration
import RunRecords

/// One run over time: raiders seen, shot down and through, as running counts.
struct RunFigure {
    let record: RunRecord
    let title: String

    private var raid: [TargetRecord] { record.targets.filter { $0.allegiance == .hostile && $0.armed } }

    private var series: [(name: String, ink: Gnuplot.Ink, times: [Double])] {
        let all: [(name: String, ink: Gnuplot.Ink, times: [Double])] = [
            ("first seen by a radar", .arm2, raid.compactMap(\.firstDetected)),
            ("shot down", .arm3, raid.filter { $0.outcome == .killed }.compactMap(\.outcomeTime)),
            ("got through", .arm1, raid.filter { $0.outcome == .leaked }.compactMap(\.outcomeTime)),
        ]
        return all.map { ($0.name, $0.ink, $0.times.sorted()) }
    }

    var figure: Figure {
        let rows = series.flatMap { entry in
            entry.times.enumerated().map { [entry.name, datum(($0.element * 10).rounded() / 10), "\($0.offset + 1)"] }
        }
        let alternative = series.map { entry in
            entry.times.isEmpty ? "\(entry.name): none" : "\(entry.name): \(entry.times.count), from \(Narrator.clock(entry.times[0])) to \(Narrator.clock(entry.times.last!))"
        }.joined(separator: "; ")
        return Figure(
            name: "run", title: title, alternative: "Running counts over time. \(alternative).",
            note: "Running counts of the raid's \(raid.count) armed raiders, from the start of the run. Each step is one raider.",
            header: ["what", "time_s", "count"], rows: rows, draw: script(width:))
    }

    private func script(width: Int) -> (script: String, height: Int) {
        let isNarrow = width < 500
        let height = isNarrow ? 320 : 340
        let end = max(60, series.flatMap(\.times).max() ?? 60) / 60
        let left = (isNarrow ? 58.0 : 60.0) / Double(width)
        let top = isNarrow ? 74.0 : 56.0
        var script = """
            set lmargin at screen \(left)
            set rmargin at screen \(1 - 14 / Double(width))
            set tmargin at screen \(1 - top / Double(height))
            set bmargin at screen \(52 / Double(height))
            set grid lc \(Gnuplot.Ink.line.code) lw 1 dt solid
            set xrange [0:\(end * 1.02)]
            set yrange [0:\(max(1, Double(raid.count)) * 1.04)]
            set xlabel "time since the start (minutes)" offset 0,0.4
            set ylabel "raiders (number)" offset \(isNarrow ? "1.0" : "0.5"),0
            set key at screen 0.02, screen \(1 - 4 / Double(height)) left top Left reverse samplen 2 \(isNarrow ? "vertical maxrows 3" : "vertical maxrows 2 maxcols 2")

            """
        var plots: [String] = []
        let dashes = [2, 1, 4]
        for (place, entry) in series.enumerated() {
            var lines = ["0 0"] + entry.times.enumerated().map { "\($0.element / 60) \($0.offset + 1)" }
            lines.append("\(end * 1.02) \(entry.times.count)")
            script += "$s\(place) << EOD\n\(lines.joined(separator: "\n"))\nEOD\n"
            plots.append("$s\(place) using 1:2 with steps lw 2.4 dt \(dashes[place]) lc \(entry.ink.code) title \(Gnuplot.quote(entry.name))")
        }
        return (script + "plot " + plots.joined(separator: ", \\\n"), height)
    }
}
