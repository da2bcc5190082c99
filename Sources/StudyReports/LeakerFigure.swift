import StudyStatistics

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

    var figure: Figure {
        let marks = plan.settings.indices.flatMap { setting in plan.arms.indices.map { mark(setting: setting, arm: $0) } }
        let grid = RaidGrid(summary)
        let alternative = marks.map {
            "\(plan.arms[$0.arm].name), \(grid.label($0.setting)): \(number($0.mean)) of \(whole($0.raiders)) raiders get through, one raid \(number($0.one.low)) to \(number($0.one.high))"
        }.joined(separator: "; ")
        let open = drewSamples
            ? "The thick bar is what the public sources leave open: 95 % of the averages that systems within the published ranges would have. The thin line is one raid: 95 % of single raids, with luck added."
            : "The thin line is one raid: 95 % of single raids. The study flew the catalogue's best estimates alone, so the disagreement of the sources is not in it."
        return Figure(
            name: "leakers", title: "How many raiders get through, by defence and size of raid",
            alternative: "Points with intervals. \(alternative).",
            note: "Lower is better for the defender. \(grid.panels.count > 1 ? "Each panel is another raid; the scale is the same in all. " : "")The mark is the average of all runs. \(open) The grey dash is the whole raid.\(harmless(marks))",
            header: [
                "defence", "raid", "raiders", "runs", "mean_got_through", "mean_low_95", "mean_high_95", "sources_low_95",
                "sources_high_95", "one_raid_low_95", "one_raid_high_95",
            ],
            rows: marks.map { mark in
                let sums = summary.sums(setting: mark.setting, arm: mark.arm, .leakers)
                let bounds = sums.interval()
                return [plan.arms[mark.arm].name, grid.label(mark.setting), datum(mark.raiders), "\(sums.count)"]
                    + [mark.mean, bounds.low, bounds.high, mark.open.low, mark.open.high, mark.one.low, mark.one.high].map(datum)
            },
            draw: PanelFigure(
                grid: grid, arms: plan.arms.enumerated().map { ($0.offset, $0.element.name) },
                marks: marks.map {
                    PanelFigure.Mark(setting: $0.setting, arm: $0.arm, value: $0.mean, inner: $0.open, outer: $0.one, roof: $0.raiders)
                },
                axis: "raiders that get through (number)",
                words: ("average", drewSamples ? "what the sources leave open (95 %)" : nil, "one raid (95 %)", "all raiders of the raid")
            ).script(width:))
    }

    /// Where fewer than the whole raid get through a defence that fires nothing, the reader must learn why.
    private func harmless(_ marks: [Mark]) -> String {
        let empty = Set(plan.arms.indices.filter { arm in
            plan.settings.indices.allSatisfy { summary.sums(setting: $0, arm: arm, .roundsFired).mean == 0 }
        })
        guard let mark = marks.first(where: { empty.contains($0.arm) && $0.mean < $0.raiders - 0.05 }) else { return "" }
        return " Against \(plan.arms[mark.arm].name) not all count as through: the rest found nothing to attack, as missiles that home on radars do where there is none."
    }
}
