/// A dense linear assignment solver that keeps its buffers: no allocation once it has seen its largest problem.
///
/// Jonker and Volgenant's scheme: column reduction (square problems), augmenting row reduction, then a shortest path for
/// each row left over. The loops run over whole rows in lanes of eight, scanned columns being shut out by their potential,
/// so that a path that must look at everything (Machol–Wien) costs little more than reading the matrix.
/// More rows than columns: the transposed problem is solved.
package struct LinearAssignmentWorkspace: Sendable {
    private var rows = 0
    private var columns = 0
    private var isTransposed = false
    private var transposed: [Double] = []
    /// Buffers of the problem as solved (rows ≤ columns); their parts are laid out by `DenseAssignmentSearch`.
    private var numbers: [Double] = []
    private var places: [Int32] = []

    package init() {}

    /// Least total cost over min(rows, columns) pairs.
    /// - Parameters:
    ///   - costs: rows × columns, row by row, finite; at least that many.
    ///   - rows: how many are assigned.
    ///   - columns: to how many.
    /// - Returns: the cost of the pairs.
    package mutating func solve(costs: [Double], rows: Int, columns: Int) -> Double {
        precondition(costs.count >= rows * columns)
        return costs.withUnsafeBufferPointer { solve(costs: $0, rows: rows, columns: columns) }
    }

    package mutating func solve(costs: UnsafeBufferPointer<Double>, rows: Int, columns: Int) -> Double {
        precondition(rows >= 0 && columns >= 0 && costs.count >= rows * columns)
        isTransposed = rows > columns
        self.rows = min(rows, columns)
        self.columns = max(rows, columns)
        prepare()
        guard self.rows > 0, let base = costs.baseAddress else {
            // Nothing to pair: every column of the problem as solved is without a row.
            for column in 0..<self.columns {
                places[column] = -1
                numbers[column] = 0
            }
            return 0
        }
        guard isTransposed else { return search(base) }
        if transposed.count < rows * columns { transposed = Self.fresh(rows * columns) }
        // Taken out while it is written to.
        var target: [Double] = []
        swap(&target, &transposed)
        defer { swap(&target, &transposed) }
        return target.withUnsafeMutableBufferPointer {
            let costs = $0.baseAddress!
            if isLarge { return search(costs, source: base) }
            Transposition.whole(base, rows: rows, columns: columns, to: costs)
            return search(costs)
        }
    }

    /// The column of a row of the last problem; −1 where it has none.
    package func column(ofRow row: Int) -> Int { Int(places[isTransposed ? rows + row : row]) }

    /// The row of a column of the last problem; −1 where it has none.
    package func row(ofColumn column: Int) -> Int { Int(places[isTransposed ? column : rows + column]) }

    /// u_i of the last problem: what row i adds to the cost at the margin.
    package func rowPotential(_ row: Int) -> Double { numbers[isTransposed ? rows + row : row] }

    /// v_j of the last problem, ≤ 0 and 0 where the column is without a row, in a problem with more columns than rows.
    package func columnPotential(_ column: Int) -> Double { numbers[isTransposed ? column : rows + column] }

    /// Entries from which on rows keep lists of their cheapest columns.
    private static let largeEntries = 32_768

    private var isLarge: Bool { rows * columns >= Self.largeEntries }

    private mutating func prepare() {
        var numberCount = DenseAssignmentSearch.numberCount(rows: rows, columns: columns)
        var placeCount = DenseAssignmentSearch.placeCount(rows: rows, columns: columns)
        if isLarge {
            numberCount += CandidateAssignmentSearch.numberCount(rows: rows, columns: columns)
            placeCount += CandidateAssignmentSearch.placeCount(rows: rows, columns: columns)
        }
        if numbers.count < numberCount { numbers = Self.fresh(numberCount) }
        if places.count < placeCount { places = Self.fresh(placeCount) }
    }

    /// Numbers of any value: whoever reads one has written it.
    private static func fresh<Number: BitwiseCopyable>(_ count: Int) -> [Number] {
        Array(unsafeUninitializedCapacity: count) { _, made in made = count }
    }

    private mutating func search(_ costs: UnsafePointer<Double>, source: UnsafePointer<Double>? = nil) -> Double {
        let isLarge = isLarge
        return numbers.withUnsafeMutableBufferPointer { numbers in
            places.withUnsafeMutableBufferPointer { places in
                var search = DenseAssignmentSearch(
                    costs: costs, rows: rows, columns: columns, numbers: numbers.baseAddress!, places: places.baseAddress!)
                guard isLarge else { return search.run() }
                var large = CandidateAssignmentSearch(
                    dense: search, costs: UnsafeMutablePointer(mutating: costs), source: source,
                    numbers: numbers.baseAddress! + DenseAssignmentSearch.numberCount(rows: rows, columns: columns),
                    places: places.baseAddress! + DenseAssignmentSearch.placeCount(rows: rows, columns: columns))
                return large.run()
            }
        }
    }
}
