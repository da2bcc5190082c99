/// The regularised incomplete gamma functions P and Q.
///
///     P(a, x) = γ(a, x)/Γ(a),  Q = 1 − P
/// Series for x < a + 1, Lentz's continued fraction beyond; about 1e-14 relative in the smaller of the two.
/// - Source: Abramowitz & Stegun 6.5.29, 6.5.31; Lentz 1976 (modified, Thompson & Barnett 1986).
public enum IncompleteGamma {
    /// P(a, x); a > 0, x ≥ 0.
    public static func lower(_ a: Double, _ x: Double) -> Double {
        precondition(a > 0 && x >= 0)
        if x == 0 { return 0 }
        return x < a + 1 ? series(a, x) : 1 - fraction(a, x)
    }

    /// Q(a, x); a > 0, x ≥ 0.
    public static func upper(_ a: Double, _ x: Double) -> Double {
        precondition(a > 0 && x >= 0)
        if x == 0 { return 1 }
        return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
    }

    /// x such that Q(a, x) = q; 0 < q < 1.
    public static func inverseUpper(_ a: Double, _ q: Double) -> Double {
        precondition(a > 0 && q > 0 && q < 1)
        var low = 0.0
        var high = max(1, 2 * a)
        while upper(a, high) > q { high *= 2 }
        // Bisection in x, then Newton in log Q, which is smooth in both tails.
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if upper(a, middle) > q { low = middle } else { high = middle }
        }
        var x = (low + high) / 2
        for _ in 0..<3 where x > 0 {
            let density = Elementary.exp((a - 1) * Elementary.log(x) - x - Elementary.lgamma(a))
            guard density > 0 else { break }
            let step = (upper(a, x) - q) / density
            let next = x + step
            guard next > 0, next.isFinite else { break }
            x = next
        }
        return x
    }

    private static func factor(_ a: Double, _ x: Double) -> Double {
        Elementary.exp(a * Elementary.log(x) - x - Elementary.lgamma(a))
    }

    private static func series(_ a: Double, _ x: Double) -> Double {
        var term = 1 / a
        var sum = term
        var n = a
        for _ in 0..<100_000 {
            n += 1
            term *= x / n
            sum += term
            if term < sum * 1e-17 { break }
        }
        return sum * factor(a, x)
    }

    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var h = d
        for i in 1..<100_000 {
            let an = -Double(i) * (Double(i) - a)
            b += 2
            d = an * d + b
            if abs(d) < tiny { d = tiny }
            c = b + an / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            let delta = d * c
            h *= delta
            if abs(delta - 1) < 1e-16 { break }
        }
        return h * factor(a, x)
    }
}
