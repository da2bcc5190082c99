/// What an entity is called, as a part of the address of its draws: the same name has the same draws in every run, however many
/// others there are.
///
/// FNV-1a over the UTF-8 bytes, 64 bits; pairs are joined by SplitMix64's finaliser, which changes every bit of the result with
/// about half of the bits of either part. No name's draws hang on a running number.
/// - Source: Fowler, Noll, Vo, *The FNV Non-Cryptographic Hash Algorithm* (RFC 9923); Steele, Lea, Flood, *Fast splittable
///   pseudorandom number generators*, OOPSLA 2014 (variant 13 of Stafford).
public struct EntityName: Sendable, Hashable {
    /// The name's hash: what an address of chance carries of it.
    public let bits: UInt64

    /// A name by its hash.
    @inlinable
    public init(bits: UInt64) { self.bits = bits }

    /// The name of a thing as scenario and records call it; the same text has the same dice everywhere.
    public init(_ name: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        bits = hash
    }

    /// The pair of this entity with another one, in this order.
    @inlinable
    public func with(_ other: EntityName) -> EntityName {
        EntityName(bits: Self.mixed(Self.mixed(bits) ^ other.bits))
    }

    /// The 32 bits of a stream's address.
    @inlinable
    public var entity: UInt32 { UInt32(truncatingIfNeeded: Self.mixed(bits) >> 32) }

    @inlinable
    static func mixed(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
