import NumericalMethods
import Stochastics

/// Sums of an outcome over the samples of the sensitivity part, and the Sobol' indices that follow from them.
///
/// Each sample's mean over its R runs is the model's answer plus the noise of the dice, of variance σ²/R, which
/// `SobolIndices` takes off. Intervals: percentile bootstrap over the design's points.
public struct SensitivityRows: Sendable {
    public let plan: SensitivityPlan
    private let firstSample: Int
    private var counts: [Double]
    private var sums: [Double]
    private var squares: [Double]

    public init(_ plan: SensitivityPlan, firstSample: Int) {
        self.plan = plan
        self.firstSample = firstSample
        counts = Array(repeating: 0, count: plan.samples)
        sums = counts
        squares = counts
    }

    public mutating func add(_ value: Double, sample: Int) {
        let place = sample - firstSample
        guard counts.indices.contains(place) else { return }
        counts[place] += 1
        sums[place] += value
        squares[place] += value * value
    }

    /// One group's indices with 95 % intervals.
    public struct Index: Sendable {
        public var group: String
        public var first: (value: Double, low: Double, high: Double)
        public var total: (value: Double, low: Double, high: Double)
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
            (0..<plan.stride).allSatisfy { counts[point * plan.stride + $0] > 0 }
        }
    }

    /// Points of the design whose samples are all there.
    public var wholePoints: Int { complete.count }

    /// nil where fewer than four points are whole, or the outcome varies no more than the dice alone make it vary.
    public func result(seed: UInt64, replicates: Int = 500) -> Result? {
        let points = complete
        guard points.count >= 4 else { return nil }
        var freedom = 0.0
        var within = 0.0
        var inverse = 0.0
        for place in counts.indices where counts[place] > 0 {
            inverse += 1 / counts[place]
            guard counts[place] > 1 else { continue }
            freedom += counts[place] - 1
            within += squares[place] - sums[place] * sums[place] / counts[place]
        }
        let aleatory = freedom > 0 ? max(0, within / freedom) : 0
        let noise = aleatory * inverse / Double(counts.count { $0 > 0 })
        let means = points.map { point in
            (0..<plan.stride).map { sums[point * plan.stride + $0] / counts[point * plan.stride + $0] }
        }
        let all = Array(means.indices)
        guard let best = SobolIndices(means, noise: noise) else { return nil }
        var stream = RandomStream(studySeed: seed, runIndex: .max, entity: 0, purpose: DrawPurpose(rawValue: 0xFFF2))
        var firsts: [[Double]] = plan.groups.map { _ in [] }
        var totals = firsts
        for _ in 0..<replicates {
            let drawn = all.map { _ in stream.nextInteger(below: all.count) }
            guard let estimate = SobolIndices(means, chosen: drawn, noise: noise) else { continue }
            for group in plan.groups.indices {
                firsts[group].append(estimate.first[group])
                totals[group].append(estimate.total[group])
            }
        }
        let indices = plan.groups.indices.map { group in
            Index(
                group: plan.groups[group], first: Self.interval(best.first[group], firsts[group]),
                total: Self.interval(best.total[group], totals[group]))
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
