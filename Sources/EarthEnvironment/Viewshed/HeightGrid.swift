import CProcessor

/// The heights of a grid as a file holds them, row-major, metres; none is void.
///
/// Whole metres in two bytes, as most elevation models come, are half the memory and half the time of fetching it.
package enum HeightGrid {
    case real(UnsafePointer<Float>)
    case whole(UnsafePointer<Int16>)

    @inline(__always)
    package subscript(index: Int) -> Float {
        switch self {
        case .real(let heights): heights[index]
        case .whole(let heights): Float(heights[index])
        }
    }
}

/// A stored height, alone and in vectors.
protocol HeightSample: BitwiseCopyable {
    var metres: Float { get }
    static func four(_ at: UnsafePointer<Self>) -> SIMD4<Float>
    static func eight(_ at: UnsafePointer<Self>) -> SIMD8<Float>
    /// Eight from anywhere, and the one after each.
    static func pairs(_ from: UnsafePointer<Self>, _ index: SIMD8<UInt32>) -> (left: SIMD8<Float>, right: SIMD8<Float>)
    /// The greatest of some lines of eight, of which `lanes` count.
    static func greatest(_ at: UnsafePointer<Self>, lines: Int, stride: Int, lanes: Range<Int>) -> Float
}

extension HeightSample {
    /// Eight from anywhere.
    @inline(__always)
    static func eight(_ from: UnsafePointer<Self>, _ index: SIMD8<UInt32>) -> SIMD8<Float> {
        SIMD8(
            from[Int(index[0])].metres, from[Int(index[1])].metres, from[Int(index[2])].metres, from[Int(index[3])].metres,
            from[Int(index[4])].metres, from[Int(index[5])].metres, from[Int(index[6])].metres, from[Int(index[7])].metres)
    }
}

extension Float: HeightSample {
    @inline(__always) var metres: Float { self }
    @inline(__always)
    static func four(_ at: UnsafePointer<Float>) -> SIMD4<Float> { UnsafeRawPointer(at).loadUnaligned(as: SIMD4<Float>.self) }
    @inline(__always)
    static func eight(_ at: UnsafePointer<Float>) -> SIMD8<Float> { UnsafeRawPointer(at).loadUnaligned(as: SIMD8<Float>.self) }
    @inline(__always)
    static func greatest(_ at: UnsafePointer<Float>, lines: Int, stride: Int, lanes: Range<Int>) -> Float {
        var greatest = eight(at)
        for line in 1..<Swift.max(1, lines) {
            let next = eight(at + line &* stride)
            greatest = greatest.greater(next)
        }
        let lane = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
        let isWithin = (lane .>= Float(lanes.lowerBound)) .& (lane .< Float(lanes.upperBound))
        return SIMD8(repeating: -.infinity).replacing(with: greatest, where: isWithin).greatest
    }
}

extension Float {
    @inline(__always)
    static func pairs(_ from: UnsafePointer<Float>, _ index: SIMD8<UInt32>) -> (left: SIMD8<Float>, right: SIMD8<Float>) {
        @inline(__always)
        func four(_ index: SIMD4<UInt32>) -> SIMD8<Float> {
            @inline(__always)
            func pair(_ index: UInt32) -> SIMD2<Float> {
                UnsafeRawPointer(from + Int(index)).loadUnaligned(as: SIMD2<Float>.self)
            }
            return SIMD8(
                lowHalf: SIMD4(lowHalf: pair(index.x), highHalf: pair(index.y)),
                highHalf: SIMD4(lowHalf: pair(index.z), highHalf: pair(index.w)))
        }
        let (low, high) = (four(index.lowHalf), four(index.highHalf))
        return (SIMD8(lowHalf: low.evenHalf, highHalf: high.evenHalf), SIMD8(lowHalf: low.oddHalf, highHalf: high.oddHalf))
    }
}

extension Int16: HeightSample {
    @inline(__always)
    static func pairs(_ from: UnsafePointer<Int16>, _ index: SIMD8<UInt32>) -> (left: SIMD8<Float>, right: SIMD8<Float>) {
        let both = processor_words_at_halves(from, index)
        // Little-endian: the first of two is the lower half.
        return (real(both & 0xffff), real(both &>> 16))
    }

    /// Two's complement of sixteen bits as reals: laid, its sign turned, into the fraction of 2²³ and 2¹⁵ taken off again. Written
    /// out because vectors of `Int16` are converted and compared lane by lane.
    @inline(__always)
    private static func real(_ bits: SIMD8<UInt32>) -> SIMD8<Float> { raised(bits) - 8_421_376 }
    @inline(__always)
    private static func raised(_ bits: SIMD8<UInt32>) -> SIMD8<Float> {
        unsafeBitCast((bits ^ 0x8000) | 0x4b00_0000, to: SIMD8<Float>.self)
    }

    @inline(__always) var metres: Float { Float(self) }
    @inline(__always)
    static func four(_ at: UnsafePointer<Int16>) -> SIMD4<Float> {
        let pairs = UnsafeRawPointer(at).loadUnaligned(as: SIMD2<UInt32>.self)
        let four = SIMD4(pairs.x & 0xffff, pairs.x &>> 16, pairs.y & 0xffff, pairs.y &>> 16)
        return unsafeBitCast((four ^ 0x8000) | 0x4b00_0000, to: SIMD4<Float>.self) - 8_421_376
    }
    @inline(__always)
    static func eight(_ at: UnsafePointer<Int16>) -> SIMD8<Float> {
        let pairs = UnsafeRawPointer(at).loadUnaligned(as: SIMD4<UInt32>.self)
        var eight = SIMD8<UInt32>()
        eight.evenHalf = pairs & 0xffff
        eight.oddHalf = pairs &>> 16
        return real(eight)
    }
    @inline(__always)
    static func greatest(_ at: UnsafePointer<Int16>, lines: Int, stride: Int, lanes: Range<Int>) -> Float {
        // Even columns before odd ones.
        @inline(__always)
        func eight(_ at: UnsafePointer<Int16>) -> SIMD8<Float> {
            let pairs = UnsafeRawPointer(at).loadUnaligned(as: SIMD4<UInt32>.self)
            return raised(SIMD8(lowHalf: pairs & 0xffff, highHalf: pairs &>> 16))
        }
        var greatest = eight(at)
        for line in 1..<Swift.max(1, lines) {
            let next = eight(at + line &* stride)
            greatest = greatest.greater(next)
        }
        let lane = SIMD8<Float>(0, 2, 4, 6, 1, 3, 5, 7)
        let isWithin = (lane .>= Float(lanes.lowerBound)) .& (lane .< Float(lanes.upperBound))
        return SIMD8<Float>(repeating: 0).replacing(with: greatest, where: isWithin).greatest - 8_421_376
    }
}
