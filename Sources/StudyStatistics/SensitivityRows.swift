import NumericalMethods
import Stochastics

/// Sums of an outcome over the samples of the sensitivity part, and the Sobol' indices that follow from them.
///
/// Each sample's mean over its R runs is the model's answer plus the noise of the dice, of variance σ²/R, which
/// `SobolIndices` takes off. A point and its copies with one group changed meet the same raids, so the noise left in a group's change
/// is that
/// of the paired differences, which is far smaller. Intervals: percentile bootstrap over the design's points.
public struct SensitivityRows: Sendable {
    public let plan: SensitivityPlan
    private let firstSample: Int
    /// By sample, then run; NaN where it is not there.
    private var values: [[Double]]

    public init(_ plan: SensitivityPlan, firstSample: Int) {
        self.plan = plan
        self.firstSample = firstSample
        values = Array(repeating: [], count: plan.samples)
    }

    public mutating func add(_ value: Double, sample: Int, run: Int) {
        let place = sample - firstSample
        guard values.indices.contains(place), (0..<plan.runs).contains(run) else { return }
        if values[place].isEmpty { values[place] = Array(repeating: .nan, count: plan.runs) }
        values[place][run] = value
    }

    private func known(_ place: Int) -> [Double] { values[place].filter { $0 == $0 } }

    /// One group's indices with 95 % intervals.
    public struct Index: Sendable {
        public var group: String
        public var first: (value: Double, low: Double, high: Double)
        public var total: (value: Double, low: Double, high: Double)
        /// By how much the outcome changes on average when the group alone is drawn anew (μ*), in the outcome's unit; the dice's part
        /// is in it.
        public var change: Double

        /// Whether the design is enough to say that the group matters.
        public var isShown: Bool { total.low > 0 }
    }

    public struct Result: Sendable {
        public var indices: [Index]
        /// Variance of the outcome over what is not known, dice taken off; and of one run's dice.
        public var epistemicVariance: Double
        public var aleatoryVariance: Double
        public var points: Int
    }

    /// Points whose samples are all there.
    private var complete: [Int] {
        (0..<plan.base).filter { point in
            (0..<plan.stride).allSatisfy { !known(point * plan.stride + $0).isEmpty }
        }
    }

    /// Points of the design whose samples are all there.
    public var wholePoints: Int { complete.count }

    /// Mean and squared standard error over the runs that two samples share.
    private func change(from base: Int, to changed: Int) -> (mean: Double, noise: Double) {
        let apart = zip(values[base], values[changed]).map { $1 - $0 }.filter { $0 == $0 }
        let count = Double(apart.count)
        guard count > 0 else { return (0, 0) }
        let mean = apart.reduce(0, +) / count
        guard count > 1 else { return (mean, 0) }
        return (mean, apart.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1) / count)
    }

    /// nil where fewer than four points are whole, or the outcome varies no more than the dice alone make it vary.
    public func result(seed: UInt64, replicates: Int = 500) -> Result? {
        let points = complete
        guard points.count >= 4 else { return nil }
        var freedom = 0.0
        var within = 0.0
        var inverse = 0.0
        var samples = 0.0
        for place in values.indices {
            let mine = known(place)
            guard !mine.isEmpty else { continue }
            samples += 1
            inverse += 1 / Double(mine.count)
            let mean = mine.reduce(0, +) / Double(mine.count)
            freedom += Double(mine.count - 1)
            within += mine.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        let aleatory = freedom > 0 ? max(0, within / freedom) : 0
        let noise = aleatory * inverse / samples
        let means = points.map { point in
            (0..<plan.stride).map { column -> Double in
                let mine = known(point * plan.stride + column)
                return mine.reduce(0, +) / Double(mine.count)
            }
        }
        // What the dice leave in the change of a group, half its squared standard error: common raids make it small.
        let left = plan.groups.indices.map { group in
            points.reduce(0) { $0 + change(from: $1 * plan.stride, to: $1 * plan.stride + 2 + group).noise } / Double(2 * points.count)
        }
        let all = Array(means.indices)
        guard let best = SobolIndices(means, noise: noise, changeNoise: left) else { return nil }
        var stream = RandomStream(studySeed: seed, runIndex: .max, entity: 0, purpose: DrawPurpose(rawValue: 0xFFF2))
        var firsts: [[Double]] = plan.groups.map { _ in [] }
        var totals = firsts
        for _ in 0..<replicates {
            let drawn = all.map { _ in stream.nextInteger(below: all.count) }
            guard let estimate = SobolIndices(means, chosen: drawn, noise: noise, changeNoise: left) else { continue }
            for group in plan.groups.indices {
                firsts[group].append(estimate.first[group])
                totals[group].append(estimate.total[group])
            }
        }
        let indices = plan.groups.indices.map { group in
            Index(
                group: plan.groups[group], first: Self.interval(best.first[group], firsts[group]),
                total: Self.interval(best.total[group], totals[group]),
                change: points.reduce(0) { $0 + abs(change(from: $1 * plan.stride, to: $1 * plan.stride + 2 + group).mean) }
                    / Double(points.count))
        }
        return Result(
            indices: indices, epistemicVariance: best.variance, aleatoryVariance: aleatory, points: points.count)
    }

    private static func interval(_ value: Double, _ replicates: [Double]) -> (value: Double, low: Double, high: Double) {
        let sorted = replicates.sorted()
        guard sorted.count >= 40 else { return (value, -.infinity, .infinity) }
        func quantile(_ p: Double) -> Double {
            let place = p * Double(sorted.count - 1)
            let lower = Int(place)
            let upper = min(lower + 1, sorted.count - 1)
            return sorted[lower] + (place - Double(lower)) * (sorted[upper] - sorted[lower])
        }
        return (value, quantile(0.025), quantile(0.975))
    }
}
