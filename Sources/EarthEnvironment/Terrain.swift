public import NumericalMethods
public import Quantities
import Stochastics

/// A regular grid of heights by latitude and longitude; row 0 is the northernmost, nodes stand at the corners.
public struct ElevationGrid: Sendable {
    public let rows: Int
    public let columns: Int
    public let northLatitude: Radians
    public let westLongitude: Radians
    public let latitudeStep: Radians
    public let longitudeStep: Radians
    /// Metres; not a number where unknown.
    public let heights: [Float]

    public init(
        rows: Int, columns: Int, northLatitude: Radians, westLongitude: Radians, latitudeStep: Radians,
        longitudeStep: Radians, heights: [Float]
    ) {
        precondition(heights.count == rows * columns && rows >= 2 && columns >= 2)
        self.rows = rows
        self.columns = columns
        self.northLatitude = northLatitude
        self.westLongitude = westLongitude
        self.latitudeStep = latitudeStep
        self.longitudeStep = longitudeStep
        self.heights = heights
    }

    /// Bilinear height; nil outside the grid or where a node is unknown.
    public func height(latitude: Radians, longitude: Radians) -> Metres? {
        let r = (northLatitude - latitude) / latitudeStep
        let c = (longitude - westLongitude) / longitudeStep
        guard r >= 0, c >= 0, r <= Double(rows - 1), c <= Double(columns - 1) else { return nil }
        let row = min(Int(r), rows - 2)
        let column = min(Int(c), columns - 2)
        let dr = r - Double(row)
        let dc = c - Double(column)
        return heights.withUnsafeBufferPointer { z in
            let first = row * columns + column
            let top = Double(z[first]) * (1 - dc) + Double(z[first + 1]) * dc
            let bottom = Double(z[first + columns]) * (1 - dc) + Double(z[first + columns + 1]) * dc
            let height = top * (1 - dr) + bottom * dr
            return height.isNaN ? nil : height
        }
    }
}

/// The ground.
public enum TerrainModel: Sendable {
    /// One height above the ellipsoid everywhere, metres.
    case flat(height: Metres)
    /// A grid, and the height outside it.
    case grid(ElevationGrid, outside: Metres)

    public func height(latitude: Radians, longitude: Radians) -> Metres {
        switch self {
        case .flat(let height): height
        case .grid(let grid, let outside): grid.height(latitude: latitude, longitude: longitude) ?? outside
        }
    }
}
