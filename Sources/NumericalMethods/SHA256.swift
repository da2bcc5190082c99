/// SHA-256 (FIPS 180-4), so that a run record's digest needs nothing from outside.
public struct SHA256: Sendable {
    private var state = SIMD8<UInt32>(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    /// Less than a block of 64 bytes.
    private var pending: [UInt8] = []
    private var length: UInt64 = 0

    /// The digest of nothing yet.
    public init() {
        pending.reserveCapacity(64)
    }

    /// Appends bytes to the message.
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let taken: Void? = bytes.withContiguousStorageIfAvailable { take($0) }
        if taken == nil { Array(bytes).withUnsafeBufferPointer { take($0) } }
    }

    /// Appends the eight bytes of a word to the message, the lowest first.
    public mutating func update(littleEndian word: UInt64) {
        withUnsafeBytes(of: word.littleEndian) { bytes in bytes.withMemoryRebound(to: UInt8.self) { take($0) } }
    }

    /// Whole blocks are read where they lie; what is left over waits for the next bytes.
    private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        length &+= UInt64(bytes.count)
        var rest = bytes[...]
        if !pending.isEmpty {
            let head = rest.prefix(64 - pending.count)
            pending.append(contentsOf: head)
            rest = rest.dropFirst(head.count)
            guard pending.count == 64 else { return }
            pending.withUnsafeBufferPointer { Self.compress($0, into: &state) }
            pending.removeAll(keepingCapacity: true)
        }
        while rest.count >= 64 {
            Self.compress(UnsafeBufferPointer(rebasing: rest.prefix(64)), into: &state)
            rest = rest.dropFirst(64)
        }
        pending.append(contentsOf: rest)
    }

    /// The 32 bytes of the digest of all that was appended.
    public func finalized() -> [UInt8] {
        var copy = self
        let bits = length &* 8
        // A one, zeros up to eight bytes before the end of a block, and the length in bits.
        copy.update([0x80] + [UInt8](repeating: 0, count: (119 - pending.count) % 64))
        copy.update((0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) })
        return copy.state.indices.flatMap { lane in
            (0..<4).map { UInt8(truncatingIfNeeded: copy.state[lane] >> (24 - 8 * UInt32($0))) }
        }
    }

    /// The digest in 64 hexadecimal digits.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        return String(finalized().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// Takes one block of 64 bytes in.
    private static func compress(_ block: UnsafeBufferPointer<UInt8>, into state: inout SIMD8<UInt32>) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
            for place in 0..<16 {
                let first = 4 * place
                schedule[place] =
                    UInt32(block[first]) << 24 | UInt32(block[first + 1]) << 16 | UInt32(block[first + 2]) << 8
                    | UInt32(block[first + 3])
            }
            for place in 16..<64 {
                let early = schedule[place - 15]
                let late = schedule[place - 2]
                let small0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >> 3)
                let small1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >> 10)
                schedule[place] = schedule[place - 16] &+ small0 &+ schedule[place - 7] &+ small1
            }
            let constants = roundConstants
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            for round in 0..<64 {
                let big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
                let first = h &+ big1 &+ ((e & f) ^ (~e & g)) &+ constants[round] &+ schedule[round]
                let big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
                let second = big0 &+ ((a & b) ^ (a & c) ^ (b & c))
                (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
            }
            state &+= SIMD8(a, b, c, d, e, f, g, h)
        }
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    private static let roundConstants: [UInt32] = [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
        0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
        0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
        0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
        0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
        0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
        0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
        0xc67178f2,
    ]
}
