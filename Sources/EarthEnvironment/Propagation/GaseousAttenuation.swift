import NumericalMethods
public import Quantities

/// Absorption by the oxygen and water vapour of the air, line by line.
///
///     γ = 0.1820 f N″,   N″ = Σ Sᵢ Fᵢ + N″_D
/// - Source: Recommendation ITU-R P.676-13 (2022), Annex 1, equations 1 to 9. Valid 1 to 1,000 GHz.
public enum GaseousAttenuation {
    /// One-way specific attenuation of the two gases, dB/km.
    /// - Parameters:
    ///   - frequency: hertz.
    ///   - p: pressure without the vapour's own, hPa.
    ///   - temperature: kelvin.
    ///   - vapourDensity: g/m³.
    public static func specific(
        frequency: Hertz, dryPressure p: Double, temperature: Double, vapourDensity: Double
    ) -> (oxygen: Double, waterVapour: Double) {
        let f = frequency / 1e9
        let theta = 300 / temperature
        let e = vapourDensity * temperature / 216.7
        return (
            0.1820 * f * (oxygenLines(f, p, e, theta) + dryContinuum(f, p, e, theta)), 0.1820 * f * vapourLines(f, p, e, theta)
        )
    }

    private static func oxygenLines(_ f: Double, _ p: Double, _ e: Double, _ theta: Double) -> Double {
        let cube = theta * theta * theta
        let power = Elementary.pow(theta, 0.8)
        var sum = 0.0
        SpectralLines.oxygen.withUnsafeBufferPointer { a in
            for i in stride(from: 0, to: a.count, by: 7) {
                let strength = a[i + 1] * 1e-7 * p * cube * Elementary.exp(a[i + 2] * (1 - theta))
                var width = a[i + 3] * 1e-4 * (p * Elementary.pow(theta, 0.8 - a[i + 4]) + 1.1 * e * theta)
                // Zeeman splitting.
                width = (width * width + 2.25e-6).squareRoot()
                let interference = (a[i + 5] + a[i + 6] * theta) * 1e-4 * (p + e) * power
                sum += strength * shape(f, a[i], width, interference)
            }
        }
        return sum
    }

    private static func vapourLines(_ f: Double, _ p: Double, _ e: Double, _ theta: Double) -> Double {
        let power = theta * theta * theta * theta.squareRoot()
        var sum = 0.0
        SpectralLines.waterVapour.withUnsafeBufferPointer { b in
            for i in stride(from: 0, to: b.count, by: 7) {
                let strength = b[i + 1] * 0.1 * e * power * Elementary.exp(b[i + 2] * (1 - theta))
                var width = b[i + 3] * 1e-4 * (p * Elementary.pow(theta, b[i + 4]) + b[i + 5] * e * Elementary.pow(theta, b[i + 6]))
                // Doppler broadening.
                width = 0.535 * width + (0.217 * width * width + 2.1316e-12 * b[i] * b[i] / theta).squareRoot()
                sum += strength * shape(f, b[i], width, 0)
            }
        }
        return sum
    }

    /// The Van Vleck–Weisskopf shape of a line, 1/GHz.
    private static func shape(_ f: Double, _ line: Double, _ width: Double, _ interference: Double) -> Double {
        let below = line - f
        let above = line + f
        let square = width * width
        return f / line
            * ((width - interference * below) / (below * below + square) + (width - interference * above) / (above * above + square))
    }

    /// The non-resonant part of dry air: Debye's spectrum of oxygen and pressure-induced absorption of nitrogen.
    private static func dryContinuum(_ f: Double, _ p: Double, _ e: Double, _ theta: Double) -> Double {
        let width = 5.6e-4 * (p + e) * Elementary.pow(theta, 0.8)
        let ratio = f / width
        let debye = 6.14e-5 / (width * (1 + ratio * ratio))
        let nitrogen = 1.4e-12 * p * theta * theta.squareRoot() / (1 + 1.9e-5 * f * f.squareRoot())
        return f * p * theta * theta * (debye + nitrogen)
    }
}
