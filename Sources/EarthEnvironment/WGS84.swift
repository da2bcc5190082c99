public import NumericalMethods
public import Quantities

/// A point by geodetic latitude and longitude, radians, and height above the WGS84 ellipsoid, metres.
public struct GeodeticPosition: Sendable, Equatable {
    public var latitude: Radians
    public var longitude: Radians
    public var height: Metres

    @inlinable
    public init(latitude: Radians, longitude: Radians, height: Metres) {
        self.latitude = latitude
        self.longitude = longitude
        self.height = height
    }
}

/// The World Geodetic System 1984 (NGA.STND.0036, 2014).
public enum WGS84 {
    /// Semi-major axis, m.
    public static let semiMajorAxis: Double = 6_378_137
    /// Flattening.
    public static let flattening: Double = 1 / 298.257223563
    /// First eccentricity squared.
    public static let eccentricitySquared: Double = (1 / 298.257223563) * (2 - 1 / 298.257223563)
    /// Semi-minor axis, m.
    public static let semiMinorAxis: Double = 6_378_137 * (1 - 1 / 298.257223563)
    /// Geocentric gravitational constant, m³/s².
    public static let gravitationalParameter: Double = 3.986004418e14
    /// Angular velocity, rad/s.
    public static let angularVelocity: Double = 7.292115e-5
    /// Second zonal harmonic.
    public static let secondZonalHarmonic: Double = 1.08262982e-3

    /// Earth-centred coordinates of a geodetic position.
    @inlinable
    public static func earthFixed(_ position: GeodeticPosition) -> Position<EarthFixed> {
        let (sinLatitude, cosLatitude) = Elementary.sincos(position.latitude)
        let (sinLongitude, cosLongitude) = Elementary.sincos(position.longitude)
        let normal = semiMajorAxis / (1 - eccentricitySquared * sinLatitude * sinLatitude).squareRoot()
        let ring = (normal + position.height) * cosLatitude
        return Position(
            x: ring * cosLongitude, y: ring * sinLongitude,
            z: (normal * (1 - eccentricitySquared) + position.height) * sinLatitude)
    }

    /// Geodetic coordinates of an earth-centred point, by Bowring's start and two Newton steps; heights −10…1,000 km.
    public static func geodetic(_ position: Position<EarthFixed>) -> GeodeticPosition {
        let p = position.vector
        let ring = (p.x * p.x + p.y * p.y).squareRoot()
        let longitude = ring > 0 ? Elementary.atan2(p.y, p.x) : 0
        let second = eccentricitySquared / (1 - eccentricitySquared)
        // Reduced latitude by its tangent.
        var s = p.z
        var c = ring * (1 - flattening)
        for _ in 0..<3 {
            let norm = (s * s + c * c).squareRoot()
            let sinReduced = norm > 0 ? s / norm : 0
            let cosReduced = norm > 0 ? c / norm : 1
            let top = p.z + second * semiMinorAxis * sinReduced * sinReduced * sinReduced
            let bottom = ring - eccentricitySquared * semiMajorAxis * cosReduced * cosReduced * cosReduced
            s = top * (1 - flattening)
            c = bottom
        }
        let latitude = Elementary.atan2(s / (1 - flattening), c)
        let (sinLatitude, cosLatitude) = Elementary.sincos(latitude)
        let normal = semiMajorAxis / (1 - eccentricitySquared * sinLatitude * sinLatitude).squareRoot()
        let height = ring * cosLatitude + p.z * sinLatitude - semiMajorAxis * semiMajorAxis / normal
        return GeodeticPosition(latitude: latitude, longitude: longitude, height: height)
    }
}
