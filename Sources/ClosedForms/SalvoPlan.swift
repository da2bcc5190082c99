import NumericalMethods

/// Rounds fired at once, without a look: leakage of a raid against a number of rounds, all shots independent.
///
/// A target that gets n rounds of kill probability p leaks with (1 − p)ⁿ; the leakers of a raid are a sum of independent
/// trials. What a doctrine table gives without a run; it knows no channels, no time and no assessment.
/// - Source: Wagner, Mylander & Sanders, *Naval Operations Analysis*, 3rd ed. (1999), ch. 12; Przemieniecki, *Mathematical
///   Methods in Defense Analyses*, 3rd ed. (2000), ch. 4.
package struct SalvoPlan: Sendable, Equatable {
    /// Kill probability of a round, 0…1.
    package let killProbability: Double

    package init(killProbability: Double) {
        precondition((0...1).contains(killProbability), "a probability lies between 0 and 1")
        self.killProbability = killProbability
    }

    /// Probability that a target lives through `rounds` rounds.
    package func leakProbability(rounds: Int) -> Double { Elementary.pow(1 - killProbability, Double(rounds)) }

    /// Probability that none of a raid of `targets` leaks, with `rounds` rounds at each.
    package func cleanProbability(targets: Int, rounds: Int) -> Double {
        Elementary.pow(1 - leakProbability(rounds: rounds), Double(targets))
    }

    /// Rounds for each target of a raid when `magazine` rounds are spread as evenly as they go: M = aN + r gives r targets one
    /// more than the other N − r.
    package static func evenSpread(magazine: Int, targets: Int) -> [Int] {
        (0..<targets).map { magazine / targets + ($0 < magazine % targets ? 1 : 0) }
    }

    /// Probabilities of 0, 1, …, N leakers of a raid whose targets get so many rounds each.
    package func leakers(rounds: [Int]) -> [Double] { TrialCount.distribution(rounds.map { leakProbability(rounds: $0) }) }

    /// The fewest rounds for each target with which it leaks no more often than `leak`; nil where no number is enough.
    ///
    /// Equality up to rounding (10⁻¹²) counts as reached.
    package func roundsNeeded(leak: Double) -> Int? {
        guard killProbability > 0, leak > 0 || killProbability == 1 else { return nil }
        return (0...).first { leakProbability(rounds: $0) <= leak + 1e-12 * max(leak, 1e-12) }
    }

    /// The fewest rounds for each of `targets` with which nothing leaks with probability `clean` or more; nil where none is enough.
    package func roundsNeeded(clean: Double, targets: Int) -> Int? {
        guard killProbability > 0, clean < 1 || killProbability == 1 else { return nil }
        return (0...).first { cleanProbability(targets: targets, rounds: $0) >= clean * (1 - 1e-12) }
    }
}

/// The number of successes among independent trials of differing probabilities (Poisson's binomial distribution).
package enum TrialCount {
    /// Probabilities of 0, 1, …, n successes, by adding one trial after another.
    package static func distribution(_ probabilities: [Double]) -> [Double] {
        var sums = [1.0]
        for p in probabilities {
            sums.append(0)
            for place in stride(from: sums.count - 1, through: 1, by: -1) { sums[place] = sums[place] * (1 - p) + sums[place - 1] * p }
            sums[0] *= 1 - p
        }
        return sums
    }
}
