/// The heights of a grid as a file holds them, row-major, metres; none is void.
///
/// Whole metres in two bytes, as most elevation models come, are half the memory and half the time of fetching it.
public enum HeightGrid {
    case real(UnsafePointer<Float>)
    case whole(UnsafePointer<Int16>)

    @inline(__always)
    public subscript(index: Int) -> Float {
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
        @inline(__always)
        func pair(_ index: UInt32) -> Int32 { UnsafeRawPointer(from + Int(index)).loadUnaligned(as: Int32.self) }
        let both = SIMD8<Int32>(
            pair(index[0]), pair(index[1]), pair(index[2]), pair(index[3]), pair(index[4]), pair(index[5]), pair(index[6]), pair(index[7]))
        // Little-endian: the first of two is the lower half.
        return (SIMD8<Float>((both &<< 16) &>> 16), SIMD8<Float>(both &>> 16))
    }

    @inline(__always) var metres: Float { Float(self) }
    @inline(__always)
    static func four(_ at: UnsafePointer<Int16>) -> SIMD4<Float> {
        SIMD4<Float>(SIMD4<Int32>(truncatingIfNeeded: UnsafeRawPointer(at).loadUnaligned(as: SIMD4<Int16>.self)))
    }
    @inline(__always)
    static func eight(_ at: UnsafePointer<Int16>) -> SIMD8<Float> {
        SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: UnsafeRawPointer(at).loadUnaligned(as: SIMD8<Int16>.self)))
    }
}
