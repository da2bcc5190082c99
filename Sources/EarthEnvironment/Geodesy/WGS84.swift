public import NumericalMethods
public import Quantities

/// The WGS84 ellipsoid: constants and conversions between geodetic and earth-fixed positions.
///
/// Source: NGA.STND.0036_1.0.0 (2014), tables 3.1 and 3.5 (four defining parameters; the rest derived).
public enum WGS84 {
    /// Semi-major axis, metres (defining).
    public static let equatorialRadius: Metres = 6_378_137
    /// Flattening (defining).
    public static let flattening: Double = 1 / 298.257223563
    /// Gravitational parameter of the earth with its atmosphere, m³/s² (defining).
    public static let gravitationalParameter: Double = 3.986004418e14
    /// Rate of rotation, rad/s (defining).
    public static let rotationRate: Double = 7.292115e-5
    /// Second zonal harmonic of the normal field (derived from the four).
    public static let secondZonalHarmonic: Double = 1.082629821313e-3
    /// Semi-minor axis, metres.
    public static let polarRadius: Metres = equatorialRadius * (1 - flattening)
    /// First eccentricity squared, f(2 − f).
    public static let eccentricitySquared: Double = flattening * (2 - flattening)
    /// Mean radius (2a + b)/3, metres (IUGG R₁).
    public static let meanRadius: Metres = 6_371_008.7714

    @usableFromInline static let a: Double = 6_378_137
    @usableFromInline static let e2: Double = 0.0066943799901413165
    /// 1 − e² = (1 − f)².
    @usableFromInline static let e2m: Double = 0.99330562000985868
    /// 1 − f = √(1 − e²).
    @usableFromInline static let f1: Double = 0.99664718933525254

    /// The earth-fixed position of a geodetic one.
    ///     N = a/√(1 − e² sin²φ);  x = (N + h) cos φ cos λ,  y = (N + h) cos φ sin λ,  z = ((1 − e²) N + h) sin φ
    @inlinable
    public static func earthFixed(_ point: GeodeticPosition) -> Position<EarthFixed> {
        let latitude = Elementary.sincos(point.latitude)
        let longitude = Elementary.sincos(point.longitude)
        return earthFixed(
            sineOfLatitude: latitude.sin, cosineOfLatitude: latitude.cos, sineOfLongitude: longitude.sin,
            cosineOfLongitude: longitude.cos, height: point.height)
    }

    /// The same from sines and cosines, where the caller has them.
    @inlinable @inline(__always)
    public static func earthFixed(
        sineOfLatitude: Double, cosineOfLatitude: Double, sineOfLongitude: Double, cosineOfLongitude: Double,
        height: Metres
    ) -> Position<EarthFixed> {
        let n = a / (1 - e2 * sineOfLatitude * sineOfLatitude).squareRoot()
        let p = (n + height) * cosineOfLatitude
        return Position(x: p * cosineOfLongitude, y: p * sineOfLongitude, z: (e2m * n + height) * sineOfLatitude)
    }

    /// The geodetic position of an earth-fixed one, to rounding (a nanometre near the earth) everywhere.
    ///
    /// Two Halley steps on the reduced latitude (Fukushima, J. Geodesy 79, 689–693, 2006) beyond 2,000 km from the
    /// centre; the closed form of Vermeille (2002, 2011) in the stable arrangement of Karney (arXiv:1102.1215,
    /// appendix B) within, where more than one answer exists and the nearest point of the ellipsoid is taken.
    /// On the axis the longitude is atan2(y, x); at the centre the answer is the north pole's nearest point.
    /// - Returns: longitude in −π…π.
    @inlinable
    public static func geodetic(_ position: Position<EarthFixed>) -> GeodeticPosition {
        let v = position.vector
        let foot = footOfNormal(v)
        return GeodeticPosition(
            latitude: Elementary.atan2(foot.sineOfLatitude, foot.cosineOfLatitude),
            longitude: Elementary.atan2(v.y, v.x), height: foot.height)
    }

    /// The height above the ellipsoid alone, metres: no trigonometric function, so several times as fast.
    @inlinable
    public static func heightAboveEllipsoid(_ position: Position<EarthFixed>) -> Metres {
        footOfNormal(position.vector).height
    }

    /// The outward unit normal of the ellipsoid below (the local vertical at) a point.
    @inlinable
    public static func vertical(at position: Position<EarthFixed>) -> Vector3 {
        let v = position.vector
        let foot = footOfNormal(v)
        let p = (v.x * v.x + v.y * v.y).squareRoot()
        let scale = p > 0 ? foot.cosineOfLatitude / p : 0
        return Vector3(p > 0 ? v.x * scale : foot.cosineOfLatitude, v.y * scale, foot.sineOfLatitude)
    }

    /// Height and the direction of the normal in the meridian plane.
    @inlinable @inline(__always)
    static func footOfNormal(
        _ v: Vector3
    ) -> (height: Double, sineOfLatitude: Double, cosineOfLatitude: Double) {
        let p2 = v.x * v.x + v.y * v.y
        guard p2 + v.z * v.z > 4e12, p2 > 1e-200 else { return footOfNormalNearCentre(v) }
        let p = p2.squareRoot()
        let z = abs(v.z)
        let scaledP = p / a
        let scaledZ = f1 / a * z
        // Tangent of the reduced latitude as s/c, kept on the unit circle.
        var s = scaledZ
        var c = f1 * scaledP
        for _ in 0..<2 {
            let norm = 1 / (s * s + c * c).squareRoot()
            s *= norm
            c *= norm
            let d = scaledZ + e2 * s * s * s
            let f = scaledP - e2 * c * c * c
            let b = 1.5 * e2 * s * c * c * ((scaledP * s - scaledZ * c) - e2 * s * c)
            (s, c) = (d * f - b * s, f * f - b * c)
        }
        let norm = 1 / (s * s + c * c).squareRoot()
        s *= norm
        c *= norm
        let across = f1 * c
        let direction = 1 / (across * across + s * s).squareRoot()
        let sine = s * direction
        let cosine = across * direction
        // Differences first: no rounding larger than that of a point on the ellipsoid.
        let height = (p - a * c) * cosine + (z - a * f1 * s) * sine
        return (height, v.z < 0 ? -sine : sine, cosine)
    }

    /// Closed form for points within 2,000 km of the centre or on the axis.
    @usableFromInline
    static func footOfNormalNearCentre(
        _ v: Vector3
    ) -> (height: Double, sineOfLatitude: Double, cosineOfLatitude: Double) {
        let e4 = e2 * e2
        let bigP = Elementary.hypot(v.x, v.y)
        let bigZ = v.z
        let p = (bigP / a) * (bigP / a)
        let q = e2m * (bigZ / a) * (bigZ / a)
        let r = (p + q - e4) / 6
        if q == 0, r <= 0 {
            // In the equatorial plane within the evolute: the nearest point is off the equator.
            let z = ((e4 - p) / e2m).squareRoot()
            let x = p.squareRoot()
            let h = Elementary.hypot(z, x)
            return (-a * e2m * h / e2, v.z.sign == .minus ? -z / h : z / h, x / h)
        }
        let bigS = e4 * p * q / 4
        let r2 = r * r
        let r3 = r * r2
        let discriminant = bigS * (2 * r3 + bigS)
        var u = r
        if discriminant >= 0 {
            var t3 = bigS + r3
            t3 += t3 < 0 ? -discriminant.squareRoot() : discriminant.squareRoot()
            let t = Elementary.cbrt(t3)
            u += t + (t != 0 ? r2 / t : 0)
        } else {
            let angle = Elementary.atan2((-discriminant).squareRoot(), -(bigS + r3))
            u += 2 * r * Elementary.cos(angle / 3)
        }
        let w0 = (u * u + e4 * q).squareRoot()
        let uv = u < 0 ? e4 * q / (w0 - u) : u + w0
        let w = max(0, e2 * (uv - q) / (2 * w0))
        let k = uv / ((uv + w * w).squareRoot() + w)
        let k2 = k + e2
        let h = Elementary.hypot(bigZ / k, bigP / k2)
        return ((1 - e2m / k) * Elementary.hypot(k * bigP / k2, bigZ), bigZ / k / h, bigP / k2 / h)
    }

    /// Radius of curvature in the meridian, M = a(1 − e²)/(1 − e² sin²φ)^{3/2}, metres.
    @inlinable
    public static func meridionalRadius(latitude: Radians) -> Metres {
        let sine = Elementary.sin(latitude)
        let w2 = 1 - e2 * sine * sine
        return a * e2m / (w2 * w2.squareRoot())
    }

    /// Radius of curvature in the prime vertical, N = a/√(1 − e² sin²φ), metres.
    @inlinable
    public static func transverseRadius(latitude: Radians) -> Metres {
        let sine = Elementary.sin(latitude)
        return a / (1 - e2 * sine * sine).squareRoot()
    }
}
