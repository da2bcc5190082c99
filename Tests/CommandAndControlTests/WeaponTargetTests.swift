import Foundation
import CommandAndControl
import Testing

@Suite struct WeaponTargetTests {
    /// SplitMix64 (Steele, Lea and Flood 2014), for instances.
    private struct Numbers {
        var state: UInt64
        mutating func next() -> Double {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
        }
    }

    /// A third of the pairs without effect, some certain, some targets worth nothing.
    private func problem(_ weapons: Int, _ targets: Int, seed: UInt64, harsh: Bool = false) -> WeaponTargetProblem {
        var numbers = Numbers(state: seed)
        let values = (0..<targets).map { _ in
            let u = numbers.next()
            return harsh && u < 0.15 ? 0 : 1 + (10 * u).rounded(.down)
        }
        let probabilities = (0..<weapons * targets).map { _ -> Double in
            let u = numbers.next()
            if harsh { return u < 0.3 ? 0 : u > 0.95 ? 1 : u }
            return 0.2 + 0.7 * u
        }
        return WeaponTargetProblem(values: values, killProbabilities: probabilities)
    }

    private func leastByTrial(_ problem: WeaponTargetProblem) -> Double {
        var survival = problem.values
        func visit(_ weapon: Int) -> Double {
            if weapon == problem.weapons { return survival.reduce(0, +) }
            var best = Double.infinity
            for target in 0..<problem.targets {
                let before = survival[target]
                survival[target] *= 1 - problem.killProbabilities[weapon * problem.targets + target]
                best = min(best, visit(weapon + 1))
                survival[target] = before
            }
            return best
        }
        return visit(0)
    }

    @Test(arguments: 0..<40) func `small problems leave what trying everything leaves, proved`(seed: Int) {
        let problem = problem(1 + seed % 7, 1 + (seed / 3) % 5, seed: UInt64(seed), harsh: seed % 2 == 1)
        let solution = WeaponTargetSolver.solve(problem)
        #expect(abs(solution.value - leastByTrial(problem)) < 1e-12)
        #expect(solution.isOptimal && solution.bound <= solution.value)
        #expect(problem.survivingValue(solution.targetOfWeapon) == solution.value)
    }

    @Test(arguments: 0..<4) func `a further weapon never lowers the value expected to be saved`(seed: Int) {
        let targets = 12
        let whole = problem(16, targets, seed: UInt64(100 + seed), harsh: seed % 2 == 1)
        var before = Double.infinity
        for weapons in 0...whole.weapons {
            let part = WeaponTargetProblem(
                values: whole.values, killProbabilities: Array(whole.killProbabilities[0..<weapons * targets]))
            let solution = WeaponTargetSolver.solve(part)
            #expect(solution.isOptimal)
            #expect(solution.value <= before + 1e-12)
            before = solution.value
        }
    }

    @Test func `other names for weapons and targets change nothing but names`() {
        let (weapons, targets) = (14, 9)
        let one = problem(weapons, targets, seed: 77)
        let newWeapon = (0..<weapons).map { ($0 * 5 + 3) % weapons }
        let newTarget = (0..<targets).map { ($0 * 4 + 1) % targets }
        var values = one.values
        var probabilities = one.killProbabilities
        for target in 0..<targets {
            values[newTarget[target]] = one.values[target]
            for weapon in 0..<weapons {
                probabilities[newWeapon[weapon] * targets + newTarget[target]] = one.killProbabilities[weapon * targets + target]
            }
        }
        let first = WeaponTargetSolver.solve(one)
        let second = WeaponTargetSolver.solve(WeaponTargetProblem(values: values, killProbabilities: probabilities))
        #expect(abs(first.value - second.value) < 1e-12)
        for weapon in 0..<weapons {
            #expect(second.targetOfWeapon[newWeapon[weapon]] == Int32(newTarget[Int(first.targetOfWeapon[weapon])]))
        }
    }

    @Test(arguments: 0..<30) func `ended early, the bound is below the optimum and the value above`(steps: Int) {
        let problem = problem(20, 15, seed: 5)
        let optimum = WeaponTargetSolver.solve(problem)
        #expect(optimum.isOptimal)
        var left = steps
        let early = WeaponTargetSolver.solve(problem) {
            left -= 1
            return left < 0
        }
        #expect(early.bound <= optimum.value + 1e-12)
        #expect(early.value >= optimum.value - 1e-12)
        #expect(early.gap >= 0)
    }

    @Test(arguments: [
        ([1.5], [0.99999, 0.99999, 0.9999]),
        ([9.0775, 4.2361, 8.8406], [0.9999, 0.9999, 0.9999, 0.9999, 0.999, 0.9999, 1, 0.9999, 0.9999, 1, 0.9999, 0.99999]),
        ([1, 2.3322519142, 0], [
            1e-12, 0.62635074554, 1e-12, 1, 1, 1, 1e-12, 0.27630483496, 0.999999999999, 0.999999999999, 0.198712199, 0, 0.708162488,
            0.999999999999, 0,
        ]),
    ])
    func `where nearly nothing survives the search ends all the same`(values: [Double], probabilities: [Double]) {
        let problem = WeaponTargetProblem(values: values, killProbabilities: probabilities)
        let solution = WeaponTargetSolver.solve(problem)
        var least = Double.infinity
        let choices = values.count + 1
        for number in 0..<Int(pow(Double(choices), Double(problem.weapons))) {
            var rest = number
            let assignment = (0..<problem.weapons).map { _ in
                defer { rest /= choices }
                return Int32(rest % choices) - 1
            }
            least = min(least, problem.survivingValue(assignment))
        }
        #expect(abs(solution.value - least) <= 1e-15 && solution.bound <= least + 1e-15)
    }

    @Test func `without weapons everything survives, and without targets nothing is there`() {
        let unarmed = WeaponTargetSolver.solve(WeaponTargetProblem(values: [3, 4], killProbabilities: []))
        #expect(unarmed.value == 7 && unarmed.isOptimal && unarmed.targetOfWeapon.isEmpty)
        let idle = WeaponTargetSolver.solve(WeaponTargetProblem(values: [], killProbabilities: []))
        #expect(idle.value == 0 && idle.isOptimal)
    }

    @Test func `the same problem has the same answer to the bit`() {
        let problem = problem(25, 20, seed: 9)
        let first = WeaponTargetSolver.solve(problem)
        let second = WeaponTargetSolver.solve(problem)
        #expect(first.targetOfWeapon == second.targetOfWeapon && first.value == second.value && first.bound == second.bound)
    }
}
