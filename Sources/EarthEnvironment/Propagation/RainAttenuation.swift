import NumericalMethods
import Quantities

/// Attenuation by rain: γ = k Rᵅ dB/km, R in mm/h, with coefficients by frequency and polarisation.
/// - Source: Recommendation ITU-R P.838-3 (2005), equations 2 to 5, tables 1 to 4. Valid 1 to 1,000 GHz.
package enum RainAttenuation {
    package struct Coefficients: Sendable, Equatable {
        package var k: Double
        package var alpha: Double

        /// One-way specific attenuation, dB/km.
        /// - Parameter rainRate: mm/h, ≥ 0.
        package func specific(rainRate: Double) -> Double { rainRate > 0 ? k * Elementary.pow(rainRate, alpha) : 0 }
    }

    /// - Parameters:
    ///   - frequency: hertz.
    ///   - elevation: of the path, radians.
    ///   - tilt: of the polarisation against the horizontal, radians; π/4 for circular.
    package static func coefficients(frequency: Hertz, elevation: Radians, tilt: Radians) -> Coefficients {
        let decade = Elementary.log10(frequency / 1e9)
        let kHorizontal = Elementary.pow(10, sum(kOfHorizontal, decade) - 0.18961 * decade + 0.71147)
        let kVertical = Elementary.pow(10, sum(kOfVertical, decade) - 0.16398 * decade + 0.63297)
        let alphaHorizontal = sum(alphaOfHorizontal, decade) + 0.67849 * decade - 1.95537
        let alphaVertical = sum(alphaOfVertical, decade) - 0.053739 * decade + 0.83433
        let cosine = Elementary.cos(elevation)
        let mix = cosine * cosine * Elementary.cos(2 * tilt)
        let k = (kHorizontal + kVertical + (kHorizontal - kVertical) * mix) / 2
        let weighted = kHorizontal * alphaHorizontal + kVertical * alphaVertical
            + (kHorizontal * alphaHorizontal - kVertical * alphaVertical) * mix
        return Coefficients(k: k, alpha: weighted / (2 * k))
    }

    /// Σ aⱼ exp(−((log f − bⱼ)/cⱼ)²)
    private static func sum(_ terms: [SIMD3<Double>], _ decade: Double) -> Double {
        var sum = 0.0
        for term in terms {
            let place = (decade - term.y) / term.z
            sum += term.x * Elementary.exp(-place * place)
        }
        return sum
    }

    private static let kOfHorizontal: [SIMD3<Double>] = [
        [-5.33980, -0.10008, 1.13098], [-0.35351, 1.26970, 0.45400], [-0.23789, 0.86036, 0.15354], [-0.94158, 0.64552, 0.16817],
    ]
    private static let kOfVertical: [SIMD3<Double>] = [
        [-3.80595, 0.56934, 0.81061], [-3.44965, -0.22911, 0.51059], [-0.39902, 0.73042, 0.11899], [0.50167, 1.07319, 0.27195],
    ]
    private static let alphaOfHorizontal: [SIMD3<Double>] = [
        [-0.14318, 1.82442, -0.55187], [0.29591, 0.77564, 0.19822], [0.32177, 0.63773, 0.13164], [-5.37610, -0.96230, 1.47828],
        [16.1721, -3.29980, 3.43990],
    ]
    private static let alphaOfVertical: [SIMD3<Double>] = [
        [-0.07771, 2.33840, -0.76284], [0.56727, 0.95545, 0.54039], [-0.20238, 1.14520, 0.26809], [-48.2991, 0.791669, 0.116226],
        [48.5833, 0.791459, 0.116479],
    ]
}
