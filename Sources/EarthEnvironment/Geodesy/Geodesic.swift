import NumericalMethods
public import Quantities

/// Shortest paths on the WGS84 ellipsoid.
///
/// Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 43–55 (2013), sixth-order series; the inverse by
/// Newton's method on the azimuth at the first point with a bracket kept, started by the astroid where the points are
/// nearly antipodal (section 5). Within a micrometre everywhere (some nanometres of rounding).
public enum Geodesic {
    /// The geodesic between two places.
    public struct Inverse: Sendable, Equatable {
        /// Length of the geodesic, metres.
        public var distance: Metres
        /// Azimuth at the first point, clockwise from north, −π…π radians.
        public var azimuth1: Radians
        /// Forward azimuth at the second point (of travel onwards, not back), radians.
        public var azimuth2: Radians
        /// Reduced length m₁₂, metres: how far apart neighbouring geodesics are per radian of azimuth.
        public var reducedLength: Metres
        /// Arc length on the auxiliary sphere, radians.
        public var arc: Radians
    }

    static let tiny = 0x1p-511
    static let tolerance0 = Double.ulpOfOne
    static let tolerance1 = 200 * Double.ulpOfOne
    static let tolerance2 = Double.ulpOfOne.squareRoot()
    /// Below this the sphere of the mean latitude is exact to rounding (Karney 2013, before eq. 48).
    static let shortLimit = 0.1 * tolerance2
        / (max(0.001, WGS84.flattening) * min(1, 1 - WGS84.flattening / 2) / 2).squareRoot()

    /// The point at a distance along the geodesic that starts with an azimuth.
    /// - Returns: latitude, longitude in −π…π; the height is the start's.
    public static func direct(
        from start: GeodeticPosition, azimuth: Radians, distance: Metres
    ) -> (end: GeodeticPosition, azimuth2: Radians) {
        let end = GeodesicLine(from: start, azimuth: azimuth).end(distance: distance)
        return (
            GeodeticPosition(latitude: end.latitude, longitude: end.longitude, height: start.height), end.azimuth
        )
    }

    /// The shortest geodesic between two points (heights do not enter).
    ///
    /// Azimuths of coincident points are π (north of the equator and on it) or 0; at a pole they refer to the meridian
    /// of the longitude given; where several shortest paths exist one is given.
    public static func inverse(from point1: GeodeticPosition, to point2: GeodeticPosition) -> Inverse {
        // Turn the problem so that λ ≥ 0, φ₁ ≤ 0 and |φ₁| ≥ |φ₂|.
        var lam12 = wrapped(point2.longitude - point1.longitude)
        let lonSign = lam12.sign == .minus ? -1.0 : 1.0
        lam12 = abs(lam12)
        var lat1 = point1.latitude
        var lat2 = point2.latitude
        let swapped = abs(lat1) < abs(lat2)
        var lonFactor = lonSign
        if swapped {
            lonFactor = -lonFactor
            swap(&lat1, &lat2)
        }
        let latSign = lat1 < 0 ? 1.0 : -1.0
        lat1 *= latSign
        lat2 *= latSign

        let slam12: Double
        let clam12: Double
        if lam12 > .pi - 1e-15 {
            (slam12, clam12) = (0, -1)
        } else {
            (slam12, clam12) = Elementary.sincos(lam12)
        }
        var (sbet1, cbet1) = reducedLatitude(lat1)
        var (sbet2, cbet2) = reducedLatitude(lat2)
        cbet1 = max(tiny, cbet1)
        cbet2 = max(tiny, cbet2)
        // Points on one parallel (or opposite ones) must agree to the last bit for the roots below.
        if cbet1 < -sbet1 {
            if cbet2 == cbet1 { sbet2 = sbet2 < 0 ? sbet1 : -sbet1 }
        } else if abs(sbet2) == -sbet1 {
            cbet2 = cbet1
        }
        let dn1 = (1 + GeodesicSeries.ep2 * sbet1 * sbet1).squareRoot()
        let dn2 = (1 + GeodesicSeries.ep2 * sbet2 * sbet2).squareRoot()

        var solution = Solution()
        if slam12 == 0 || cbet1 == tiny {
            solution.meridian(
                slam12: slam12, clam12: clam12, sbet1: sbet1, cbet1: cbet1, dn1: dn1, sbet2: sbet2, cbet2: cbet2,
                dn2: dn2)
        }
        if !solution.isFound {
            if sbet1 == 0, lam12 <= (1 - GeodesicSeries.f) * .pi {
                solution.equator(lam12: lam12)
            } else {
                var search = GeodesicInverse(
                    sbet1: sbet1, cbet1: cbet1, dn1: dn1, sbet2: sbet2, cbet2: cbet2, dn2: dn2, lam12: lam12,
                    slam12: slam12, clam12: clam12)
                solution = search.solve()
            }
        }

        // Turn back.
        var (salp1, calp1, salp2, calp2) = (solution.salp1, solution.calp1, solution.salp2, solution.calp2)
        if swapped {
            swap(&salp1, &salp2)
            swap(&calp1, &calp2)
        }
        // East–west by the order of the longitudes, north–south by that of the latitudes.
        let turn = swapped ? -1.0 : 1.0
        let azimuth1 = Elementary.atan2(salp1 * turn * lonFactor, calp1 * turn * latSign)
        let azimuth2 = Elementary.atan2(salp2 * turn * lonFactor, calp2 * turn * latSign)
        return Inverse(
            distance: solution.distance, azimuth1: azimuth1, azimuth2: azimuth2, reducedLength: solution.reducedLength,
            arc: solution.arc)
    }

    /// What a method of the inverse finds, in the turned problem.
    struct Solution {
        var isFound = false
        var distance = 0.0
        var reducedLength = 0.0
        var arc = 0.0
        var salp1 = 0.0
        var calp1 = 1.0
        var salp2 = 0.0
        var calp2 = 1.0

        /// Along a meridian, kept if it is the shortest path.
        mutating func meridian(
            slam12: Double, clam12: Double, sbet1: Double, cbet1: Double, dn1: Double, sbet2: Double, cbet2: Double,
            dn2: Double
        ) {
            (salp1, calp1) = (slam12, clam12)
            (salp2, calp2) = (0, 1)
            let ssig1 = sbet1
            let csig1 = calp1 * cbet1
            let ssig2 = sbet2
            let csig2 = calp2 * cbet2
            var sig12 = Elementary.atan2(max(0, csig1 * ssig2 - ssig1 * csig2), csig1 * csig2 + ssig1 * ssig2)
            let lengths = Geodesic.lengths(
                epsilon: GeodesicSeries.n, sig12: sig12, ssig1: ssig1, csig1: csig1, dn1: dn1, ssig2: ssig2,
                csig2: csig2, dn2: dn2)
            guard sig12 < 1 || lengths.reduced >= 0 else { return }
            var (s12, m12) = (lengths.distance, lengths.reduced)
            if sig12 < 3 * tiny || (sig12 < tolerance0 && (s12 < 0 || m12 < 0)) { (sig12, s12, m12) = (0, 0, 0) }
            isFound = true
            arc = sig12
            distance = s12 * GeodesicSeries.b
            reducedLength = m12 * GeodesicSeries.b
        }

        /// Along the equator.
        mutating func equator(lam12: Double) {
            isFound = true
            (salp1, calp1, salp2, calp2) = (1, 0, 1, 0)
            arc = lam12 / GeodesicSeries.f1
            distance = WGS84.equatorialRadius * lam12
            reducedLength = GeodesicSeries.b * Elementary.sin(arc)
        }
    }

    /// Distance and reduced length over the semi-minor axis (Karney 2013, eqs. 7, 38–40).
    @inline(__always)
    static func lengths(
        epsilon: Double, sig12: Double, ssig1: Double, csig1: Double, dn1: Double, ssig2: Double, csig2: Double,
        dn2: Double
    ) -> (distance: Double, reduced: Double) {
        let a1m1 = GeodesicSeries.a1m1(epsilon)
        let a2m1 = GeodesicSeries.a2m1(epsilon)
        let c1 = GeodesicSeries.c1(epsilon)
        let c2 = GeodesicSeries.c2(epsilon)
        let b1 = c1.sum(sine: ssig2, cosine: csig2) - c1.sum(sine: ssig1, cosine: csig1)
        let b2 = c2.sum(sine: ssig2, cosine: csig2) - c2.sum(sine: ssig1, cosine: csig1)
        let j12 = (a1m1 - a2m1) * sig12 + ((1 + a1m1) * b1 - (1 + a2m1) * b2)
        return (
            (1 + a1m1) * (sig12 + b1),
            dn2 * (csig1 * ssig2) - dn1 * (ssig1 * csig2) - csig1 * csig2 * j12
        )
    }

    /// Sine and cosine of the reduced latitude; exact at the poles.
    @inline(__always)
    static func reducedLatitude(_ latitude: Double) -> (Double, Double) {
        if abs(latitude) >= .pi / 2 { return (latitude < 0 ? -1 : 1, 0) }
        let pair = Elementary.sincos(latitude)
        return normalised(pair.sin * GeodesicSeries.f1, pair.cos)
    }

    @inline(__always)
    static func normalised(_ sine: Double, _ cosine: Double) -> (Double, Double) {
        let scale = 1 / (sine * sine + cosine * cosine).squareRoot()
        return (sine * scale, cosine * scale)
    }

    /// An angle on −π…π.
    @inline(__always)
    static func wrapped(_ angle: Double) -> Double {
        abs(angle) <= .pi ? angle : angle.remainder(dividingBy: 2 * .pi)
    }
}
