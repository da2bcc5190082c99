import NumericalMethods
public import Quantities

/// Attenuation of radar waves by air and rain near the ground.
public enum Attenuation {
    /// One-way specific attenuation, dB/km, of air at 15 °C, 1,013.25 hPa in all and 7.5 g/m³ of vapour (ITU-R P.835's
    /// ground values), and of rain met level with horizontal polarisation.
    /// - Parameters:
    ///   - frequency: hertz.
    ///   - rainRate: mm/h.
    ///   - withGas: whether gases count beside rain.
    public static func specific(frequency: Hertz, rainRate: Double, withGas: Bool) -> Double {
        let temperature = 288.15
        let vapour = 7.5
        var sum = 0.0
        if withGas {
            let gas = GaseousAttenuation.specific(
                frequency: frequency, dryPressure: 1_013.25 - vapour * temperature / 216.7, temperature: temperature,
                vapourDensity: vapour)
            sum += gas.oxygen + gas.waterVapour
        }
        if rainRate > 0 {
            sum += RainAttenuation.coefficients(frequency: frequency, elevation: 0, tilt: 0).specific(rainRate: rainRate)
        }
        return sum
    }
}
