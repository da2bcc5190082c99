import NumericalMethods
import Quantities

/// Where the nodes of a projected grid stand on the earth: earth-fixed points of every `step`-th row and column and of the last, and
/// straight lines between them, which sag by less than a thousandth of a cell's length where they are a few kilometres long.
package struct NodeLattice: Sendable {
    package let rows: Int
    package let columns: Int
    /// The rows and columns whose nodes are known.
    let rowsKnown: [Int]
    let columnsKnown: [Int]
    /// Row-major, metres.
    let points: [Vector3]

    /// The rows, or columns, of `count` that a lattice needs to know.
    package static func known(_ count: Int, step: Int) -> [Int] {
        precondition(count >= 2 && step >= 1, "a lattice has two rows and columns at least")
        return Array(stride(from: 0, to: count - 1, by: step)) + [count - 1]
    }

    /// - Parameters:
    ///   - rows: of the grid, from north to south.
    ///   - columns: of the grid, from west to east.
    ///   - step: between nodes.
    ///   - places: of the nodes of the known rows and columns, row-major.
    package init(rows: Int, columns: Int, step: Int, places: [GeodeticPosition]) {
        self.rows = rows
        self.columns = columns
        rowsKnown = Self.known(rows, step: step)
        columnsKnown = Self.known(columns, step: step)
        precondition(places.count == rowsKnown.count * columnsKnown.count, "a place for each known node")
        points = places.map { WGS84.earthFixed($0.atHeight(0)).vector }
    }

    /// The least and the greatest length on the earth of what the grid calls a metre, along rows and along columns.
    /// - Parameters:
    ///   - spacingEast: of columns, metres of the grid.
    ///   - spacingSouth: of rows, metres of the grid.
    package func scale(spacingEast: Metres, spacingSouth: Metres) -> ClosedRange<Double> {
        var (least, most) = (Double.infinity, 0.0)
        let across = columnsKnown.count
        func take(_ from: Int, _ to: Int, _ length: Double) {
            let scale = (points[to] - points[from]).length / length
            (least, most) = (min(least, scale), max(most, scale))
        }
        for row in rowsKnown.indices {
            for column in columnsKnown.indices {
                let at = row * across + column
                if column + 1 < across { take(at, at + 1, Double(columnsKnown[column + 1] - columnsKnown[column]) * spacingEast) }
                if row + 1 < rowsKnown.count { take(at, at + across, Double(rowsKnown[row + 1] - rowsKnown[row]) * spacingSouth) }
            }
        }
        return least...max(least, most)
    }

    /// The earth-fixed point of a node, metres.
    func point(row: Int, column: Int) -> Vector3 {
        var found = Vector3.zero
        line(row: row) { points in
            let place = Self.place(column, in: columnsKnown)
            found = points[place.index] + (points[place.index + 1] - points[place.index]) * place.share
        }
        return found
    }

    /// Ground distances from a point to the nodes of a row, metres along the mean sphere.
    func distances(row: Int, from site: Vector3, into distances: inout [Double]) {
        let diameter = 2 * GeodeticViewshed.meanRadius
        line(row: row) { points in
            for piece in 0..<columnsKnown.count - 1 {
                let (first, last) = (columnsKnown[piece], columnsKnown[piece + 1])
                let start = points[piece] - site
                let step = (points[piece + 1] - points[piece]) * (1 / Double(last - first))
                for column in first...last {
                    let chord = (start + step * Double(column - first)).length
                    distances[column] = diameter * SmallAngle.arcsine(chord / diameter)
                }
            }
        }
    }

    /// The points of the known columns on a row.
    private func line(row: Int, _ body: ([Vector3]) -> Void) {
        let across = columnsKnown.count
        let place = Self.place(row, in: rowsKnown)
        body((0..<across).map { column in
            let upper = points[place.index * across + column]
            return upper + (points[(place.index + 1) * across + column] - upper) * place.share
        })
    }

    private static func place(_ index: Int, in known: [Int]) -> (index: Int, share: Double) {
        let step = known.count > 1 ? known[1] - known[0] : 1
        let piece = min(index / step, known.count - 2)
        return (piece, Double(index - known[piece]) / Double(known[piece + 1] - known[piece]))
    }
}
