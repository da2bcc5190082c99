public import NumericalMethods
public import Quantities

/// East, north, up about a point of the ellipsoid.
public struct LocalLevelFrame: Sendable {
    public let origin: GeodeticPosition
    public let originPosition: Position<EarthFixed>
    @usableFromInline let east: Vector3
    @usableFromInline let north: Vector3
    @usableFromInline let up: Vector3

    public init(origin: GeodeticPosition) {
        self.origin = origin
        originPosition = WGS84.earthFixed(origin)
        let (sinLatitude, cosLatitude) = Elementary.sincos(origin.latitude)
        let (sinLongitude, cosLongitude) = Elementary.sincos(origin.longitude)
        east = Vector3(-sinLongitude, cosLongitude, 0)
        north = Vector3(-sinLatitude * cosLongitude, -sinLatitude * sinLongitude, cosLatitude)
        up = Vector3(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude)
    }

    @inlinable
    public func rotateToLocal(_ vector: Vector3) -> Vector3 { Vector3(east.dot(vector), north.dot(vector), up.dot(vector)) }

    @inlinable
    public func rotateToEarthFixed(_ vector: Vector3) -> Vector3 { east * vector.x + north * vector.y + up * vector.z }

    @inlinable
    public func toLocal(_ position: Position<EarthFixed>) -> Position<LocalLevel> {
        Position(rotateToLocal(position - originPosition))
    }

    @inlinable
    public func toEarthFixed(_ position: Position<LocalLevel>) -> Position<EarthFixed> {
        originPosition + rotateToEarthFixed(position.vector)
    }
}
