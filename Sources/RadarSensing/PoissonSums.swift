import NumericalMethods

/// Poisson and negative binomial weights, and Poisson tails, to about 1e-14 relative however large the mean.
///
/// The regularised incomplete gamma functions of a whole order are Poisson tails,
///     Q(n, x) = Σ_{j<n} xʲ e⁻ˣ/j!,   P(n, x) = Σ_{j≥n} xʲ e⁻ˣ/j!
/// so that sums of positive terms give both without cancellation.
/// - Source: Abramowitz & Stegun 6.5.13, 26.4.21; weights by the saddle-point form of Loader, *Fast and accurate
///   computation of binomial probabilities* (2000).
enum PoissonSums {
    /// xʲ e⁻ˣ/j!; j ≥ 0 whole, x > 0.
    static func weight(_ j: Double, mean x: Double) -> Double {
        if j == 0 { return Elementary.exp(-x) }
        return Elementary.exp(-stirlingRemainder(j) - deviance(j, x)) / (2 * .pi * j).squareRoot()
    }

    /// Γ(shape + k)/(Γ(shape) k!) pˢʰᵃᵖᵉ (1 − p)ᵏ with p = shape/(shape + mean): k whole, shape ≥ 1 whole.
    static func negativeBinomial(_ k: Double, shape: Double, mean: Double) -> Double {
        if k == 0 { return Elementary.exp(-shape * Elementary.log1p(mean / shape)) }
        let n = shape + k
        let p = shape / (shape + mean)
        let q = mean / (shape + mean)
        let exponent = stirlingRemainder(n) - stirlingRemainder(shape) - stirlingRemainder(k)
            - deviance(shape, n * p) - deviance(k, n * q)
        return shape / n * Elementary.exp(exponent) * (n / (2 * .pi * shape * k)).squareRoot()
    }

    /// Q(n, x), the probability of fewer than n events; n ≥ 1 whole, x ≥ 0.
    static func upper(_ n: Int, _ x: Double) -> Double {
        if x == 0 { return 1 }
        return x >= Double(n) ? below(n, x) : 1 - above(n, x)
    }

    /// P(n, x), the probability of n events or more.
    static func lower(_ n: Int, _ x: Double) -> Double {
        if x == 0 { return 0 }
        return x >= Double(n) ? 1 - below(n, x) : above(n, x)
    }

    /// Σ_{j<n}, downward from j = n − 1: the terms fall where x ≥ n.
    private static func below(_ n: Int, _ x: Double) -> Double {
        var j = Double(n - 1)
        var term = 1.0
        var sum = 1.0
        while j > 0 {
            term *= j / x
            sum += term
            j -= 1
            if term < 1e-17 * sum { break }
        }
        return sum * weight(Double(n - 1), mean: x)
    }

    /// Σ_{j≥n}, upward: the terms fall where x < n.
    private static func above(_ n: Int, _ x: Double) -> Double {
        var j = Double(n)
        var term = 1.0
        var sum = 1.0
        while true {
            j += 1
            term *= x / j
            sum += term
            if term < 1e-17 * sum { break }
        }
        return sum * weight(Double(n), mean: x)
    }

    /// The x with Q(n, x) = q, to the last digits; 0 < q < 1.
    static func inverseUpper(_ n: Int, _ q: Double) -> Double {
        if n == 1 { return -Elementary.log(q) }
        // Wilson & Hilferty's normal approximation starts Newton's iteration on log Q, kept inside a bracket.
        let order = Double(n)
        let spread = 1 / (3 * order.squareRoot())
        let cube = 1 - spread * spread - NormalDistribution.quantile(q) * spread
        var x = max(order * cube * cube * cube, 1e-3 * order)
        var low = 0.0
        var high = Double.infinity
        let wanted = Elementary.log(q)
        for _ in 0..<60 {
            let tail = upper(n, x)
            let density = weight(order - 1, mean: x)
            if tail > q { low = x } else { high = x }
            var next = density > 0 && tail > 0 ? x + tail / density * (Elementary.log(tail) - wanted) : .nan
            if !(next > low && next < high) { next = high.isFinite ? (low + high) / 2 : 2 * x }
            let change = abs(next - x)
            x = next
            if change <= 2e-16 * x { break }
        }
        return x
    }

    /// ln n! − ln of Stirling's formula.
    private static func stirlingRemainder(_ n: Double) -> Double {
        if n < 16 {
            return Elementary.lgamma(n + 1) - (n + 0.5) * Elementary.log(n) + n - 0.918938533204672742
        }
        let square = 1 / (n * n)
        let tail = 1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 - 691.0 / 360360 * square) * square) * square
        return (1.0 / 12 - (1.0 / 360 - tail * square) * square) / n
    }

    /// x ln(x/m) + m − x without cancellation.
    private static func deviance(_ x: Double, _ m: Double) -> Double {
        guard abs(x - m) < 0.1 * (x + m) else { return x * Elementary.log(x / m) + m - x }
        let v = (x - m) / (x + m)
        var sum = (x - m) * v
        var odd = 2 * x * v
        var j = 1.0
        while true {
            odd *= v * v
            j += 2
            let next = sum + odd / j
            if next == sum { return next }
            sum = next
        }
    }
}
