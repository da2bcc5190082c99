// Error functions and the logarithm of the gamma function.

extension Elementary {
    /// erf x = 2/√π ∫₀ˣ e^{−t²} dt.
    public static func erf(_ x: Double) -> Double {
        let size = abs(x)
        if size < 0.84 {
            let z = x * x
            // 2/√π in two parts.
            let rest = fma(z, ElementaryPolynomial.errorFunction(z), 0x1.1ae3a914fed80p-56)
            return fma(x, 0x1.20dd750429b6dp0, x * rest)
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
        let decay = expPair(DoublePair(product: x, x).negated)
        let rest: DoublePair
        if x >= 6 {
            // √π x exp(x²) erfc x is nearly 1.
            let z = 1 / (x * x)
            rest = DoublePair(sum: 1, z * ElementaryPolynomial.complementaryRemote(z))
                * DoublePair(0x1.20dd750429b6dp-1, 0x1.1ae3a914fed80p-57) / DoublePair(x, 0)
        } else {
            // (1 + 2x) exp(x²) erfc x is nearly constant.
            let weight: DoublePair
            if x < 1.15 {
                let t = (x - 0.8125) / (x + 0.8125)
                weight = DoublePair(sum: 0x1.45caf9f93972bp0, fma(t, ElementaryPolynomial.complementaryNear(t), 0x1.61c129c0f3e7bp-54))
            } else if x < 2.4 {
                let t = (x - 1.6875) / (x + 1.6875)
                weight = DoublePair(sum: 0x1.489662e6c8a2bp0, fma(t, ElementaryPolynomial.complementaryMiddle(t), -0x1.4604054b84638p-55))
            } else {
                let t = (x - 3.875) / (x + 3.875)
                weight = DoublePair(sum: 0x1.3c370b9180588p0, fma(t, ElementaryPolynomial.complementaryFar(t), 0x1.86378de5565d2p-54))
            }
            rest = weight / DoublePair(sum: 2 * x, 1)
        }
        return scaled((decay.value * rest).value, by: decay.count)
    }

    /// ln |Γ(x)|; infinite at 0 and the negative integers.
    public static func lgamma(_ x: Double) -> Double {
        if x.isNaN || x == .infinity { return x }
        if x <= 0 {
            guard x.isFinite, x != x.rounded() else { return .infinity }
            // Γ(x) Γ(1 − x) = π / |sin πx|, the angle first brought within a quarter turn, where its sine keeps all its digits.
            let part = x - x.rounded()
            if abs(x) < 0x1p-60 { return -log(abs(x)) }
            return log(.pi / abs(sin(.pi * part))) - lgamma(1 - x)
        }
        if x > 0x1p57 { return x * (log(x) - 1) }
        if x >= 8 {
            let inverse = 1 / x
            let tail = inverse * ElementaryPolynomial.stirling(inverse * inverse)
            // ½ ln 2π − ½ completes (x − ½)(ln x − 1).
            return ((logPair(x) + -1) * DoublePair(sum: x, -0.5) + DoublePair(sum: 0x1.acfe390c97d69p-2, tail)).value
        }
        if x < 0.5 { return (logGammaNearTwo(x) + log1pPair(DoublePair(x, 0)).negated + logPair(x).negated).value }
        if x < 1.5 { return (logGammaNearTwo(x - 1) + log1pPair(DoublePair(x - 1, 0)).negated).value }
        // Γ(x) = (x − 1)(x − 2)… Γ(2 + u).
        var product = DoublePair(1, 0)
        var place = x
        while place > 2.5 {
            place -= 1
            product = product * place
        }
        let near = logGammaNearTwo(place - 2)
        if product.high == 1 { return near.value }
        let first = logPair(product.high)
        return (first + product.low / product.high + near).value
    }

    /// ln Γ(2 + u), |u| ≤ ½, as a pair.
    private static func logGammaNearTwo(_ u: Double) -> DoublePair {
        // 1 − γ and (π²/6 − 1)/2 lead, each in two parts.
        let rest = u * ElementaryPolynomial.logGamma(u)
        let inner = DoublePair(product: u, 0x1.4a34cc4a60fa6p-2) + fma(u, 0x1.1873d8912200cp-56, u * rest)
        return (inner + DoublePair(0x1.b0ee6072093cep-2, 0x1.6cb90701fbfabp-58)) * u
    }
}
