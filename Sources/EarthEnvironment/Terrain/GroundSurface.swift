import NumericalMethods
public import Quantities

/// The ground that flying bodies meet: terrain with the greatest heights of its parts, so that what flies high costs nothing.
///
/// A reference to what never changes: battles on several threads share one.
public final class GroundSurface: Sendable {
    /// The ground that it is made of.
    public let terrain: TerrainModel
    /// The highest ground anywhere, metres above the ellipsoid.
    public let highest: Metres
    /// Greatest heights of blocks of nodes with one node to spare all round, and of what lies outside where a block touches the edge.
    private let maxima: [Float]
    private let blockRows: Int
    private let blockColumns: Int
    private static let block = 32

    /// Makes ready what a fall is tested against.
    public init(_ terrain: TerrainModel) {
        self.terrain = terrain
        switch terrain {
        case .flat(let height):
            highest = height
            maxima = []
            (blockRows, blockColumns) = (0, 0)
        case .grid(let grid, let outside):
            let size = Self.block
            blockRows = (grid.rows - 1) / size + 1
            blockColumns = (grid.columns - 1) / size + 1
            var found = [Float](repeating: Float(outside), count: blockRows * blockColumns)
            for row in 0..<blockRows {
                for column in 0..<blockColumns {
                    var greatest = -Float.infinity
                    let isEdge = row == 0 || column == 0 || row == blockRows - 1 || column == blockColumns - 1
                    for r in max(0, row * size - 1)...min(grid.rows - 1, (row + 1) * size + 1) {
                        for c in max(0, column * size - 1)...min(grid.columns - 1, (column + 1) * size + 1) {
                            let height = grid[r, c]
                            // A void stands at what lies outside.
                            greatest = max(greatest, height == height ? height : Float(outside))
                        }
                    }
                    found[row * blockColumns + column] = isEdge ? max(greatest, Float(outside).nextUp) : greatest
                }
            }
            maxima = found
            highest = max(outside, Double(found.max() ?? -.infinity))
        }
    }

    /// A smooth earth at the height of the sea.
    public static let sea = GroundSurface(.sea)

    /// The highest ground within a distance of a place, and that distance, metres: the blocks around it.
    public func highestNear(latitude: Radians, longitude: Radians) -> (height: Metres, within: Metres) {
        guard case .grid(let grid, let outside) = terrain else { return (highest, .infinity) }
        let row = grid.row(latitude: latitude) / Double(Self.block)
        let column = grid.column(longitude: longitude) / Double(Self.block)
        // Half a block further on each side is still within the blocks that are asked.
        let rows = [(row - 0.5).rounded(.down), (row + 0.5).rounded(.down)]
        let columns = [(column - 0.5).rounded(.down), (column + 0.5).rounded(.down)]
        var height = -Double.infinity
        for r in rows {
            for c in columns {
                let isInside = r >= 0 && c >= 0 && r < Double(blockRows) && c < Double(blockColumns)
                height = max(height, isInside ? Double(maxima[Int(r) * blockColumns + Int(c)]) : outside)
            }
        }
        // Half a block at 6,350 km a radian, the nearer of rows and columns.
        let narrow = min(grid.latitudeStep, grid.longitudeStep * Elementary.cos(latitude))
        return (height, 0.5 * Double(Self.block) * narrow * 6_350_000)
    }

    /// Height of a point above the ground under it, metres; nil where it is higher above the highest ground than a limit, and nobody
    /// asks.
    public func height(of position: Position<EarthFixed>, below limit: Metres) -> Metres? {
        let height = WGS84.heightAboveEllipsoid(position)
        guard height < highest + limit else { return nil }
        if case .flat(let level) = terrain { return height - level }
        let above = height - terrain.height(under: position)
        return above < limit ? above : nil
    }

    /// When a body on the way from one state to another, `duration` s later, first is below the ground, s; nil where it never is.
    ///
    /// Over the ground it goes straight, in height by a parabola: for steps in which it flies some hundreds of metres.
    public func firstTimeBelow(
        from start: GeodeticPosition, climbRate: MetresPerSecond, to end: GeodeticPosition, duration: Seconds
    ) -> Seconds? {
        guard duration > 0 else { return nil }
        let rise = end.height - start.height
        let height = (start: start.height, rate: climbRate, bend: (rise - climbRate * duration) / (duration * duration))
        switch terrain {
        case .flat(let level):
            let path = GridPath(row: (0.5, 0), column: (0.5, 0), height: height, duration: duration)
            return GroundContact.firstTimeBelow(path) { _, _ in GroundCell(near: level, across: level, along: level, far: level) }
        case .grid(let grid, let outside):
            let row = grid.row(latitude: start.latitude)
            let column = grid.column(longitude: start.longitude)
            let rows = (grid.row(latitude: end.latitude) - row) / duration
            let columns = (grid.column(longitude: end.longitude) - column) / duration
            // The far side of the earth, where columns begin again: nothing of the grid is there.
            guard abs(columns) * duration < Double(grid.columns) else { return nil }
            let path = GridPath(row: (row, rows), column: (column, columns), height: height, duration: duration)
            return GroundContact.firstTimeBelow(path) { row, column in grid.cell(row: row, column: column, outside: outside) }
        }
    }
}

extension ElevationGrid {
    /// The corners of a cell; voids, and all that lies outside, stand at one height.
    @inlinable
    public func cell(row: Int, column: Int, outside: Metres) -> GroundCell {
        guard row >= 0, column >= 0, row < rows - 1, column < columns - 1 else {
            return GroundCell(near: outside, across: outside, along: outside, far: outside)
        }
        func node(_ row: Int, _ column: Int) -> Double {
            let height = Double(self[row, column])
            return height == height ? height : outside
        }
        return GroundCell(
            near: node(row, column), across: node(row, column + 1), along: node(row + 1, column), far: node(row + 1, column + 1))
    }
}
