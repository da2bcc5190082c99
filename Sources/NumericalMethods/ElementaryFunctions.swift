/// The elementary functions of the engine, in one place, so that results do not depend on the processor's C library.
///
/// Written in Swift from published reductions (Cody & Waite 1980; Payne & Hanek 1983; Tang 1989; Dekker 1971 for pairs) with
/// sums, products, quotients, square roots and fused multiply-adds only, each of which IEEE 754 rounds correctly, so
/// that every processor returns the same bits. Within one unit in the last place; special values as in C99, Annex F.
/// Every engine module calls these and never the C library's. Arguments and results are radians and linear values.
public enum Elementary {
    /// a·b + c with one rounding, on every processor.
    @inlinable @inline(__always)
    static func fma(_ a: Double, _ b: Double, _ c: Double) -> Double { c.addingProduct(a, b) }

    /// Adding and subtracting this rounds a number below 2⁵¹ to an integer, which then stands in the low bits.
    @inlinable @inline(__always)
    static var integerShift: Double { 0x1.8p52 }

    /// 2ᵏ for −1022 ≤ k ≤ 1023.
    @inlinable @inline(__always)
    static func powerOfTwo(_ k: Int) -> Double { Double(bitPattern: UInt64(truncatingIfNeeded: (k &+ 1023) << 52)) }

    /// v·2ᵏ with one rounding, for |v| between ¼ and 4 and any k.
    @usableFromInline
    static func scaled(_ v: Double, by k: Int) -> Double {
        if k > 1000 { return k > 1100 ? v * .infinity : v * powerOfTwo(k - 128) * 0x1p128 }
        if k < -1000 { return k < -1200 ? v * 0x1p-1000 * 0x1p-1000 : v * powerOfTwo(k + 256) * 0x1p-256 }
        return v * powerOfTwo(k)
    }
}

/// An unevaluated sum of two doubles, about 106 bits (Dekker 1971).
@usableFromInline
struct DoublePair {
    @usableFromInline var high: Double
    @usableFromInline var low: Double

    @inlinable @inline(__always)
    init(_ high: Double, _ low: Double) {
        self.high = high
        self.low = low
    }

    /// a + b exactly (Knuth).
    @inlinable @inline(__always)
    init(sum a: Double, _ b: Double) {
        let s = a + b
        let t = s - a
        self.init(s, (a - (s - t)) + (b - t))
    }

    /// a·b exactly.
    @inlinable @inline(__always)
    init(product a: Double, _ b: Double) {
        let p = a * b
        self.init(p, (-p).addingProduct(a, b))
    }

    @inlinable var value: Double { high + low }
    @inlinable var negated: DoublePair { DoublePair(-high, -low) }

    @inlinable static func + (a: DoublePair, b: DoublePair) -> DoublePair {
        let s = DoublePair(sum: a.high, b.high)
        return DoublePair(sum: s.high, s.low + (a.low + b.low))
    }

    @inlinable static func + (a: DoublePair, b: Double) -> DoublePair {
        let s = DoublePair(sum: a.high, b)
        return DoublePair(sum: s.high, s.low + a.low)
    }

    @inlinable static func * (a: DoublePair, b: DoublePair) -> DoublePair {
        let p = DoublePair(product: a.high, b.high)
        return DoublePair(sum: p.high, p.low + (a.high * b.low + a.low * b.high))
    }

    @inlinable static func * (a: DoublePair, b: Double) -> DoublePair {
        let p = DoublePair(product: a.high, b)
        return DoublePair(sum: p.high, p.low + a.low * b)
    }

    @inlinable static func / (a: DoublePair, b: DoublePair) -> DoublePair {
        let q = a.high / b.high
        let remainder = a.high.addingProduct(-q, b.high) + (a.low - q * b.low)
        return DoublePair(sum: q, remainder / b.high)
    }
}
