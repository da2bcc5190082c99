/// The regularised incomplete beta function.
public enum IncompleteBeta {
    /// I_x(a, b); a, b > 0, 0 ≤ x ≤ 1.
    /// - Source: continued fraction 8.17.22 of DLMF by Lentz's method.
    public static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
        precondition(a > 0 && b > 0)
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        if x > (a + 1) / (a + b + 2) { return 1 - regularised(1 - x, b, a) }
        let logFront =
            a * Elementary.log(x) + b * Elementary.log1p(-x) - Elementary.lgamma(a) - Elementary.lgamma(b)
            + Elementary.lgamma(a + b)
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        if abs(d) < 1e-300 { d = 1e-300 }
        d = 1 / d
        var h = d
        for step in 1..<10_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 + even * d
            if abs(d) < 1e-300 { d = 1e-300 }
            c = 1 + even / c
            if abs(c) < 1e-300 { c = 1e-300 }
            d = 1 / d
            h *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 + odd * d
            if abs(d) < 1e-300 { d = 1e-300 }
            c = 1 + odd / c
            if abs(c) < 1e-300 { c = 1e-300 }
            d = 1 / d
            let delta = d * c
            h *= delta
            if abs(delta - 1) < 1e-16 { break }
        }
        return Elementary.exp(logFront) * h / a
    }

    /// x with I_x(a, b) = p.
    public static func inverse(_ p: Double, _ a: Double, _ b: Double) -> Double {
        if p <= 0 { return 0 }
        if p >= 1 { return 1 }
        var low = 0.0
        var high = 1.0
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if middle <= low || middle >= high { break }
            if regularised(middle, a, b) < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

/// Student's t distribution.
public enum StudentT {
    /// t with F(t) = p for ν degrees of freedom (ν > 0, 0 < p < 1).
    public static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double {
        if p == 0.5 { return 0 }
        let tail = 2 * min(p, 1 - p)
        let x = IncompleteBeta.inverse(tail, degreesOfFreedom / 2, 0.5)
        let t = (degreesOfFreedom * (1 - x) / x).squareRoot()
        return p < 0.5 ? -t : t
    }
}
