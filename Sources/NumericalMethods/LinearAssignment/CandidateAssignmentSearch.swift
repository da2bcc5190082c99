/// One large dense problem with at least as many columns as rows, on borrowed buffers: the scheme of `DenseAssignmentSearch`,
/// but each row keeps a short list of its cheapest columns and a bound below which no other column lies.
///
/// Column potentials only ever sink, so that reduced costs only ever rise and a bound once true stays true. A bid or a path
/// looks at lists alone as long as what it takes lies at or below their bounds; else the row in question is read in whole.
/// - Source: core problems after Volgenant, Computers and Operations Research 23 (1996) 917–932; here the core grows by what is
///   asked of it and no separate proof is needed.
struct CandidateAssignmentSearch {
    static let capacity = CandidateKernels.capacity

    var dense: DenseAssignmentSearch
    /// The problem's costs, row by row. With a `source`, rows are written there when they are first read in whole.
    let costs: UnsafeMutablePointer<Double>
    /// The transpose of the problem's costs, where that is what was given.
    let source: UnsafePointer<Double>?
    let rows: Int
    let columns: Int
    let columnPotentials: UnsafeMutablePointer<Double>
    /// Cost of the pair that a column is in.
    let pairCosts: UnsafeMutablePointer<Double>
    /// Distances that the minimum is sought over: +∞ where a column is scanned, free or not reached.
    let keys: UnsafeMutablePointer<Double>
    /// Least key of each block of columns.
    let blockLeast: UnsafeMutablePointer<Double>
    let listCosts: UnsafeMutablePointer<Double>
    /// Reduced cost that no column outside a row's list is below; −∞ where a row has no list.
    let listBounds: UnsafeMutablePointer<Double>
    /// Bound of each scanned row's list, as a distance.
    let reach: UnsafeMutablePointer<Double>
    /// What to add to reduced costs of each scanned row for distances, negated.
    let heights: UnsafeMutablePointer<Double>
    let listColumns: UnsafeMutablePointer<Int32>
    let listCounts: UnsafeMutablePointer<Int32>
    let scannedRows: UnsafeMutablePointer<Int32>
    let predecessors: UnsafeMutablePointer<Int32>
    /// Columns without a row, of a square problem.
    let freeColumns: UnsafeMutablePointer<Int32>
    /// Whether `costs` are there: at once where there is no source.
    var isWritten: Bool
    /// The row of the source that was read last, its costs side by side, and how many were read.
    var gatheredRow = -1
    let gathered: UnsafeMutablePointer<Double>
    var gatherCount = 0
    /// Least costs of each row and their columns, as read from the source.
    let sourceLeast: UnsafeMutablePointer<Double>
    var freeColumnCount = 0
    /// What no reduced cost is below.
    var floor = -Double.infinity
    /// Whether a row had several best columns.
    var isTied = false
    /// Columns scanned by paths, and rows read in whole for them.
    var scannedTotal = 0
    var wholeTotal = 0

    static func blockCount(columns: Int) -> Int {
        (columns + CandidateKernels.blockWidth - 1) / CandidateKernels.blockWidth
    }

    /// Doubles that a search borrows beyond the dense one's.
    static func numberCount(rows: Int, columns: Int) -> Int {
        2 * columns + blockCount(columns: columns) * (CandidateKernels.blockWidth + 1) + 24
            + rows * (capacity + 3 + 2 * Transposition.levels)
    }

    static func placeCount(rows: Int, columns: Int) -> Int { rows * (capacity + 3) + 1 + columns }

    init(
        dense: DenseAssignmentSearch, costs: UnsafeMutablePointer<Double>, source: UnsafePointer<Double>?,
        numbers: UnsafeMutablePointer<Double>, places: UnsafeMutablePointer<Int32>
    ) {
        self.dense = dense
        self.costs = costs
        self.source = source
        rows = dense.rows
        columns = dense.columns
        columnPotentials = dense.columnPotentials
        let blocks = Self.blockCount(columns: columns)
        pairCosts = numbers
        keys = pairCosts + columns
        blockLeast = keys + blocks * CandidateKernels.blockWidth
        listCosts = blockLeast + blocks + 8
        listBounds = listCosts + rows * Self.capacity
        reach = listBounds + rows
        heights = reach + rows + 8
        sourceLeast = heights + rows + 8
        gathered = sourceLeast + 2 * Transposition.levels * rows
        listColumns = places
        listCounts = listColumns + rows * Self.capacity
        scannedRows = listCounts + rows
        freeColumns = scannedRows + rows + 1
        predecessors = freeColumns + rows
        isWritten = source == nil
        listBounds.update(repeating: -.infinity, count: rows)
        listCounts.update(repeating: 0, count: rows)
        keys.update(repeating: .infinity, count: blocks * CandidateKernels.blockWidth)
        blockLeast.update(repeating: .infinity, count: blocks + 8)
    }

    mutating func run() -> Double {
        if rows == columns { reduceColumns() } else { dense.freeAll() }
        if let source { listLeast(of: source) }
        if dense.freeCount > 0 {
            if rows < columns, source == nil { bidByWholeRows() }
            for _ in 0..<2 { reduceRows() }
            if isTied { matchTies() }
            augmentAll()
        }
        var cost = 0.0
        for row in 0..<rows {
            let column = Int(dense.columnOfRow[row])
            let entry = pairCosts[column]
            dense.rowPotentials[row] = entry - columnPotentials[column]
            cost += entry
        }
        return cost
    }

    private mutating func augmentAll() {
        if rows == columns {
            for column in 0..<columns where dense.rowOfColumn[column] < 0 {
                freeColumns[freeColumnCount] = Int32(column)
                freeColumnCount += 1
            }
        }
        var place = 0
        while place < dense.freeCount, !isDense {
            augment(from: Int(dense.free[place]))
            place += 1
        }
        guard place < dense.freeCount else { return }
        writeAll()
        while place < dense.freeCount {
            dense.augment(from: Int(dense.free[place]))
            place += 1
        }
        for row in 0..<rows {
            let column = Int(dense.columnOfRow[row])
            pairCosts[column] = costs[row * columns + column]
        }
    }

    /// Whether paths read so many rows in whole that lists are of no use.
    private var isDense: Bool { wholeTotal > 64 && 4 * wholeTotal > scannedTotal }

    /// Each column's potential is its least cost, and a row that is the least of a column takes it if it still can. Where rows
    /// are left over, a row that is the least of one column alone hands the slack of its second best on (reduction transfer).
    private mutating func reduceColumns() {
        for column in 0..<columns { columnPotentials[column] = .infinity }
        for row in 0..<rows {
            AssignmentKernels.columnMinima(
                row: costs + row * columns, label: Double(row), minima: columnPotentials, rows: dense.predecessors, count: columns)
        }
        floor = 0
        let free = dense.free
        for row in 0..<rows { free[row] = 0 }
        for column in stride(from: columns - 1, through: 0, by: -1) {
            let row = Int(dense.predecessors[column])
            free[row] += 1
            if free[row] == 1 { pair(row, column, cost: columnPotentials[column]) }
        }
        if (0..<rows).allSatisfy({ dense.columnOfRow[$0] >= 0 }) { return }
        for row in 0..<rows where free[row] == 1 {
            let column = Int(dense.columnOfRow[row])
            let potential = columnPotentials[column]
            columnPotentials[column] = -.infinity
            let other = CandidateKernels.least(
                row: costs + row * columns, potentials: columnPotentials, count: columns, enough: 0)
            columnPotentials[column] = other.isFinite && other > 0 ? potential - other : potential
        }
        dense.freeCount = 0
        for row in 0..<rows where dense.columnOfRow[row] < 0 {
            free[dense.freeCount] = Int32(row)
            dense.freeCount += 1
        }
    }

    func pair(_ row: Int, _ column: Int, cost: Double) {
        dense.columnOfRow[row] = Int32(column)
        dense.rowOfColumn[column] = Int32(row)
        pairCosts[column] = cost
    }

    /// Makes a row's list anew under the present potentials.
    mutating func select(_ row: Int) {
        // Starts that lie apart for neighbouring rows (multiples of the golden ratio).
        let start = 8 * ((Int(UInt32(truncatingIfNeeded: row) &* 0x9E37_79B1) * (columns / 8)) >> 32)
        let selection = CandidateKernels.select(
            row: entries(row), potentials: columnPotentials, count: columns, start: start, floor: floor,
            columns: listColumns + row * Self.capacity, costs: listCosts + row * Self.capacity)
        listCounts[row] = Int32(selection.count)
        listBounds[row] = selection.bound
    }

    /// Least reduced cost of a row's list, its place in it, and the least of the others; of equal ones the first with a free column.
    func twoLeast(_ row: Int) -> (least: Double, place: Int, second: Double) {
        var least = Double.infinity
        var second = Double.infinity
        var place = -1
        for candidate in row * Self.capacity..<row * Self.capacity + Int(listCounts[row]) {
            let column = Int(listColumns[candidate])
            let reduced = listCosts[candidate] - columnPotentials[column]
            if reduced < least {
                second = least
                least = reduced
                place = candidate
            } else if reduced < second {
                second = reduced
            }
        }
        guard second == least, dense.rowOfColumn[Int(listColumns[place])] >= 0 else { return (least, place, second) }
        for candidate in row * Self.capacity..<row * Self.capacity + Int(listCounts[row]) {
            let column = Int(listColumns[candidate])
            if dense.rowOfColumn[column] < 0, listCosts[candidate] - columnPotentials[column] == least { return (least, candidate, second) }
        }
        return (least, place, second)
    }

    /// A first round of bids that reads rows in whole: in a wide problem most rows stay with the first, and never need a list.
    private mutating func bidByWholeRows() {
        let free = dense.free
        var next = 0
        var kept = 0
        var steps = 0
        while next < rows {
            let row = Int(free[next])
            next += 1
            steps += 1
            let found = AssignmentKernels.twoLeast(row: costs + row * columns, potentials: columnPotentials, count: columns)
            let isStrict = found.second > found.least
            let tied = isStrict || dense.rowOfColumn[found.column] < 0 ? nil : dense.freeColumn(row: row, reduced: found.least)
            let column = tied ?? found.column
            let holder = dense.rowOfColumn[column]
            guard holder < 0 || (isStrict && 2 * steps < 3 * rows) else {
                free[kept] = Int32(row)
                kept += 1
                continue
            }
            if isStrict { columnPotentials[column] -= found.second - found.least }
            pair(row, column, cost: costs[row * columns + column])
            if holder >= 0 {
                dense.columnOfRow[Int(holder)] = -1
                next -= 1
                free[next] = holder
            }
        }
        dense.freeCount = kept
    }

    /// Each free row takes its best column, lowering its potential to where the second best is as good; the row that held
    /// it is free in turn and goes on at once. Bounded in number: a bidding war is left to the paths.
    private mutating func reduceRows() {
        var next = 0
        let count = dense.freeCount
        var kept = 0
        var steps = 0
        let stepsMaximum = 8 * rows + 64
        while next < count {
            let row = Int(dense.free[next])
            next += 1
            var found = twoLeast(row)
            if found.second > listBounds[row] {
                select(row)
                found = twoLeast(row)
            }
            let column = Int(listColumns[found.place])
            let lowered = columnPotentials[column] - (found.second - found.least)
            let holder = dense.rowOfColumn[column]
            let isStrict = found.second.isFinite && lowered < columnPotentials[column]
            if isStrict { columnPotentials[column] = lowered } else { isTied = true }
            pair(row, column, cost: listCosts[found.place])
            steps += 1
            guard holder >= 0 else { continue }
            dense.columnOfRow[Int(holder)] = -1
            if isStrict, steps < stepsMaximum {
                next -= 1
                dense.free[next] = holder
            } else {
                dense.free[kept] = holder
                kept += 1
            }
        }
        dense.freeCount = kept
    }
}
