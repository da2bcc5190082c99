/// The interval of what a study is after while its rows are still coming, in any order: the paired difference of the last
/// two arms at the last setting, or the mean where there is one arm.
///
/// Samples that are complete are kept as one number, so memory does not grow with the study.
public struct RunningInterval: Sendable {
    public let outcome: StudyOutcome
    private let plan: StudyPlan
    private let setting: Int
    /// Values of raids whose other arm is still to come, by raid.
    private var waiting: [RunKey: Double] = [:]
    /// Sums of samples that are not complete: raids and total.
    private var open: [Int: (count: Int, total: Double)] = [:]
    private var done = (count: 0.0, mean: 0.0, squares: 0.0)

    public init(_ plan: StudyPlan, outcome: StudyOutcome) {
        self.plan = plan
        self.outcome = outcome
        setting = plan.settings.count - 1
    }

    /// What it is the interval of, in words.
    public var title: String {
        guard plan.arms.count > 1 else { return outcome.title }
        return "\(outcome.title), \(plan.arms[plan.arms.count - 1].name) − \(plan.arms[plan.arms.count - 2].name)"
    }

    public mutating func add(_ row: StudyRow) {
        let key = row.key
        let last = plan.arms.count - 1
        guard key.setting == setting, key.sample < plan.samples, key.arm >= last - 1 else { return }
        let value = outcome.value(of: row.outcome)
        guard last > 0 else { return take(value, sample: key.sample) }
        let raid = RunKey(setting: setting, sample: key.sample, arm: 0, run: key.run)
        let signed = key.arm == last ? value : -value
        guard let other = waiting.removeValue(forKey: raid) else {
            waiting[raid] = signed
            return
        }
        take(signed + other, sample: key.sample)
    }

    private mutating func take(_ value: Double, sample: Int) {
        // With a single sample the runs are the units.
        let whole = plan.samples > 1 ? plan.runs : 1
        var sums = open.removeValue(forKey: sample) ?? (0, 0)
        sums.count += 1
        sums.total += value
        guard sums.count >= whole else {
            open[sample] = sums
            return
        }
        Self.extend(&done, by: sums.total / Double(sums.count))
    }

    private static func extend(_ moments: inout (count: Double, mean: Double, squares: Double), by value: Double) {
        moments.count += 1
        let before = value - moments.mean
        moments.mean += before / moments.count
        moments.squares += before * (value - moments.mean)
    }

    /// Mean and half width of the 95 % interval so far, about 2 standard errors; nil below two values and where all are the same, which
    /// tells nothing of the width.
    public var current: (mean: Double, halfWidth: Double)? {
        var all = done
        for sample in open.keys.sorted() {
            if let sums = open[sample] { Self.extend(&all, by: sums.total / Double(sums.count)) }
        }
        guard all.count > 1, all.squares > 0 else { return nil }
        return (all.mean, 1.96 * (all.squares / (all.count - 1) / all.count).squareRoot())
    }
}
