import Foundation

/// A table of regenerable instances with the optimum of each, as in `lap_optima.csv` and `wta_*.csv`.
package struct AssignmentTable: Sendable {
    package struct Row: Sendable {
        package var family: String
        /// Rows and columns, or weapons and targets.
        package var first: Int
        package var second: Int
        package var seed: UInt64
        /// nil where it is blinded.
        package var optimum: Double?
        /// Sum of all entries of a linear instance, where the table has it.
        package var checksum: Double?
    }

    package let rows: [Row]
    /// `optimal_cost` or `best_known`.
    package let optimumColumn: String
    package let isWeaponTarget: Bool

    package init(_ file: URL) throws(ReferenceError) {
        let table = try ReferenceTable(file)
        let isWeaponTarget = table.columns.contains("weapons")
        let optimumColumn = isWeaponTarget ? "best_known" : "optimal_cost"
        let (first, second) = isWeaponTarget ? ("weapons", "targets") : ("n", "m")
        for column in ["family", first, second, "seed"] where !table.columns.contains(column) {
            throw .missingColumn(file: table.file, column: column, found: table.columns)
        }
        guard !table.rows.isEmpty else { throw .malformed(file: table.file, why: "has no rows; at least one instance is needed") }
        func size(_ row: Int, _ column: String) throws(ReferenceError) -> Int {
            let value = try table.number(row, column)
            guard value >= 0, value <= 0x1p53, value == value.rounded() else {
                throw .badNumber(file: table.file, line: row + 2, column: column, found: "\(value), where a whole number is wanted,")
            }
            return Int(value)
        }
        var rows: [Row] = []
        for row in table.rows.indices {
            rows.append(
                Row(
                    family: try table.text(row, "family"), first: try size(row, first), second: try size(row, second),
                    seed: UInt64(try size(row, "seed")),
                    optimum: table.columns.contains(optimumColumn) ? try table.expectedNumber(row, optimumColumn) : nil,
                    checksum: table.columns.contains("checksum") ? try table.expectedNumber(row, "checksum") : nil))
        }
        self.rows = rows
        self.optimumColumn = optimumColumn
        self.isWeaponTarget = isWeaponTarget
    }

    package func instance(_ row: Int, file: URL) throws(ReferenceError) -> AssignmentInstance {
        let entry = rows[row]
        return try AssignmentInstance(
            family: entry.family, first: entry.first, second: entry.second, seed: entry.seed,
            place: "\(file.lastPathComponent):\(row + 2)")
    }
}
