import NumericalMethods
import Quantities

/// The field near and beyond the horizon of a smooth earth, against free space.
///
/// Beyond the horizon the first term of the residue series, A = −(F(X) + G(Y₁) + G(Y₂)); within it nothing where the straight ray
/// clears the ground by 0.552 of the first Fresnel radius, and between the two an interpolation by that clearance. Against the exact
/// series for a smooth sphere within 1 dB. Roughness, ducts and scatter by the troposphere (which takes over below about −60 dB) are not
/// in it.
/// - Source: Recommendation ITU-R P.526-15 (2019), sections 3.1 and 3.2. Valid from 10 MHz.
package struct SphericalDiffraction: Sendable, Equatable {
    /// Which part of the rule answers.
    package enum Rule: String, Sendable {
        case beyond, clear, interpolated
    }

    /// What the rule finds on one path.
    package struct Found: Sendable, Equatable {
        package var rule: Rule
        /// Loss against free space, one way, dB, ≥ 0 but beyond the horizon of very low antennas over the sea.
        package var loss: Double
        /// Distance to which both ends see each other, metres.
        package var horizon: Metres
        /// Least clearance of the straight ray and what free propagation asks for, metres; nil beyond the horizon.
        package var clearance: Metres?
        package var clearanceRequired: Metres?
        /// The radius of the earth at which the path would graze, metres; nil where it is not needed.
        package var modifiedRadius: Metres?
    }

    package let frequency: Hertz
    /// k R, metres.
    package let effectiveRadius: Metres
    package let wavelength: Metres
    /// The terms of the effective earth itself.
    package let terms: Terms
    /// [(ε − 1)² + (60 λ σ)²]^(−1/4), times √(ε² + (60 λ σ)²) for vertical polarisation; 0 for a conductor.
    private let admittance: Double

    /// Scales of one radius.
    package struct Terms: Sendable, Equatable {
        /// Normalised surface admittance.
        package let admittance: Double
        package let beta: Double
        /// X and Y per metre.
        package let lengthScale: Double
        package let heightScale: Double
        /// Least height gain, 2 + 20 lg K, dB.
        let gainMinimum: Double

        /// X of a distance, Y of a height, metres.
        package func length(_ distance: Metres) -> Double { lengthScale * distance }
        package func height(_ height: Metres) -> Double { heightScale * height }

        /// F(X), dB.
        package static func distanceTerm(_ x: Double) -> Double {
            x >= 1.6
                ? 11 + 10 * Elementary.log10(x) - 17.6 * x
                : -20 * Elementary.log10(x) - 5.6488 * Elementary.pow(x, 1.425)
        }

        /// G(Y), dB.
        package func heightGain(_ y: Double) -> Double {
            let b = beta * y
            let gain: Double
            if b > 2 {
                gain = 17.6 * (b - 1.1).squareRoot() - 5 * Elementary.log10(b - 1.1) - 8
            } else {
                gain = b > 0 ? 20 * Elementary.log10(b + 0.1 * b * b * b) : -.infinity
            }
            return max(gain, gainMinimum)
        }

        /// A, dB; heights and distance metres.
        package func loss(antennaHeight: Metres, targetHeight: Metres, distance: Metres) -> Double {
            -(Self.distanceTerm(length(distance)) + heightGain(height(antennaHeight)) + heightGain(height(targetHeight)))
        }
    }

    /// - Parameters: hertz, ≥ 10 MHz; effective radius of the earth, metres.
    package init(
        frequency: Hertz, effectiveRadius: Metres, surface: ReflectingSurface, polarisation: ReflectingSurface.Polarisation
    ) {
        self.frequency = frequency
        self.effectiveRadius = effectiveRadius
        wavelength = Units.speedOfLight / frequency
        if let permittivity = surface.relativePermittivity {
            // The Recommendation's 18,000 σ/f (MHz) is 60 λ σ.
            let loss = 18_000 * surface.conductivity / (frequency / 1e6)
            let size = ((permittivity - 1) * (permittivity - 1) + loss * loss).squareRoot()
            let turned = polarisation == .vertical ? (permittivity * permittivity + loss * loss).squareRoot() : 1
            admittance = turned / size.squareRoot()
        } else {
            admittance = 0
        }
        terms = Self.terms(radius: effectiveRadius, frequency: frequency, admittance: admittance)
    }

    private static func terms(radius: Metres, frequency: Hertz, admittance: Double) -> Terms {
        let a = radius / 1_000
        let f = frequency / 1e6
        let rootA = Elementary.pow(a, 1.0 / 3)
        let rootF = Elementary.pow(f, 1.0 / 3)
        let k = 0.36 / (rootA * rootF) * admittance
        let square = k * k
        let beta = (1 + 1.6 * square + 0.67 * square * square) / (1 + 4.5 * square + 1.53 * square * square)
        return Terms(
            admittance: k, beta: beta, lengthScale: 2.188e-3 * beta * rootF / (rootA * rootA),
            heightScale: 9.575e-3 * beta * rootF * rootF / rootA,
            gainMinimum: k > 0 ? 2 + 20 * Elementary.log10(k) : -.infinity)
    }

    /// The distance to which both ends see each other, √(2a)(√h₁ + √h₂), metres.
    package func horizon(antennaHeight: Metres, targetHeight: Metres) -> Metres {
        (2 * effectiveRadius).squareRoot() * (antennaHeight.squareRoot() + targetHeight.squareRoot())
    }

    /// The loss of a path; heights above the smooth surface, ≥ 0 and not both 0, and distance along it, > 0, metres.
    package func path(antennaHeight h1: Metres, targetHeight h2: Metres, distance d: Metres) -> Found {
        let horizon = horizon(antennaHeight: h1, targetHeight: h2)
        guard d < horizon else {
            return Found(
                rule: .beyond, loss: terms.loss(antennaHeight: h1, targetHeight: h2, distance: d), horizon: horizon)
        }
        let a = effectiveRadius
        let sum = h1 + h2
        let c = (h1 - h2) / sum
        let m = d * d / (4 * a * sum)
        let cosine = 1.5 * c * (3 * m / ((m + 1) * (m + 1) * (m + 1))).squareRoot()
        let b = 2 * ((m + 1) / (3 * m)).squareRoot()
            * Elementary.cos(.pi / 3 + Elementary.acos(min(1, max(-1, cosine))) / 3)
        let first = 0.5 * d * (1 + b)
        let second = d - first
        let clearance = ((h1 - first * first / (2 * a)) * second + (h2 - second * second / (2 * a)) * first) / d
        let required = 0.552 * (first * second * wavelength / d).squareRoot()
        guard clearance <= required else {
            return Found(rule: .clear, loss: 0, horizon: horizon, clearance: clearance, clearanceRequired: required)
        }
        let root = h1.squareRoot() + h2.squareRoot()
        let modified = d * d / (2 * root * root)
        let grazing = Self.terms(radius: modified, frequency: frequency, admittance: admittance)
            .loss(antennaHeight: h1, targetHeight: h2, distance: d)
        return Found(
            rule: .interpolated, loss: grazing < 0 ? 0 : (1 - clearance / required) * grazing, horizon: horizon,
            clearance: clearance, clearanceRequired: required, modifiedRadius: modified)
    }
}

extension PatternPropagation {
    /// The field at a target over the field in free space, one way, over a smooth earth: two-ray interference while the straight ray
    /// clears the ground by the rule of ITU-R P.526, that rule's loss nearer to the horizon and beyond it.
    ///
    /// Within −1.4 … +1.0 dB of the exact series for a smooth sphere, deep nulls left out.
    /// - Parameters: heights above the surface, metres, > 0; distance along it; `reflects`: whether the second ray is counted where
    ///   the path is clear.
    /// - Returns: F, linear.
    package static func joined(
        antennaHeight: Metres, targetHeight: Metres, groundDistance: Metres, diffraction: SphericalDiffraction,
        surface: ReflectingSurface, polarisation: ReflectingSurface.Polarisation, reflects: Bool = true,
        pattern: (Radians) -> Double = { _ in 1 }
    ) -> Double {
        let found = diffraction.path(antennaHeight: antennaHeight, targetHeight: targetHeight, distance: groundDistance)
        guard found.rule == .clear else { return Elementary.pow(10, -found.loss / 20) }
        guard reflects else { return 1 }
        let rays = spherical(
            antennaHeight: antennaHeight, targetHeight: targetHeight, groundDistance: groundDistance,
            effectiveRadius: diffraction.effectiveRadius, frequency: diffraction.frequency, surface: surface,
            polarisation: polarisation, pattern: pattern)
        return rays?.factor ?? 1
    }
}
