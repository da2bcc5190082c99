import RunRecords
import StudyStatistics

/// A mean with its 95 % interval.
package typealias Bounds = (mean: Double, low: Double, high: Double)

/// What a study found, in sentences that follow its numbers: which comparison is the question, and its answer.
///
/// The comparison: the arm that is the world as it was (where the archive says which; otherwise the arm before the last,
/// or the first of one) against the first arm listed after it. The setting: the one with the most raiders.
package struct ReportFindings: Sendable {
    package let summary: StudySummary
    /// The setting of the answer.
    package let setting: Int
    /// The arm of the question, and the one that it is measured against; equal where the study has one arm.
    package let arm: Int
    package let baseline: Int
    /// The arm that is the world as it was, where the archive says which.
    let worldArm: Int?
    /// The raids, in words and by factor.
    let grid: RaidGrid

    package init(_ summary: StudySummary, meta: [String: String]) {
        self.summary = summary
        let plan = summary.plan
        grid = RaidGrid(summary)
        setting = plan.settings.indices.max {
            summary.sums(setting: $0, arm: 0, .raiders).mean < summary.sums(setting: $1, arm: 0, .raiders).mean
        } ?? 0
        worldArm = meta["world_arm"].flatMap { name in plan.arms.firstIndex { $0.name == name } }
        let count = plan.arms.count
        baseline = worldArm ?? max(0, count - 2)
        arm = baseline + 1 < count ? baseline + 1 : max(0, baseline - 1)
    }

    private var plan: StudyPlan { summary.plan }
    package var hasComparison: Bool { arm != baseline }

    /// Sobol' indices of the difference of the question or, where the sensitivity part does not fly both its arms, of one arm; and
    /// what they are of, in words. No result where nothing varies beyond the dice.
    package var indices: (of: String, result: SensitivityRows.Result?)? {
        guard let part = plan.sensitivity else { return nil }
        let both = [arm, baseline]
        let pair = summary.pairs.firstIndex { Set([$0.arm, $0.other]) == Set(both) }
        if let pair, both.allSatisfy(part.flies) {
            let names = summary.pairs[pair]
            return ("\(plan.arms[names.arm].name) − \(plan.arms[names.other].name)", summary.sensitivity(pair: pair))
        }
        let one = both.first(where: part.flies) ?? part.arms?.first ?? 0
        return (plan.arms[one].name, summary.sensitivity(arm: one))
    }

    /// Arms other than the baseline, in the study's order.
    package var alternatives: [Int] { plan.arms.indices.filter { $0 != baseline } }

    /// Paired difference  alternative − baseline,  raid by raid.
    package func difference(_ alternative: Int, setting: Int, _ outcome: StudyOutcome) -> Bounds {
        if let place = summary.pairs.firstIndex(where: { $0.arm == alternative && $0.other == baseline }) {
            return summary.difference(setting: setting, pair: place, outcome).interval()
        }
        guard let place = summary.pairs.firstIndex(where: { $0.arm == baseline && $0.other == alternative }) else {
            return (0, 0, 0)
        }
        let turned = summary.difference(setting: setting, pair: place, outcome).interval()
        return (-turned.mean, -turned.high, -turned.low)
    }

    /// Paired difference  alternative − baseline  over all raids flown.
    package func overallDifference(_ alternative: Int, _ outcome: StudyOutcome) -> Bounds {
        if let place = summary.pairs.firstIndex(where: { $0.arm == alternative && $0.other == baseline }) {
            return summary.overallDifference(pair: place, outcome).interval()
        }
        guard let place = summary.pairs.firstIndex(where: { $0.arm == baseline && $0.other == alternative }) else { return (0, 0, 0) }
        let turned = summary.overallDifference(pair: place, outcome).interval()
        return (-turned.mean, -turned.high, -turned.low)
    }

    /// What a paired difference shows: `fewer`, `more`, or that no difference can be shown.
    package static func verdict(_ bounds: Bounds, fewer: String = "fewer get through", more: String = "more get through") -> String {
        bounds.low > 0 ? more : bounds.high < 0 ? fewer : "no difference can be shown"
    }

    /// The answer in one sentence, from the numbers.
    package var answer: String {
        guard !plan.arms.isEmpty, !plan.settings.isEmpty else { return "The study holds no runs." }
        let raiders = whole(summary.sums(setting: setting, arm: arm, .raiders).mean)
        guard hasComparison else {
            let bounds = summary.sums(setting: setting, arm: arm, .leakers).interval()
            return "Against \(plan.arms[arm].name), \(number(bounds.mean)) of \(raiders) raiders get through on average (\(Self.interval(bounds)))."
        }
        return sentence(arm, setting: setting, in: place)
    }

    /// `In the largest raid flown (46 raiders, with 32 cruise missiles, 8 ballistic missiles)`.
    private var place: String {
        let raiders = whole(summary.sums(setting: setting, arm: arm, .raiders).mean)
        let which = plan.settings.count > 1 ? "largest raid" : "raid"
        return "In the \(which) flown (\(raiders) raiders\(grid.factors.count > 1 ? ", with \(grid.label(setting))" : ""))"
    }

    /// What the defences that the answer does not name change in the same raid, a sentence each.
    package var otherDefences: [String] {
        guard hasComparison else { return [] }
        return alternatives.filter { $0 != arm }.map { other in
            let bounds = difference(other, setting: setting, .leakers)
            let mean = number(summary.sums(setting: setting, arm: other, .leakers).mean)
            guard bounds.low > 0 || bounds.high < 0 else {
                return "\(plan.arms[other].name): no difference can be shown: \(mean) get through, and \(Self.straddle(bounds))."
            }
            return "\(plan.arms[other].name): \(number(abs(bounds.mean))) \(bounds.mean < 0 ? "fewer" : "more") (\(Self.interval(bounds, turned: bounds.mean < 0))); \(mean) get through."
        }
    }

    /// A comparison in one sentence.
    package func sentence(_ alternative: Int, setting: Int, in place: String) -> String {
        let bounds = difference(alternative, setting: setting, .leakers)
        let mine = summary.sums(setting: setting, arm: alternative, .leakers).mean
        let theirs = summary.sums(setting: setting, arm: baseline, .leakers).mean
        let names = (plan.arms[alternative].name, plan.arms[baseline].name)
        guard bounds.low > 0 || bounds.high < 0 else {
            return "\(place), no difference can be shown between \(names.0) and \(names.1): "
                + "\(number(mine)) and \(number(theirs)) get through on average, and \(Self.straddle(bounds))."
        }
        let means = "\(number(mine)) against \(number(theirs)) on average"
        return "\(place), \(number(abs(bounds.mean))) \(bounds.mean < 0 ? "fewer" : "more") raiders get through "
            + "\(names.0) than \(names.1) (\(Self.interval(bounds, turned: bounds.mean < 0))): \(means)."
    }

    /// Whether the other settings say the same as the answer.
    package var otherSettings: String {
        guard hasComparison, plan.settings.count > 1 else { return "" }
        let all = plan.settings.indices.map { difference(arm, setting: $0, .leakers) }
        let counts = (all.count { $0.high < 0 }, all.count { $0.low > 0 }, all.count { $0.low <= 0 && $0.high >= 0 })
        var parts: [String] = []
        if counts.0 > 0 { parts.append("fewer get through in \(counts.0)") }
        if counts.1 > 0 { parts.append("more get through in \(counts.1)") }
        if counts.2 > 0 { parts.append("no difference can be shown in \(counts.2)") }
        let count = "Of the \(all.count) raids flown, " + Self.list(parts) + "."
        guard all.count > 3 else { return count }
        // The greatest differences that are shown, one each way.
        func extreme(_ places: [Int], _ word: String) -> String? {
            places.max { abs(all[$0].mean) < abs(all[$1].mean) }.map {
                " The greatest \(word == "fewer" ? "gain" : "loss") measured is with \(grid.label($0)): \(number(abs(all[$0].mean))) \(word) (\(Self.interval(all[$0], turned: word == "fewer")))."
            }
        }
        let better = all.indices.filter { all[$0].high < 0 }
        let worse = all.indices.filter { all[$0].low > 0 }
        return count + (extreme(better, "fewer") ?? "") + (extreme(worse, "more") ?? "")
    }

    /// What the picture of all raids shows, for its heading: the largest raid, as numbers that stand there.
    var pictureHeading: String {
        func shown(_ arm: Int) -> String { "\(number(summary.sums(setting: setting, arm: arm, .leakers).mean)) get through \(plan.arms[arm].name)" }
        let raiders = whole(summary.sums(setting: setting, arm: arm, .raiders).mean)
        return "Of \(raiders) in the \(plan.settings.count > 1 ? "largest " : "")raid \(shown(arm))" + (hasComparison ? ", \(shown(baseline))" : "")
    }

    /// What the baseline is, where the archive's ledger says so.
    package func world(_ meta: [String: String]) -> String {
        guard let worldArm, let actor = meta["world_actor"], let date = meta["world_date"] else { return "" }
        return "\(plan.arms[worldArm].name) is the world as it was: what the public record says that \(actor) held on \(date)."
    }

    /// `95 % interval 1.0 to 2.0`; turned: of the opposite sign, for differences told as sizes.
    package static func interval(_ bounds: Bounds, turned: Bool = false) -> String {
        guard bounds.low.isFinite, bounds.high.isFinite else { return "too few runs for an interval" }
        let ends = turned ? (-bounds.high, -bounds.low) : (bounds.low, bounds.high)
        return "95 % interval \(end(ends.0)) to \(end(ends.1))"
    }

    /// An end of an interval; one that is not zero does not look like zero.
    static func end(_ value: Double) -> String { abs(value) >= 0.05 || value == 0 ? number(value) : abs(value) >= 0.005 ? fine(value) : plain(value) }

    /// `the 95 % interval of the difference, 14.5 fewer to 7.2 more, includes zero`.
    static func straddle(_ bounds: Bounds) -> String {
        guard bounds.low.isFinite, bounds.high.isFinite else { return "there are too few runs for an interval" }
        return "the 95 % interval of the difference, \(end(abs(bounds.low))) fewer to \(end(bounds.high)) more, includes zero"
    }

    /// What the answer would be against another arm as the world as it was, over all raids flown; empty where there is no such arm.
    func effect(against name: String?) -> String {
        guard let name, let other = summary.plan.arms.firstIndex(where: { $0.name == name }), other != baseline, hasComparison else { return "" }
        let question = other == arm ? baseline : arm
        let sums = (summary.overall(arm: question, .leakers), summary.overall(arm: other, .leakers))
        func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }
        let (mine, theirs) = (tenth(sums.0.mean), tenth(sums.1.mean))
        return "Measured against it, over all raids flown \(number(mine)) instead of \(number(theirs)) get through \(summary.plan.arms[question].name): "
            + "\(number(tenth(abs(mine - theirs)))) \(mine <= theirs ? "fewer" : "more")."
    }

    static func list(_ parts: [String]) -> String {
        parts.count < 2 ? parts.joined() : parts.dropLast().joined(separator: ", ") + " and " + parts.last!
    }

    /// The run nearest to the median of the arm of the question at the setting of the answer.
    ///
    /// Nearest in leakers; among equals nearest to the medians of assets lost, then of rounds fired; then the earliest.
    /// - Parameter rows: the arm's runs at that setting, of the study's first part.
    package static func nearestToMedian(_ rows: [StudyRow]) -> (row: StudyRow, median: Double)? {
        func median(_ value: (StudyRow) -> Double) -> Double {
            let sorted = rows.map(value).sorted()
            return sorted.count % 2 == 1 ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
        }
        guard !rows.isEmpty else { return nil }
        let leakers = median { Double($0.outcome.leakers) }
        let assets = median { Double($0.outcome.assetsLost) }
        let rounds = median { Double($0.outcome.roundsFired) }
        func order(_ row: StudyRow) -> (Double, Double, Double, Int, Int) {
            (
                abs(Double(row.outcome.leakers) - leakers), abs(Double(row.outcome.assetsLost) - assets),
                abs(Double(row.outcome.roundsFired) - rounds), row.key.sample, row.key.run
            )
        }
        return rows.min { order($0) < order($1) }.map { ($0, leakers) }
    }
}
