public import NumericalMethods
public import Quantities

/// Standard refraction as an effective earth radius.
public enum Refraction {
    /// k = 1/(1 + R dn/dh) for the median gradient dn/dh = −39·10⁻⁶/km (ITU-R P.834-9, section 2.2; Kerr 1951).
    public static let standardFactor: Double = 4.0 / 3.0
    /// The mean earth radius that radio engineering pairs with it, metres (ITU-R P.310).
    public static let earthRadius: Metres = 6_371_000
}

/// The radio horizon over a smooth earth: exact on the effective sphere.
public enum Horizon {
    /// Ground distance, measured on the sphere, at which a target comes over the horizon of an antenna.
    ///     d = a acos(a/(a + h₁)) + a acos(a/(a + h₂)),  a = k R
    /// - Parameters: heights above the smooth surface, metres, ≥ 0.  - Returns: metres.
    public static func distance(
        antennaHeight: Metres, targetHeight: Metres, k: Double = Refraction.standardFactor,
        earthRadius: Metres = Refraction.earthRadius
    ) -> Metres {
        distance(height: antennaHeight, k: k, earthRadius: earthRadius)
            + distance(height: targetHeight, k: k, earthRadius: earthRadius)
    }

    /// Ground distance to the horizon of one height: a acos(a/(a + h)), metres.
    public static func distance(
        height: Metres, k: Double = Refraction.standardFactor, earthRadius: Metres = Refraction.earthRadius
    ) -> Metres {
        let a = k * earthRadius
        // atan of the tangent keeps full precision where acos near 1 would lose half of it.
        return a * Elementary.atan(slantDistance(height: height, k: k, earthRadius: earthRadius) / a)
    }

    /// Straight-line distance between the two points at grazing: √((a+h₁)² − a²) + √((a+h₂)² − a²), metres.
    public static func slantDistance(
        antennaHeight: Metres, targetHeight: Metres, k: Double = Refraction.standardFactor,
        earthRadius: Metres = Refraction.earthRadius
    ) -> Metres {
        slantDistance(height: antennaHeight, k: k, earthRadius: earthRadius)
            + slantDistance(height: targetHeight, k: k, earthRadius: earthRadius)
    }

    /// √((a+h)² − a²) = √(h (2a + h)), metres.
    public static func slantDistance(
        height: Metres, k: Double = Refraction.standardFactor, earthRadius: Metres = Refraction.earthRadius
    ) -> Metres {
        precondition(height >= 0, "a height below the surface has no horizon")
        let a = k * earthRadius
        return (height * (2 * a + height)).squareRoot()
    }

    /// The rule of thumb √(2a h₁) + √(2a h₂), metres.
    public static func approximateDistance(
        antennaHeight: Metres, targetHeight: Metres, k: Double = Refraction.standardFactor,
        earthRadius: Metres = Refraction.earthRadius
    ) -> Metres {
        let a = k * earthRadius
        return (2 * a * antennaHeight).squareRoot() + (2 * a * targetHeight).squareRoot()
    }
}

/// Where two descriptions of the earth meet: straight lines in earth-fixed axes, and rays over an effective sphere.
///
/// Both share what is measured on the ground: the distance s along the ellipsoid, the azimuth, and heights above the
/// ellipsoid. From the exact slant range r and heights h₁, h₂, on the osculating sphere of the site in that azimuth
/// (Euler: 1/R = cos²α/M + sin²α/N):
///     sin(s/2R) = √((r² − (h₂ − h₁)²)/(4 (R + h₁)(R + h₂)))
/// and the ray's slope at the antenna, on the sphere of radius k R with φ = s/(k R):
///     tan ε = ((kR + h₂) cos φ − (kR + h₁))/((kR + h₂) sin φ)
/// s errs by less than 3·10⁻⁶ s at 400 km, the drop of the ground by less than 0.1 %.
public struct EffectiveEarth: Sendable, Equatable {
    /// Effective radius factor, > 0.
    public let k: Double
    /// 1/M and 1/N at the site, 1/m.
    @usableFromInline let meridionalCurvature: Double
    @usableFromInline let transverseCurvature: Double

    /// The earth at a latitude, radians, for a refraction of factor k.
    public init(latitude: Radians, k: Double = Refraction.standardFactor) {
        precondition(k > 0, "the effective earth radius factor must be positive")
        self.k = k
        meridionalCurvature = 1 / WGS84.meridionalRadius(latitude: latitude)
        transverseCurvature = 1 / WGS84.transverseRadius(latitude: latitude)
    }

    /// The osculating radius in the direction (east, north), metres; not scaled by k.
    @inlinable @inline(__always)
    public func radius(east: Double, north: Double) -> Metres {
        let e2 = east * east
        let n2 = north * north
        let sum = e2 + n2
        return sum > 0 ? sum / (n2 * meridionalCurvature + e2 * transverseCurvature) : 1 / transverseCurvature
    }

    /// Ground distance from slant range and heights, metres.
    @inlinable @inline(__always)
    public func groundDistance(
        slantRangeSquared: Double, antennaHeight: Metres, targetHeight: Metres, radius: Metres
    ) -> Metres {
        let rise = targetHeight - antennaHeight
        let square = max(0, slantRangeSquared - rise * rise)
            / (4 * (radius + antennaHeight) * (radius + targetHeight))
        if square < 0.01 {
            // asin(q)/q to q¹⁰ ≤ 10⁻¹⁰ · 63/2816.
            let series = 1 + square * (1 / 6 + square * (3 / 40 + square * (5 / 112 + square * (35 / 1152 + square * (63 / 2816)))))
            return 2 * radius * square.squareRoot() * series
        }
        return 2 * radius * Elementary.asin(min(1, square.squareRoot()))
    }

    /// tan ε of the ray from the antenna to a point at a height and ground distance.
    /// - Parameters:
    ///   - groundDistance: along the surface, metres.
    ///   - antennaHeight: metres above the surface that the others are above.
    ///   - targetHeight: metres, as the antenna's.
    ///   - radius: the osculating radius, metres, not scaled by k.
    @inlinable @inline(__always)
    public func slope(groundDistance: Metres, antennaHeight: Metres, targetHeight: Metres, radius: Metres) -> Double {
        let effective = k * radius
        let angle = groundDistance / effective
        let square = angle * angle
        let sine: Double
        let versine: Double
        if square < 0.0625 {
            sine = angle * (1 - square * (1 / 6 - square * (1 / 120 - square * (1 / 5040 - square * (1 / 362_880)))))
            versine = square * (0.5 - square * (1 / 24 - square * (1 / 720 - square * (1 / 40_320))))
        } else {
            let pair = Elementary.sincos(angle)
            sine = pair.sin
            versine = 1 - pair.cos
        }
        let top = effective + targetHeight
        return ((targetHeight - antennaHeight) - top * versine) / (top * sine)
    }
}
