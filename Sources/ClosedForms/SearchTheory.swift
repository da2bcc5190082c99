import NumericalMethods

/// Koopman's search formulas: how soon a searcher of a given sweep width finds something in an area.
///
/// A sweep width W is the area swept effectively in unit time over the searcher's speed. Consistent units throughout (here metres and
/// seconds).
/// - Source: B. O. Koopman, *Search and Screening* (OEG Report 56, 1946), ch. 2 and 3.
package struct AreaSearch: Sendable, Equatable {
    /// Sweep width W, m; speed of the searcher v, m/s; area A, m²; all > 0.
    package let sweepWidth: Double
    package let speed: Double
    package let area: Double

    package init(sweepWidth: Double, speed: Double, area: Double) {
        precondition(sweepWidth > 0 && speed > 0 && area > 0, "width, speed and area must be positive")
        self.sweepWidth = sweepWidth
        self.speed = speed
        self.area = area
    }

    /// Share of the area swept after a time, s, overlaps counted twice.
    package func coverage(after time: Double) -> Double { sweepWidth * speed * time / area }

    /// Without any plan: 1 − exp(−W v t / A).
    package func random(after time: Double) -> Double { -Elementary.expm1(-coverage(after: time)) }

    /// Without any overlap: min(1, W v t / A), which nothing exceeds.
    package func exhaustive(after time: Double) -> Double { min(1, coverage(after: time)) }

    /// Mean time to find it by random search, A / (W v), s.
    package var meanTimeRandom: Double { area / (sweepWidth * speed) }

    /// One pass of parallel sweeps at a spacing S, m, > 0, under the inverse-cube law of sighting: erf(√π W / 2S).
    package static func parallelSweeps(sweepWidth: Double, spacing: Double) -> Double {
        Elementary.erf(0.5 * Double.pi.squareRoot() * sweepWidth / spacing)
    }
}

/// Looks that each detect with the same probability, independently of each other.
///
/// - Source: Koopman, *Search and Screening* (1946), section 2.2.
package enum Glimpses {
    /// Probability that at least one of `count` looks detects.
    package static func detection(probability: Double, count: Int) -> Double {
        1 - Elementary.pow(1 - probability, Double(count))
    }

    /// Mean number of looks to the first detection, 1 / p; infinite where p is 0.
    package static func meanCount(probability: Double) -> Double { 1 / probability }

    /// The limit of many faint looks: chances of detection at a rate, 1/s, over a time, s: 1 − exp(−γ t).
    package static func detection(rate: Double, time: Double) -> Double { -Elementary.expm1(-rate * time) }
}
