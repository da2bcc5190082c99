import NumericalMethods

/// Good assignments quickly: greedy by marginal return, then exchanges among all targets at once.
///
/// One exchange lifts one weapon from every target that has any, and gives the lifted ones out again, at most one a
/// target, by an exact linear assignment of the marginal returns r_j p_ij. The value never rises.
/// - Source: den Broeder, Ellison and Emerling, Operations Research 7 (1959) 322–326 (marginal return); neighbourhoods
///   searched by assignment: Ahuja, Kumar, Jha and Orlin, Operations Research 55 (2007) 1136–1146.
struct WeaponTargetImprover {
    let problem: WeaponTargetProblem
    private(set) var targetOfWeapon: [Int32]
    private(set) var value: Double
    private var weaponsOfTarget: [[Int32]]
    private var workspace = LinearAssignmentWorkspace()
    private var costs: [Double] = []
    private var lifted: [Int32] = []
    private var residual: [Double]

    init(_ problem: WeaponTargetProblem) {
        self.problem = problem
        targetOfWeapon = Array(repeating: -1, count: problem.weapons)
        weaponsOfTarget = Array(repeating: [], count: problem.targets)
        residual = problem.values
        value = problem.values.reduce(0, +)
    }

    /// Takes an assignment over; weapons at −1 are given out greedily.
    mutating func start(from assignment: [Int32]) {
        targetOfWeapon = assignment
        residual = problem.values
        for weapon in assignment.indices where assignment[weapon] >= 0 {
            let target = Int(assignment[weapon])
            residual[target] *= 1 - problem.killProbabilities[weapon * problem.targets + target]
        }
        giveOutGreedily()
        for target in weaponsOfTarget.indices { weaponsOfTarget[target].removeAll(keepingCapacity: true) }
        for weapon in targetOfWeapon.indices where targetOfWeapon[weapon] >= 0 {
            weaponsOfTarget[Int(targetOfWeapon[weapon])].append(Int32(weapon))
        }
        value = problem.survivingValue(targetOfWeapon)
    }

    /// Largest marginal return first. A weapon's best target changes only when that target has just been given another.
    private mutating func giveOutGreedily() {
        let targets = problem.targets
        var open = targetOfWeapon.indices.filter { targetOfWeapon[$0] < 0 }
        guard targets > 0 else { return }
        var best = Array(repeating: (gain: -1.0, target: 0), count: problem.weapons)
        func look(_ weapon: Int) -> (gain: Double, target: Int) {
            problem.killProbabilities.withUnsafeBufferPointer { probabilities in
                residual.withUnsafeBufferPointer { residual in
                    var found = (gain: -1.0, target: 0)
                    for target in 0..<targets {
                        let gain = residual[target] * probabilities[weapon * targets + target]
                        if gain > found.gain { found = (gain, target) }
                    }
                    return found
                }
            }
        }
        for weapon in open { best[weapon] = look(weapon) }
        while !open.isEmpty {
            var place = 0
            for other in open.indices where best[open[other]].gain > best[open[place]].gain { place = other }
            let weapon = open.remove(at: place)
            let (gain, target) = best[weapon]
            guard gain > 0 else { return }
            targetOfWeapon[weapon] = Int32(target)
            residual[target] *= 1 - problem.killProbabilities[weapon * targets + target]
            for other in open where best[other].target == target { best[other] = look(other) }
        }
    }

    /// Exchange number `round`: which weapon each target gives up goes round with it. True if the value fell.
    mutating func exchange(round: Int) -> Bool {
        let targets = problem.targets
        lifted.removeAll(keepingCapacity: true)
        for target in 0..<targets {
            let held = weaponsOfTarget[target]
            guard !held.isEmpty else {
                residual[target] = problem.values[target]
                continue
            }
            let place = (round &* (2 * target + 1) &+ target) % held.count
            lifted.append(held[place])
            var survival = problem.values[target]
            for (other, weapon) in held.enumerated() where other != place {
                survival *= 1 - problem.killProbabilities[Int(weapon) * targets + target]
            }
            residual[target] = survival
        }
        let count = lifted.count * targets
        guard count > 0 else { return false }
        if costs.count < count { costs = Array(repeating: 0, count: count) }
        costs.withUnsafeMutableBufferPointer { costs in
            problem.killProbabilities.withUnsafeBufferPointer { probabilities in
                residual.withUnsafeBufferPointer { residual in
                    for (row, weapon) in lifted.enumerated() {
                        let base = Int(weapon) * targets
                        for target in 0..<targets { costs[row * targets + target] = -residual[target] * probabilities[base + target] }
                    }
                }
            }
        }
        let cost = workspace.solve(costs: costs, rows: lifted.count, columns: targets)
        let fresh = residual.reduce(0, +) + cost
        guard fresh < value - 1e-12 * value else { return false }
        let before = lifted.map { targetOfWeapon[Int($0)] }
        for (row, weapon) in lifted.enumerated() { targetOfWeapon[Int(weapon)] = Int32(workspace.column(ofRow: row)) }
        let found = problem.survivingValue(targetOfWeapon)
        // Where nearly nothing survives, the sum above is rounding: it can promise a fall for ever.
        guard found < value else {
            for (weapon, target) in zip(lifted, before) { targetOfWeapon[Int(weapon)] = target }
            return false
        }
        for (weapon, target) in zip(lifted, before) { weaponsOfTarget[Int(target)].removeAll { $0 == weapon } }
        for weapon in lifted { weaponsOfTarget[Int(targetOfWeapon[Int(weapon)])].append(weapon) }
        value = found
        return true
    }

    /// What each weapon lifted in the last exchange is worth there, by the assignment's potentials; nil for the others.
    ///
    /// λ_i = −u_i, the potentials shifted so that no target's is above 0. Where targets have one weapon or none, these are
    /// optimal prices.
    func pricesOfLastExchange() -> [Double?] {
        var prices: [Double?] = Array(repeating: nil, count: problem.weapons)
        guard !lifted.isEmpty else { return prices }
        let shift = (0..<problem.targets).map { workspace.columnPotential($0) }.max() ?? 0
        for (row, weapon) in lifted.enumerated() { prices[Int(weapon)] = max(0, -workspace.rowPotential(row) - shift) }
        return prices
    }

    /// Exchanges until `patience` in a row have brought nothing, or `shouldStop` says so.
    mutating func improve(patience: Int, firstRound: Int = 0, shouldStop: () -> Bool) {
        var idle = 0
        var round = firstRound
        while idle < patience, !shouldStop() {
            idle = exchange(round: round) ? 0 : idle + 1
            round += 1
        }
    }
}
