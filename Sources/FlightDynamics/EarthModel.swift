public import NumericalMethods

/// The earth as a flying body feels it: gravity, rotation and the surface that heights are measured from.
///
/// Positions are in axes that turn with the earth. `wgs84` serves every run; the round and flat earths serve closed-form
/// checks through the same equations of motion.
public struct EarthModel: Sendable {
    /// Shape of the gravity field and of the surface of zero height.
    public enum Kind: Sendable {
        /// Ellipsoid with J₂ gravity.
        case ellipsoid
        /// Sphere with inverse-square gravity.
        case sphere
        /// The plane z = 0 with uniform gravity along −z.
        case plane
    }

    /// Shape of its gravity field and of the surface of zero height.
    public var kind: Kind
    /// GM, m³/s².
    public var gravitationalParameter: Double
    /// Second zonal harmonic, dimensionless.
    public var oblateness: Double
    /// Equatorial radius, or the radius of the sphere, m.
    public var radius: Double
    /// f of the ellipsoid.
    public var flattening: Double
    /// Rotation about z, rad/s.
    public var rotationRate: Double
    /// Gravity of the plane, m/s².
    public var uniformGravity: Double

    package init(
        kind: Kind, gravitationalParameter: Double = 0, oblateness: Double = 0, radius: Double = 1,
        flattening: Double = 0, rotationRate: Double = 0, uniformGravity: Double = 0
    ) {
        self.kind = kind
        self.gravitationalParameter = gravitationalParameter
        self.oblateness = oblateness
        self.radius = radius
        self.flattening = flattening
        self.rotationRate = rotationRate
        self.uniformGravity = uniformGravity
    }

    /// WGS84 with J₂ (NIMA TR8350.2, 3rd ed., tables 3.1 and 3.3; J₂ = −√5 C̄₂₀).
    public static let wgs84 = EarthModel(
        kind: .ellipsoid, gravitationalParameter: 3.986_004_418e14, oblateness: 0.001_082_629_82, radius: 6_378_137,
        flattening: 1 / 298.257_223_563, rotationRate: 7.292_115e-5)

    /// A sphere of inverse-square gravity, turning at `rotationRate` rad/s.
    public static func sphere(radius: Double, gravitationalParameter: Double, rotationRate: Double = 0) -> EarthModel {
        EarthModel(
            kind: .sphere, gravitationalParameter: gravitationalParameter, radius: radius, rotationRate: rotationRate)
    }

    /// A plane of uniform gravity, m/s².
    public static func plane(gravity: Double) -> EarthModel { EarthModel(kind: .plane, uniformGravity: gravity) }

    /// What the earth does at a point.
    public struct Sample: Sendable {
        /// Gravitational attraction, m/s² (without the centrifugal part).
        public var gravitation: Vector3
        /// Height above the surface, m.
        public var height: Double

        @inlinable @inline(__always)
        package init(gravitation: Vector3, height: Double) {
            self.gravitation = gravitation
            self.height = height
        }
    }

    /// Attraction and height at a point of the turning axes, m.
    ///
    ///     g = −GM r/r³ · [1 + 3/2 J₂ (a/r)² (1 − 5 z²/r²)],  with 3 in place of 1 in the z component's bracket
    ///     h ≈ (r − r_e)(1 − 2 f² s²(1−s²)),  r_e = a(1−f)/√(1 − e²(1−s²)),  s = z/r
    /// The height is within 1 cm of the geodetic one to 100 km.
    /// - Source: Vallado, *Fundamentals of Astrodynamics*, 4th ed. (2013), sec. 8.6; ellipsoid geometry.
    @inlinable @inline(__always)
    public func sample(at position: Vector3) -> Sample {
        switch kind {
        case .ellipsoid:
            let squared = position.lengthSquared
            let distance = squared.squareRoot()
            let inverseSquared = 1 / squared
            let attraction = gravitationalParameter * inverseSquared / distance
            let sineSquared = position.z * position.z * inverseSquared
            let bulge = 1.5 * oblateness * radius * radius * inverseSquared
            let lateral = -attraction * (1 + bulge * (1 - 5 * sineSquared))
            let polar = -attraction * (1 + bulge * (3 - 5 * sineSquared))
            return Sample(
                gravitation: Vector3(position.x * lateral, position.y * lateral, position.z * polar),
                height: Self.height(
                    distance: distance, sineSquared: sineSquared, radius: radius, flattening: flattening))
        case .sphere:
            let squared = position.lengthSquared
            let distance = squared.squareRoot()
            return Sample(
                gravitation: position * (-gravitationalParameter / (squared * distance)), height: distance - radius)
        case .plane:
            return Sample(gravitation: Vector3(0, 0, -uniformGravity), height: position.z)
        }
    }

    /// The acceleration of free fall in the turning axes, m/s²: attraction, centrifugal and Coriolis parts, without air.
    public func fall(at position: Vector3, velocity: Vector3) -> Vector3 {
        var fall = sample(at: position).gravitation
        fall.x += rotationRate * (rotationRate * position.x + 2 * velocity.y)
        fall.y += rotationRate * (rotationRate * position.y - 2 * velocity.x)
        return fall
    }

    /// Height above the surface, m.
    @inlinable @inline(__always)
    public func height(at position: Vector3) -> Double {
        switch kind {
        case .ellipsoid:
            let squared = position.lengthSquared
            return Self.height(
                distance: squared.squareRoot(), sineSquared: position.z * position.z / squared, radius: radius,
                flattening: flattening)
        case .sphere: return position.length - radius
        case .plane: return position.z
        }
    }

    /// The upward unit vector, normal to the surface.
    @inlinable @inline(__always)
    public func up(at position: Vector3) -> Vector3 {
        switch kind {
        case .ellipsoid:
            // The normal of the confocal surface through the point, within f·h/a of the geodetic normal.
            let stretch = 1 / ((1 - flattening) * (1 - flattening))
            return Vector3(position.x, position.y, position.z * stretch).normalized
        case .sphere: return position.normalized
        case .plane: return Vector3(0, 0, 1)
        }
    }

    /// Geodetic (on a sphere: geocentric) latitude and longitude, radians, and height, m, of a point; for a sphere or ellipsoid.
    ///
    /// tan φ = z (N + h)/(p (N (1 − e²) + h)), repeated; to a micrometre from −10 km to 1,000 km.
    public func geodetic(of position: Vector3) -> (latitude: Double, longitude: Double, height: Double) {
        let longitude = Elementary.atan2(position.y, position.x)
        let axis = (position.x * position.x + position.y * position.y).squareRoot()
        guard kind == .ellipsoid else {
            return (Elementary.atan2(position.z, axis), longitude, height(at: position))
        }
        let eccentricitySquared = flattening * (2 - flattening)
        var height = height(at: position)
        var sine = position.z / position.length
        var z = position.z
        for _ in 0..<4 {
            let prime = radius / (1 - eccentricitySquared * sine * sine).squareRoot()
            z = position.z * (prime + height) / (prime * (1 - eccentricitySquared) + height)
            let length = (axis * axis + z * z).squareRoot()
            sine = z / length
            height = axis * (axis / length) + position.z * sine - radius * (1 - eccentricitySquared * sine * sine).squareRoot()
        }
        return (Elementary.atan2(z, axis), longitude, height)
    }

    /// The point at a geodetic (geocentric on a sphere) latitude and longitude, radians, and height, m.
    public func position(latitude: Double, longitude: Double, height: Double) -> Vector3 {
        let (sinLatitude, cosLatitude) = Elementary.sincos(latitude)
        let (sinLongitude, cosLongitude) = Elementary.sincos(longitude)
        let eccentricitySquared = kind == .ellipsoid ? flattening * (2 - flattening) : 0
        let prime = radius / (1 - eccentricitySquared * sinLatitude * sinLatitude).squareRoot()
        return Vector3(
            (prime + height) * cosLatitude * cosLongitude, (prime + height) * cosLatitude * sinLongitude,
            (prime * (1 - eccentricitySquared) + height) * sinLatitude)
    }

    @inlinable @inline(__always)
    static func height(distance: Double, sineSquared: Double, radius: Double, flattening: Double) -> Double {
        let cosineSquared = 1 - sineSquared
        let eccentricitySquared = flattening * (2 - flattening)
        let surface = radius * (1 - flattening) / (1 - eccentricitySquared * cosineSquared).squareRoot()
        let radial = distance - surface
        return radial * (1 - 2 * flattening * flattening * sineSquared * cosineSquared)
    }
}
