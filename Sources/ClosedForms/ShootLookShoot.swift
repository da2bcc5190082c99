import NumericalMethods

/// Salvos with a look after each, where the look can be wrong: who leaks, and what it costs.
///
/// A chain over (alive or dead) × (still engaged or released). After salvo i of sᵢ rounds a live target stays engaged with
/// probability a = P(called alive | alive), a dead one with b = P(called alive | dead); what is released is not shot at again.
/// With perfect looks (a = 1, b = 0) a target leaks with (1 − p)^Σs and costs Σ sᵢ (1 − p)^(s₁ + … + sᵢ₋₁) rounds.
/// - Source: Wagner, Mylander & Sanders, *Naval Operations Analysis*, 3rd ed. (1999), ch. 12; chain by enumeration.
package struct ShootLookShoot: Sendable, Equatable {
    /// Probability that the target is alive in the end.
    package let leakProbability: Double
    /// Mean number of rounds spent on it.
    package let meanRounds: Double

    /// - Parameters:
    ///   - killProbability: of one round, 0…1.
    ///   - salvos: rounds of the first salvo, the second, and so on.
    ///   - calledAliveAlive: probability that a live target is called alive.
    ///   - calledAliveDead: probability that a dead target is called alive.
    package init(killProbability: Double, salvos: [Int], calledAliveAlive: Double = 1, calledAliveDead: Double = 0) {
        var alive = 1.0
        var dead = 0.0
        var released = 0.0
        var rounds = 0.0
        for salvo in salvos {
            rounds += Double(salvo) * (alive + dead)
            let left = alive * Elementary.pow(1 - killProbability, Double(salvo))
            dead += alive - left
            released += left * (1 - calledAliveAlive)
            alive = left * calledAliveAlive
            dead *= calledAliveDead
        }
        leakProbability = released + alive
        meanRounds = rounds
    }
}

/// Targets one after another before one magazine, each shot at singly with perfect looks until it is dead, has cost its
/// allowance, or the magazine is empty.
///
/// Exact enumeration over (rounds left, leakers).
/// - Source: recursion of a finite stock; Przemieniecki, *Mathematical Methods in Defense Analyses*, 3rd ed. (2000), ch. 4.
package struct MagazineDepletion: Sendable, Equatable {
    /// Probabilities of 0, 1, …, N leakers.
    package let leakers: [Double]
    /// Probabilities of 0, 1, …, M rounds left at the end.
    package let roundsLeft: [Double]

    package var meanLeakers: Double { Self.mean(leakers) }
    package var meanRoundsLeft: Double { Self.mean(roundsLeft) }

    /// - Parameters: kill probability of one round, 0…1; targets, rounds in the magazine, and rounds allowed for each, ≥ 0.
    package init(killProbability: Double, targets: Int, magazine: Int, roundsPerTarget: Int) {
        // State: [rounds left][leakers].
        var states = [[Double]](repeating: [Double](repeating: 0, count: targets + 1), count: magazine + 1)
        states[magazine][0] = 1
        for _ in 0..<targets {
            var next = [[Double]](repeating: [Double](repeating: 0, count: targets + 1), count: magazine + 1)
            for rounds in 0...magazine {
                for leaked in 0...targets where states[rounds][leaked] > 0 {
                    var alive = states[rounds][leaked]
                    var left = rounds
                    for _ in 0..<min(roundsPerTarget, rounds) {
                        left -= 1
                        next[left][leaked] += alive * killProbability
                        alive *= 1 - killProbability
                    }
                    if alive > 0, leaked < targets { next[left][leaked + 1] += alive }
                }
            }
            states = next
        }
        roundsLeft = states.map { $0.reduce(0, +) }
        leakers = (0...targets).map { count in states.reduce(0) { $0 + $1[count] } }
    }

    private static func mean(_ probabilities: [Double]) -> Double {
        probabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    }
}
