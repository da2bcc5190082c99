import NumericalMethods

/// Six coefficients of a sine series, and the series of Karney (2013) to sixth order for the WGS84 ellipsoid.
///
/// Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 43–55 (2013): A₁, C₁ (eqs. 17–18), C₁′ (21),
/// A₂, C₂ (42–43), A₃, C₃ (24–25).
struct GeodesicSeries {
    var c1 = 0.0
    var c2 = 0.0
    var c3 = 0.0
    var c4 = 0.0
    var c5 = 0.0
    var c6 = 0.0

    /// Σ c_l sin 2lσ by Clenshaw's rule from sin σ and cos σ.
    @inline(__always)
    func sum(sine: Double, cosine: Double) -> Double {
        let twice = 2 * (cosine - sine) * (cosine + sine)
        let b6 = c6
        let b5 = twice * b6 + c5
        let b4 = twice * b5 - b6 + c4
        let b3 = twice * b4 - b5 + c3
        let b2 = twice * b3 - b4 + c2
        let b1 = twice * b2 - b3 + c1
        return 2 * sine * cosine * b1
    }

    // MARK: constants of the ellipsoid

    static let f = WGS84.flattening
    static let f1 = 1 - WGS84.flattening
    static let b = WGS84.polarRadius
    /// e²/(1 − e²).
    static let ep2 = WGS84.eccentricitySquared / (f1 * f1)
    /// Third flattening f/(2 − f).
    static let n = f / (2 - f)

    /// The expansion parameter ε from k² = e′² cos²α₀.
    @inline(__always)
    static func epsilon(_ k2: Double) -> Double { k2 / (2 * (1 + (1 + k2).squareRoot()) + k2) }

    /// A₁ − 1.
    @inline(__always)
    static func a1m1(_ e: Double) -> Double {
        let e2 = e * e
        return (e2 * (e2 * (e2 + 4) + 64) / 256 + e) / (1 - e)
    }

    /// A₂ − 1.
    @inline(__always)
    static func a2m1(_ e: Double) -> Double {
        let e2 = e * e
        return (e2 * (e2 * (-11 * e2 - 28) - 192) / 256 - e) / (1 + e)
    }

    @inline(__always)
    static func c1(_ e: Double) -> GeodesicSeries {
        let e2 = e * e
        let e3 = e2 * e
        let e4 = e2 * e2
        return GeodesicSeries(
            c1: e * ((6 - e2) * e2 - 16) / 32, c2: e2 * ((64 - 9 * e2) * e2 - 128) / 2048,
            c3: e3 * (9 * e2 - 16) / 768, c4: e4 * (3 * e2 - 5) / 512, c5: -7 * e4 * e / 1280, c6: -7 * e3 * e3 / 2048)
    }

    @inline(__always)
    static func c1Reverted(_ e: Double) -> GeodesicSeries {
        let e2 = e * e
        let e3 = e2 * e
        let e4 = e2 * e2
        return GeodesicSeries(
            c1: e * (e2 * (205 * e2 - 432) + 768) / 1536, c2: e2 * (e2 * (4005 * e2 - 4736) + 3840) / 12_288,
            c3: e3 * (116 - 225 * e2) / 384, c4: e4 * (2695 - 7173 * e2) / 7680, c5: 3467 * e4 * e / 7680,
            c6: 38_081 * e3 * e3 / 61_440)
    }

    @inline(__always)
    static func c2(_ e: Double) -> GeodesicSeries {
        let e2 = e * e
        let e3 = e2 * e
        let e4 = e2 * e2
        return GeodesicSeries(
            c1: e * (e2 * (e2 + 2) + 16) / 32, c2: e2 * (e2 * (35 * e2 + 64) + 384) / 2048,
            c3: e3 * (15 * e2 + 80) / 768, c4: e4 * (7 * e2 + 35) / 512, c5: 63 * e4 * e / 1280, c6: 77 * e3 * e3 / 2048)
    }

    /// A₃ as a polynomial in ε; its coefficients are polynomials in n, evaluated once.
    static let a3: (Double, Double, Double, Double, Double) = (
        (n - 1) / 2, ((3 * n - 1) * n - 2) / 8, ((-n - 3) * n - 1) / 16, (-2 * n - 3) / 64, -3.0 / 128
    )

    @inline(__always)
    static func a3(_ e: Double) -> Double {
        let c = a3
        return 1 + e * (c.0 + e * (c.1 + e * (c.2 + e * (c.3 + e * c.4))))
    }

    /// Rows l = 1…5 of C₃: coefficients of ε^l … ε⁵.
    static let c3Table: (
        (Double, Double, Double, Double, Double), (Double, Double, Double, Double), (Double, Double, Double),
        (Double, Double), Double
    ) = (
        ((1 - n) / 4, (1 - n * n) / 8, ((3 - n) * n + 3) / 64, (2 * n + 5) / 128, 3.0 / 128),
        (((n - 3) * n + 2) / 32, ((-3 * n - 2) * n + 3) / 64, (n + 3) / 128, 5.0 / 256),
        (((5 * n - 9) * n + 5) / 192, (9 - 10 * n) / 384, 7.0 / 512),
        ((7 - 14 * n) / 512, 7.0 / 512),
        21.0 / 2560
    )

    @inline(__always)
    static func c3(_ e: Double) -> GeodesicSeries {
        let t = c3Table
        let e2 = e * e
        let e3 = e2 * e
        let e4 = e2 * e2
        return GeodesicSeries(
            c1: e * (t.0.0 + e * (t.0.1 + e * (t.0.2 + e * (t.0.3 + e * t.0.4)))),
            c2: e2 * (t.1.0 + e * (t.1.1 + e * (t.1.2 + e * t.1.3))), c3: e3 * (t.2.0 + e * (t.2.1 + e * t.2.2)),
            c4: e4 * (t.3.0 + e * t.3.1), c5: e4 * e * t.4, c6: 0)
    }
}
