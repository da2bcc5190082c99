import NumericalMethods

/// How often each value came, as long as there are few different ones: it tells ties, and what little differs from them.
///
/// Beyond `distinctMaximum` different values it counts no more, since ties cannot rule then; so memory stays bounded.
struct ValueTally: Sendable {
    private static let distinctMaximum = 1_024
    private var runs: [Double: Int] = [:]
    private var count = 0
    private var isSpread = false

    mutating func add(_ value: Double) {
        count += 1
        guard !isSpread else { return }
        // Rounding of means must not part what is equal: 10⁻⁹ is far below any count, share or price.
        runs[(value * 1e9).rounded() / 1e9, default: 0] += 1
        if runs.count > Self.distinctMaximum {
            isSpread = true
            runs = [:]
        }
    }

    /// Whether more than half of all values are this one.
    func isMostly(_ value: Double) -> Bool { !isSpread && 2 * (runs[(value * 1e9).rounded() / 1e9] ?? 0) > count }

    /// The value that came most often (the lower of two), and what lies above and below it.
    struct Ties {
        var value: Double
        var tied: Int
        var above: GammaInterval
        var below: GammaInterval

        /// Values that differ, weighted: (Σ|x|)²/Σx², as many as there are where they differ by the same.
        /// - Source: Kish, *Survey Sampling* (1965), section 11.7 (effective number under unequal weights).
        var effective: Double {
            let squares = above.squares + below.squares
            return squares > 0 ? (above.sum + below.sum) * (above.sum + below.sum) / squares : 0
        }
    }

    /// Ties, where most values are tied and what differs is little: fewer than thirty values' worth, so that Student's t, which needs
    /// a mean
    /// that is near normal (its error falls with the skewness, 1/√30 at most here), does not hold yet.
    func ruling(largest: Double, least: Double) -> Ties? {
        guard !isSpread, count > 1 else { return nil }
        let sorted = runs.sorted { $0.key < $1.key }
        guard let most = sorted.max(by: { $0.value < $1.value }), 2 * most.value > count else { return nil }
        let units = Double(count)
        var ties = Ties(
            value: most.key, tied: most.value,
            above: GammaInterval(sum: 0, squares: 0, largest: max(0, largest - most.key), count: units),
            below: GammaInterval(sum: 0, squares: 0, largest: max(0, most.key - least), count: units))
        for (value, number) in sorted where value != most.key {
            let distance = abs(value - most.key)
            if value > most.key {
                ties.above.sum += distance * Double(number)
                ties.above.squares += distance * distance * Double(number)
            } else {
                ties.below.sum += distance * Double(number)
                ties.below.squares += distance * distance * Double(number)
            }
        }
        return ties.effective < 30 ? ties : nil
    }
}
