import NumericalMethods
import Testing

@Suite struct MaximalCoveringTests {
    /// Numbers that look random, the same every time.
    struct Sequence {
        var state: UInt64
        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }

    static func instance(_ seed: UInt64, sites: Int, demand: Int) -> (weights: [Double], coverage: [[Bool]]) {
        var numbers = Sequence(state: seed)
        let weights = (0..<demand).map { _ in Double(1 + numbers.next(below: 9)) }
        return (weights, (0..<sites).map { _ in (0..<demand).map { _ in numbers.next(below: 4) == 0 } })
    }

    static func best(_ covering: MaximalCovering, sites: Int, choose: Int) -> Double {
        (0..<(1 << sites)).filter { $0.nonzeroBitCount <= choose }.map { set in
            covering.weight(of: (0..<sites).filter { set >> $0 & 1 == 1 })
        }.max() ?? 0
    }

    @Test(arguments: 1...12) func `it finds what trying every choice finds, and proves it`(seed: Int) {
        let (weights, coverage) = Self.instance(UInt64(seed), sites: 11, demand: 70)
        let covering = MaximalCovering(weights: weights, coverage: coverage)
        for choose in 0...4 {
            let solution = covering.solve(choose)
            #expect(solution.isProved && solution.chosen.count <= choose)
            #expect(solution.covered == covering.weight(of: solution.chosen))
            #expect(solution.covered == Self.best(covering, sites: 11, choose: choose))
        }
    }

    @Test func `where the tree is cut short it says how much could be missing`() {
        let (weights, coverage) = Self.instance(7, sites: 40, demand: 300)
        let covering = MaximalCovering(weights: weights, coverage: coverage)
        let cut = covering.solve(6, nodes: 10)
        #expect(!cut.isProved && cut.bound > cut.covered)
        // Greedy is never below 1 − 1/e of the optimum (Nemhauser, Wolsey & Fisher 1978).
        #expect(cut.covered >= (1 - 1 / 2.718281828459045) * covering.solve(6).covered)
    }

    @Test func `sites that cover nothing more are not taken`() {
        let covering = MaximalCovering(weights: [3, 1], coverage: [[true, false], [true, true], [false, false]])
        #expect(covering.solve(3).chosen == [1])
        #expect(covering.solve(0).covered == 0)
    }
}
