import NumericalMethods
import Testing

@Suite struct GatedAssignmentTests {
    private struct Problem {
        var columns: Int
        var gates: [Double] = []
        var pairs: [[(column: Int, cost: Double)]] = []

        /// Rows and columns on a line, pairs within reach of each other.
        init(rows: Int, columns: Int, reach: Double, seed: UInt64, isCoarse: Bool = false) {
            var numbers = InstanceNumbers(state: seed)
            self.columns = columns
            let places = numbers.list(columns)
            for _ in 0..<rows {
                let here = numbers.next()
                gates.append(isCoarse ? 2 : 0.5 * reach + 0.5 * reach * numbers.next())
                pairs.append(
                    places.indices.filter { abs(places[$0] - here) < reach }.map {
                        let far = abs(places[$0] - here)
                        return ($0, isCoarse ? (4 * far / reach).rounded(.down) : far)
                    })
            }
        }

        func load(_ workspace: inout GatedAssignmentWorkspace) {
            workspace.begin(columns: columns)
            for row in gates.indices {
                workspace.addRow(unassignedCost: gates[row])
                for pair in pairs[row] { workspace.allow(column: pair.column, cost: pair.cost) }
            }
        }
    }

    @Test(arguments: 0..<60) func `costs what the dense solver finds with a column of its own for each row left alone`(seed: Int) {
        let problem = Problem(
            rows: 5 + seed % 30, columns: 3 + (seed * 7) % 40, reach: 0.05 + 0.004 * Double(seed), seed: UInt64(seed),
            isCoarse: seed % 3 == 0)
        var workspace = GatedAssignmentWorkspace()
        problem.load(&workspace)
        let cost = workspace.solve()
        let rows = problem.gates.count
        let width = problem.columns + rows
        var dense = Array(repeating: 1e4, count: rows * width)
        for row in 0..<rows {
            dense[row * width + problem.columns + row] = problem.gates[row]
            for pair in problem.pairs[row] { dense[row * width + pair.column] = pair.cost }
        }
        let expected = LinearAssignment.solve(costs: dense, rows: rows, columns: width).cost
        #expect(abs(cost - expected) < 1e-9)
        var own = 0.0
        for row in 0..<rows {
            let column = workspace.column(ofRow: row)
            if column >= 0 { #expect(workspace.row(ofColumn: column) == row) }
            own += column < 0 ? problem.gates[row] : problem.pairs[row].first { $0.column == column }!.cost
        }
        #expect(abs(own - cost) < 1e-12)
    }

    @Test func `a row and columns far away change no other pair`() {
        let near = Problem(rows: 40, columns: 40, reach: 0.08, seed: 5, isCoarse: true)
        var more = near
        more.columns += 2
        more.gates.append(2)
        more.pairs.append([(40, 1), (41, 1)])
        var one = GatedAssignmentWorkspace()
        var other = GatedAssignmentWorkspace()
        near.load(&one)
        more.load(&other)
        let cost = one.solve()
        #expect(other.solve() == cost + 1)
        for row in 0..<40 { #expect(one.column(ofRow: row) == other.column(ofRow: row)) }
    }

    @Test func `components are rows joined by columns`() {
        var workspace = GatedAssignmentWorkspace()
        workspace.begin(columns: 5)
        for allowed in [[0, 1], [4], [1, 2], [], [4]] {
            workspace.addRow(unassignedCost: 1)
            for column in allowed { workspace.allow(column: column, cost: 0.5) }
        }
        var labels: [Int32] = []
        #expect(workspace.components(into: &labels) == 3)
        #expect(labels == [0, 1, 0, 2, 1])
    }
}
