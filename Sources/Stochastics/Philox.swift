/// Philox, the counter-based generator of Salmon, Moraes, Dror & Shaw (SC'11, 2011).
///
/// Four words of counter and two of key give four random words; no state is carried. Streams use Philox4x32-10; words of 64 bits
/// are for those
/// whose counters are longer.
public enum Philox {
    /// One block: `counter` (four words) under `key` (two words), ten rounds.
    @inlinable @inline(__always)
    public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, rounds: Int = 10) -> SIMD4<UInt32> {
        var c = counter
        var k = key
        for round in 0..<rounds {
            if round > 0 { k = k &+ SIMD2(0x9E37_79B9, 0xBB67_AE85) }
            let product0 = UInt64(0xD251_1F53) &* UInt64(c.x)
            let product1 = UInt64(0xCD9E_8D57) &* UInt64(c.z)
            c = SIMD4(
                UInt32(truncatingIfNeeded: product1 >> 32) ^ c.y ^ k.x, UInt32(truncatingIfNeeded: product1),
                UInt32(truncatingIfNeeded: product0 >> 32) ^ c.w ^ k.y, UInt32(truncatingIfNeeded: product0))
        }
        return c
    }

    /// One block of 64-bit words (Philox4x64).
    public static func wideBlock(counter: SIMD4<UInt64>, key: SIMD2<UInt64>, rounds: Int = 10) -> SIMD4<UInt64> {
        var c = counter
        var k = key
        for round in 0..<rounds {
            if round > 0 { k = k &+ SIMD2(0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B) }
            let product0 = c.x.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
            let product1 = c.z.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
            c = SIMD4(product1.high ^ c.y ^ k.x, product1.low, product0.high ^ c.w ^ k.y, product0.low)
        }
        return c
    }
}
