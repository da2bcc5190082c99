// Error functions and the logarithm of the gamma function.

extension Elementary {
    /// erf x = 2/√π ∫₀ˣ e^{−t²} dt.
    public static func erf(_ x: Double) -> Double {
        let size = abs(x)
        if size < 0.84 {
            let z = x * x
            return x * fma(z, ElementaryPolynomial.errorFunction(z), 0x1.20dd750429b6dp0)
        }
        if x.isNaN { return x }
        let value = 1 - erfc(size)
        return x < 0 ? -value : value
    }

    /// erfc x = 1 − erf x, to full relative precision for large x.
    public static func erfc(_ x: Double) -> Double {
        if x.isNaN { return x }
        let size = abs(x)
        if size < 0.48 { return 1 - erf(x) }
        if x < 0 { return 2 - erfc(size) }
        if x > 27.3 { return 0 }
        let square = DoublePair(product: x, x).negated
        let decay = exp(square)
        if x >= 6 {
            let z = 1 / (x * x)
            return decay * fma(z, ElementaryPolynomial.complementaryRemote(z), 1) / x * 0x1.20dd750429b6dp-1
        }
        // (1 + 2x) exp(x²) erfc x is nearly constant.
        let weight: Double
        if x < 1.15 {
            let t = (x - 0.8125) / (x + 0.8125)
            weight = fma(t, ElementaryPolynomial.complementaryNear(t), 0x1.45caf9f93972bp0)
        } else if x < 2.4 {
            let t = (x - 1.6875) / (x + 1.6875)
            weight = fma(t, ElementaryPolynomial.complementaryMiddle(t), 0x1.489662e6c8a2bp0)
        } else {
            let t = (x - 3.875) / (x + 3.875)
            weight = fma(t, ElementaryPolynomial.complementaryFar(t), 0x1.3c370b9180588p0)
        }
        return decay * (weight / fma(2, x, 1))
    }

    /// ln |Γ(x)|; infinite at 0 and the negative integers.
    public static func lgamma(_ x: Double) -> Double {
        if x.isNaN || x == .infinity { return x }
        if x <= 0 {
            guard x.isFinite, x != x.rounded() else { return .infinity }
            // Γ(x) Γ(1 − x) = π / sin πx, the angle first brought into half a turn.
            let part = x - 2 * (0.5 * x).rounded()
            return log(.pi / abs(sin(.pi * part))) - lgamma(1 - x)
        }
        if x >= 8 {
            let inverse = 1 / x
            let tail = inverse * ElementaryPolynomial.stirling(inverse * inverse)
            if x > 0x1p57 { return x * (log(x) - 1) }
            return (x - 0.5) * (log(x) - 1) + (0.418938533204672741780 - 0.5) + tail
        }
        if x < 0.5 { return lgamma(x + 1) - log(x) }
        if x < 1.5 { return logGammaNearTwo(x - 1) - log1p(x - 1) }
        // Γ(x) = (x − 1)(x − 2)… Γ(2 + u).
        var product = 1.0
        var place = x
        while place > 2.5 {
            place -= 1
            product *= place
        }
        return logGammaNearTwo(place - 2) + (product == 1 ? 0 : log(product))
    }

    /// ln Γ(2 + u), |u| ≤ ½.
    private static func logGammaNearTwo(_ u: Double) -> Double {
        u * fma(u, fma(u, ElementaryPolynomial.logGamma(u), 0.32246703342411321824), 0.42278433509846713939)
    }
}
