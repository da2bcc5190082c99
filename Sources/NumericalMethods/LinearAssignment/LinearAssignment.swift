/// The linear assignment problem: pairs of rows and columns of least total cost, each row and column in at most one pair.
///
///     minimise Σ c_{i,σ(i)}    over min(n, m) pairs
/// Exact: the answer carries potentials u, v with c_ij − u_i − v_j ≥ 0 everywhere and = 0 on the pairs (to rounding),
/// which prove it. Ties go the same way on every processor and every run.
/// - Source: Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment
///   problems", Computing 38 (1987) 325–340; rectangular form: Crouse, IEEE Trans. AES 52 (2016) 1679–1696.
package struct LinearAssignment: Sendable {
    /// The column of each row; −1 where the row has none (more rows than columns).
    package var columnOfRow: [Int32]
    /// Sum of the costs of the pairs, added in order of rows.
    package var cost: Double
    /// u, one a row.
    package var rowPotentials: [Double]
    /// v, one a column.
    package var columnPotentials: [Double]

    /// Solves once; a hot loop keeps a `LinearAssignmentWorkspace` instead.
    /// - Parameters:
    ///   - costs: rows × columns, row by row, finite.
    ///   - rows: how many are assigned.
    ///   - columns: to how many.
    package static func solve(costs: [Double], rows: Int, columns: Int) -> LinearAssignment {
        var workspace = LinearAssignmentWorkspace()
        let cost = workspace.solve(costs: costs, rows: rows, columns: columns)
        return LinearAssignment(
            columnOfRow: (0..<rows).map { Int32(workspace.column(ofRow: $0)) }, cost: cost,
            rowPotentials: (0..<rows).map { workspace.rowPotential($0) },
            columnPotentials: (0..<columns).map { workspace.columnPotential($0) })
    }
}
