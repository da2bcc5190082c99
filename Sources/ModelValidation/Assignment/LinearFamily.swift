/// Families of linear assignment instances that anyone can make again from a name, a size and a seed.
package enum LinearFamily: Sendable, Equatable {
    /// c = u.
    case uniform
    /// c = u − 0.5.
    case negative
    /// c = 1 + ⌊u r⌋.
    case integer(Int)
    /// Squared distance of points in the unit square.
    case geometric
    /// c = (i + 1)(j + 1) (Machol and Wien).
    case product
    /// Tracks and plots with a gate, and a column of its own for each row left unassigned; columns = 2 × rows.
    case tracker

    package static let names = "UNI, NEG, INTr (as INT1000), GEO, MW, TRK"

    package init?(name: String) {
        switch name {
        case "UNI": self = .uniform
        case "NEG": self = .negative
        case "GEO": self = .geometric
        case "MW": self = .product
        case "TRK": self = .tracker
        default:
            guard name.hasPrefix("INT"), let range = Int(name.dropFirst(3)), (1...1_000_000_000).contains(range) else { return nil }
            self = .integer(range)
        }
    }

    /// Costs, rows × columns, row by row.
    package func costs(rows: Int, columns: Int, seed: UInt64) -> [Double] {
        let numbers = CountedSplitMix(seed: seed)
        let side = Double(rows).squareRoot()
        var costs: [Double] = []
        costs.reserveCapacity(rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                let place = row * columns + column
                switch self {
                case .uniform: costs.append(numbers.uniform(place))
                case .negative: costs.append(numbers.uniform(place) - 0.5)
                case .integer(let range): costs.append(1 + (numbers.uniform(place) * Double(range)).rounded(.down))
                case .product: costs.append(Double((row + 1) * (column + 1)))
                case .geometric:
                    let x = numbers.uniform(2 * row) - numbers.uniform(2 * rows + 2 * column)
                    let y = numbers.uniform(2 * row + 1) - numbers.uniform(2 * rows + 2 * column + 1)
                    costs.append(x * x + y * y)
                case .tracker: costs.append(Self.trackerCost(numbers, row, column, rows: rows, side: side))
                }
            }
        }
        return costs
    }

    private static func trackerCost(_ numbers: CountedSplitMix, _ row: Int, _ column: Int, rows: Int, side: Double) -> Double {
        guard column < rows else { return column == rows + row ? 4 : 1e6 }
        let plotX = side * numbers.uniform(4 * column) + 0.6 * (numbers.uniform(4 * column + 2) - 0.5)
        let plotY = side * numbers.uniform(4 * column + 1) + 0.6 * (numbers.uniform(4 * column + 3) - 0.5)
        let x = side * numbers.uniform(4 * row) - plotX
        let y = side * numbers.uniform(4 * row + 1) - plotY
        let square = x * x + y * y
        return square < 0.36 ? square / 0.04 : 1e6
    }
}
