/// One dense problem with at least as many columns as rows, on borrowed buffers.
struct DenseAssignmentSearch {
    let costs: UnsafePointer<Double>
    let rows: Int
    let columns: Int
    let columnOfRow: UnsafeMutablePointer<Int32>
    let rowOfColumn: UnsafeMutablePointer<Int32>
    let rowPotentials: UnsafeMutablePointer<Double>
    let columnPotentials: UnsafeMutablePointer<Double>
    let distances: UnsafeMutablePointer<Double>
    let predecessors: UnsafeMutablePointer<Double>
    /// Column potentials during a search; −∞ once the column is scanned.
    let inSearch: UnsafeMutablePointer<Double>
    let scannedColumns: UnsafeMutablePointer<Int32>
    let scannedDistances: UnsafeMutablePointer<Double>
    /// Rows without a column.
    let free: UnsafeMutablePointer<Int32>
    var freeCount = 0

    /// Doubles that a search borrows: u, v, distances, predecessors, potentials in search, scanned distances.
    static func numberCount(rows: Int, columns: Int) -> Int { rows + 5 * columns }

    /// Places that a search borrows: column of row, row of column, scanned columns, free rows.
    static func placeCount(rows: Int, columns: Int) -> Int { 2 * rows + 2 * columns }

    init(
        costs: UnsafePointer<Double>, rows: Int, columns: Int, numbers: UnsafeMutablePointer<Double>,
        places: UnsafeMutablePointer<Int32>
    ) {
        self.costs = costs
        self.rows = rows
        self.columns = columns
        rowPotentials = numbers
        columnPotentials = numbers + rows
        distances = columnPotentials + columns
        predecessors = distances + columns
        inSearch = predecessors + columns
        scannedDistances = inSearch + columns
        columnOfRow = places
        rowOfColumn = places + rows
        scannedColumns = rowOfColumn + columns
        free = scannedColumns + columns
        columnOfRow.update(repeating: -1, count: rows)
        rowOfColumn.update(repeating: -1, count: columns)
        columnPotentials.update(repeating: 0, count: columns)
    }

    mutating func run() -> Double {
        if rows == columns { reduceColumns() } else { freeAll() }
        for _ in 0..<2 { reduceRows() }
        for place in 0..<freeCount { augment(from: Int(free[place])) }
        var cost = 0.0
        for row in 0..<rows {
            let column = Int(columnOfRow[row])
            let entry = costs[row * columns + column]
            rowPotentials[row] = entry - columnPotentials[column]
            cost += entry
        }
        return cost
    }

    mutating func freeAll() {
        for row in 0..<rows { free[row] = Int32(row) }
        freeCount = rows
    }

    /// Each column's potential is its least cost, and the row of that cost takes the column if it still can. A row that is
    /// the least of one column alone hands the slack of its second best on (reduction transfer).
    private mutating func reduceColumns() {
        for column in 0..<columns { columnPotentials[column] = .infinity }
        for row in 0..<rows {
            AssignmentKernels.columnMinima(
                row: costs + row * columns, label: Double(row), minima: columnPotentials, rows: predecessors, count: columns)
        }
        for row in 0..<rows { free[row] = 0 }
        for column in stride(from: columns - 1, through: 0, by: -1) {
            let row = Int(predecessors[column])
            free[row] += 1
            if free[row] == 1 {
                columnOfRow[row] = Int32(column)
                rowOfColumn[column] = Int32(row)
            }
        }
        for row in 0..<rows where free[row] == 1 {
            let found = AssignmentKernels.twoLeast(
                row: costs + row * columns, potentials: columnPotentials, count: columns)
            let column = Int(columnOfRow[row])
            let own = costs[row * columns + column] - columnPotentials[column]
            let other = found.column == column ? found.second : found.least
            if other.isFinite, other > own { columnPotentials[column] -= other - own }
        }
        freeCount = 0
        for row in 0..<rows where columnOfRow[row] < 0 {
            free[freeCount] = Int32(row)
            freeCount += 1
        }
    }

    /// Each free row takes its best column, lowering its potential to where the second best is as good; the row that held
    /// it is free in turn and goes on at once. Bounded in number: a bidding war is left to the paths.
    private mutating func reduceRows() {
        var next = 0
        let count = freeCount
        var kept = 0
        var steps = 0
        let stepsMaximum = 8 * rows + 64
        while next < count {
            let row = Int(free[next])
            next += 1
            let found = AssignmentKernels.twoLeast(row: costs + row * columns, potentials: columnPotentials, count: columns)
            var column = found.column
            let lowered = columnPotentials[column] - (found.second - found.least)
            var holder = rowOfColumn[column]
            let isStrict = found.second.isFinite && lowered < columnPotentials[column]
            if isStrict {
                columnPotentials[column] = lowered
            } else if holder >= 0, let tied = freeColumn(row: row, reduced: found.least) {
                column = tied
                holder = -1
            }
            columnOfRow[row] = Int32(column)
            rowOfColumn[column] = Int32(row)
            steps += 1
            guard holder >= 0 else { continue }
            columnOfRow[Int(holder)] = -1
            if isStrict, steps < stepsMaximum {
                next -= 1
                free[next] = holder
            } else {
                free[kept] = holder
                kept += 1
            }
        }
        freeCount = kept
    }

    /// A column without a row whose reduced cost in `row` is exactly `reduced`.
    func freeColumn(row: Int, reduced: Double) -> Int? {
        let entries = costs + row * columns
        for column in 0..<columns where rowOfColumn[column] < 0 && entries[column] - columnPotentials[column] == reduced {
            return column
        }
        return nil
    }

    /// Shortest path from a free row to a free column (Dijkstra on reduced costs), and the exchange along it.
    mutating func augment(from start: Int) {
        inSearch.update(from: columnPotentials, count: columns)
        distances.update(repeating: .infinity, count: columns)
        var row = start
        var base = 0.0
        var scanned = 0
        var end = -1
        var length = 0.0
        while end < 0 {
            length = AssignmentKernels.relax(
                row: costs + row * columns, potentials: inSearch, base: base, label: Double(row), distances: distances,
                predecessors: predecessors, count: columns)
            let nearest = nearestColumn(at: length)
            guard rowOfColumn[nearest] >= 0 else {
                end = nearest
                break
            }
            scannedColumns[scanned] = Int32(nearest)
            scannedDistances[scanned] = length
            scanned += 1
            row = Int(rowOfColumn[nearest])
            base = costs[row * columns + nearest] - inSearch[nearest] - length
            inSearch[nearest] = -.infinity
            distances[nearest] = .infinity
        }
        for place in 0..<scanned {
            let column = Int(scannedColumns[place])
            columnPotentials[column] += scannedDistances[place] - length
        }
        var column = end
        while true {
            let row = Int(predecessors[column])
            rowOfColumn[column] = Int32(row)
            let before = Int(columnOfRow[row])
            columnOfRow[row] = Int32(column)
            if row == start { break }
            column = before
        }
    }

    /// Of the columns at the least distance the first free one, which ends the search; else the first.
    private func nearestColumn(at length: Double) -> Int {
        let mark = AssignmentKernels.Lanes(repeating: length)
        let wide = columns & ~7
        var nearest = -1
        var block = 0
        while block < columns {
            if block < wide, !any(AssignmentKernels.load(distances, block) .== mark) {
                block += 8
                continue
            }
            for column in block..<min(block + 8, columns) where distances[column] == length {
                if rowOfColumn[column] < 0 { return column }
                if nearest < 0 { nearest = column }
            }
            block += 8
        }
        return nearest
    }
}
