import NumericalMethods

/// Miss distances in the plane across the line of sight with the same Gaussian spread on both axes and no bias (Rayleigh).
///
/// - Source: Washburn & Kress, *Combat Modeling* (2009), ch. 2.
public struct MissDistribution: Sendable, Equatable {
    /// Standard deviation on each axis, m, > 0.
    public let deviation: Double

    package init(deviation: Double) {
        precondition(deviation > 0, "a spread must be positive")
        self.deviation = deviation
    }

    /// Probability of a miss of no more than `radius` metres: 1 − exp(−r²/2σ²).
    public func within(_ radius: Double) -> Double { -Elementary.expm1(-radius * radius / (2 * deviation * deviation)) }

    /// The miss that a share of shots does not exceed, m, 0 ≤ share < 1.
    public func quantile(_ share: Double) -> Double { deviation * (-2 * Elementary.log1p(-share)).squareRoot() }

    /// Circular error probable, σ √(2 ln 2), m.
    public var median: Double { quantile(0.5) }

    /// σ √(π/2), m.
    public var mean: Double { deviation * (0.5 * Double.pi).squareRoot() }

    /// σ √2, m.
    public var rootMeanSquare: Double { deviation * 2.0.squareRoot() }
}
