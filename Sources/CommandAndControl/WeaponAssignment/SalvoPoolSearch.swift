/// Chooses one salvo of a pool for each target, no weapon twice, so that the least value survives: branch and bound.
///
/// Each node moves the weapons' prices up to its own greatest bound, throws out the salvos that the bound forbids, and, if
/// the bound has not met the best known value, splits on whether one weapon goes to one target.
struct SalvoPoolSearch {
    let pool: SalvoPool
    let weaponCount: Int
    let targetCount: Int
    /// Differences that rounding can make are not worth a branch.
    let tolerance: Double
    private(set) var bestValue: Double
    /// Column of each target in the best assignment found here; nil where nothing better than the start was found.
    private(set) var bestColumns: [Int32]?
    private(set) var nodes = 0
    /// Bound proved at the root.
    private(set) var rootBound = -Double.infinity
    private let nodesMaximum: Int
    private let shouldStop: () -> Bool
    private(set) var isComplete = true

    init(
        pool: SalvoPool, weaponCount: Int, targetCount: Int, bestValue: Double, tolerance: Double, nodesMaximum: Int,
        shouldStop: @escaping () -> Bool
    ) {
        self.pool = pool
        self.weaponCount = weaponCount
        self.targetCount = targetCount
        self.bestValue = bestValue
        self.tolerance = tolerance
        self.nodesMaximum = nodesMaximum
        self.shouldStop = shouldStop
    }

    mutating func run(prices: [Double]) {
        let all = (0..<targetCount).map { Array(pool.first[$0]..<pool.first[$0 + 1]) }
        visit(all, prices: prices, iterations: 1500, isRoot: true)
    }

    private mutating func visit(_ columns: [[Int32]], prices: [Double], iterations: Int, isRoot: Bool = false) {
        nodes += 1
        guard nodes <= nodesMaximum, !shouldStop() else {
            isComplete = false
            return
        }
        var open = columns
        guard open.allSatisfy({ !$0.isEmpty }) else { return }
        var step = SubgradientStep(prices: prices, scale: isRoot ? 1 : 0.5, patience: isRoot ? 30 : 15)
        var chosen = Array(repeating: Int32(0), count: targetCount)
        var uses = Array(repeating: Int32(0), count: weaponCount)
        var timesChosen: [Int32: Double] = [:]
        var sinceShrunk = 0
        for iteration in 0..<iterations {
            let bound = evaluate(open, step.prices, &chosen, &uses)
            take(chosen, uses)
            let isBetter = step.advance(bound: bound, uses: uses, towards: bestValue)
            if isRoot { rootBound = max(rootBound, step.bestBound) }
            if step.bestBound >= bestValue - tolerance { return }
            sinceShrunk += 1
            if isBetter, sinceShrunk >= 10 || iteration == 0 {
                sinceShrunk = 0
                guard shrink(&open, prices: step.bestPrices, bound: step.bestBound) else { return }
            }
            if step.scale < 1e-4 { break }
            if iteration >= 20 {
                for target in open.indices where open[target].count > 1 { timesChosen[chosen[target], default: 0] += 1 }
            }
        }
        guard shrink(&open, prices: step.bestPrices, bound: step.bestBound) else { return }
        guard let (target, weapon, isLikely) = branching(open, timesChosen) else {
            // One salvo is left for each target: it is the assignment, if no weapon is used twice.
            _ = evaluate(open, step.bestPrices, &chosen, &uses)
            take(chosen, uses)
            return
        }
        for with in [isLikely, !isLikely] {
            var child = open
            child[target].removeAll { pool.uses($0, weapon) != with }
            if with {
                for other in child.indices where other != target { child[other].removeAll { pool.uses($0, weapon) } }
            }
            visit(child, prices: step.bestPrices, iterations: 250)
        }
    }

    /// The bound at the prices, each target's cheapest salvo and how often each weapon is in one.
    private func evaluate(_ open: [[Int32]], _ prices: [Double], _ chosen: inout [Int32], _ uses: inout [Int32]) -> Double {
        for weapon in uses.indices { uses[weapon] = 0 }
        var bound = 0.0
        for price in prices { bound -= price }
        pool.start.withUnsafeBufferPointer { start in
            pool.weapons.withUnsafeBufferPointer { weapons in
                for target in open.indices {
                    var least = Double.infinity
                    for column in open[target] {
                        var cost = pool.survival[Int(column)]
                        for place in Int(start[Int(column)])..<Int(start[Int(column) + 1]) { cost += prices[Int(weapons[place])] }
                        if cost < least {
                            least = cost
                            chosen[target] = column
                        }
                    }
                    bound += least
                    let column = Int(chosen[target])
                    for place in Int(start[column])..<Int(start[column + 1]) { uses[Int(weapons[place])] += 1 }
                }
            }
        }
        return bound
    }

    /// Keeps an assignment in which no weapon is used twice, if it is the best so far.
    private mutating func take(_ chosen: [Int32], _ uses: [Int32]) {
        guard !uses.contains(where: { $0 > 1 }) else { return }
        var value = 0.0
        for column in chosen { value += pool.survival[Int(column)] }
        if value < bestValue {
            bestValue = value
            bestColumns = chosen
        }
    }

    /// Throws out salvos that no better assignment has; false if a target has none left.
    private func shrink(_ open: inout [[Int32]], prices: [Double], bound: Double) -> Bool {
        let room = bestValue - tolerance - bound
        guard room > 0 else { return false }
        for target in open.indices where open[target].count > 1 {
            func cost(_ column: Int32) -> Double { pool.set(column).reduce(pool.survival[Int(column)]) { $0 + prices[Int($1)] } }
            let costs = open[target].map(cost)
            let least = costs.min() ?? 0
            var kept = 0
            for place in costs.indices where costs[place] < least + room {
                open[target][kept] = open[target][place]
                kept += 1
            }
            open[target].removeLast(costs.count - kept)
        }
        return true
    }

    /// The weapon and target whose pairing is least decided; nil where every target has one salvo.
    private func branching(_ open: [[Int32]], _ timesChosen: [Int32: Double]) -> (target: Int, weapon: Int32, isLikely: Bool)? {
        var best: (target: Int, weapon: Int32, isLikely: Bool)?
        var leastDistance = Double.infinity
        var withWeapon = Array(repeating: 0.0, count: weaponCount)
        var columnsWith = Array(repeating: 0, count: weaponCount)
        for target in open.indices where open[target].count > 1 {
            var total = 0.0
            var seen: [Int32] = []
            for column in open[target] {
                // Salvos never chosen keep a little weight, so that something is always left to split on.
                let weight = (timesChosen[column] ?? 0) + 1e-3
                total += weight
                for weapon in pool.set(column) {
                    if columnsWith[Int(weapon)] == 0 { seen.append(weapon) }
                    columnsWith[Int(weapon)] += 1
                    withWeapon[Int(weapon)] += weight
                }
            }
            for weapon in seen {
                let share = withWeapon[Int(weapon)] / total
                // Every salvo has it, or none has: no split.
                if columnsWith[Int(weapon)] < open[target].count, abs(share - 0.5) < leastDistance {
                    leastDistance = abs(share - 0.5)
                    best = (target, weapon, share >= 0.5)
                }
                withWeapon[Int(weapon)] = 0
                columnsWith[Int(weapon)] = 0
            }
        }
        return best
    }
}
