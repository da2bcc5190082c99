/// Confidence intervals for the mean of paired differences that are +1, −1 or a tie.
package struct PairedInterval: Sendable, Equatable {
    /// Pairs in all, and those with difference +1 and −1.
    package let count: Int
    package let plus: Int
    package let minus: Int

    package init(count: Int, plus: Int, minus: Int) {
        precondition(count > 0 && plus >= 0 && minus >= 0 && plus + minus <= count, "differences are at most as many as pairs")
        self.count = count
        self.plus = plus
        self.minus = minus
    }

    private var n: Double { Double(count) }
    private var b: Double { Double(plus) }
    private var c: Double { Double(minus) }
    package var mean: Double { (b - c) / n }

    /// Tango's score statistic of the hypothesis that the mean difference is d, −1 < d < 1.
    ///
    ///     (b − c − n d)/√(n (2q + d (1 − d))),  q = (√(B² − 8nC) − B)/4n,  B = −b − c + (2n − b + c) d,  C = −c d (1 − d)
    /// - Source: T. Tango, *Statist. Med.* 17 (1998), 891–908.
    package func score(of d: Double) -> Double {
        let linear = -b - c + (2 * n - b + c) * d
        let constant = -c * d * (1 - d)
        let q = ((linear * linear - 8 * n * constant).squareRoot() - linear) / (4 * n)
        let variance = n * (2 * q + d * (1 - d))
        let distance = b - c - n * d
        guard variance > 0 else { return distance == 0 ? 0 : distance > 0 ? .infinity : -.infinity }
        return distance / variance.squareRoot()
    }

    /// Tango's interval; ±1 where no mean beyond the estimate is refused.
    package func tango(confidence: Double) -> (low: Double, high: Double) {
        let z = NormalDistribution.quantile(0.5 + confidence / 2)
        // The statistic falls with d.
        let low = score(of: -1 + 1e-12) <= z ? -1 : Bisection.root(from: -1, to: mean) { z - score(of: $0) }
        let high = score(of: 1 - 1e-12) >= -z ? 1 : Bisection.root(from: mean, to: 1) { -z - score(of: $0) }
        return (low, high)
    }

    /// Agresti's and Min's: Wald's with two pairs more, half a difference each way.
    /// - Source: A. Agresti & Y. Min, *Statist. Med.* 24 (2005), 729–740.
    package func agrestiMin(confidence: Double) -> (low: Double, high: Double) {
        let size = n + 2
        return around((b - c) / size, ((b + c + 1) - (b - c) * (b - c) / size).squareRoot() / size, confidence)
    }

    /// Bonett's and Price's: one more difference each way.
    /// - Source: D. G. Bonett & R. M. Price, *J. Educ. Behav. Stat.* 37 (2012), 479–488.
    package func bonettPrice(confidence: Double) -> (low: Double, high: Double) {
        let size = n + 2
        let (p, q) = ((b + 1) / size, (c + 1) / size)
        return around(p - q, ((p + q - (p - q) * (p - q)) / size).squareRoot(), confidence)
    }

    /// Wald's; a point where all are ties.
    package func wald(confidence: Double) -> (low: Double, high: Double) {
        around(mean, (max(0, (b + c) / n - mean * mean) / n).squareRoot(), confidence)
    }

    private func around(_ middle: Double, _ error: Double, _ confidence: Double) -> (low: Double, high: Double) {
        let half = NormalDistribution.quantile(0.5 + confidence / 2) * error
        return (middle - half, middle + half)
    }
}

extension StudentT {
    /// Student's interval of a mean from the sum and the sum of squares of n > 1 values.
    package static func interval(sum: Double, squares: Double, count: Double, confidence: Double) -> (low: Double, high: Double) {
        let mean = sum / count
        let variance = max(0, squares - sum * mean) / (count - 1) / count
        let half = quantile(0.5 + confidence / 2, degreesOfFreedom: count - 1) * variance.squareRoot()
        return (mean - half, mean + half)
    }
}
