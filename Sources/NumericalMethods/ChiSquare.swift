/// The chi-square distribution, for gates and for tests of consistency.
public enum ChiSquare {
    /// P(χ² ≤ x).
    public static func cumulative(_ x: Double, degreesOfFreedom: Double) -> Double {
        IncompleteGamma.lower(degreesOfFreedom / 2, x / 2)
    }

    /// The x with P(χ² > x) = q, 0 < q < 1.
    public static func upperQuantile(_ q: Double, degreesOfFreedom: Double) -> Double {
        2 * IncompleteGamma.inverseUpper(degreesOfFreedom / 2, q)
    }

    /// Bounds between which the mean of `runs` normalised squared errors lies with a probability, both tails equal.
    /// - Source: Bar-Shalom, Li & Kirubarajan (2001), section 5.4.2.
    public static func meanBounds(degreesOfFreedom: Int, runs: Int, probability: Double) -> (low: Double, high: Double) {
        let freedom = Double(degreesOfFreedom * runs)
        let tail = (1 - probability) / 2
        return (
            upperQuantile(1 - tail, degreesOfFreedom: freedom) / Double(runs),
            upperQuantile(tail, degreesOfFreedom: freedom) / Double(runs)
        )
    }

    /// Volume of the ball of radius 1 in n dimensions, π^{n/2}/Γ(n/2 + 1): gates' volume is this times γ^{n/2} √|S|.
    public static func unitBallVolume(dimensions: Int) -> Double {
        let half = Double(dimensions) / 2
        return Elementary.exp(half * Elementary.log(.pi) - Elementary.lgamma(half + 1))
    }
}
