import NumericalMethods
public import Quantities

/// How wrong a height is that a radar measures of a target near the surface, whose image below the surface is in its beam or side
/// lobes.
///
/// - Source: Barton & Ward, *Handbook of Radar Measurement* (1969); Barton, *Low-angle radar tracking*, Proc. IEEE 62 (1974) 687;
///   Skolnik, *Introduction to Radar Systems*, 3rd ed. (2001), section 4.5.
public enum LowAngleError {
    /// Image in the side lobes, the target more than about a beamwidth above the surface: σ_E = θ₃ ρ/√(8 G_se), radians.
    /// - Parameters: elevation beamwidth; reflection coefficient; power of the sum pattern on the target over the difference pattern's
    ///   lobe on the image.
    @inlinable
    public static func sideLobeDeviation(beamwidth: Radians, reflection: Double, patternRatio: Double) -> Radians {
        beamwidth * reflection / (8 * patternRatio).squareRoot()
    }

    /// Target and image in the linear part of the difference pattern, the beam at the horizon: the two-point glint
    ///     h_app = h (1 − ρ²)/(1 + ρ² + 2ρ cos φ)
    /// - Parameters: height above the surface; reflection coefficient below 1; phase of the image against the target.
    public static func apparentHeight(height: Metres, reflection: Double, phase: Radians) -> Metres {
        let square = reflection * reflection
        return height * (1 - square) / (1 + square + 2 * reflection * Elementary.cos(phase))
    }

    /// Standard deviation of the apparent height over all phases, h √2 ρ/√(1 − ρ²), metres; its mean is h.
    @inlinable
    public static func apparentHeightDeviation(height: Metres, reflection: Double) -> Metres {
        height * 2.0.squareRoot() * reflection / (1 - reflection * reflection).squareRoot()
    }

    /// The least and greatest apparent heights, h (1 − ρ)/(1 + ρ) and its inverse ratio, metres.
    @inlinable
    public static func apparentHeightExtremes(height: Metres, reflection: Double) -> (least: Metres, greatest: Metres) {
        let ratio = (1 + reflection) / (1 - reflection)
        return (height / ratio, height * ratio)
    }
}

extension ReflectingSurface {
    /// The height of roughness from which a surface is rough by Rayleigh's criterion, λ/(8 sin ψ), metres.
    public static func rayleighHeight(grazingAngle: Radians, wavelength: Metres) -> Metres {
        wavelength / (8 * Elementary.sin(grazingAngle))
    }

    /// Share of the reflected field that rough ground scatters about the mirror direction at most (Beard, *Coherent and incoherent
    /// scattering of microwaves from the ocean*, IRE Trans. AP-9 (1961) 470, found about 0.35 over the sea; recalled, taken for land
    /// too).
    static let diffuseShare = 0.35

    /// ρ: what comes back of a wave by way of the surface, mirrored and scattered,
    ///     ρ = |Γ| √(ρ_s² + ρ_d² (1 − ρ_s²)),  at most 0.95: beyond it the two-point error has no finite spread
    public func reflectionCoefficient(
        grazingAngle: Radians, wavelength: Metres, polarisation: Polarisation
    ) -> Double {
        let (real, imaginary) = reflection(grazingAngle: grazingAngle, wavelength: wavelength, polarisation: polarisation)
        let mirrored = coherence(grazingAngle: grazingAngle, wavelength: wavelength)
        let square = mirrored * mirrored
        let scattered = Self.diffuseShare * Self.diffuseShare * (1 - square)
        return min(0.95, Elementary.hypot(real, imaginary) * (square + scattered).squareRoot())
    }
}
