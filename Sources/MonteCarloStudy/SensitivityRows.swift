import NumericalMethods
import Stochastics

/// Sums of an outcome over the samples of the sensitivity part, and the Sobol' indices that follow from them.
///
/// Each sample's mean over its runs is the model's answer plus the noise of the dice. With independent raids a sample the
/// noise of variance σ²/R is in every variance and squared difference but not in a product of two samples, so
///     S_i  = ⟨f_B (f_ABi − f_A)⟩ / V,      V = Var(f_A, f_B) − σ²/R        (Saltelli et al. 2010)
///     S_Ti = (½ ⟨(f_A − f_ABi)²⟩ − σ²/R) / V                               (Jansen 1999, less the noise)
/// Intervals: percentile bootstrap over the design's points.
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

    /// nil where fewer than four points are whole or the outcome does not vary.
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
        guard let best = Self.estimate(means, all, noise: noise) else { return nil }
        var stream = RandomStream(studySeed: seed, runIndex: .max, entity: 0, purpose: DrawPurpose(rawValue: 0xFFF2))
        var firsts: [[Double]] = plan.groups.map { _ in [] }
        var totals = firsts
        for _ in 0..<replicates {
            let drawn = all.map { _ in stream.nextInteger(below: all.count) }
            guard let estimate = Self.estimate(means, drawn, noise: noise) else { continue }
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

    private static func estimate(
        _ means: [[Double]], _ chosen: [Int], noise: Double
    ) -> (first: [Double], total: [Double], variance: Double)? {
        let count = Double(chosen.count)
        let centre = chosen.reduce(0) { $0 + means[$1][0] + means[$1][1] } / (2 * count)
        let spread = chosen.reduce(0.0) {
            let a = means[$1][0] - centre
            let b = means[$1][1] - centre
            return $0 + a * a + b * b
        } / (2 * count - 1)
        let variance = spread - noise
        guard variance > 1e-12 else { return nil }
        let groups = means[0].count - 2
        var first: [Double] = []
        var total: [Double] = []
        for group in 0..<groups {
            var product = 0.0
            var square = 0.0
            for point in chosen {
                let row = means[point]
                // Centred: the mean of f_B would otherwise multiply the noise of the difference.
                product += (row[1] - centre) * (row[2 + group] - row[0])
                square += (row[0] - row[2 + group]) * (row[0] - row[2 + group])
            }
            first.append(product / count / variance)
            total.append((square / (2 * count) - noise) / variance)
        }
        return (first, total, variance)
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
