/// What common random numbers gain: two arms whose outcomes are 0 or 1 and hang on one uniform draw, success where it lies below p.
///
/// The outcomes differ only where the draw falls between p₁ and p₂, so with d = |p₁ − p₂|
///     Var(X₁ − X₂) = d − d²   on the same draw,   p₁q₁ + p₂q₂   on independent ones.
/// - Source: Law, *Simulation Modeling and Analysis*, 5th ed. (2015), section 11.2; Glasserman, *Monte Carlo Methods* (2003), section 4.2.
package struct CommonRandomNumbers: Sendable, Equatable {
    package let first: Double
    package let second: Double

    /// - Parameters: success probabilities of the arms, 0…1.
    package init(_ first: Double, _ second: Double) {
        precondition((0...1).contains(first) && (0...1).contains(second), "a probability lies between 0 and 1")
        self.first = first
        self.second = second
    }

    /// Variance of the difference of one run where the arms draw apart.
    package var varianceIndependent: Double { first * (1 - first) + second * (1 - second) }

    /// Variance of the difference of one run where both arms meet the same draw.
    package var varianceCommon: Double {
        let d = abs(first - second)
        return d - d * d
    }

    /// How many times as many independent runs would be needed; infinite where the arms are the same.
    package var gain: Double { varianceIndependent / varianceCommon }

    /// Correlation of the arms' outcomes on the same draw.
    package var correlation: Double {
        let spread = (first * (1 - first) * second * (1 - second)).squareRoot()
        return (min(first, second) - first * second) / spread
    }
}
