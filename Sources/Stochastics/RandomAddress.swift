/// Why a draw is made; part of its address, so that one purpose never shifts another's draws.
public struct DrawPurpose: RawRepresentable, Sendable, Hashable {
    /// Number that the address carries.
    public var rawValue: UInt16
    /// A purpose by its number; purposes of one entity differ in it.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
}

/// What makes a stream's bits of its address.
public enum CounterGenerator: UInt8, Sendable, CaseIterable {
    /// Philox4x32-10: what every run uses.
    case philox
    /// Threefry4x32-20, of another construction and some times slower: for those who ask whether a result hangs on the generator.
    case threefry
}

/// The address of a stream of draws: study seed, run index, entity and purpose; the counter is the caller's.
///
/// key = study seed; counter words = (draw counter low, draw counter high and purpose, entity, run index).
public struct RandomStream: Sendable {
    @usableFromInline let key: SIMD2<UInt32>
    @usableFromInline let run: UInt32
    @usableFromInline let entity: UInt32
    @usableFromInline let purpose: UInt32
    @usableFromInline let generator: CounterGenerator
    /// The next draw's counter; advances by one a draw.
    public var counter: UInt32

    /// Where a stream's draws come from: study, run, entity, purpose, counter.
    @inlinable
    public init(
        studySeed: UInt64, runIndex: UInt32, entity: UInt32, purpose: DrawPurpose, counter: UInt32 = 0,
        generator: CounterGenerator = .philox
    ) {
        self.generator = generator
        key = SIMD2(UInt32(truncatingIfNeeded: studySeed), UInt32(truncatingIfNeeded: studySeed >> 32))
        run = runIndex
        self.entity = entity
        self.purpose = UInt32(purpose.rawValue)
        self.counter = counter
    }

    /// The 128 random bits at the present counter; the counter then advances.
    @inlinable @inline(__always)
    public mutating func nextBlock() -> SIMD4<UInt32> {
        let address = SIMD4(counter, purpose, entity, run)
        counter &+= 1
        return generator == .philox ? Philox.block(counter: address, key: key) : otherBlock(address)
    }

    @usableFromInline
    func otherBlock(_ address: SIMD4<UInt32>) -> SIMD4<UInt32> {
        let words = Threefry.block(counter: [address.x, address.y, address.z, address.w], key: [key.x, key.y, 0, 0])
        return SIMD4(words[0], words[1], words[2], words[3])
    }

    /// Uniform on (0, 1): 53 bits, never 0 or 1.
    @inlinable @inline(__always)
    public mutating func nextUniform() -> Double {
        let words = nextBlock()
        let bits = (UInt64(words.x) << 32 | UInt64(words.y)) >> 11
        return (Double(bits) + 0.5) * 0x1p-53
    }
}
