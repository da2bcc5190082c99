public import Quantities

/// Terrain heights at the nodes of a regular grid in latitude and longitude.
///
/// Node (row r, column c) stands at latitude `northLatitude − r·latitudeStep`, longitude
/// `westLongitude + c·longitudeStep`: row 0 is the northern edge and nodes are points, not cells. Between nodes the
/// surface is bilinear. A void is NaN, as is a height outside; `TerrainModel` decides what stands there instead.
/// Heights are used as heights above the ellipsoid: the geoid's undulation (up to 105 m, but smooth) is left out, alike
/// for terrain, antennas and targets.
public struct ElevationGrid: Sendable {
    /// Latitude of row 0, radians.
    public let northLatitude: Radians
    /// Longitude of column 0, radians.
    public let westLongitude: Radians
    /// Spacing of rows southwards and columns eastwards, radians, > 0.
    public let latitudeStep: Radians
    /// From one column to the next, radians, > 0.
    public let longitudeStep: Radians
    /// Rows from south to north, ≥ 2.
    public let rows: Int
    /// Columns from west to east, ≥ 2.
    public let columns: Int
    /// Row-major from the north-western node, metres; NaN is a void.
    public let heights: [Float]
    /// Where the heights come from, for people.
    public let source: String

    /// Whether it goes round the earth: its last column, or one before, stands where the first does.
    public let isRound: Bool

    @usableFromInline let inverseLatitudeStep: Double
    @usableFromInline let inverseLongitudeStep: Double

    /// Heights at the nodes, metres above the ellipsoid, row by row from the south-western one; angles in radians.
    public init(
        northLatitude: Radians, westLongitude: Radians, latitudeStep: Radians, longitudeStep: Radians,
        rows: Int, columns: Int, heights: [Float], source: String = ""
    ) {
        precondition(rows >= 2 && columns >= 2, "a grid has at least two rows and two columns")
        precondition(heights.count == rows * columns, "heights must number rows × columns")
        precondition(latitudeStep > 0 && longitudeStep > 0, "steps must be positive")
        self.northLatitude = northLatitude
        self.westLongitude = westLongitude
        self.latitudeStep = latitudeStep
        self.longitudeStep = longitudeStep
        self.rows = rows
        self.columns = columns
        self.heights = heights
        self.source = source
        inverseLatitudeStep = 1 / latitudeStep
        inverseLongitudeStep = 1 / longitudeStep
        isRound = Double(columns - 1) * longitudeStep >= 2 * .pi * (1 - 1e-12)
    }

    /// Whether a place within the grid has no height: a void, or between tiles. Outside the grid, false.
    public func isVoid(latitude: Radians, longitude: Radians) -> Bool {
        let (row, column) = (row(latitude: latitude), column(longitude: longitude))
        guard row >= 0, column >= 0, row <= Double(rows - 1), column <= Double(columns - 1) else { return false }
        return height(row: row, column: column).isNaN
    }

    /// Latitude of the last row, radians.
    public var southLatitude: Radians { northLatitude - Double(rows - 1) * latitudeStep }
    /// Longitude of the last column, radians.
    public var eastLongitude: Radians { westLongitude + Double(columns - 1) * longitudeStep }

    /// Latitude of a row, radians.
    @inlinable public func latitude(row: Int) -> Radians { northLatitude - Double(row) * latitudeStep }
    /// Longitude of a column, radians.
    @inlinable public func longitude(column: Int) -> Radians { westLongitude + Double(column) * longitudeStep }

    /// The height of a node, metres.
    @inlinable public subscript(row: Int, column: Int) -> Float { heights[row * columns + column] }

    /// The fractional row of a latitude; outside 0…rows − 1 it is outside the grid.
    @inlinable @inline(__always)
    public func row(latitude: Radians) -> Double { (northLatitude - latitude) * inverseLatitudeStep }

    /// The fractional column of a longitude, which is first brought within half a turn of the grid's centre.
    @inlinable @inline(__always)
    public func column(longitude: Radians) -> Double {
        let turn = 2 * Double.pi
        var offset = longitude - westLongitude
        let half = 0.5 * Double(columns - 1) * longitudeStep
        if abs(offset - half) > .pi { offset -= turn * ((offset - half) / turn).rounded() }
        return offset * inverseLongitudeStep
    }

    /// Bilinear height, metres; NaN outside the grid or where one of the four nodes that count is void.
    @inlinable
    public func height(latitude: Radians, longitude: Radians) -> Double {
        height(row: row(latitude: latitude), column: column(longitude: longitude))
    }

    /// Bilinear height at a fractional row and column, metres; NaN as above.
    @inlinable @inline(__always)
    public func height(row: Double, column: Double) -> Double {
        heights.withUnsafeBufferPointer {
            Self.height(in: $0, rows: rows, columns: columns, row: row, column: column)
        }
    }

    /// The leaf of every terrain sample.
    @inlinable @inline(__always)
    public static func height(
        in heights: UnsafeBufferPointer<Float>, rows: Int, columns: Int, row: Double, column: Double
    ) -> Double {
        // A position on an edge may be out by rounding; a hundred-thousandth of a cell is let in.
        let slack = 1e-5
        guard row >= -slack, column >= -slack, row <= Double(rows - 1) + slack, column <= Double(columns - 1) + slack
        else { return .nan }
        let r = min(max(Int(row), 0), rows - 2)
        let c = min(max(Int(column), 0), columns - 2)
        let y = min(max(row - Double(r), 0), 1)
        let x = min(max(column - Double(c), 0), 1)
        let at = r * columns + c
        let upper = mixed(Double(heights[at]), Double(heights[at + 1]), x)
        let lower = mixed(Double(heights[at + columns]), Double(heights[at + columns + 1]), x)
        return mixed(upper, lower, y)
    }

    /// Linear between two heights; a void that has no weight does not count.
    @inlinable @inline(__always)
    static func mixed(_ first: Double, _ second: Double, _ fraction: Double) -> Double {
        let value = first + (second - first) * fraction
        if value == value { return value }
        return fraction == 0 ? first : fraction == 1 ? second : .nan
    }

    /// Lowest and highest node, metres, voids left out; nil where all is void.
    public var extremes: ClosedRange<Float>? {
        var low = Float.infinity
        var high = -Float.infinity
        for height in heights where height == height {
            low = min(low, height)
            high = max(high, height)
        }
        return low <= high ? low...high : nil
    }

    /// The number of void nodes.
    public var voidCount: Int { heights.reduce(0) { $0 + ($1 == $1 ? 0 : 1) } }
}
