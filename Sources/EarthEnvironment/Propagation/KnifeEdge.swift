import NumericalMethods
public import Quantities

/// What a single edge across the path takes from the field.
///
///     ν = h √((2/λ)(1/d₁ + 1/d₂)),   J = −20 lg(√((1 − C − S)² + (C − S)²)/2)
/// h: height of the edge above the straight line between the ends (negative: below it), d₁, d₂: its distances from them.
/// - Source: Recommendation ITU-R P.526-15 (2019), section 4.1.
public enum KnifeEdge {
    /// ν, dimensionless; distances and wavelength metres, > 0.
    @inlinable
    public static func parameter(height: Metres, first: Metres, second: Metres, wavelength: Metres) -> Double {
        height * (2 / wavelength * (1 / first + 1 / second)).squareRoot()
    }

    /// J by Fresnel's integrals, dB.
    public static func exactLoss(_ parameter: Double) -> Double {
        let (c, s) = FresnelIntegrals.values(parameter)
        let across = 1 - c - s
        let along = c - s
        return -20 * Elementary.log10((across * across + along * along).squareRoot() / 2)
    }

    /// J by the Recommendation's approximation, dB: 0 to ν = −0.78, its ripple above the line left out.
    public static func loss(_ parameter: Double) -> Double {
        guard parameter > -0.78 else { return 0 }
        let shifted = parameter - 0.1
        return 6.9 + 20 * Elementary.log10((shifted * shifted + 1).squareRoot() + shifted)
    }
}
