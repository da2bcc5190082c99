import NumericalMethods

/// Leakers of a raid of n against a defence that is simple enough to be counted exactly.
///
/// - Source: Przemieniecki, *Mathematical Methods in Defense Analyses*, 3rd ed. (2000), ch. 4; Wagner, Mylander & Sanders, *Naval
///   Operations Analysis*, 3rd ed. (1999), ch. 12.
package enum RaidDefence: Sendable, Equatable {
    /// Rounds shared as evenly as they go, fired at once; targets without one leak.
    case even(rounds: Int, kill: Double)
    /// Each target is engaged at most once with a salvo: c channels, k cycles and the rounds allow so many engagements.
    case channels(Int, cycles: Int, salvo: Int, rounds: Int, kill: Double)
    /// In each of k cycles as many of those alive as channels and rounds allow get a salvo; assessment is perfect.
    case shootLookShoot(channels: Int, cycles: Int, salvo: Int, rounds: Int, kill: Double)

    /// Probabilities of 0…n leakers.
    package func leakers(of raid: Int) -> [Double] {
        switch self {
        case .even(let rounds, let kill):
            guard raid > 0 else { return [1] }
            let (each, more) = (rounds / raid, rounds % raid)
            func leak(_ rounds: Int) -> Double { Elementary.pow(1 - kill, Double(rounds)) }
            return Self.convolved(
                BinomialCount.distribution(more, leak(each + 1)), BinomialCount.distribution(raid - more, leak(each)))
        case .channels(let channels, let cycles, let salvo, let rounds, let kill):
            let engaged = min(channels * cycles, rounds / salvo, raid)
            return [Double](repeating: 0, count: raid - engaged)
                + BinomialCount.distribution(engaged, Elementary.pow(1 - kill, Double(salvo)))
        case .shootLookShoot(let channels, let cycles, let salvo, let rounds, let kill):
            let live = Elementary.pow(1 - kill, Double(salvo))
            // By salvoes fired and targets alive.
            var states = [[Int]: Double]()
            states[[0, raid]] = 1
            for _ in 0..<cycles {
                var next = [[Int]: Double]()
                for (state, share) in states.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                    let engaged = min(channels, state[1], rounds / salvo - state[0])
                    for (survivors, p) in BinomialCount.distribution(engaged, live).enumerated() where p > 0 {
                        next[[state[0] + engaged, state[1] - engaged + survivors], default: 0] += share * p
                    }
                }
                states = next
            }
            var leakers = [Double](repeating: 0, count: raid + 1)
            for (state, share) in states.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) { leakers[state[1]] += share }
            return leakers
        }
    }

    /// Probability that no more than so many of a raid get through.
    package func holds(_ raid: Int, leakersAllowed: Int) -> Double {
        leakers(of: raid).prefix(leakersAllowed + 1).reduce(0, +)
    }

    /// The largest raid that it holds with a probability of `confidence` or more; that probability falls with the raid's size.
    package func largestRaid(leakersAllowed: Int, confidence: Double) -> Int {
        var raid = leakersAllowed
        while raid < 100_000, holds(raid + 1, leakersAllowed: leakersAllowed) >= confidence { raid += 1 }
        return raid
    }

    private static func convolved(_ first: [Double], _ second: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: first.count + second.count - 1)
        for (i, a) in first.enumerated() { for (j, b) in second.enumerated() { sums[i + j] += a * b } }
        return sums
    }
}
