/// Linear assignment where few pairs are allowed and a row may stay without a column, at a cost: tracks and plots.
///
///     minimise Σ_{assigned} c_{i,σ(i)} + Σ_{unassigned} g_i
/// Rows are handed over one by one with their allowed pairs, then `solve`. Exact: each row in turn takes the shortest
/// augmenting path, which never leaves its connected component, so that what happens in one component (a false alarm far
/// away) changes nothing in another, not even a tie. Buffers are kept: no allocation in the steady state.
/// - Source: Jonker and Volgenant, Computing 38 (1987), section 6 (sparse form); Blackman and Popoli, *Design and
///   Analysis of Modern Tracking Systems* (1999), ch. 6, for gates and the cost of staying unassigned.
package struct GatedAssignmentWorkspace: Sendable {
    private var columns = 0
    private var entryStart: [Int32] = [0]
    private var entryColumn: [Int32] = []
    private var entryCost: [Double] = []
    private var gateCost: [Double] = []
    private var columnOfRow: [Int32] = []
    private var rowOfColumn: [Int32] = []
    /// Cost of the pair that each row holds.
    private var heldCost: [Double] = []
    private var potential: [Double] = []
    private var distance: [Double] = []
    private var predecessor: [Int32] = []
    /// Search in which a column was last reached; negative once it is scanned in that search.
    private var stamp: [Int32] = []
    private var scanned: [Int32] = []
    private var heap: [(distance: Double, column: Int32)] = []
    private var parent: [Int32] = []

    package init() {}

    /// Number of rows handed over.
    package var rows: Int { gateCost.count }

    /// Starts a problem.
    package mutating func begin(columns: Int) {
        precondition(columns >= 0)
        self.columns = columns
        entryStart.removeAll(keepingCapacity: true)
        entryStart.append(0)
        entryColumn.removeAll(keepingCapacity: true)
        entryCost.removeAll(keepingCapacity: true)
        gateCost.removeAll(keepingCapacity: true)
    }

    /// One more row, which may stay unassigned at `unassignedCost`; its pairs follow.
    package mutating func addRow(unassignedCost: Double) {
        gateCost.append(unassignedCost)
        entryStart.append(Int32(entryColumn.count))
    }

    /// An allowed pair of the last row. Finite cost; each column at most once a row.
    package mutating func allow(column: Int, cost: Double) {
        precondition(column >= 0 && column < columns && !gateCost.isEmpty)
        entryColumn.append(Int32(column))
        entryCost.append(cost)
        entryStart[gateCost.count] = Int32(entryColumn.count)
    }

    /// The column of a row; −1 where it stays unassigned.
    package func column(ofRow row: Int) -> Int { Int(columnOfRow[row]) }

    /// The row of a column; −1 where it has none.
    package func row(ofColumn column: Int) -> Int { Int(rowOfColumn[column]) }

    /// Least total cost, unassigned rows included.
    package mutating func solve() -> Double {
        Self.reset(&columnOfRow, rows, -1)
        Self.reset(&heldCost, rows, 0)
        Self.reset(&rowOfColumn, columns, -1)
        Self.reset(&potential, columns, 0)
        Self.reset(&stamp, columns, 0)
        if distance.count < columns {
            distance = Array(repeating: 0, count: columns)
            predecessor = Array(repeating: 0, count: columns)
        }
        for row in 0..<rows where !takeFreeColumn(row) { augment(from: row) }
        var cost = 0.0
        for row in 0..<rows { cost += columnOfRow[row] >= 0 ? heldCost[row] : gateCost[row] }
        return cost
    }

    /// Component of each row among rows joined by allowed columns, numbered from 0 in order of their first row.
    package mutating func components(into labels: inout [Int32]) -> Int {
        let columns = self.columns
        parent.removeAll(keepingCapacity: true)
        for node in 0..<(columns + rows) { parent.append(Int32(node)) }
        for row in 0..<rows {
            for entry in Int(entryStart[row])..<Int(entryStart[row + 1]) {
                let one = root(columns + row)
                let other = root(Int(entryColumn[entry]))
                if one != other { parent[max(one, other)] = Int32(min(one, other)) }
            }
        }
        Self.reset(&stamp, columns, 0)
        labels.removeAll(keepingCapacity: true)
        var count: Int32 = 0
        for row in 0..<rows {
            let top = root(columns + row)
            // A row without pairs is a component of its own; any other has a column for root.
            guard top < columns else {
                labels.append(count)
                count += 1
                continue
            }
            if stamp[top] == 0 {
                count += 1
                stamp[top] = count
            }
            labels.append(stamp[top] - 1)
        }
        return Int(count)
    }

    private mutating func root(_ node: Int) -> Int {
        var node = node
        while Int(parent[node]) != node {
            parent[node] = parent[Int(parent[node])]
            node = Int(parent[node])
        }
        return node
    }

    private static func reset<Element>(_ array: inout [Element], _ count: Int, _ value: Element) {
        array.removeAll(keepingCapacity: true)
        array.append(contentsOf: repeatElement(value, count: count))
    }

    /// The cheapest column of the row, if that is free and no dearer than the gate; or the gate, if nothing is cheaper.
    private mutating func takeFreeColumn(_ row: Int) -> Bool {
        var best = gateCost[row]
        var place = -1
        for entry in Int(entryStart[row])..<Int(entryStart[row + 1]) {
            let reduced = entryCost[entry] - potential[Int(entryColumn[entry])]
            if reduced < best || (reduced == best && place < 0) {
                best = reduced
                place = entry
            }
        }
        guard place >= 0 else { return true }
        let column = entryColumn[place]
        guard rowOfColumn[Int(column)] < 0 else { return false }
        rowOfColumn[Int(column)] = Int32(row)
        columnOfRow[row] = column
        heldCost[row] = entryCost[place]
        return true
    }

    /// Shortest path from a row to a free column, or to a row that is best left unassigned.
    private mutating func augment(from start: Int) {
        let search = Int32(start + 1)
        heap.removeAll(keepingCapacity: true)
        scanned.removeAll(keepingCapacity: true)
        var row = start
        var base = 0.0
        var least = Double.infinity
        var dropped = -1
        var end = -1
        var length = 0.0
        while true {
            let leave = base + gateCost[row]
            if leave < least {
                least = leave
                dropped = row
            }
            for entry in Int(entryStart[row])..<Int(entryStart[row + 1]) {
                let column = Int(entryColumn[entry])
                if stamp[column] == -search { continue }
                let way = base + entryCost[entry] - potential[column]
                if way <= least, stamp[column] != search || way < distance[column] {
                    stamp[column] = search
                    distance[column] = way
                    predecessor[column] = Int32(row)
                    push(way, Int32(column))
                }
            }
            var nearest = -1
            while let (way, column) = pop() {
                if stamp[Int(column)] == search, way == distance[Int(column)] {
                    nearest = Int(column)
                    break
                }
            }
            guard nearest >= 0, distance[nearest] <= least else {
                length = least
                break
            }
            length = distance[nearest]
            if rowOfColumn[nearest] < 0 {
                end = nearest
                break
            }
            stamp[nearest] = -search
            scanned.append(Int32(nearest))
            row = Int(rowOfColumn[nearest])
            base = length - (heldCost[row] - potential[nearest])
        }
        for column in scanned { potential[Int(column)] += distance[Int(column)] - length }
        if end < 0 {
            // The dropped row gives its column to the one before it on the path.
            end = Int(columnOfRow[dropped])
            columnOfRow[dropped] = -1
            if dropped == start { return }
        }
        var column = end
        while true {
            let row = Int(predecessor[column])
            let before = Int(columnOfRow[row])
            rowOfColumn[column] = Int32(row)
            columnOfRow[row] = Int32(column)
            heldCost[row] = cost(row, column)
            if row == start { return }
            column = before
        }
    }

    private func cost(_ row: Int, _ column: Int) -> Double {
        for entry in Int(entryStart[row])..<Int(entryStart[row + 1]) where entryColumn[entry] == Int32(column) {
            return entryCost[entry]
        }
        preconditionFailure("a path uses allowed pairs only")
    }

    private mutating func push(_ way: Double, _ column: Int32) {
        heap.append((way, column))
        var place = heap.count - 1
        while place > 0 {
            let above = (place - 1) / 2
            guard heap[place] < heap[above] else { break }
            heap.swapAt(place, above)
            place = above
        }
    }

    private mutating func pop() -> (distance: Double, column: Int32)? {
        guard let top = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return top }
        heap[0] = last
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[place] else { break }
            heap.swapAt(place, child)
            place = child
        }
        return top
    }
}
