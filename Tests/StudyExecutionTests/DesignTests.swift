import StudyExecution
import StudyStatistics
import Testing

@Suite struct DesignTests {
    @Test(arguments: [StudyDesign.latinHypercube, .sobol]) func `each coordinate is spread evenly`(design: StudyDesign) {
        // 300 dimensions: beyond the Sobol' numbers as well.
        let points = DesignPoints(design, count: 32, dimensions: 300, seed: 5)
        let all = (0..<32).map { points[$0] }
        for dimension in 0..<300 {
            #expect(Set(all.map { Int($0[dimension] * 32) }).count == 32, "dimension \(dimension)")
        }
    }

    @Test func `the designs are different designs`() {
        let hypercube = DesignPoints(.latinHypercube, count: 8, dimensions: 3, seed: 5)
        let sobol = DesignPoints(.sobol, count: 8, dimensions: 3, seed: 5)
        #expect(hypercube[1] != sobol[1])
        // A Sobol' point does not depend on how many follow; a hypercube's does.
        #expect(DesignPoints(.sobol, count: 800, dimensions: 3, seed: 5)[1] == sobol[1])
        #expect(DesignPoints(.sobol, count: 8, dimensions: 3, seed: 6)[1] != sobol[1])
    }

    @Test func `a mixed point has one group from B and the rest from A`() {
        let plan = SensitivityPlan(groups: ["a", "b", "c"], base: 6, runs: 2, setting: 0, outcome: .leakers)
        let groups = [0, 1, 1, 2]
        let points = SensitivityPoints(plan, groups: groups, seed: 9)
        for point in 0..<6 {
            let a = points[point * 5]
            let b = points[point * 5 + 1]
            for group in 0..<3 {
                let mixed = points[point * 5 + 2 + group]
                for place in 0..<4 { #expect(mixed[place] == (groups[place] == group ? b[place] : a[place])) }
            }
        }
    }
}
