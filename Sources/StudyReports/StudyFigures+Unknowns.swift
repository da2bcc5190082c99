import Narration
import RunRecords
import StudyStatistics

/// Which unknown matters: Sobol' indices, or a screening (`ScreeningWords`).
extension StudyFigures {
    /// Sobol' indices of the difference of the question, or of the arm where there is one: largest total first.
    var ranked: [SensitivityRows.Index] {
        let result = findings.indices?.result
        return (result?.indices ?? []).enumerated().sorted {
            ($1.element.total.value, $0.offset) < ($0.element.total.value, $1.offset)
        }.map(\.element)
    }

    /// Whether an index says that its unknown matters: its interval lies above zero.
    private static func isShown(_ index: SensitivityRows.Index) -> Bool { index.isShown }

    /// A share lies between 0 and 1.
    static func cut(_ share: Double) -> Double { share.isFinite ? min(1, max(0, share)) : share > 0 ? 1 : 0 }

    /// Whether the study can show of any unknown that it matters.
    var showsUnknowns: Bool { screening?.shows ?? ranked.contains(where: Self.isShown) }

    /// Whether there is anything to say of unknowns: a screening also tells how little each can matter.
    var hasUnknowns: Bool { screening != nil || showsUnknowns }

    var screening: ScreeningWords? { ScreeningWords(findings) }

    /// Groups of unknowns, those that matter most first.
    var mattering: [String] { screening?.mattering ?? ranked.map(\.group) }

    /// What the section shows.
    var unknowns: [Figure] { screening?.figures ?? [sensitivity].compactMap(\.self) }

    /// Points at which the total indices' intervals would be about a tenth to either side: half-widths shrink as 1 / √points.
    private var pointsNeeded: Int? {
        guard let part = plan.sensitivity else { return nil }
        // A share lies between 0 and 1: what few points scatter beyond says nothing of how many are needed.
        let halves = ranked.map { min(1, ($0.total.high - $0.total.low) / 2) }.filter(\.isFinite).sorted()
        guard !halves.isEmpty else { return nil }
        let ratio = halves[halves.count / 2] / 0.1
        guard ratio > 1 else { return nil }
        var points = 1
        while Double(points) < Double(part.base) * ratio * ratio, points < 1 << 20 { points *= 2 }
        return points
    }

    /// What the indices show, in words.
    var sensitivityFinding: String {
        if let screening { return screening.finding }
        let ranked = self.ranked
        guard let part = plan.sensitivity else {
            return "This study has no sensitivity part, so it cannot say which unknown matters most."
        }
        guard !ranked.isEmpty else {
            guard part.form != .screening, summary.sensitivityPoints >= 4 else {
                return "The sensitivity part of this study is not complete, so it cannot say which unknown matters most."
            }
            return "This study cannot tell which unknown matters most: over the \(thousands(part.base)) points of its sensitivity part, "
                + "\(findings.hasComparison ? "the difference" : "the outcome") varies no more than luck alone makes it vary with "
                + "\(part.runs) raids a point. More raids a point and more points are needed (“runs” and “base” under “sensitivity” in the study file)."
        }
        let more = pointsNeeded.map { " About \(thousands($0)) points would bring the typical interval to a tenth to either side (“base” under “sensitivity” in the study file)." } ?? ""
        let shown = ranked.filter(Self.isShown).map { Wording.title(ofUnknown: $0.group) }
        guard !shown.isEmpty else {
            return "This study cannot tell which unknown matters most. Its \(thousands(part.base)) points are too few: every interval includes zero.\(more)"
        }
        let rest = ranked.count > shown.count ? " Of the others nothing can be said: their intervals include zero.\(more)" : ""
        return "Shown to matter, the most important first: \(shown.joined(separator: "; ")).\(rest)"
    }

    /// For the section's heading: the unknown that matters most.
    var unknownsHeading: String {
        screening?.heading ?? ranked.first(where: Self.isShown).map { "Most of what is open comes from this: \(Wording.title(ofUnknown: $0.group))" } ?? "Which unknown matters most"
    }

    var sensitivity: Figure? {
        // What cannot be told from nothing is not shown.
        let ranked = self.ranked.filter(\.isShown)
        guard !ranked.isEmpty, let part = plan.sensitivity else { return nil }
        let groups = ranked.map { index in
            BarFigure.Group(heading: Wording.title(ofUnknown: index.group), bars: [
                BarFigure.Bar(
                    label: fine(Self.cut(index.total.value)), value: Self.cut(index.total.value),
                    low: Self.cut(index.total.low), high: Self.cut(index.total.high), ink: .arm(2), mark: Self.cut(index.first.value))
            ])
        }
        let rows = ranked.map { index in
            [index.group, Wording.title(ofUnknown: index.group)]
                + [index.total.value, index.total.low, index.total.high, index.first.value, index.first.low, index.first.high].map { datum(Self.cut($0)) }
        }
        let picture = BarFigure(
            groups: groups, style: .bars, axis: "share of what is not known (1 = all of it)",
            legend: [(.arm(2), nil, "alone and with others")],
            marks: [(true, "alone"), (false, "95 % interval")], frame: 0...1)
        let subject = findings.hasComparison
            ? "the difference between \(plan.arms[findings.arm].name) and \(plan.arms[findings.baseline].name)"
            : "the answer"
        return Figure(
            name: "unknowns", title: "Which unknown moves the answer most (\(grid.label(part.setting)))",
            alternative: rows.map { "\($0[1]): total index \($0[2]), interval \($0[3]) to \($0[4]), first-order \($0[5])" }.joined(separator: "; ") + ".",
            note: "Each bar is the share of the spread of \(subject) (\(part.outcome.title)) that comes from not knowing this one thing (total Sobol' indices with the first order as a mark, from \(thousands(part.base)) points of the design, cut to 0 to 1). Shares overlap where unknowns work together. Unknowns whose share cannot be told from nothing are left out.",
            header: ["group", "unknown", "total", "total_low_95", "total_high_95", "first", "first_low_95", "first_high_95"], rows: rows,
            draw: picture.script(width:))
    }
}
