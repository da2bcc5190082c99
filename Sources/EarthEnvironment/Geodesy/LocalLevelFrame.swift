public import NumericalMethods
public import Quantities

/// East, north and up about an origin, and the way to and from earth-fixed axes.
///
///     local = R (fixed − origin),  rows of R: east, north, up (the ellipsoid's normal at the origin)
public struct LocalLevelFrame: Sendable, Equatable {
    /// Where east, north and up begin.
    public let origin: GeodeticPosition
    /// The origin in earth-fixed axes.
    public let originEarthFixed: Position<EarthFixed>
    /// Rotation from earth-fixed to local axes.
    public let localFromEarthFixed: Matrix3
    /// Rotation from local to earth-fixed axes (the transpose).
    public let earthFixedFromLocal: Matrix3

    /// The level frame at a place.
    public init(origin: GeodeticPosition) {
        self.origin = origin
        let latitude = Elementary.sincos(origin.latitude)
        let longitude = Elementary.sincos(origin.longitude)
        originEarthFixed = WGS84.earthFixed(
            sineOfLatitude: latitude.sin, cosineOfLatitude: latitude.cos, sineOfLongitude: longitude.sin,
            cosineOfLongitude: longitude.cos, height: origin.height)
        earthFixedFromLocal = Matrix3(
            columns: Vector3(-longitude.sin, longitude.cos, 0),
            Vector3(-latitude.sin * longitude.cos, -latitude.sin * longitude.sin, latitude.cos),
            Vector3(latitude.cos * longitude.cos, latitude.cos * longitude.sin, latitude.sin))
        localFromEarthFixed = earthFixedFromLocal.transposed
    }

    /// The rotation from earth-fixed to local axes.
    @inlinable public var matrix: Matrix3 { localFromEarthFixed }

    /// Earth-fixed place → east, north, up of the origin, metres.
    @inlinable @inline(__always)
    public func toLocal(_ position: Position<EarthFixed>) -> Position<LocalLevel> {
        Position(localFromEarthFixed * (position - originEarthFixed))
    }

    /// East, north, up of the origin, metres → earth-fixed place.
    @inlinable @inline(__always)
    public func toEarthFixed(_ position: Position<LocalLevel>) -> Position<EarthFixed> {
        originEarthFixed + earthFixedFromLocal * position.vector
    }

    /// A free vector (velocity, acceleration) in local axes.
    @inlinable @inline(__always)
    public func rotateToLocal(_ vector: Vector3) -> Vector3 { localFromEarthFixed * vector }

    /// A free vector in earth-fixed axes.
    @inlinable @inline(__always)
    public func rotateToEarthFixed(_ vector: Vector3) -> Vector3 { earthFixedFromLocal * vector }

    /// A velocity relative to the rotating earth; both frames are fixed to it, so only the axes change.
    @inlinable @inline(__always)
    public func rotateToLocal(_ velocity: Velocity<EarthFixed>) -> Velocity<LocalLevel> {
        Velocity(localFromEarthFixed * velocity.vector)
    }

    /// East, north, up, m/s → earth-fixed velocity.
    @inlinable @inline(__always)
    public func rotateToEarthFixed(_ velocity: Velocity<LocalLevel>) -> Velocity<EarthFixed> {
        Velocity(earthFixedFromLocal * velocity.vector)
    }
}
