/// Latin hypercube designs (McKay, Beckman & Conover 1979): each coordinate visits each of n equal strata once.
///
/// A point is computed from its number alone, so a design of millions takes no memory.
package struct LatinHypercube: Sendable {
    package let count: Int
    package let dimensions: Int
    private let studySeed: UInt64

    package init(count: Int, dimensions: Int, studySeed: UInt64) {
        self.count = count
        self.dimensions = dimensions
        self.studySeed = studySeed
    }

    /// Coordinate `dimension` of point `index`, on (0, 1), addressed by the study's seed, the dimension and the point.
    package func coordinate(_ index: Int, dimension: Int) -> Double {
        let stratum = RandomPermutation(count: count, studySeed: studySeed, entity: UInt32(dimension))[index]
        var stream = RandomStream(
            studySeed: studySeed, runIndex: UInt32(truncatingIfNeeded: index), entity: UInt32(dimension),
            purpose: DrawPurpose(rawValue: 0xFFF0))
        return (Double(stratum) + stream.nextUniform()) / Double(count)
    }

    package func point(_ index: Int) -> [Double] { (0..<dimensions).map { coordinate(index, dimension: $0) } }

    /// All points of a design.
    package static func points(count: Int, dimensions: Int, studySeed: UInt64) -> [[Double]] {
        let design = LatinHypercube(count: count, dimensions: dimensions, studySeed: studySeed)
        return (0..<count).map { design.point($0) }
    }
}

/// A random permutation of 0..<count that is computed place by place: a Feistel network of eight rounds over an even
/// number of bits, walked until it falls inside.
/// - Source: Luby & Rackoff 1988; Black & Rogaway 2002 (cycle walking).
package struct RandomPermutation: Sendable {
    package let count: Int
    private let halfBits: UInt32
    private let studySeed: UInt64
    private let entity: UInt32

    package init(count: Int, studySeed: UInt64, entity: UInt32) {
        precondition((1...(1 << 40)).contains(count))
        self.count = count
        self.studySeed = studySeed
        self.entity = entity
        let bits = UInt32(UInt64.bitWidth - UInt64(max(1, count - 1)).leadingZeroBitCount)
        halfBits = max(1, (bits + 1) / 2)
    }

    /// Where `place` goes.
    package subscript(_ place: Int) -> Int {
        precondition((0..<count).contains(place))
        var value = UInt64(place)
        repeat { value = once(value) } while value >= UInt64(count)
        return Int(value)
    }

    private func once(_ value: UInt64) -> UInt64 {
        let mask = (UInt64(1) << UInt64(halfBits)) - 1
        var left = value >> UInt64(halfBits)
        var right = value & mask
        for round in 0..<8 {
            var stream = RandomStream(
                studySeed: studySeed, runIndex: UInt32(round), entity: entity, purpose: DrawPurpose(rawValue: 0xFFF4),
                counter: UInt32(truncatingIfNeeded: right))
            (left, right) = (right, left ^ UInt64(stream.nextBlock().x) & mask)
        }
        return left << UInt64(halfBits) | right
    }
}
