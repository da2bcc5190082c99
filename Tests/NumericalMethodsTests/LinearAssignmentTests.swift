import NumericalMethods
import Testing

/// A stream of numbers in 0…1 for instances (SplitMix64; Steele, Lea and Flood 2014).
struct InstanceNumbers {
    var state: UInt64

    mutating func next() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }

    mutating func list(_ count: Int) -> [Double] { (0..<count).map { _ in next() } }
}

@Suite struct LinearAssignmentTests {
    /// Least cost by trying everything.
    private func leastByTrial(_ costs: [Double], _ rows: Int, _ columns: Int, used: Int = 0, row: Int = 0, skips: Int) -> Double {
        if row == rows { return 0 }
        var best = skips > 0
            ? leastByTrial(costs, rows, columns, used: used, row: row + 1, skips: skips - 1) : Double.infinity
        for column in 0..<columns where used & (1 << column) == 0 {
            let rest = leastByTrial(costs, rows, columns, used: used | (1 << column), row: row + 1, skips: skips)
            best = min(best, costs[row * columns + column] + rest)
        }
        return best
    }

    @Test(arguments: 1...6, 1...6) func `small problems cost what trying everything finds`(rows: Int, columns: Int) {
        for seed in 0..<20 {
            var numbers = InstanceNumbers(state: UInt64(1000 * rows + 50 * columns + seed))
            // Every other one has few distinct costs, hence many ties.
            let costs = numbers.list(rows * columns).map { seed % 2 == 0 ? $0 - 0.3 : (4 * $0).rounded(.down) }
            let found = LinearAssignment.solve(costs: costs, rows: rows, columns: columns)
            let expected = leastByTrial(costs, rows, columns, skips: max(0, rows - columns))
            #expect(abs(found.cost - expected) < 1e-12, "seed \(seed)")
            #expect(found.columnOfRow.filter { $0 >= 0 }.count == min(rows, columns))
        }
    }

    @Test(arguments: [(40, 40), (64, 64), (33, 90), (90, 33)])
    func `the potentials prove the cost`(rows: Int, columns: Int) {
        var numbers = InstanceNumbers(state: 7)
        let costs = numbers.list(rows * columns)
        let found = LinearAssignment.solve(costs: costs, rows: rows, columns: columns)
        for row in 0..<rows {
            for column in 0..<columns {
                let slack = costs[row * columns + column] - found.rowPotentials[row] - found.columnPotentials[column]
                #expect(slack > -1e-12)
                if found.columnOfRow[row] == Int32(column) { #expect(abs(slack) < 1e-12) }
            }
        }
        let bound = found.rowPotentials.reduce(0, +) + found.columnPotentials.reduce(0, +)
        #expect(abs(bound - found.cost) < 1e-11)
    }

    /// Kinds of large problems: each takes another way through the lists of cheap columns.
    enum Kind: CaseIterable {
        case uniform, fewIntegers, manyIntegers, zeroOrOne, plane, clusters, product, sumOfTwo, gated, constant, sorted

        func costs(rows: Int, columns: Int) -> [Double] {
            var numbers = InstanceNumbers(state: UInt64(rows * 7 + columns))
            let u = numbers.list(rows * columns)
            let (x, y) = (numbers.list(rows + columns), numbers.list(rows + columns))
            let pairs = (0..<rows * columns).map { place -> Double in
                let (i, j) = (place / columns, place % columns)
                switch self {
                case .uniform: return u[place]
                case .fewIntegers: return (4 * u[place]).rounded(.down)
                case .manyIntegers: return (100 * u[place]).rounded(.down)
                case .zeroOrOne: return u[place] < 0.02 ? 0 : 1
                case .plane:
                    let (dx, dy) = (x[i] - x[rows + j], y[i] - y[rows + j])
                    return (dx * dx + dy * dy).squareRoot()
                case .clusters: return Double((i * i) % 7 * 10 + (j * j) % 5 * 3) + u[place]
                case .product: return Double((i + 1) * (j + 1))
                case .sumOfTwo: return x[i] + y[rows + j]
                case .gated: return u[place] < 0.03 ? 30 * u[place] : 1e6
                case .constant: return 1
                case .sorted: return u[place] + 3 * Double(j)
                }
            }
            return pairs
        }
    }

    @Test(arguments: Kind.allCases, [(200, 200), (203, 197), (190, 411), (411, 190), (900, 61)])
    func `the potentials prove the cost of large problems of every kind`(kind: Kind, size: (Int, Int)) {
        let (rows, columns) = size
        let costs = kind.costs(rows: rows, columns: columns)
        let found = LinearAssignment.solve(costs: costs, rows: rows, columns: columns)
        let tolerance = 1e-13 * Double(rows + columns) * costs.reduce(1) { max($0, abs($1)) }
        var isTaken = Array(repeating: false, count: columns)
        var cost = 0.0
        var least = Double.infinity
        var paired = 0.0
        for row in 0..<rows {
            for column in 0..<columns {
                let slack = costs[row * columns + column] - found.rowPotentials[row] - found.columnPotentials[column]
                least = min(least, slack)
                if found.columnOfRow[row] == Int32(column) { paired = max(paired, abs(slack)) }
            }
            let column = Int(found.columnOfRow[row])
            if column >= 0 {
                #expect(!isTaken[column])
                isTaken[column] = true
                cost += costs[row * columns + column]
            } else {
                #expect(found.rowPotentials[row] == 0)
            }
        }
        #expect(isTaken.count { $0 } == min(rows, columns))
        #expect(least > -tolerance)
        #expect(paired < tolerance)
        #expect(abs(found.cost - cost) <= tolerance)
        // Where there are more columns (rows), one left alone costs nothing and none of them pays.
        if rows < columns {
            for column in 0..<columns {
                let potential = found.columnPotentials[column]
                #expect(isTaken[column] ? potential <= 0 : potential == 0)
            }
        }
        if rows > columns { #expect(found.rowPotentials.allSatisfy { $0 <= 0 }) }
    }

    @Test func `Machol and Wien's matrix pairs the largest with the smallest`() {
        let count = 60
        let costs = (0..<count * count).map { Double(($0 / count + 1) * ($0 % count + 1)) }
        let found = LinearAssignment.solve(costs: costs, rows: count, columns: count)
        #expect(found.columnOfRow == (0..<Int32(count)).reversed())
    }

    @Test func `other names for rows and columns change nothing but names`() {
        var numbers = InstanceNumbers(state: 11)
        let (rows, columns) = (30, 45)
        let costs = numbers.list(rows * columns)
        let one = LinearAssignment.solve(costs: costs, rows: rows, columns: columns)
        let newRow = (0..<rows).map { ($0 * 7 + 3) % rows }
        let newColumn = (0..<columns).map { ($0 * 11 + 5) % columns }
        var renamed = costs
        for row in 0..<rows {
            for column in 0..<columns { renamed[newRow[row] * columns + newColumn[column]] = costs[row * columns + column] }
        }
        let other = LinearAssignment.solve(costs: renamed, rows: rows, columns: columns)
        for row in 0..<rows { #expect(other.columnOfRow[newRow[row]] == Int32(newColumn[Int(one.columnOfRow[row])])) }
    }

    @Test func `without columns every row is alone, and without rows every column`() {
        var workspace = LinearAssignmentWorkspace()
        _ = workspace.solve(costs: [1, 2, 3, 4], rows: 2, columns: 2)
        #expect(workspace.solve(costs: [], rows: 3, columns: 0) == 0)
        #expect((0..<3).allSatisfy { workspace.column(ofRow: $0) == -1 && workspace.rowPotential($0) == 0 })
        #expect(workspace.solve(costs: [], rows: 0, columns: 3) == 0)
        #expect((0..<3).allSatisfy { workspace.row(ofColumn: $0) == -1 })
    }

    @Test func `a workspace used again for other sizes answers as a fresh one`() {
        var workspace = LinearAssignmentWorkspace()
        for (seed, (rows, columns)) in [(50, 50), (3, 9), (9, 3), (0, 4), (50, 20), (1, 1)].enumerated() {
            var numbers = InstanceNumbers(state: UInt64(seed))
            let costs = numbers.list(rows * columns)
            let cost = workspace.solve(costs: costs, rows: rows, columns: columns)
            #expect(cost == LinearAssignment.solve(costs: costs, rows: rows, columns: columns).cost)
            for row in 0..<rows where workspace.column(ofRow: row) >= 0 {
                #expect(workspace.row(ofColumn: workspace.column(ofRow: row)) == row)
            }
        }
    }
}
