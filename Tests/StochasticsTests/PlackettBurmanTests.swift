import Stochastics
import Testing

@Suite struct PlackettBurmanTests {
    private static func columns(_ design: PlackettBurman, points: Int) -> [[Int]] {
        (0..<design.size).map { factor in (0..<points).map { design.level(point: $0, factor: factor) } }
    }

    private static func product(_ left: [Int], _ right: [Int]) -> Int { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }

    @Test(arguments: [4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 60, 76]) func `columns are orthogonal, in each half and in the whole`(size: Int) {
        let design = PlackettBurman(holding: size)
        #expect(design.size == size && design.points == 2 * size)
        for points in [size, 2 * size] {
            let columns = Self.columns(design, points: points)
            for (place, column) in columns.enumerated() {
                #expect(column.allSatisfy { abs($0) == 1 })
                for other in place..<size {
                    #expect(Self.product(column, columns[other]) == (other == place ? points : 0), "\(size): \(place), \(other)")
                }
            }
        }
    }

    @Test(arguments: [4, 8, 12, 16, 20, 24, 28]) func `with the foldover each column is balanced and free of every product of two`(size: Int) {
        let columns = Self.columns(PlackettBurman(holding: size), points: 2 * size)
        for column in columns { #expect(column.reduce(0, +) == 0) }
        for first in 0..<size {
            for second in first + 1..<size {
                let product = zip(columns[first], columns[second]).map { $0 * $1 }
                for column in columns { #expect(Self.product(column, product) == 0, "\(size): \(first) × \(second)") }
            }
        }
    }

    @Test func `rows of 12, 20 and 24 are those that Plackett and Burman print`() {
        for (size, text) in [(12, "++-+++---+-"), (20, "++--++++-+-+----++-"), (24, "+++++-+-++--++--+-+----")] {
            let design = PlackettBurman(holding: size - 1)
            let row = (0..<size - 1).map { design.level(point: 0, factor: $0) > 0 ? "+" : "-" }.joined()
            #expect(row == text)
        }
    }

    @Test func `the smallest design that is at hand is taken`() {
        for (factors, size) in [(1, 4), (4, 4), (5, 8), (11, 12), (12, 12), (13, 16), (23, 24), (25, 28), (49, 56)] {
            #expect(PlackettBurman(holding: factors).size == size, "\(factors)")
        }
    }
}
