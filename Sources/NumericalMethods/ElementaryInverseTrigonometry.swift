// Arcsine, arccosine and arctangent.

extension Elementary {
    /// For z = (1 − |x|)/2 ≤ ¼: √z and what asin √z has beyond it.
    @inlinable @inline(__always)
    static func halfAngle(_ z: Double) -> (root: Double, rest: Double) {
        let root = z.squareRoot()
        let low = root > 0 ? fma(-root, root, z) / (2 * root) : 0
        return (root, fma(root * z, ElementaryPolynomial.arcsine(z), low))
    }

    /// Arcsine, radians; not a number outside ±1.
    @inlinable
    public static func asin(_ x: Double) -> Double {
        let size = abs(x)
        if size < 0.5 {
            if size < 0x1p-27 { return x }
            let z = x * x
            return fma(x * z, ElementaryPolynomial.arcsine(z), x)
        }
        guard size <= 1 else { return .nan }
        let (root, rest) = halfAngle(0.5 * (1 - size))
        let sum = DoublePair(sum: 0x1.921fb54442d18p0, -2 * root)
        let value = sum.high + (sum.low + fma(-2, rest, 0x1.1a62633145c07p-54))
        return x < 0 ? -value : value
    }

    /// Arccosine, radians; not a number outside ±1.
    @inlinable
    public static func acos(_ x: Double) -> Double {
        let size = abs(x)
        if size < 0.5 {
            let z = x * x
            let sum = DoublePair(sum: 0x1.921fb54442d18p0, -x)
            return sum.high + (sum.low + fma(-x * z, ElementaryPolynomial.arcsine(z), 0x1.1a62633145c07p-54))
        }
        guard size <= 1 else { return .nan }
        let (root, rest) = halfAngle(0.5 * (1 - size))
        if x > 0 { return 2 * (root + rest) }
        let sum = DoublePair(sum: 0x1.921fb54442d18p1, -2 * root)
        return sum.high + (sum.low + fma(-2, rest, 0x1.1a62633145c07p-53))
    }

    /// The angle of (x, y) in the first quadrant as a pair, for x, y ≥ 0 of ordinary size, not both zero.
    @inlinable @inline(__always)
    static func quadrantAngle(_ y: Double, _ x: Double) -> DoublePair {
        // tan(a − b) = (y − x tan b)/(x + y tan b), b the nearest of five angles.
        let n: Double
        let d: Double
        let base: Double
        let baseLow: Double
        if y < 0.4375 * x {
            (n, d, base, baseLow) = (y, x, 0, 0)
        } else if y < 1.1875 * x {
            if y < 0.6875 * x {
                (n, d, base, baseLow) = (fma(-0.5, x, y), fma(0.5, y, x), 0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56)
            } else {
                (n, d, base, baseLow) = (y - x, y + x, 0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55)
            }
        } else if y < 2.4375 * x {
            (n, d, base, baseLow) = (fma(-1.5, x, y), fma(1.5, y, x), 0x1.f730bd281f69bp-1, 0x1.007887af0cbbdp-56)
        } else {
            (n, d, base, baseLow) = (-x, y, 0x1.921fb54442d18p0, 0x1.1a62633145c07p-54)
        }
        let t = n / d
        let low = fma(-t, d, n) / d
        let z = t * t
        let rest = fma(t * z, ElementaryPolynomial.arctangent(z), fma(-z, low, low) + baseLow)
        let high = base + t
        return DoublePair(high, (t - (high - base)) + rest)
    }

    /// Arctangent, radians.
    @inlinable
    public static func atan(_ x: Double) -> Double {
        let size = abs(x)
        if size < 0x1p-27 { return x }
        guard size < 0x1p60 else { return x.isNaN ? x : x < 0 ? -0x1.921fb54442d18p0 : 0x1.921fb54442d18p0 }
        let angle = quadrantAngle(size, 1).value
        return x < 0 ? -angle : angle
    }

    /// The angle of the point (x, y) from the first axis, radians, −π to π.
    @inlinable
    public static func atan2(_ y: Double, _ x: Double) -> Double {
        let largest = max(abs(x), abs(y))
        let smallest = min(abs(x), abs(y))
        guard smallest > largest * 0x1p-60, largest < 0x1p1000, largest > 0x1p-800 else { return angleOfUnusual(y, x) }
        let angle = quadrantAngle(abs(y), abs(x))
        var value = angle.value
        if x < 0 {
            let other = DoublePair(sum: 0x1.921fb54442d18p1, -angle.high)
            value = other.high + (other.low + (0x1.1a62633145c07p-53 - angle.low))
        }
        return y < 0 ? -value : value
    }

    /// `atan2` of zeros, infinities, numbers of very different size and sizes near the ends of the range.
    @usableFromInline
    static func angleOfUnusual(_ y: Double, _ x: Double) -> Double {
        if x.isNaN || y.isNaN { return .nan }
        let right = 0x1.921fb54442d18p0
        let angle: Double
        if y == 0 {
            angle = x.sign == .minus ? 2 * right : 0
        } else if x == 0 {
            angle = right
        } else if x.isInfinite {
            let half = y.isInfinite ? 0.5 * right : 0
            angle = x > 0 ? half : y.isInfinite ? 0x1.2d97c7f3321d2p1 : 2 * right
        } else if y.isInfinite || abs(x) < abs(y) * 0x1p-59 {
            angle = right
        } else if abs(y) < abs(x) * 0x1p-59 {
            angle = x > 0 ? abs(y / x) : 2 * right
        } else {
            let scale = abs(x) > 1 ? 0x1p-200 : 0x1p400
            return atan2(y * scale, x * scale)
        }
        return y.sign == .minus ? -angle : angle
    }
}
