public import NumericalMethods
public import Quantities

/// Slant range, azimuth and elevation of a point in a local-level frame: what a radar at its origin measures.
///
///     range = |p|,  azimuth = atan2(east, north) in 0…2π,  elevation = atan2(up, √(east² + north²))
public struct SphericalCoordinates: Sendable, Equatable {
    /// Slant range, metres, ≥ 0.
    public var range: Metres
    /// Clockwise from north, radians; 0 ≤ azimuth < 2π when computed from a position.
    public var azimuth: Radians
    /// Above the horizontal plane at the origin, radians.
    public var elevation: Radians

    /// Slant range, metres; azimuth clockwise from north and elevation above the horizontal, radians.
    @inlinable
    public init(range: Metres, azimuth: Radians, elevation: Radians) {
        self.range = range
        self.azimuth = azimuth
        self.elevation = elevation
    }

    /// Of the origin itself: range, azimuth and elevation zero.
    @inlinable
    public init(_ position: Position<LocalLevel>) {
        let v = position.vector
        let horizontalSquared = v.x * v.x + v.y * v.y
        range = (horizontalSquared + v.z * v.z).squareRoot()
        let angle = Elementary.atan2(v.x, v.y)
        azimuth = angle < 0 ? Self.turned(angle) : angle
        elevation = Elementary.atan2(v.z, horizontalSquared.squareRoot())
    }

    /// A tiny negative angle plus 2π rounds to 2π itself, which is 0.
    @inlinable @inline(__always)
    static func turned(_ angle: Double) -> Double {
        let sum = angle + 2 * .pi
        return sum < 2 * .pi ? sum : 0
    }

    /// The place in the local level frame, metres.
    @inlinable
    public var position: Position<LocalLevel> {
        let azimuth = Elementary.sincos(azimuth)
        let elevation = Elementary.sincos(elevation)
        let horizontal = range * elevation.cos
        return Position(x: horizontal * azimuth.sin, y: horizontal * azimuth.cos, z: range * elevation.sin)
    }
}
