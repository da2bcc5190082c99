import MonteCarloStudy

/// Raiders that get through against the size of the raid, by arm: mean, what the sources leave open, and one raid.
struct LeakerFigure {
    let summary: StudySummary

    /// One mark of the picture.
    struct Mark {
        var setting: Int
        var arm: Int
        var mean: Double
        /// 95 % of the means that the public sources allow; the mean alone where the study drew no samples.
        var open: (low: Double, high: Double)
        /// 95 % of single raids: dice and sources together.
        var one: (low: Double, high: Double)
        var raiders: Double
    }

    /// Both intervals are normal, mean ± 1.96 σ, with the epistemic σ and with that of epistemic and aleatory variance
    /// together, cut at zero and at the size of the raid.
    func mark(setting: Int, arm: Int) -> Mark {
        let sums = summary.sums(setting: setting, arm: arm, .leakers)
        let raiders = summary.sums(setting: setting, arm: arm, .raiders).mean
        let parts = sums.varianceParts
        let mean = sums.mean
        func around(_ variance: Double) -> (low: Double, high: Double) {
            let half = 1.959964 * variance.squareRoot()
            return (max(0, mean - half), min(max(raiders, mean), mean + half))
        }
        return Mark(
            setting: setting, arm: arm, mean: mean, open: around(parts.epistemic),
            one: around(parts.epistemic + parts.aleatory), raiders: raiders)
    }

    private var plan: StudyPlan { summary.plan }
    private var drewSamples: Bool { plan.samples > 1 }

    /// Settings by the values of all factors but the first: one panel each.
    private var panels: [(title: String, settings: [Int])] {
        var found: [(title: String, settings: [Int])] = []
        for (place, setting) in plan.settings.enumerated() {
            let title = setting.factors.dropFirst().sorted { $0.name < $1.name }.map { "\($0.value) \($0.name)" }.joined(separator: ", ")
            if let known = found.firstIndex(where: { $0.title == title }) {
                found[known].settings.append(place)
            } else {
                found.append((title, [place]))
            }
        }
        return found
    }

    /// The factor along the axis: the one whose label comes first.
    private func tick(_ setting: Int) -> String {
        let entry = plan.settings[setting]
        guard let first = entry.factors.first else { return entry.label }
        return "\(first.value)"
    }

    var figure: Figure {
        let marks = plan.settings.indices.flatMap { setting in plan.arms.indices.map { mark(setting: setting, arm: $0) } }
        let name = plan.settings.first?.factors.first?.name
        let alternative = marks.map {
            "\(plan.arms[$0.arm].name), \(plan.settings[$0.setting].label): \(number($0.mean)) of \(whole($0.raiders)) raiders get through, one raid \(number($0.one.low)) to \(number($0.one.high))"
        }.joined(separator: "; ")
        let open = drewSamples
            ? "The thick bar is what the public sources leave open: 95 % of the averages that systems within their ranges would have. The thin line is one raid: 95 % of single raids, with the dice added."
            : "The thin line is one raid: 95 % of single raids. The study flew the catalogue's best estimates alone, so the disagreement of the sources is not in it."
        return Figure(
            name: "leakers", title: "How many raiders get through, by defence and size of raid",
            alternative: "Points with intervals. \(alternative).",
            note: "Lower is better for the defender. The dot is the average of all runs. \(open) The grey dash is the whole raid.",
            header: [
                "defence", "raid", "raiders", "runs", "mean_got_through", "mean_low_95", "mean_high_95", "sources_low_95",
                "sources_high_95", "one_raid_low_95", "one_raid_high_95",
            ],
            rows: marks.map { mark in
                let sums = summary.sums(setting: mark.setting, arm: mark.arm, .leakers)
                let bounds = sums.interval()
                return [plan.arms[mark.arm].name, plan.settings[mark.setting].label, datum(mark.raiders), "\(sums.count)"]
                    + [mark.mean, bounds.low, bounds.high, mark.open.low, mark.open.high, mark.one.low, mark.one.high].map(datum)
            },
            draw: { script(marks, axis: name.map { "\($0) in the raid (number)" } ?? "raid", width: $0) })
    }

    private func script(_ marks: [Mark], axis: String, width: Int) -> (script: String, height: Int) {
        let isNarrow = width < 500
        let panels = self.panels
        let entries = plan.arms.count + (drewSamples ? 4 : 3)
        let rows = isNarrow ? entries : (entries + 1) / 2
        let key = 12 + 18 * rows
        let panel = isNarrow ? 250 : 270
        let height = key + panels.count * panel
        let roof = max(1, marks.map(\.raiders).max() ?? 1, marks.map { $0.one.high }.max() ?? 1)
        let left = (isNarrow ? 46.0 : 60.0) / Double(width)
        var script = """
            set multiplot
            set lmargin at screen \(left)
            set rmargin at screen \(1 - 10 / Double(width))
            set grid ytics lc \(Gnuplot.Ink.line.code) lw 1 dt solid
            set yrange [0:\(roof * 1.04)]
            set ylabel "raiders that get through (number)" offset \(isNarrow ? "1.6" : "0.5"),0
            set xlabel \(Gnuplot.quote(axis)) offset 0,0.4
            set xtics scale 0

            """
        for (place, part) in panels.enumerated() {
            let top = Double(key + place * panel + (part.title.isEmpty ? 6 : 26))
            let bottom = Double(key + (place + 1) * panel - 52)
            script += "set tmargin at screen \(1 - top / Double(height))\nset bmargin at screen \(1 - bottom / Double(height))\n"
            script += part.title.isEmpty ? "unset title\n" : "set title \(Gnuplot.quote(part.title)) offset 0,-0.6 tc \(Gnuplot.Ink.text.code)\n"
            let ticks = part.settings.enumerated().map { "\(Gnuplot.quote(tick($0.element))) \($0.offset)" }.joined(separator: ", ")
            script += "set xtics (\(ticks))\nset xrange [-0.5:\(Double(part.settings.count) - 0.5)]\n"
            if place == 0 {
                script += "set key at screen 0.02, screen \(1 - 4 / Double(height)) left top Left reverse samplen 1.5 \(isNarrow ? "vertical maxrows \(rows)" : "vertical maxrows \(rows) maxcols 2")\n"
            } else {
                script += "unset key\n"
            }
            let step = min(0.17, 0.8 / Double(max(1, plan.arms.count)))
            var plots: [String] = []
            for arm in plan.arms.indices {
                let rows = part.settings.enumerated().compactMap { index, setting -> String? in
                    guard let mark = marks.first(where: { $0.setting == setting && $0.arm == arm }) else { return nil }
                    let x = Double(index) + (Double(arm) - Double(plan.arms.count - 1) / 2) * step
                    return "\(x) \(mark.mean) \(mark.open.low) \(mark.open.high) \(mark.one.low) \(mark.one.high) \(mark.raiders)"
                }
                let block = "$p\(place)a\(arm)"
                script += "\(block) << EOD\n\(rows.joined(separator: "\n"))\nEOD\n"
                let ink = Gnuplot.Ink.arm(arm).code
                if arm == 0 {
                    let half = step * Double(plan.arms.count) / 2 + 0.04
                    let centre = Double(plan.arms.count - 1) / 2 * step
                    plots.append("\(block) using ($1+\(centre - half)):7:(\(2 * half)):(0) with vectors nohead lw 2 lc \(Gnuplot.Ink.soft.code) notitle")
                }
                plots.append("\(block) using 1:2:5:6 with yerrorbars pt -1 lw 1.6 lc \(ink) notitle")
                plots.append("\(block) using 1:3:(0):($4-$3) with vectors nohead lw 8 lc \(ink) notitle")
                plots.append("\(block) using 1:2 with points pt 7 ps 0.9 lc \(Gnuplot.Ink.paper.code) notitle")
                plots.append("\(block) using 1:2 with points pt 7 ps 0.65 lc \(ink) notitle")
            }
            if place == 0 {
                for arm in plan.arms.indices {
                    plots.append("keyentry with lines lw 8 lc \(Gnuplot.Ink.arm(arm).code) title \(Gnuplot.quote(plan.arms[arm].name))")
                }
                plots.append("keyentry with points pt 7 ps 0.65 lc \(Gnuplot.Ink.text.code) title \"average\"")
                if drewSamples {
                    plots.append("keyentry with lines lw 8 lc \(Gnuplot.Ink.text.code) title \"what the sources leave open (95 %)\"")
                }
                plots.append("keyentry with lines lw 1.6 lc \(Gnuplot.Ink.text.code) title \"one raid (95 %)\"")
                plots.append("keyentry with lines lw 2 lc \(Gnuplot.Ink.soft.code) title \"all raiders of the raid\"")
            }
            script += "plot " + plots.joined(separator: ", \\\n") + "\n"
        }
        return (script + "unset multiplot", height)
    }
}
