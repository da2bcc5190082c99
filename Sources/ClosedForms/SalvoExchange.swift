/// Hughes' salvo equations: two sides fire at once, each shoots down what it can, and what is left puts units out of action.
///
///     ΔB = (α A − q min(b₃ B, α A)) / b₁,   ΔA = (β B − p min(a₃ A, β B)) / a₁,   each no more than what is there
/// With certain rounds (p = q = 1) these are Hughes' equations; with others each missile is shot at once, and one that is missed comes
/// through (a *leaker*).
/// Numbers of units may be fractions: a unit half out of action fires and defends half.
/// - Source: W. P. Hughes, *Naval Research Logistics* 42 (1995), 267–289, equations 1 and 2; leakers: Tiah, *An
///   Analysis of Small Navy Tactics Using a Modified Hughes' Salvo Model* (thesis, Naval Postgraduate School, 2007).
package struct SalvoExchange: Sendable, Equatable {
    /// One side's means, for each of its units.
    package struct Side: Sendable, Equatable {
        /// Well-aimed missiles in a salvo.
        package var striking: Double
        /// Missiles that it shoots at.
        package var defending: Double
        /// Chance that a missile that is shot at is shot down, 0…1.
        package var interceptProbability: Double
        /// Hits that put it out of action, > 0.
        package var staying: Double

        package init(striking: Double, defending: Double, interceptProbability: Double = 1, staying: Double) {
            precondition(staying > 0, "a unit stands at least a part of a hit")
            self.striking = striking
            self.defending = defending
            self.interceptProbability = interceptProbability
            self.staying = staying
        }

        /// Missiles of a salvo that come through to a number of units.
        func hits(of incoming: Double, units: Double) -> Double {
            incoming - interceptProbability * min(defending * units, incoming)
        }
    }

    /// What one exchange cost and left, in units.
    package struct Result: Sendable, Equatable {
        package var lossFirst: Double
        package var lossSecond: Double
        package var leftFirst: Double
        package var leftSecond: Double
    }

    package let first: Side
    package let second: Side

    package init(first: Side, second: Side) {
        self.first = first
        self.second = second
    }

    /// Salvo after salvo, from numbers of units ≥ 0.
    package func salvos(_ count: Int, first a: Double, second b: Double) -> [Result] {
        var (a, b) = (a, b)
        return (0..<count).map { _ in
            let lossB = min(b, second.hits(of: first.striking * a, units: b) / second.staying)
            let lossA = min(a, first.hits(of: second.striking * b, units: a) / first.staying)
            a -= lossA
            b -= lossB
            return Result(lossFirst: lossA, lossSecond: lossB, leftFirst: a, leftSecond: b)
        }
    }

    /// Probabilities of 0, 1, …, n hits when one round each is fired at `defended` of n missiles, and a missile that gets through
    /// hits by chance.
    package static func hits(incoming: Int, defended: Int, interceptProbability: Double, hitProbability: Double) -> [Double] {
        let shotAt = min(incoming, max(0, defended))
        return TrialCount.distribution(
            Array(repeating: (1 - interceptProbability) * hitProbability, count: shotAt)
                + Array(repeating: hitProbability, count: incoming - shotAt))
    }
}
