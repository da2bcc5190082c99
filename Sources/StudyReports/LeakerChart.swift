import MonteCarloStudy

/// Leakers against raid by arm, with intervals, as SVG.
struct LeakerChart {
    let summary: StudySummary

    var svg: String {
        let plan = summary.plan
        let width = 760.0, height = 360.0, left = 56.0, right = 12.0, top = 44.0, bottom = 48.0
        var peak = 1.0
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                let bounds = summary.sums(setting: setting, arm: arm, .leakers).interval()
                peak = max(peak, bounds.mean, bounds.high.isFinite ? bounds.high : 0)
            }
        }
        let step = Self.niceStep(peak / 5)
        let limit = (peak / step).rounded(.up) * step
        func y(_ value: Double) -> Double { top + (height - top - bottom) * (1 - min(max(value, 0), limit) / limit) }
        var parts: [String] = []
        var tick = 0.0
        while tick <= limit + step / 2 {
            let place = y(tick)
            parts.append("<line x1=\"\(left)\" x2=\"\(width - right)\" y1=\"\(place)\" y2=\"\(place)\" stroke=\"var(--line)\"/>")
            parts.append("<text x=\"\(left - 8)\" y=\"\(place + 4)\" text-anchor=\"end\">\(number(tick))</text>")
            tick += step
        }
        let group = (width - left - right) / Double(plan.settings.count)
        let bar = min(60, group * 0.8 / Double(plan.arms.count))
        for setting in plan.settings.indices {
            let middle = left + group * (Double(setting) + 0.5)
            for arm in plan.arms.indices {
                let bounds = summary.sums(setting: setting, arm: arm, .leakers).interval()
                let x = middle + (Double(arm) - Double(plan.arms.count) / 2) * bar
                let roof = y(bounds.mean)
                parts.append(
                    "<rect x=\"\(x + 3)\" y=\"\(roof)\" width=\"\(bar - 6)\" height=\"\(max(0, y(0) - roof))\" fill=\"var(--a\(arm % 4))\"><title>\(escape(plan.arms[arm].name)): \(number(bounds.mean))</title></rect>")
                if bounds.low.isFinite, bounds.high.isFinite {
                    let centre = x + bar / 2
                    parts.append(
                        "<path d=\"M\(centre) \(y(bounds.low))V\(y(bounds.high))M\(centre - 5) \(y(bounds.low))h10M\(centre - 5) \(y(bounds.high))h10\" stroke=\"var(--ink)\" fill=\"none\" stroke-width=\"1.5\"/>")
                }
            }
            parts.append("<text x=\"\(middle)\" y=\"\(height - bottom + 22)\" text-anchor=\"middle\">\(escape(plan.settings[setting].label))</text>")
        }
        var x = left
        for arm in plan.arms.indices {
            parts.append("<rect x=\"\(x)\" y=\"8\" width=\"12\" height=\"12\" fill=\"var(--a\(arm % 4))\"/>")
            parts.append("<text x=\"\(x + 18)\" y=\"19\">\(escape(plan.arms[arm].name))</text>")
            x += 40 + 7.6 * Double(plan.arms[arm].name.count)
        }
        parts.append("<text x=\"14\" y=\"\(height / 2)\" transform=\"rotate(-90 14 \(height / 2))\" text-anchor=\"middle\">raiders that got through, mean a raid</text>")
        return "<svg viewBox=\"0 0 \(Int(width)) \(Int(height))\" role=\"img\" aria-label=\"Raiders that got through by defence and raid, with 95 percent intervals\">\n\(parts.joined(separator: "\n"))\n</svg>"
    }

    /// 1, 2 or 5 times a power of ten, at least `rough`.
    static func niceStep(_ rough: Double) -> Double {
        var power = 1.0
        while power > rough { power /= 10 }
        while power * 10 <= rough { power *= 10 }
        for factor in [1.0, 2, 5, 10] where power * factor >= rough { return power * factor }
        return power * 10
    }
}
