import NumericalMethods

/// Sums of a quantity over the two levels of a study: runs (aleatory) inside samples of the catalogue (epistemic).
///
/// Balanced or not, the mean is that over samples of their means, and its standard error comes from the spread of those
/// means, which carries both levels:  se² = Σ (m_s − m)² / (S (S − 1)).  With a single sample the runs alone are left.
public struct NestedSums: Sendable {
    private var counts: [Double] = []
    private var sums: [Double] = []
    private var squares: [Double] = []

    public init() {}

    public mutating func add(_ value: Double, sample: Int) {
        while counts.count <= sample {
            counts.append(0)
            sums.append(0)
            squares.append(0)
        }
        counts[sample] += 1
        sums[sample] += value
        squares[sample] += value * value
    }

    /// Runs over all samples.
    public var count: Int { Int(counts.reduce(0, +)) }

    private var means: [Double] { counts.indices.filter { counts[$0] > 0 }.map { sums[$0] / counts[$0] } }

    /// Mean over samples of their means.
    public var mean: Double {
        let means = self.means
        return means.isEmpty ? 0 : means.reduce(0, +) / Double(means.count)
    }

    /// Unbiased variance within samples, pooled.
    public var withinVariance: Double {
        var freedom = 0.0
        var sum = 0.0
        for sample in counts.indices where counts[sample] > 1 {
            freedom += counts[sample] - 1
            sum += squares[sample] - sums[sample] * sums[sample] / counts[sample]
        }
        return freedom > 0 ? max(0, sum / freedom) : 0
    }

    /// The two parts of the variance of one run: between samples (epistemic; never below zero) and within (aleatory).
    public var varianceParts: (epistemic: Double, aleatory: Double) {
        let within = withinVariance
        let means = self.means
        guard means.count > 1 else { return (0, within) }
        let average = mean
        let between = means.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(means.count - 1)
        let size = Double(count) / Double(means.count)
        return (max(0, between - within / size), within)
    }

    /// The mean with its confidence interval by Student's t.
    public func interval(confidence: Double = 0.95) -> (mean: Double, low: Double, high: Double) {
        let means = self.means
        let variance: Double
        let freedom: Double
        if means.count > 1 {
            let average = mean
            let between = means.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(means.count - 1)
            variance = between / Double(means.count)
            freedom = Double(means.count - 1)
        } else {
            guard count > 1 else { return (mean, -.infinity, .infinity) }
            variance = withinVariance / Double(count)
            freedom = Double(count - 1)
        }
        let half = StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: freedom) * variance.squareRoot()
        return (mean, mean - half, mean + half)
    }
}
