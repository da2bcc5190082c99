import NumericalMethods

/// How soon a target is confirmed by M hits in N looks.
///
/// An exact chain over the hits and misses of the last N − 1 looks, M hits in any N successive looks being taken.
/// - Source: Bar-Shalom & Li, *Multitarget-Multisensor Tracking* (1995), section 2.5.
package struct TrackInitiation: Sendable {
    package let hits: Int
    package let looks: Int
    package let detectionProbability: Double

    /// - Parameters: hits 1…looks, looks at most 16; probability in (0, 1].
    package init(hits: Int, looks: Int, detectionProbability: Double) {
        precondition(1 <= hits && hits <= looks && looks <= 16, "a window holds its hits, and at most 16 looks")
        precondition(detectionProbability > 0 && detectionProbability <= 1, "no such probability of detection")
        self.hits = hits
        self.looks = looks
        self.detectionProbability = detectionProbability
    }

    /// Probability of M hits or more in the first N looks, Σ binomial.
    package var firstWindow: Double { Self.atLeast(hits, of: looks, detectionProbability) }

    /// Probability of at least `hits` in `looks` independent looks.
    package static func atLeast(_ hits: Int, of looks: Int, _ probability: Double) -> Double {
        if hits <= 0 { return 1 }
        if hits > looks { return 0 }
        if probability <= 0 { return 0 }
        if probability >= 1 { return 1 }
        return IncompleteBeta.regularised(probability, Double(hits), Double(looks - hits + 1))
    }

    /// Probability that a false first detection is confirmed when each of the next N − 1 gates holds a false alarm with a probability.
    package static func falseConfirmation(hits: Int, looks: Int, falseAlarmInGate: Double) -> Double {
        atLeast(hits - 1, of: looks - 1, falseAlarmInGate)
    }

    /// Probability of confirmation within 1, 2, … `count` looks.
    package func confirmation(within count: Int) -> [Double] {
        confirmation(detectionProbabilities: Array(repeating: detectionProbability, count: count))
    }

    /// The same with a probability of detection of its own for every look, as a target comes nearer.
    package func confirmation(detectionProbabilities: [Double]) -> [Double] {
        var state = start
        var confirmed = 0.0
        return detectionProbabilities.map { probability in
            confirmed += advance(&state, probability)
            return confirmed
        }
    }

    /// Number of looks to confirmation.
    package var delay: LookDelay {
        var state = start
        return LookDelay(settling: 2 * looks) {
            let confirmed = advance(&state, detectionProbability)
            return (confirmed, state.reduce(0, +))
        }
    }

    /// Mean number of looks to confirmation.
    package var meanLooks: Double { delay.mean }

    private var start: [Double] {
        var state = [Double](repeating: 0, count: 1 << (looks - 1))
        state[0] = 1
        return state
    }

    /// One look; returns what is confirmed by it.
    private func advance(_ state: inout [Double], _ probability: Double) -> Double {
        var next = [Double](repeating: 0, count: state.count)
        let mask = state.count - 1
        var confirmed = 0.0
        for past in state.indices where state[past] > 0 {
            let hit = state[past] * probability
            if past.nonzeroBitCount + 1 >= hits { confirmed += hit } else { next[(past << 1 | 1) & mask] += hit }
            next[past << 1 & mask] += state[past] * (1 - probability)
        }
        state = next
        return confirmed
    }
}

/// Confirmation in two stages: a detection opens a tentative track; ≥ m₁ of the next n₁ looks must detect, then ≥ m₂ of the n₂ looks
/// that follow.
///
/// A track is dropped at the look at which a stage can no longer be met; the search for a new first detection begins at the look after
/// that.
/// m₁ = n₁ = 1 is "two in a row, then m of n".
/// - Source: Blackman & Popoli, *Design and Analysis of Modern Tracking Systems* (1999), ch. 6; an exact chain.
package struct TwoStageInitiation: Sendable {
    package let first: (hits: Int, looks: Int)
    package let second: (hits: Int, looks: Int)
    package let detectionProbability: Double

    /// - Parameters: hits 1…looks of both stages; probability in (0, 1].
    package init(first: (hits: Int, looks: Int), second: (hits: Int, looks: Int), detectionProbability: Double) {
        precondition(
            1 <= first.hits && first.hits <= first.looks && 1 <= second.hits && second.hits <= second.looks, "a window holds its hits")
        precondition(detectionProbability > 0 && detectionProbability <= 1, "no such probability of detection")
        self.first = first
        self.second = second
        self.detectionProbability = detectionProbability
    }

    /// Probability that a tentative track is confirmed.
    package var acceptance: Double {
        TrackInitiation.atLeast(first.hits, of: first.looks, detectionProbability)
            * TrackInitiation.atLeast(second.hits, of: second.looks, detectionProbability)
    }

    /// Probability of confirmation within 1, 2, … `count` looks.
    package func confirmation(within count: Int) -> [Double] {
        var state = start
        var confirmed = 0.0
        return (0..<count).map { _ in
            confirmed += advance(&state)
            return confirmed
        }
    }

    /// Number of looks to confirmation.
    package var delay: LookDelay {
        var state = start
        return LookDelay(settling: 2 * (first.looks + second.looks)) {
            let confirmed = advance(&state)
            return (confirmed, state.values.reduce(0, +))
        }
    }

    /// Shares of the places of the chain: 0 searching, then (stage, hits, looks) in order.
    private struct Chain {
        var values: [Double]
    }

    private var start: Chain {
        var values = [Double](repeating: 0, count: 1 + first.hits * first.looks + second.hits * second.looks)
        values[0] = 1
        return Chain(values: values)
    }

    private func advance(_ state: inout Chain) -> Double {
        let p = detectionProbability
        var next = [Double](repeating: 0, count: state.values.count)
        var confirmed = 0.0
        // A stage with h hits after l looks has its place at h · looks + l.
        let secondBase = 1 + first.hits * first.looks
        next[0] += state.values[0] * (1 - p)
        next[1] += state.values[0] * p
        for (stage, window, base) in [(1, first, 1), (2, second, secondBase)] {
            for hits in 0..<window.hits {
                for looks in 0..<window.looks {
                    let share = state.values[base + hits * window.looks + looks]
                    guard share > 0 else { continue }
                    for (isHit, part) in [(true, share * p), (false, share * (1 - p))] {
                        let found = hits + (isHit ? 1 : 0)
                        if found >= window.hits {
                            if stage == 2 { confirmed += part } else { next[secondBase] += part }
                        } else if found + window.looks - looks - 1 < window.hits {
                            next[0] += part
                        } else {
                            next[base + found * window.looks + looks + 1] += part
                        }
                    }
                }
            }
        }
        state.values = next
        return confirmed
    }
}

/// Mean and standard deviation of the number of looks to an event, from the chance of it in each look.
///
///     E N = Σ P(N > k),  E N² = Σ (2k + 1) P(N > k),  their tails geometric once the share in each look is steady
package struct LookDelay: Sendable, Equatable {
    package var mean: Double
    package var deviation: Double

    /// - Parameters:
    ///   - settling: looks over which the share must be steady.
    ///   - look: one look more: what is confirmed by it, and what is left.
    init(settling: Int, look: () -> (confirmed: Double, left: Double)) {
        var first = 0.0
        var second = 0.0
        var left = 1.0
        var rate = 0.0
        var steady = 0
        var count = 0.0
        while steady < settling, left > 1e-30 {
            first += left
            second += (2 * count + 1) * left
            let found = look()
            let next = found.confirmed / left
            steady = next > 0 && abs(next - rate) <= 1e-13 * rate ? steady + 1 : 0
            rate = next
            left = found.left
            count += 1
        }
        if left > 1e-30 {
            first += left / rate
            second += left * ((2 * count + 1) / rate + 2 * (1 - rate) / (rate * rate))
        }
        mean = first
        deviation = max(0, second - first * first).squareRoot()
    }
}
