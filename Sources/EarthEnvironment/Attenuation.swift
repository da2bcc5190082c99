public import NumericalMethods
public import Quantities

/// Attenuation of radar waves by air and rain near the ground.
public enum Attenuation {
    /// One-way specific attenuation, dB/km, of air at 15 °C, 1,013 hPa and 7.5 g/m³ of vapour, and of rain.
    ///
    /// Gas: a fit to ITU-R P.676-13 Annex 1 between 1 and 15 GHz (within a fifth): 0.0056 + 0.0000145 f² (GHz).
    /// Rain: γ = k Rᵅ with k and α of ITU-R P.838-3, interpolated in log f between 2, 3, 6, 9.4 and 15 GHz.
    /// - Parameter rainRate: mm/h.
    public static func specific(frequency: Hertz, rainRate: Double, withGas: Bool) -> Double {
        let f = frequency / 1e9
        var sum = withGas ? 0.0056 + 0.0000145 * f * f : 0
        if rainRate > 0 {
            let table: [(Double, Double, Double)] = [
                (2, 0.0000847, 1.0664), (3, 0.0001942, 1.2479), (6, 0.0007056, 1.59), (9.4, 0.0086, 1.2745), (15, 0.04481, 1.1233),
            ]
            var place = 0
            while place + 2 < table.count, table[place + 1].0 < f { place += 1 }
            let low = table[place]
            let high = table[place + 1]
            let share = min(1, max(0, Elementary.log(f / low.0) / Elementary.log(high.0 / low.0)))
            let k = Elementary.exp(Elementary.log(low.1) * (1 - share) + Elementary.log(high.1) * share)
            let alpha = low.2 * (1 - share) + high.2 * share
            sum += k * Elementary.pow(rainRate, alpha)
        }
        return sum
    }
}
