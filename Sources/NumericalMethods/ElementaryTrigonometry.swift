// Sine, cosine and tangent.

extension Elementary {
    /// An angle less a whole number of right angles: quadrant (modulo four) and the rest, within ±π/4, as a pair.
    @inlinable @inline(__always)
    static func reduced(_ x: Double) -> (quadrant: Int, high: Double, low: Double) {
        guard abs(x) <= 0x1p25 else { return reducedFar(x) }
        let shifted = fma(x, 0x1.45f306dc9c883p-1, integerShift)
        let n = shifted - integerShift
        // Three parts of π/2 (Cody & Waite); the first product cancels exactly.
        let r = fma(-n, 0x1.921fb54442d18p0, x)
        let p = n * 0x1.1a62633145c07p-54
        let high = r - p
        let t = high - r
        let low = (r - (high - t)) - (p + t)
        let pLow = fma(n, 0x1.1a62633145c07p-54, -p)
        return (Int(truncatingIfNeeded: shifted.bitPattern), high, low - fma(n, -0x1.f1976b7ed8fbcp-110, pLow))
    }

    /// The first 1,280 bits of 2/π.
    static let twoOverPi: [UInt64] = [
        0xA2F9_836E_4E44_1529, 0xFC27_57D1_F534_DDC0, 0xDB62_9599_3C43_9041, 0xFE51_63AB_DEBB_C561,
        0xB724_6E3A_424D_D2E0, 0x0649_2EEA_09D1_921C, 0xFE1D_EB1C_B129_A73E, 0xE882_35F5_2EBB_4484,
        0xE99C_7026_B45F_7E41, 0x3991_D639_8353_39F4, 0x9C84_5F8B_BDF9_283B, 0x1FF8_97FF_DE05_980F,
        0xEF2F_118B_5A0A_6D1F, 0x6D36_7ECF_27CB_09B7, 0x4F46_3F66_9E5F_EA2D, 0x7527_BAC7_EBE5_F17B,
        0x3D07_39F7_8A52_92EA, 0x6BFB_5FB1_1F8D_5D08, 0x5603_3046_FC7B_6BAB, 0xF0CF_BC20_9AF4_361D,
    ]

    /// The reduction of large angles with as many bits of 2/π as matter (Payne & Hanek 1983).
    @usableFromInline
    static func reducedFar(_ x: Double) -> (quadrant: Int, high: Double, low: Double) {
        guard x.isFinite else { return (0, .nan, 0) }
        let significand = x.significandBitPattern | 1 << 52
        let exponent = Int(x.exponent) - 52
        // Bits of 2/π that only make whole turns are left out.
        let skipped = max(0, exponent - 2)
        let words = (0..<4).map { place -> UInt64 in
            let bit = skipped + 64 * place
            let shift = UInt64(bit % 64)
            let first = twoOverPi[bit / 64]
            return shift == 0 ? first : first << shift | twoOverPi[bit / 64 + 1] >> (64 - shift)
        }
        // significand · 256 bits; `turns[0]` is the whole part.
        var turns: [UInt64] = [0, 0, 0, 0, 0]
        for place in stride(from: 3, through: 0, by: -1) {
            let product = significand.multipliedFullWidth(by: words[place])
            let (sum, carry) = turns[place + 1].addingReportingOverflow(product.low)
            turns[place + 1] = sum
            turns[place] = product.high &+ (carry ? 1 : 0)
        }
        let right = UInt64(max(0, 2 - exponent))
        if right > 0 {
            for place in stride(from: 4, through: 1, by: -1) {
                turns[place] = turns[place] >> right | turns[place - 1] << (64 - right)
            }
        }
        var quadrant = Int(turns[1] >> 62)
        var a = turns[1] << 2 | turns[2] >> 62
        var b = turns[2] << 2 | turns[3] >> 62
        var c = turns[3] << 2 | turns[4] >> 62
        var negative = false
        if a >> 63 == 1 {
            quadrant += 1
            negative = true
            (a, b, c) = (~a, ~b, ~c)
        }
        var leading = 0
        while a == 0, leading < 128 {
            (a, b, c) = (b, c, 0)
            leading += 64
        }
        let zeros = UInt64(a.leadingZeroBitCount)
        if zeros > 0, zeros < 64 {
            a = a << zeros | b >> (64 - zeros)
            b = b << zeros | c >> (64 - zeros)
        }
        leading += Int(zeros)
        let scale = powerOfTwo(-leading - 53)
        let fraction = DoublePair(
            Double(a >> 11) * scale, Double((a & 0x7FF) << 53 | b >> 11) * scale * 0x1p-64)
        let rest = fraction * DoublePair(0x1.921fb54442d18p0, 0x1.1a62633145c07p-54)
        // A negative angle mirrors: quadrant and rest change sign.
        let sign = negative != (x.sign == .minus) ? -1.0 : 1.0
        return ((x.sign == .minus ? -quadrant : quadrant) & 3, sign * rest.high, sign * rest.low)
    }

    @inlinable @inline(__always)
    static func sineKernel(_ high: Double, _ low: Double) -> Double {
        let z = high * high
        return high + fma(high * z, ElementaryPolynomial.sine(z), fma(-0.5 * z, low, low))
    }

    @inlinable @inline(__always)
    static func cosineKernel(_ high: Double, _ low: Double) -> Double {
        let z = high * high
        let half = 0.5 * z
        let w = 1 - half
        let rounding = fma(-0.5, fma(high, high, -z), -high * low)
        return w + (((1 - w) - half) + fma(z * z, ElementaryPolynomial.cosine(z), rounding))
    }

    /// Sine of an angle in radians.
    @inlinable
    public static func sin(_ x: Double) -> Double {
        if abs(x) < 0x1p-27 { return x }
        let (quadrant, high, low) = reduced(x)
        let value = quadrant & 1 == 0 ? sineKernel(high, low) : cosineKernel(high, low)
        return quadrant & 2 == 0 ? value : -value
    }

    /// Cosine of an angle in radians.
    @inlinable
    public static func cos(_ x: Double) -> Double {
        let (quadrant, high, low) = reduced(x)
        let value = quadrant & 1 == 0 ? cosineKernel(high, low) : sineKernel(high, low)
        return (quadrant &+ 1) & 2 == 0 ? value : -value
    }

    /// Sine and cosine of an angle in radians, with one reduction.
    @inlinable
    public static func sincos(_ x: Double) -> (sin: Double, cos: Double) {
        if abs(x) < 0x1p-27 { return (x, 1) }
        let (quadrant, high, low) = reduced(x)
        let sine = sineKernel(high, low)
        let cosine = cosineKernel(high, low)
        let swapped = quadrant & 1 != 0
        let first = swapped ? cosine : sine
        let second = swapped ? sine : cosine
        return (quadrant & 2 == 0 ? first : -first, (quadrant &+ 1) & 2 == 0 ? second : -second)
    }

    /// Tangent of an angle in radians: sine over cosine, both as pairs.
    public static func tan(_ x: Double) -> Double {
        if abs(x) < 0x1p-27 { return x }
        let (quadrant, high, low) = reduced(x)
        let z = high * high
        let t = fma(high * z, ElementaryPolynomial.sine(z), fma(-0.5 * z, low, low))
        let sine = DoublePair(sum: high, t)
        let half = 0.5 * z
        let w = 1 - half
        let rounding = fma(-0.5, fma(high, high, -z), -high * low)
        let cosine = DoublePair(sum: w, ((1 - w) - half) + fma(z * z, ElementaryPolynomial.cosine(z), rounding))
        return quadrant & 1 == 0 ? (sine / cosine).value : -(cosine / sine).value
    }
}
