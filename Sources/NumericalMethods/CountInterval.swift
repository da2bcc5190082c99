/// Confidence intervals for the mean of counts, most of which are zero.
package enum CountInterval {
    /// Garwood's, for a Poisson count: χ²(α/2; 2x)/2n … χ²(1 − α/2; 2x + 2)/2n.
    ///
    /// It holds for events that come one by one; where one unit can give several it covers too little (Fay & Feuer's does not).
    /// - Parameters: total: events over all units, ≥ 0.  count: units, > 0.
    /// - Source: F. Garwood, *Biometrika* 28 (1936), 437–442.
    package static func garwood(total: Double, of count: Double, confidence: Double) -> (low: Double, high: Double) {
        let tail = (1 - confidence) / 2
        return (
            total > 0 ? ChiSquare.upperQuantile(1 - tail, degreesOfFreedom: 2 * total) / (2 * count) : 0,
            ChiSquare.upperQuantile(tail, degreesOfFreedom: 2 * total + 2) / (2 * count)
        )
    }

    /// Upper end of Garwood's one-sided interval; 3.0/n where nothing was seen, at 95 %.
    package static func upperLimit(total: Double, of count: Double, confidence: Double) -> Double {
        ChiSquare.upperQuantile(1 - confidence, degreesOfFreedom: 2 * total + 2) / (2 * count)
    }

    /// The score interval of a Poisson count: (x + z²/2 ∓ z √(x + z²/4))/n.
    package static func score(total: Double, of count: Double, confidence: Double) -> (low: Double, high: Double) {
        let z = NormalDistribution.quantile(0.5 + confidence / 2)
        let half = z * (total + z * z / 4).squareRoot()
        return (max(0, total + z * z / 2 - half) / count, (total + z * z / 2 + half) / count)
    }
}

/// The gamma interval for the mean of counts that come in clusters: a weighted sum of Poisson counts.
///
/// With S the sum of the counts, Q that of their squares and m the largest count that one unit can give:
///     lower  (Q/2S) χ²(α/2; 2S²/Q) / n,   upper  ((Q + m²)/(2(S + m))) χ²(1 − α/2; 2(S + m)²/(Q + m²)) / n
/// It holds however few were seen, and is wide then: what was not seen may come m at a time.
/// - Source: M. P. Fay & E. J. Feuer, *Statist. Med.* 16 (1997), 791–801.
package struct GammaInterval: Sendable, Equatable {
    /// Sums over all units, ≥ 0, in the outcome's unit and its square; the largest of one unit; units.
    package var sum: Double
    package var squares: Double
    package var largest: Double
    package var count: Double

    package init(sum: Double, squares: Double, largest: Double, count: Double) {
        self.sum = sum
        self.squares = squares
        self.largest = largest
        self.count = count
    }

    package var mean: Double { sum / count }

    package func bounds(confidence: Double) -> (low: Double, high: Double) {
        let tail = (1 - confidence) / 2
        let low = sum > 0
            ? squares / (2 * sum) * ChiSquare.upperQuantile(1 - tail, degreesOfFreedom: 2 * sum * sum / squares) / count : 0
        let (top, topSquares) = (sum + largest, squares + largest * largest)
        // Nothing was seen and nothing can be.
        guard top > 0 else { return (0, 0) }
        return (low, topSquares / (2 * top) * ChiSquare.upperQuantile(tail, degreesOfFreedom: 2 * top * top / topSquares) / count)
    }

    /// Interval of the difference of two such means, from the intervals of each (method of variance estimates recovery).
    ///
    ///     (p − q) − √((p − l_p)² + (u_q − q)²)  …  (p − q) + √((u_p − p)² + (q − l_q)²)
    /// - Source: G. Y. Zou & A. Donner, *Statist. Med.* 27 (2008), 1693–1702.
    package static func difference(_ plus: GammaInterval, _ minus: GammaInterval, confidence: Double) -> (low: Double, high: Double) {
        difference((plus.mean, plus.bounds(confidence: confidence)), (minus.mean, minus.bounds(confidence: confidence)))
    }

    /// The same from limits that are known already.
    package static func difference(
        _ plus: (mean: Double, bounds: (low: Double, high: Double)), _ minus: (mean: Double, bounds: (low: Double, high: Double))
    ) -> (low: Double, high: Double) {
        let middle = plus.mean - minus.mean
        func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        return (
            middle - length(plus.mean - plus.bounds.low, minus.bounds.high - minus.mean),
            middle + length(plus.bounds.high - plus.mean, minus.mean - minus.bounds.low)
        )
    }
}
