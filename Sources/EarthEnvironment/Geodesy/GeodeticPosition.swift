public import Quantities

/// A point by geodetic latitude, longitude and height above the WGS84 ellipsoid.
public struct GeodeticPosition: Sendable, Equatable {
    /// Geodetic latitude, radians, −π/2…π/2, north positive.
    public var latitude: Radians
    /// Longitude, radians, east positive; any branch is accepted, −π…π is returned.
    public var longitude: Radians
    /// Height above the ellipsoid, metres.
    public var height: Metres

    /// Radians north and east, metres above the WGS84 ellipsoid.
    @inlinable
    public init(latitude: Radians, longitude: Radians, height: Metres) {
        self.latitude = latitude
        self.longitude = longitude
        self.height = height
    }

    /// The same from degrees, as documents and tables give them.
    @inlinable
    public init(latitudeDegrees: Double, longitudeDegrees: Double, height: Metres) {
        self.init(
            latitude: latitudeDegrees * Units.degree, longitude: longitudeDegrees * Units.degree, height: height)
    }

    /// Latitude in degrees.
    @inlinable public var latitudeDegrees: Double { latitude / Units.degree }
    /// Longitude in degrees.
    @inlinable public var longitudeDegrees: Double { longitude / Units.degree }

    /// This point at another height.
    @inlinable
    public func atHeight(_ height: Metres) -> GeodeticPosition {
        GeodeticPosition(latitude: latitude, longitude: longitude, height: height)
    }
}
