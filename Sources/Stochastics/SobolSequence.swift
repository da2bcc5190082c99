/// Sobol's low-discrepancy sequence in base 2, in Gray-code order, plain or scrambled.
///
/// Each coordinate of point n is the exclusive or of the direction numbers that the bits of n's Gray code choose; 32 bits.
/// Scrambled: direction numbers times a random lower triangular bit matrix, then a random digital shift; every
/// coordinate is then uniform on its own, and 2ᵐ points keep one in each stratum of width 2⁻ᵐ.
/// - Source: Sobol' 1967; Antonov & Saleev 1979 (Gray code); Joe & Kuo 2008 (direction numbers); Matoušek,
///   *J. Complexity* 14 (1998), 527–556 (scrambling).
package struct SobolSequence: Sendable {
    /// Coordinates that there are direction numbers for.
    package static let dimensionsMaximum = 256
    /// Points before the sequence would repeat.
    package static let countMaximum = 1 << 32

    package let dimensions: Int
    /// 32 direction numbers a dimension.
    private let directions: [UInt32]
    private let shifts: [UInt32]

    /// The plain sequence, whose point 0 is the origin.
    /// - Parameter dimensions: 1…256.
    package init(dimensions: Int) {
        precondition((1...Self.dimensionsMaximum).contains(dimensions))
        self.dimensions = dimensions
        directions = Array(Self.plain[..<(32 * dimensions)])
        shifts = Array(repeating: 0, count: dimensions)
    }

    /// The scrambled sequence of a seed.
    package init(dimensions: Int, scrambledBy studySeed: UInt64) {
        precondition((1...Self.dimensionsMaximum).contains(dimensions))
        self.dimensions = dimensions
        var scrambled: [UInt32] = []
        var shifts: [UInt32] = []
        for dimension in 0..<dimensions {
            var stream = RandomStream(
                studySeed: studySeed, runIndex: .max, entity: UInt32(dimension), purpose: DrawPurpose(rawValue: 0xFFF3))
            // Row i of the matrix, from the most significant bit: random left of the diagonal, one on it.
            let rows = (0..<32).map { row -> UInt32 in
                let left: UInt32 = row == 0 ? 0 : ~UInt32(0) << (32 - UInt32(row))
                return stream.nextBlock().x & left | 0x8000_0000 >> UInt32(row)
            }
            for place in 0..<32 {
                let plain = Self.plain[32 * dimension + place]
                var word: UInt32 = 0
                for row in 0..<32 where (rows[row] & plain).nonzeroBitCount & 1 == 1 { word |= 0x8000_0000 >> UInt32(row) }
                scrambled.append(word)
            }
            shifts.append(stream.nextBlock().x)
        }
        directions = scrambled
        self.shifts = shifts
    }

    /// The bits of point `index`, as 32-bit fractions.
    package func bits(_ index: Int) -> [UInt32] {
        precondition((0..<Self.countMaximum).contains(index))
        var gray = UInt32(index) ^ UInt32(index) >> 1
        var words = shifts
        while gray != 0 {
            let place = gray.trailingZeroBitCount
            gray &= gray - 1
            for dimension in 0..<dimensions { words[dimension] ^= directions[32 * dimension + place] }
        }
        return words
    }

    /// Point `index` of the plain sequence: multiples of 2⁻³² on [0, 1).
    package func point(_ index: Int) -> [Double] { bits(index).map { Double($0) * 0x1p-32 } }

    /// Point `index` in the middles of its cells, on (0, 1): what a distribution's inverse can take.
    package func centred(_ index: Int) -> [Double] { bits(index).map { (Double($0) + 0.5) * 0x1p-32 } }

    /// Direction numbers of all dimensions, 32 each, most significant bit first.
    private static let plain: [UInt32] = {
        var all = (0..<32).map { UInt32(0x8000_0000) >> UInt32($0) }
        for line in SobolDirectionNumbers.table.split(separator: "\n") {
            let numbers = line.split(separator: " ").compactMap { UInt32($0) }
            let polynomial = numbers[0]
            let degree = 31 - polynomial.leadingZeroBitCount
            var words = (0..<degree).map { numbers[$0 + 1] << UInt32(31 - $0) }
            for place in degree..<32 {
                var word = words[place - degree] ^ words[place - degree] >> UInt32(degree)
                for term in 1..<degree where polynomial >> UInt32(degree - term) & 1 == 1 { word ^= words[place - term] }
                words.append(word)
            }
            all += words
        }
        return all
    }()
}
