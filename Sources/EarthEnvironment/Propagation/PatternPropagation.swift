import NumericalMethods
import Quantities

/// The field at a target over the field in free space, from the direct ray and one reflected by the ground.
///
///     F = |1 + Γ D ρ_s e^{−jkΔ}|
/// Γ: Fresnel, ρ_s: what roughness leaves coherent, D: spreading by the curved earth, Δ: path difference; power received by a
/// monostatic radar goes with F⁴. Valid within the horizon where Δ is more than a small part of a wavelength; nearer to
/// the horizon, in the diffraction region, it is too large.
/// - Source: Kerr, *Propagation of Short Radio Waves* (1951), ch. 5; Blake, *Radar Range-Performance Analysis* (1986), ch. 6.
package struct PatternPropagation: Sendable, Equatable {
    /// Ground distance from the first end to the reflection, metres.
    package var specularDistance: Metres
    package var grazingAngle: Radians
    package var directRange: Metres
    package var pathDifference: Metres
    /// D, 1 on flat ground.
    package var divergence: Double
    /// ρ_s.
    package var coherence: Double
    /// Γ, magnitude and phase.
    package var reflectionMagnitude: Double
    package var reflectionPhase: Radians
    /// F, one way.
    package var factor: Double

    /// Over a plane: heights above it, distance along it, metres.
    ///
    /// D ρ_s is the reflected ray's longer way, R₁/R₂, and roughness.
    package static func flat(
        antennaHeight h1: Metres, targetHeight h2: Metres, groundDistance d: Metres, frequency: Hertz,
        surface: ReflectingSurface, polarisation: ReflectingSurface.Polarisation
    ) -> PatternPropagation {
        let direct = Elementary.hypot(d, h2 - h1)
        let reflected = Elementary.hypot(d, h1 + h2)
        return PatternPropagation(
            specularDistance: h1 + h2 > 0 ? d * h1 / (h1 + h2) : d / 2, grazingAngle: Elementary.atan2(h1 + h2, d),
            directRange: direct, pathDifference: 4 * h1 * h2 / (direct + reflected), divergence: direct / reflected,
            frequency: frequency, surface: surface, polarisation: polarisation, weight: 1)
    }

    /// Over a sphere of effective radius a: heights above it, distance along it, metres; nil beyond the horizon.
    ///
    /// The reflection lies where both rays graze at the same angle, found by false position from Fishback's closed form.
    ///     Δ = 4 r₁ r₂ sin² ψ/(r₁ + r₂ + R),  D = (1 + 2 r₁ r₂/(a (r₁ + r₂) sin ψ))^{−½}
    /// - Parameters:
    ///   - h1: height of the antenna, metres.
    ///   - h2: height of the target, metres.
    ///   - d: distance along the surface, metres.
    ///   - a: effective radius of the earth, metres.
    ///   - frequency: hertz.
    ///   - surface: what reflects.
    ///   - polarisation: of the wave.
    ///   - pattern: further loss of the reflected field by the antenna, for the ray's depression below the horizontal, radians.
    package static func spherical(
        antennaHeight h1: Metres, targetHeight h2: Metres, groundDistance d: Metres, effectiveRadius a: Metres,
        frequency: Hertz, surface: ReflectingSurface, polarisation: ReflectingSurface.Polarisation,
        pattern: (Radians) -> Double = { _ in 1 }
    ) -> PatternPropagation? {
        guard h1 > 0, h2 > 0, d > 0 else { return nil }
        let d1 = specular(h1, h2, d, a)
        let first = leg(h1, d1, a)
        let second = leg(h2, d - d1, a)
        let sine = first.sine
        guard sine > 0 else { return nil }
        let halfSine = Elementary.sin(d / (2 * a))
        let direct = ((h2 - h1) * (h2 - h1) + 4 * (a + h1) * (a + h2) * halfSine * halfSine).squareRoot()
        let sum = first.length + second.length
        let product = first.length * second.length
        return PatternPropagation(
            specularDistance: d1, grazingAngle: Elementary.asin(sine), directRange: direct,
            pathDifference: 4 * product * sine * sine / (sum + direct),
            divergence: 1 / (1 + 2 * product / (a * sum * sine)).squareRoot(), frequency: frequency, surface: surface,
            polarisation: polarisation, weight: pattern(Elementary.asin(sine) + d1 / a))
    }

    /// Fishback's solution of the cubic for the reflection's distance from the first end, metres; 4·10⁻⁵ of d at worst.
    ///     p = 2/√3 √(a (h₁ + h₂) + d²/4),  ξ = asin(2 a d (h₂ − h₁)/p³),  d₁ = d/2 − p sin(ξ/3)
    package static func specularDistanceOfCubic(
        antennaHeight h1: Metres, targetHeight h2: Metres, groundDistance d: Metres, effectiveRadius a: Metres
    ) -> Metres {
        let p = 1.1547005383792515 * (a * (h1 + h2) + d * d / 4).squareRoot()
        let sine = 2 * a * d * (h2 - h1) / (p * p * p)
        return d / 2 - p * Elementary.sin(Elementary.asin(min(1, max(-1, sine))) / 3)
    }

    private init(
        specularDistance: Metres, grazingAngle: Radians, directRange: Metres, pathDifference: Metres, divergence: Double,
        frequency: Hertz, surface: ReflectingSurface, polarisation: ReflectingSurface.Polarisation, weight: Double
    ) {
        let wavelength = Units.speedOfLight / frequency
        let (real, imaginary) = surface.reflection(
            grazingAngle: grazingAngle, wavelength: wavelength, polarisation: polarisation)
        self.specularDistance = specularDistance
        self.grazingAngle = grazingAngle
        self.directRange = directRange
        self.pathDifference = pathDifference
        self.divergence = divergence
        coherence = surface.coherence(grazingAngle: grazingAngle, wavelength: wavelength)
        reflectionMagnitude = Elementary.hypot(real, imaginary)
        reflectionPhase = Elementary.atan2(imaginary, real)
        let size = reflectionMagnitude * divergence * coherence * weight
        let (sine, cosine) = Elementary.sincos(reflectionPhase - 2 * .pi * pathDifference / wavelength)
        factor = Elementary.hypot(1 + size * cosine, size * sine)
    }

    /// Length and sine of the grazing angle of the straight way from a height down to the sphere.
    private static func leg(_ h: Metres, _ d: Metres, _ a: Metres) -> (length: Metres, sine: Double) {
        let half = Elementary.sin(d / (2 * a))
        let length = (h * h + 4 * a * (a + h) * half * half).squareRoot()
        return (length, (h - 2 * (a + h) * half * half) / length)
    }

    private static func specular(_ h1: Metres, _ h2: Metres, _ d: Metres, _ a: Metres) -> Metres {
        // tan ψ₁ − tan ψ₂ times both denominators: falls from one end to the other.
        func parts(_ h: Metres, _ d: Metres) -> (top: Double, bottom: Double) {
            let (sine, cosine) = Elementary.sincos(d / (2 * a))
            return (h - 2 * (a + h) * sine * sine, 2 * (a + h) * sine * cosine)
        }
        func excess(_ d1: Metres) -> Double {
            let first = parts(h1, d1)
            let second = parts(h2, d - d1)
            return first.top * second.bottom - second.top * first.bottom
        }
        var low = 0.0
        var high = d
        // At either end one of the ways is upright: its top is its height, its bottom nothing.
        var atLow = h1 * parts(h2, d).bottom
        var atHigh = -(h2 * parts(h1, d).bottom)
        var next = specularDistanceOfCubic(antennaHeight: h1, targetHeight: h2, groundDistance: d, effectiveRadius: a)
        var side = 0
        for _ in 0..<60 {
            if !(next > low && next < high) { next = (low + high) / 2 }
            let value = excess(next)
            if value == 0 || high - low < 1e-12 * d { break }
            if value > 0 {
                low = next
                atLow = value
                if side > 0 { atHigh /= 2 }
                side = 1
            } else {
                high = next
                atHigh = value
                if side < 0 { atLow /= 2 }
                side = -1
            }
            let step = (low * atHigh - high * atLow) / (atHigh - atLow)
            if abs(step - next) < 1e-14 * d { break }
            next = step
        }
        return next
    }
}
