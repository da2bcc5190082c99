/// What the sweeps and rays do with vectors of eight.

extension SIMD8<Float> {
    /// 0, 1, … 7.
    @inline(__always)
    static var ramp: SIMD8<Float> { SIMD8(0, 1, 2, 3, 4, 5, 6, 7) }
    /// Lane by lane the lesser, and the greater.
    @inline(__always)
    func lesser(_ other: SIMD8<Float>) -> SIMD8<Float> { replacing(with: other, where: other .< self) }
    @inline(__always)
    func greater(_ other: SIMD8<Float>) -> SIMD8<Float> { replacing(with: other, where: other .> self) }
    /// The whole part of numbers below 2²², not below 0 nor above a limit; of a whole number it may be the one before.
    @inline(__always)
    func whole(limit: SIMD8<Float>) -> (value: SIMD8<Float>, index: SIMD8<UInt32>) {
        // Adding 2²³ rounds to whole numbers.
        let whole = (self - 0.5).greater(SIMD8()).lesser(limit) + 8_388_608
        return (whole - 8_388_608, unsafeBitCast(whole, to: SIMD8<UInt32>.self) &- 0x4b00_0000)
    }
    /// The whole part of numbers from 0 to 2²².
    @inline(__always)
    var wholePart: SIMD8<Float> {
        let near = (self + 8_388_608) - 8_388_608
        return near.replacing(with: near - 1, where: near .> self)
    }
    @inline(__always)
    var magnitude: SIMD8<Float> { replacing(with: -self, where: self .< 0) }
    /// The greatest lane, and the least.
    @inline(__always)
    var greatest: Float {
        let four = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
        return Swift.max(Swift.max(four.x, four.y), Swift.max(four.z, four.w))
    }
    @inline(__always)
    var least: Float {
        let four = lowHalf.replacing(with: highHalf, where: highHalf .< lowHalf)
        return Swift.min(Swift.min(four.x, four.y), Swift.min(four.z, four.w))
    }
}

extension SIMD8<Double> {
    /// Lane by lane the lesser, and the greater.
    @inline(__always)
    func lesser(_ other: SIMD8<Double>) -> SIMD8<Double> { replacing(with: other, where: other .< self) }
    @inline(__always)
    func greater(_ other: SIMD8<Double>) -> SIMD8<Double> { replacing(with: other, where: other .> self) }
    @inline(__always)
    var magnitude: SIMD8<Double> { replacing(with: -self, where: self .< 0) }
    /// The whole part of numbers from 0 to 2⁵¹: adding 2⁵² rounds to whole numbers.
    @inline(__always)
    var wholePart: SIMD8<Double> {
        let near = (self + 0x1p52) - 0x1p52
        return near.replacing(with: near - 1, where: near .> self)
    }
    /// Whole numbers from 0 to 2³² − 1.
    @inline(__always)
    var wholeNumber: SIMD8<UInt32> { unsafeBitCast(self + 0x1p52, to: SIMD16<UInt32>.self).evenHalf }
    /// The greatest lane, and the least.
    @inline(__always)
    var greatest: Double {
        let four = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
        return Swift.max(Swift.max(four.x, four.y), Swift.max(four.z, four.w))
    }
    @inline(__always)
    var least: Double {
        let four = lowHalf.replacing(with: highHalf, where: highHalf .< lowHalf)
        return Swift.min(Swift.min(four.x, four.y), Swift.min(four.z, four.w))
    }
}

extension SIMDMask<SIMD8<Int32>> {
    /// The same of lanes twice as wide.
    @inline(__always)
    var wide: SIMDMask<SIMD8<Int64>> {
        var wide = SIMD16<Int32>()
        wide.evenHalf = unsafeBitCast(self, to: SIMD8<Int32>.self)
        wide.oddHalf = wide.evenHalf
        return unsafeBitCast(wide, to: SIMDMask<SIMD8<Int64>>.self)
    }
    /// One bit a lane.
    @inline(__always)
    var bits: UInt32 {
        let weighted = unsafeBitCast(self, to: SIMD8<UInt32>.self) & SIMD8<UInt32>(1, 2, 4, 8, 16, 32, 64, 128)
        let halves = unsafeBitCast(weighted.lowHalf | weighted.highHalf, to: SIMD2<UInt64>.self)
        let both = halves.x | halves.y
        return UInt32(truncatingIfNeeded: both | both &>> 32)
    }
    @inline(__always)
    var isAny: Bool {
        unsafeBitCast(self, to: SIMD4<UInt64>.self).isNotZero
    }
}

extension SIMDMask<SIMD4<Int64>> {
    @inline(__always)
    var isAny: Bool { unsafeBitCast(self, to: SIMD4<UInt64>.self).isNotZero }
}

extension SIMD4<UInt64> {
    @inline(__always)
    fileprivate var isNotZero: Bool {
        let halves = lowHalf | highHalf
        return halves.x | halves.y != 0
    }
}
