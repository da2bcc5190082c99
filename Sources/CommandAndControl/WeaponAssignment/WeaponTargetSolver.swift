/// Solves the static weapon-target assignment problem to proven optimality, or as far as it is let.
///
/// 1. A good assignment by marginal returns and exchanges (`WeaponTargetImprover`).
/// 2. Prices on weapons: for any λ ≥ 0 no assignment leaves less than
///        L(λ) = Σ_j min_S [V_j Π_{i∈S}(1 − p_ij) + Σ_{i∈S} λ_i] − Σ_i λ_i
///    which subgradient steps raise; its maximum equals the linear relaxation over all salvos.
/// 3. When the gap is small, all salvos that a better assignment can contain are listed, and the choice among them is
///    settled by branch and bound (`SalvoPoolSearch`).
/// No linear-programming library takes part. Deterministic: nothing depends on time but `shouldStop`.
package struct WeaponTargetSolver {
    /// A bound this near to the value, as a fraction of it, counts as meeting it: the rounding of some hundred terms.
    package static let provenWithin = 1e-12
    /// Salvos listed at most; more are left until the bound is better.
    private static let poolMaximum = 100_000
    private static let iterationsMaximum = 6_000

    private let problem: WeaponTargetProblem
    private let shouldStop: () -> Bool
    private var improver: WeaponTargetImprover
    private var pricer: SalvoPricer
    private var assignment: [Int32]
    private var value: Double
    private var bound: Double
    private var held: [[Int32]]
    private var cheapest: [Double]
    private var uses: [Int32]

    /// - Parameters:
    ///   - problem: values, weapons and kill probabilities.
    ///   - shouldStop: asked between steps of well under a millisecond at 100 × 100; true ends the search with what
    ///     is proved by then.
    package static func solve(_ problem: WeaponTargetProblem, shouldStop: @escaping () -> Bool = { false }) -> WeaponTargetSolution {
        guard problem.weapons > 0, problem.targets > 0 else {
            let value = problem.values.reduce(0, +)
            return WeaponTargetSolution(
                targetOfWeapon: Array(repeating: -1, count: problem.weapons), value: value, bound: value, isOptimal: true)
        }
        var solver = WeaponTargetSolver(problem, shouldStop)
        return solver.run()
    }

    private init(_ problem: WeaponTargetProblem, _ shouldStop: @escaping () -> Bool) {
        self.problem = problem
        self.shouldStop = shouldStop
        improver = WeaponTargetImprover(problem)
        pricer = SalvoPricer(problem)
        assignment = Array(repeating: -1, count: problem.weapons)
        value = problem.values.reduce(0, +)
        bound = 0
        held = Array(repeating: [], count: problem.targets)
        cheapest = Array(repeating: 0, count: problem.targets)
        uses = Array(repeating: 0, count: problem.weapons)
    }

    private var tolerance: Double { Self.provenWithin * max(value, 1e-300) }
    private var isProven: Bool { bound >= value - tolerance }

    private mutating func run() -> WeaponTargetSolution {
        improver.start(from: assignment)
        improver.improve(patience: 2, shouldStop: shouldStop)
        keepImproved()
        var step = SubgradientStep(prices: startingPrices())
        var gapAtListing = 0.05 * value
        // An exchange takes as long as so many steps of the prices.
        let exchangePeriod = max(2, problem.targets / 10)
        var idleExchanges = 0
        var restarts = 0
        for iteration in 1...Self.iterationsMaximum {
            if shouldStop() || isProven { break }
            let found = evaluate(step.prices)
            if !uses.contains(where: { $0 > 1 }) { takeHeld() }
            let isBetter = step.advance(bound: found, uses: uses, towards: value)
            bound = max(bound, min(step.bestBound, value))
            if isProven { break }
            // Assignment and bound improve by turns, so that both are good whenever the search is ended.
            if iteration % 20 == 0 {
                repair(patience: 2, round: iteration)
                idleExchanges = 0
            } else if iteration % exchangePeriod == 0, idleExchanges < 20, !shouldStop() {
                idleExchanges = improver.exchange(round: iteration) ? 0 : idleExchanges + 1
                keepImproved()
            }
            if isBetter || iteration % 20 == 0, iteration >= 30, value - bound < 0.6 * gapAtListing {
                gapAtListing = value - bound
                if settle(prices: step.bestPrices, most: Self.poolMaximum, nodes: 300) { break }
            }
            if step.scale < 1e-5 {
                // The prices have converged: what gap is left is the problem's own.
                // The salvos of a better assignment are mostly far inside it: a look at those alone first.
                _ = settle(prices: step.bestPrices, most: Self.poolMaximum, nodes: 300, share: 0.2)
                if settle(prices: step.bestPrices, most: 8 * Self.poolMaximum, nodes: 5_000) || restarts == 3 { break }
                restarts += 1
                step = SubgradientStep(prices: step.bestPrices, scale: 0.3)
            }
        }
        if isProven { bound = value }
        return WeaponTargetSolution(targetOfWeapon: assignment, value: value, bound: bound, isOptimal: isProven)
    }

    private mutating func keepImproved() {
        guard improver.value < value else { return }
        value = improver.value
        assignment = improver.targetOfWeapon
    }

    /// What a weapon would be worth on top of the assignment, scaled by what gives the best bound.
    private mutating func startingPrices() -> [Double] {
        var survival = problem.values
        for weapon in assignment.indices where assignment[weapon] >= 0 {
            let target = Int(assignment[weapon])
            survival[target] *= 1 - problem.killProbabilities[weapon * problem.targets + target]
            held[target].append(Int32(weapon))
        }
        let exchanged = improver.pricesOfLastExchange()
        let gains = (0..<problem.weapons).map { weapon in
            (0..<problem.targets).reduce(0.0) {
                max($0, survival[$1] * problem.killProbabilities[weapon * problem.targets + $1])
            }
        }
        // Steps climb better from above: the highest scale is taken whose gap is not much wider than the narrowest.
        var best = gains
        for scale in [1, 1.25, 1.5] where !shouldStop() {
            let prices = gains.map { scale * $0 }
            let found = evaluate(prices)
            bound = max(bound, min(found, value))
            if value - found <= 2 * (value - bound) { best = prices }
        }
        guard !shouldStop() else { return best }
        let prices = gains.indices.map { exchanged[$0] ?? 1.25 * gains[$0] }
        let found = evaluate(prices)
        if found >= bound { best = prices }
        bound = max(bound, min(found, value))
        return best
    }

    /// L at the prices; each target's cheapest salvo goes to `held`, its price to `cheapest`.
    private mutating func evaluate(_ prices: [Double]) -> Double {
        var total = -prices.reduce(0, +)
        for weapon in uses.indices { uses[weapon] = 0 }
        for target in 0..<problem.targets {
            cheapest[target] = pricer.best(target: target, prices: prices, known: held[target])
            total += cheapest[target]
            held[target].removeAll(keepingCapacity: true)
            held[target].append(contentsOf: pricer.bestSet)
            for weapon in pricer.bestSet { uses[Int(weapon)] += 1 }
        }
        return total
    }

    /// The held salvos are an assignment.
    private mutating func takeHeld() {
        var fresh = Array(repeating: Int32(-1), count: problem.weapons)
        for target in held.indices { for weapon in held[target] { fresh[Int(weapon)] = Int32(target) } }
        take(fresh)
    }

    private mutating func take(_ fresh: [Int32]) {
        let found = problem.survivingValue(fresh)
        if found < value {
            value = found
            assignment = fresh
        }
    }

    /// An assignment from the held salvos: a weapon in several stays where it saves most; the rest are given out greedily.
    private mutating func repair(patience: Int, round: Int) {
        var fresh = Array(repeating: Int32(-1), count: problem.weapons)
        var gains = Array(repeating: 0.0, count: problem.weapons)
        for target in held.indices {
            let survival = pricer.survival(held[target], target: target)
            for weapon in held[target] {
                let probability = problem.killProbabilities[Int(weapon) * problem.targets + target]
                let gain = probability < 1 ? survival * probability / (1 - probability) : problem.values[target]
                if gain > gains[Int(weapon)] {
                    gains[Int(weapon)] = gain
                    fresh[Int(weapon)] = Int32(target)
                }
            }
        }
        improver.start(from: fresh)
        improver.improve(patience: patience, firstRound: round, shouldStop: shouldStop)
        keepImproved()
    }

    /// Lists the salvos within the gap and searches them. True if that settled the problem.
    /// - Parameter share: part of the gap within which to list; below 1 the search finds but proves nothing.
    private mutating func settle(prices: [Double], most: Int, nodes: Int, share: Double = 1) -> Bool {
        let found = evaluate(prices)
        let room = share * (value - found)
        guard
            let pool = SalvoPool(
                pricer: &pricer, prices: prices, cheapest: cheapest, room: room, most: most, shouldStop: shouldStop)
        else { return false }
        var search = SalvoPoolSearch(
            pool: pool, weaponCount: problem.weapons, targetCount: problem.targets, bestValue: value, tolerance: tolerance,
            nodesMaximum: nodes, shouldStop: shouldStop)
        search.run(prices: prices)
        if let columns = search.bestColumns {
            var fresh = Array(repeating: Int32(-1), count: problem.weapons)
            for target in columns.indices { for weapon in pool.set(columns[target]) { fresh[Int(weapon)] = Int32(target) } }
            take(fresh)
        }
        guard share >= 1 else { return false }
        if search.isComplete {
            bound = value
            return true
        }
        bound = max(bound, min(search.rootBound, value))
        return false
    }
}
