public import Quantities

/// The ground: smooth at one height, or a grid.
public enum TerrainModel: Sendable {
    /// A smooth earth at one height above the ellipsoid, metres.
    case flat(height: Metres)
    /// A grid; its voids, and all that lies outside it, stand at one height, metres.
    case grid(ElevationGrid, outside: Metres = 0)

    /// Sea level everywhere.
    public static let sea = TerrainModel.flat(height: 0)

    /// Height of the ground above the ellipsoid, metres; never NaN.
    @inlinable
    public func height(latitude: Radians, longitude: Radians) -> Metres {
        switch self {
        case .flat(let height): return height
        case .grid(let grid, let outside):
            let height = grid.height(latitude: latitude, longitude: longitude)
            return height == height ? height : outside
        }
    }

    /// Whether a place has no height of its own, though the grid holds it: a void, or between tiles. `height` is `outside` there.
    public func isVoid(_ place: GeodeticPosition) -> Bool {
        guard case .grid(let grid, _) = self else { return false }
        return grid.isVoid(latitude: place.latitude, longitude: place.longitude)
    }

    /// Height of the ground under a point, metres.
    @inlinable
    public func height(under point: GeodeticPosition) -> Metres {
        height(latitude: point.latitude, longitude: point.longitude)
    }

    /// Height of the ground under an earth-fixed point, metres.
    @inlinable
    public func height(under position: Position<EarthFixed>) -> Metres {
        if case .flat(let height) = self { return height }
        return height(under: WGS84.geodetic(position))
    }
}
