import NumericalMethods
public import Quantities

/// A geodesic from a point in a direction, ready to give points along it.
///
/// Source: Karney (2013), section 3, eqs. 5–21; within a few nanometres over the earth.
public struct GeodesicLine: Sendable {
    private let longitude1: Double
    private let salp0, calp0: Double
    private let ssig1, csig1, somg1, comg1: Double
    private let stau1, ctau1: Double
    private let scale, b11: Double
    private let c1p, c3: GeodesicSeries
    private let a3c, b31: Double

    /// - Parameters:
    ///   - start: latitude and longitude, radians.
    ///   - azimuth: at the start, clockwise from north, radians.
    public init(from start: GeodeticPosition, azimuth: Radians) {
        longitude1 = start.longitude
        let (salp1, calp1) = Elementary.sincos(azimuth)
        let (sbet1, cosine) = Geodesic.reducedLatitude(start.latitude)
        let cbet1 = max(Geodesic.tiny, cosine)
        salp0 = salp1 * cbet1
        calp0 = Elementary.hypot(calp1, salp1 * sbet1)
        let somega = salp0 * sbet1
        let comega = sbet1 != 0 || calp1 != 0 ? cbet1 * calp1 : 1
        (ssig1, csig1) = Geodesic.normalised(sbet1, comega)
        (somg1, comg1) = (somega, comega)
        let k2 = calp0 * calp0 * GeodesicSeries.ep2
        let epsilon = GeodesicSeries.epsilon(k2)
        let a1m1 = GeodesicSeries.a1m1(epsilon)
        let c1 = GeodesicSeries.c1(epsilon)
        b11 = c1.sum(sine: ssig1, cosine: csig1)
        let shift = Elementary.sincos(b11)
        stau1 = ssig1 * shift.cos + csig1 * shift.sin
        ctau1 = csig1 * shift.cos - ssig1 * shift.sin
        scale = GeodesicSeries.b * (1 + a1m1)
        c1p = GeodesicSeries.c1Reverted(epsilon)
        c3 = GeodesicSeries.c3(epsilon)
        a3c = -GeodesicSeries.f * salp0 * GeodesicSeries.a3(epsilon)
        b31 = c3.sum(sine: ssig1, cosine: csig1)
    }

    /// The point at a distance along the line (negative: behind the start), metres.
    /// - Returns: latitude, longitude in −π…π, and the forward azimuth there, radians.
    public func end(distance: Metres) -> (latitude: Radians, longitude: Radians, azimuth: Radians) {
        let tau12 = distance / scale
        let tau = Elementary.sincos(tau12)
        let b12 = -c1p.sum(sine: stau1 * tau.cos + ctau1 * tau.sin, cosine: ctau1 * tau.cos - stau1 * tau.sin)
        let sig12 = tau12 - (b12 - b11)
        let sigma = Elementary.sincos(sig12)
        let ssig2 = ssig1 * sigma.cos + csig1 * sigma.sin
        let csig2 = csig1 * sigma.cos - ssig1 * sigma.sin
        let sbet2 = calp0 * ssig2
        var cbet2 = Elementary.hypot(salp0, calp0 * csig2)
        var csigma2 = csig2
        if cbet2 == 0 {
            cbet2 = Geodesic.tiny
            csigma2 = Geodesic.tiny
        }
        let somg2 = salp0 * ssig2
        let omg12 = Elementary.atan2(somg2 * comg1 - csigma2 * somg1, csigma2 * comg1 + somg2 * somg1)
        let lam12 = omg12 + a3c * (sig12 + (c3.sum(sine: ssig2, cosine: csigma2) - b31))
        return (
            Elementary.atan2(sbet2, GeodesicSeries.f1 * cbet2), Geodesic.wrapped(longitude1 + lam12),
            Elementary.atan2(salp0, calp0 * csigma2)
        )
    }
}
