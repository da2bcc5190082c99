// Logarithms, powers and roots.

extension Elementary {
    /// x as m·2ᵏ with m between √½ and √2, for finite x > 0.
    @inlinable @inline(__always)
    static func split(_ x: Double) -> (significand: Double, exponent: Int) {
        var bits = x.bitPattern
        var exponent = 0
        if bits < 0x0010_0000_0000_0000 {
            bits = (x * 0x1p54).bitPattern
            exponent = -54
        }
        // The offset moves significands of √2 and more to the next power.
        let moved = bits &+ (0x3FF0_0000_0000_0000 &- 0x3FE6_A09E_667F_3BCD)
        exponent += Int(moved >> 52) - 1023
        let significand = Double(bitPattern: (moved & 0x000F_FFFF_FFFF_FFFF) &+ 0x3FE6_A09E_667F_3BCD)
        return (significand, exponent)
    }

    /// k ln 2 + ln(1 + f) + correction, f of a split significand.
    @inlinable @inline(__always)
    static func logarithm(_ f: Double, _ k: Double, _ correction: Double) -> Double {
        let s = f / (2 + f)
        let z = s * s
        let rest = z * ElementaryPolynomial.logarithm(z)
        let half = 0.5 * f * f
        return fma(k, 0x1.62e42feep-1, -((half - fma(s, half + rest, fma(k, 0x1.a39ef35793c76p-33, correction))) - f))
    }

    /// Natural logarithm.
    @inlinable
    public static func log(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return logOfUnusual(x) }
        let (significand, exponent) = split(x)
        return logarithm(significand - 1, Double(exponent), 0)
    }

    @usableFromInline
    static func logOfUnusual(_ x: Double) -> Double { x == 0 ? -.infinity : x > 0 ? x : .nan }

    /// ln(1 + x), exact to the last place near 0.
    public static func log1p(_ x: Double) -> Double {
        if abs(x) < 0x1p-54 { return x }
        guard x > -1, x < .infinity else { return x == -1 ? -.infinity : x > 0 ? x : .nan }
        if x > -0.29, x < 0.41 { return logarithm(x, 0, 0) }
        let u = 1 + x
        // What 1 + x lost in rounding.
        let lost = abs(x) > 1 ? 1 - (u - x) : x - (u - 1)
        let (significand, exponent) = split(u)
        return logarithm(significand - 1, Double(exponent), lost / u)
    }

    /// ln x as a pair good to about 2⁻⁶⁴ of itself, for finite x > 0.
    @usableFromInline
    static func logPair(_ x: Double) -> DoublePair {
        let (significand, exponent) = split(x)
        return logPair(onePlus: DoublePair(significand - 1, 0), exponent: Double(exponent))
    }

    /// ln(1 + f) + k ln 2 as a pair, for 1 + f from √½ to √2.
    @usableFromInline
    static func logPair(onePlus f: DoublePair, exponent k: Double) -> DoublePair {
        let s = f / (f + 2)
        let z = s * s
        let series = z * DoublePair(0x1.5555555555555p-2, 0x1.5555555555555p-56)
            + DoublePair(z.high * z.high * ElementaryPolynomial.logarithmTail(z.high), 0)
        let value = s + s * series
        let base = DoublePair(sum: k * 0x1.62e42feep-1, k * 0x1.a39ef35793c76p-33)
        // ln 2 to a third part: k·2⁻¹⁰²…
        return DoublePair(2 * value.high, 2 * value.low) + base + fma(k, -0x1.950d871319ff0p-93, 0)
    }

    /// ln(1 + x) of a pair x > −1 as a pair.
    static func log1pPair(_ x: DoublePair) -> DoublePair {
        if x.high > -0.29, x.high < 0.41 { return logPair(onePlus: x, exponent: 0) }
        let u = x + 1
        let (significand, exponent) = split(u.high)
        return logPair(onePlus: DoublePair(sum: significand - 1, u.low * powerOfTwo(-exponent)), exponent: Double(exponent))
    }

    /// Logarithm to base 2; exact for powers of two.
    public static func log2(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return logOfUnusual(x) }
        let (significand, exponent) = split(x)
        let value = logPair(significand) * DoublePair(0x1.71547652b82fep0, 0x1.777d0ffda0d24p-56)
        let sum = DoublePair(sum: Double(exponent), value.high)
        return sum.high + (sum.low + value.low)
    }

    /// Logarithm to base 10.
    public static func log10(_ x: Double) -> Double {
        guard x > 0, x < .infinity else { return logOfUnusual(x) }
        return (logPair(x) * DoublePair(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57)).value
    }

    /// xʸ; special values as in C99.
    public static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        if x.isNaN || y.isNaN { return .nan }
        let isWhole = y.rounded(.towardZero) == y
        let isOdd = isWhole && abs(y) < 0x1p53 && Int64(y) & 1 == 1
        if y.isInfinite {
            let size = abs(x)
            return size == 1 ? 1 : (size > 1) == (y > 0) ? .infinity : 0
        }
        if x == 0 || x.isInfinite {
            let large = x.isInfinite == (y > 0)
            let value = large ? Double.infinity : 0
            return x.sign == .minus && isOdd ? -value : value
        }
        if x < 0, !isWhole { return .nan }
        // Beyond 2⁶⁶ the exponent alone says which end of the range the power passes: 2⁻⁵³·2⁶⁶ > 746.
        let value = exp(logPair(abs(x)) * min(max(y, -0x1p66), 0x1p66))
        return x < 0 && isOdd ? -value : value
    }

    /// Cube root.
    public static func cbrt(_ x: Double) -> Double {
        guard x != 0, x.isFinite else { return x }
        let size = abs(x)
        let isSmall = size < 0x1p-1000
        let isLarge = size > 0x1p1000
        let a = isSmall ? size * 0x1p102 : isLarge ? size * 0x1p-102 : size
        // A third of the exponent: good to 5 %.
        var t = Double(bitPattern: a.bitPattern / 3 + 0x2A9F_7893_0000_0000)
        for _ in 0..<3 {
            let cube = t * t * t
            t *= (cube + 2 * a) / (2 * cube + a)
        }
        let square = DoublePair(product: t, t)
        let cube = square * t
        t += ((a - cube.high) - cube.low) / (3 * square.high)
        let value = isSmall ? t * 0x1p-34 : isLarge ? t * 0x1p34 : t
        return x < 0 ? -value : value
    }

    /// √(x² + y²) without overflow on the way.
    public static func hypot(_ x: Double, _ y: Double) -> Double {
        let a = max(abs(x), abs(y))
        let b = min(abs(x), abs(y))
        if x.isInfinite || y.isInfinite { return .infinity }
        if x.isNaN || y.isNaN { return .nan }
        if b <= a * 0x1p-60 { return a }
        if a > 0x1p500 { return hypot(a * 0x1p-600, b * 0x1p-600) * 0x1p600 }
        if b < 0x1p-450 { return hypot(a * 0x1p600, b * 0x1p600) * 0x1p-600 }
        let first = DoublePair(product: a, a)
        let second = DoublePair(product: b, b)
        let sum = first + second
        let root = sum.high.squareRoot()
        return root + (fma(-root, root, sum.high) + sum.low) / (2 * root)
    }

    /// Inverse hyperbolic sine.
    public static func asinh(_ x: Double) -> Double {
        let size = abs(x)
        if size < 0x1p-28 || !x.isFinite { return x }
        let value: Double
        if size > 0x1p28 {
            value = log(size) + 0x1.62e42fefa39efp-1
        } else {
            // x + x²/(1 + √(1 + x²)), the root to a pair by one Newton step.
            let square = DoublePair(product: size, size)
            let inside = square + 1
            let root = inside.high.squareRoot()
            let rest = (fma(-root, root, inside.high) + inside.low) / (2 * root)
            let bent = square / (DoublePair(sum: root, rest) + 1)
            value = log1pPair(bent + size).value
        }
        return x < 0 ? -value : value
    }

    /// Inverse hyperbolic tangent.
    public static func atanh(_ x: Double) -> Double {
        let size = abs(x)
        if size < 0x1p-28 { return x }
        guard size < 1 else { return size == 1 ? x * .infinity : .nan }
        let value = 0.5 * log1pPair(DoublePair(2 * size, 0) / DoublePair(sum: 1, -size)).value
        return x < 0 ? -value : value
    }
}
