/// Fresnel's integrals C(x) = ∫₀ˣ cos(πt²/2) dt and S(x) = ∫₀ˣ sin(πt²/2) dt.
///
/// Power series to |x| = 1.5, beyond it Lentz's continued fraction of the complementary error function,
///     C + jS = (1 + j)/2 · erf(√π (1 − j) x/2)
/// Absolute error below 1e-14.
/// - Source: Abramowitz & Stegun (1964), 7.3.1–7.3.22; *NIST Handbook of Mathematical Functions* (2010), 7.9.
package enum FresnelIntegrals {
    package static func values(_ x: Double) -> (cosine: Double, sine: Double) {
        let size = abs(x)
        let found = size < 1.5 ? series(size) : fraction(size)
        return x < 0 ? (-found.cosine, -found.sine) : found
    }

    private static func series(_ x: Double) -> (cosine: Double, sine: Double) {
        // C = Σ (−1)ⁿ (π/2)²ⁿ x⁴ⁿ⁺¹/((2n)! (4n+1)), S the odd terms alike.
        let square = 0.5 * Double.pi * x * x
        var term = x
        var cosine = x
        var sine = 0.0
        for n in 1..<60 {
            term *= square / Double(n)
            let part = term / Double(2 * n + 1)
            switch n % 4 {
            case 0: cosine += part
            case 1: sine += part
            case 2: cosine -= part
            default: sine -= part
            }
            if part < 1e-17 { break }
        }
        return (cosine, sine)
    }

    private static func fraction(_ x: Double) -> (cosine: Double, sine: Double) {
        typealias Pair = (re: Double, im: Double)
        func product(_ a: Pair, _ b: Pair) -> Pair { (a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re) }
        func inverse(_ a: Pair) -> Pair {
            let size = a.re * a.re + a.im * a.im
            return (a.re / size, -a.im / size)
        }
        let square = Double.pi * x * x
        var b: Pair = (1, -square)
        var c: Pair = (1e300, 0)
        var d = inverse(b)
        var h = d
        var n = -1.0
        for _ in 2..<200 {
            n += 2
            let a = -n * (n + 1)
            b.re += 4
            d = inverse((a * d.re + b.re, a * d.im + b.im))
            let back = inverse(c)
            c = (b.re + a * back.re, b.im + a * back.im)
            let step = product(c, d)
            h = product(h, step)
            if abs(step.re - 1) + abs(step.im) < 1e-16 { break }
        }
        h = product((x, -x), h)
        let (sine, cosine) = Elementary.sincos(0.5 * square)
        let turned = product((cosine, sine), h)
        let found = product((0.5, 0.5), (1 - turned.re, -turned.im))
        return (found.re, found.im)
    }
}
