import NumericalMethods
import Quantities

/// WGS84 in the form that unit normals (n-vectors) need: a surface point from its normal, and radii of curvature.
///
///     p = N (n_x, n_y, (1−e²) n_z) + h n,   N = a/√(1 − e² n_z²)
/// - Source: Gade, "A non-singular horizontal position representation", *J. Navigation* 63 (2010), 395–417.
enum SurfaceNormal {
    static let equatorialRadius = 6_378_137.0
    static let flattening = 1 / 298.257_223_563
    static let eccentricitySquared = flattening * (2 - flattening)

    /// The unit normal at geodetic latitude and longitude, radians.
    static func at(latitude: Double, longitude: Double) -> Vector3 {
        let (sinLatitude, cosLatitude) = Elementary.sincos(latitude)
        let (sinLongitude, cosLongitude) = Elementary.sincos(longitude)
        return Vector3(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude)
    }

    /// Geodetic latitude and longitude of a normal, radians.
    static func geodetic(_ normal: Vector3) -> (latitude: Double, longitude: Double) {
        (
            Elementary.atan2(normal.z, (normal.x * normal.x + normal.y * normal.y).squareRoot()),
            Elementary.atan2(normal.y, normal.x)
        )
    }

    /// The earth-fixed point at `height` metres above the ellipsoid.
    static func position(_ normal: Vector3, height: Double) -> Vector3 {
        let prime = equatorialRadius / (1 - eccentricitySquared * normal.z * normal.z).squareRoot()
        return Vector3(
            normal.x * (prime + height), normal.y * (prime + height),
            normal.z * (prime * (1 - eccentricitySquared) + height))
    }

    /// The normal and height of an earth-fixed point.
    static func normalAndHeight(_ position: Vector3) -> (normal: Vector3, height: Double) {
        let (latitude, longitude, height) = EarthModel.wgs84.geodetic(of: position)
        return (at(latitude: latitude, longitude: longitude), height)
    }

    /// Radius of curvature of the surface along a direction of travel, m (Euler's formula).
    static func radius(_ normal: Vector3, towards direction: Vector3) -> Double {
        let w = 1 - eccentricitySquared * normal.z * normal.z
        let prime = equatorialRadius / w.squareRoot()
        let meridian = prime * (1 - eccentricitySquared) / w
        let east = Vector3(-normal.y, normal.x, 0).normalized
        let eastward = direction.dot(east)
        let sineSquared = eastward * eastward
        return 1 / ((1 - sineSquared) / meridian + sineSquared / prime)
    }
}

/// One closed-form piece of a path: an arc over the ellipsoid with a cubic height, or a cubic in space.
struct PathSegment: Sendable {
    enum Kind: Sendable { case arc, cubic }

    /// Seconds from the start of the path.
    var start: Double
    var kind: Kind
    /// Arc: n(τ) = v0 + v1 cos φ + v2 sin φ. Cubic: p(τ) = v0 + v1 τ + v2 τ² + v3 τ³.
    var v0: Vector3
    var v1: Vector3
    var v2: Vector3
    var v3: Vector3 = .zero
    /// φ(τ) = rate τ + rateChange τ², radians.
    var rate = 0.0
    var rateChange = 0.0
    /// h(τ), metres.
    var height0 = 0.0
    var height1 = 0.0
    var height2 = 0.0
    var height3 = 0.0

    @inline(__always)
    func state(after time: Double) -> (position: Vector3, velocity: Vector3) {
        switch kind {
        case .arc:
            let angle = (rateChange * time + rate) * time
            let angleRate = rate + 2 * rateChange * time
            let (sine, cosine) = Elementary.sincos(angle)
            let normal = v0 + v1 * cosine + v2 * sine
            let normalRate = (v2 * cosine - v1 * sine) * angleRate
            let height = ((height3 * time + height2) * time + height1) * time + height0
            let heightRate = (3 * height3 * time + 2 * height2) * time + height1
            let e2 = SurfaceNormal.eccentricitySquared
            let inverse = 1 / (1 - e2 * normal.z * normal.z)
            let prime = SurfaceNormal.equatorialRadius * inverse.squareRoot()
            let primeRate = prime * inverse * e2 * normal.z * normalRate.z
            let across = prime + height
            let acrossRate = primeRate + heightRate
            let polar = prime * (1 - e2) + height
            let polarRate = primeRate * (1 - e2) + heightRate
            return (
                Vector3(normal.x * across, normal.y * across, normal.z * polar),
                Vector3(
                    normalRate.x * across + normal.x * acrossRate, normalRate.y * across + normal.y * acrossRate,
                    normalRate.z * polar + normal.z * polarRate)
            )
        case .cubic:
            return (
                ((v3 * time + v2) * time + v1) * time + v0,
                (v3 * (3 * time) + v2 * 2) * time + v1
            )
        }
    }

    /// The cubic through two states `duration` seconds apart (Hermite).
    static func cubic(
        start: Double, duration: Double, from first: PointMassState, to last: PointMassState
    ) -> PathSegment {
        let inverse = 1 / duration
        let chord = (last.position - first.position) * inverse
        return PathSegment(
            start: start, kind: .cubic, v0: first.position, v1: first.velocity,
            v2: (chord * 3 - first.velocity * 2 - last.velocity) * inverse,
            v3: (first.velocity + last.velocity - chord * 2) * (inverse * inverse))
    }
}
