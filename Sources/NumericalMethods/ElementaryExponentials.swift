// Exponentials and hyperbolic functions.

extension Elementary {
    /// x less a whole number of ln 2, as a pair within ±0.3469, and that number.
    @inlinable @inline(__always)
    static func reducedByLog2(_ x: Double) -> (count: Int, high: Double, low: Double) {
        let shifted = fma(x, 0x1.71547652b82fep0, integerShift)
        let n = shifted - integerShift
        // The first part of ln 2 ends in zeros, so that its product with n is exact.
        let first = fma(-n, 0x1.62e42feep-1, x)
        let low = -n * 0x1.a39ef35793c76p-33
        let high = first + low
        return (Int(n), high, (first - high) + low)
    }

    /// eʳ − 1 of a reduced pair, as a pair.
    @inlinable @inline(__always)
    static func exponentialKernel(_ high: Double, _ low: Double) -> DoublePair {
        let square = high * high
        let tail = fma(square, fma(high, ElementaryPolynomial.exponential(high), 0.5), fma(low, high, low))
        let sum = high + tail
        return DoublePair(sum, (high - sum) + tail)
    }

    /// eˣ.
    @inlinable
    public static func exp(_ x: Double) -> Double {
        guard abs(x) < 746 else { return x.isNaN ? x : x > 0 ? .infinity : 0 }
        let (count, high, low) = reducedByLog2(x)
        let kernel = exponentialKernel(high, low)
        let value = 1 + kernel.high
        if count > -1022, count < 1023 { return (value + ((1 - value) + kernel.high + kernel.low)) * powerOfTwo(count) }
        return scaled(value + ((1 - value) + kernel.high + kernel.low), by: count)
    }

    /// e to a power given as a pair.
    @usableFromInline
    static func exp(_ x: DoublePair) -> Double {
        guard abs(x.high) < 746 else { return x.high.isNaN ? x.high : x.high > 0 ? .infinity : 0 }
        let (value, count) = expPair(x)
        return scaled(value.high + value.low, by: count)
    }

    /// e to a power given as a pair within ±746, as value·2ᶜᵒᵘⁿᵗ with the value between 0.7 and 1.5.
    @usableFromInline
    static func expPair(_ x: DoublePair) -> (value: DoublePair, count: Int) {
        let (count, high, low) = reducedByLog2(x.high)
        // The low part of a large argument may weigh more than the kernel's own low part may: gather first.
        let gathered = DoublePair(sum: high, low + x.low)
        let kernel = exponentialKernel(gathered.high, gathered.low)
        let sum = DoublePair(sum: 1, kernel.high)
        return (DoublePair(sum.high, sum.low + kernel.low), count)
    }

    /// eˣ − 1 as a pair, for |x| ≤ 40.
    static func expm1Pair(_ x: Double) -> DoublePair {
        let (count, high, low) = reducedByLog2(x)
        let kernel = exponentialKernel(high, low)
        if count == 0 { return DoublePair(sum: kernel.high, kernel.low) }
        let scale = powerOfTwo(count)
        let sum = DoublePair(sum: scale, -1) + DoublePair(scale * kernel.high, scale * kernel.low)
        return DoublePair(sum: sum.high, sum.low)
    }

    /// 2ˣ.
    public static func exp2(_ x: Double) -> Double {
        guard abs(x) < 1_076 else { return x.isNaN ? x : x > 0 ? .infinity : 0 }
        let n = x.rounded(.toNearestOrEven)
        let r = DoublePair(product: x - n, 0x1.62e42fefa39efp-1)
        let kernel = exponentialKernel(r.high, fma(x - n, 0x1.abc9e3b39803fp-56, r.low))
        let sum = DoublePair(sum: 1, kernel.high)
        return scaled(sum.high + (sum.low + kernel.low), by: Int(n))
    }

    /// eˣ − 1, exact to the last place near 0.
    public static func expm1(_ x: Double) -> Double {
        if abs(x) < 0x1p-54 { return x }
        guard abs(x) < 746 else { return x.isNaN ? x : x > 0 ? .infinity : -1 }
        if x < -40 { return -1 + 0x1p-55 }
        let (count, high, low) = reducedByLog2(x)
        let kernel = exponentialKernel(high, low)
        if count == 0 { return kernel.high + kernel.low }
        if count > 60 { return exp(x) }
        let scale = powerOfTwo(count)
        let sum = DoublePair(sum: scale - 1, scale * kernel.high)
        return sum.high + (sum.low + scale * kernel.low)
    }

    /// Hyperbolic sine.
    public static func sinh(_ x: Double) -> Double {
        let size = abs(x)
        if size < 0x1p-28 || x.isNaN { return x }
        let value: Double
        if size > 709 {
            let half = exp(0.5 * size)
            value = 0.5 * half * half
        } else if size > 40 {
            value = 0.5 * exp(size)
        } else {
            // e + e/(e + 1) with e = eˣ − 1.
            let e = expm1Pair(size)
            value = 0.5 * (e + e / (e + 1)).value
        }
        return x < 0 ? -value : value
    }

    /// Hyperbolic cosine.
    public static func cosh(_ x: Double) -> Double {
        let size = abs(x)
        if size > 709 {
            let half = exp(0.5 * size)
            return 0.5 * half * half
        }
        if size > 40 { return 0.5 * exp(size) }
        if x.isNaN { return x }
        let e = expm1Pair(size) + 1
        return 0.5 * (e + DoublePair(1, 0) / e).value
    }

    /// Hyperbolic tangent.
    public static func tanh(_ x: Double) -> Double {
        let size = abs(x)
        if size < 0x1p-28 || x.isNaN { return x }
        var value = 1.0
        if size <= 20 {
            let e = expm1Pair(2 * size)
            value = (e / (e + 2)).value
        }
        return x < 0 ? -value : value
    }
}
