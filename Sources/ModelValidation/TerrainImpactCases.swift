import Foundation
import EarthEnvironment
import Quantities

/// The folder `terrain_impact`: where a path meets bilinear relief.
enum TerrainImpactCases {
    static let folder = ReferenceFolder(name: "terrain_impact") { url in
        let relief = try Relief(url.appending(path: "relief.csv"))
        return try MechanismTables.answer(
            folder: url, tables: ["cases": { try impact($0, $1, relief) }, "heights": { try height($0, $1, relief) }], inputs: ["relief"])
    }

    /// Heights at nodes a fixed distance apart; row is y, column is x.
    private struct Relief: Sendable {
        let step: Double
        let columns: Int
        let rows: Int
        let heights: [Double]

        init(_ file: URL) throws {
            let table = try ReferenceTable(file)
            let names = table.columns.filter { $0.hasPrefix("x") }
            rows = table.rows.count
            columns = names.count
            guard rows > 1, columns > 1, let width = Double(names[1].dropFirst()), width > 0, try table.number(1, "y_m") == width else {
                throw ReferenceError.malformed(file: table.file, why: "is no relief with equal steps in x and y")
            }
            step = width
            heights = try table.rows.indices.flatMap { row in try names.map { try table.number(row, $0) } }
        }

        func cell(_ row: Int, _ column: Int) -> GroundCell {
            let r = min(max(row, 0), rows - 2)
            let c = min(max(column, 0), columns - 2)
            let at = r * columns + c
            return GroundCell(near: heights[at], across: heights[at + 1], along: heights[at + columns], far: heights[at + columns + 1])
        }

        func height(_ x: Double, _ y: Double) -> Double {
            let column = min(max((x / step).rounded(.down), 0), Double(columns - 2))
            let row = min(max((y / step).rounded(.down), 0), Double(rows - 2))
            return cell(Int(row), Int(column)).height(x: x / step - column, y: y / step - row)
        }
    }

    private static func impact(_ table: ReferenceTable, _ row: Int, _ relief: Relief) throws -> MechanismTables.Answers {
        func number(_ column: String) throws -> Double { try table.number(row, column) }
        let bend = try -0.5 * number("g_mps2")
        let (x, y, z) = try (number("x0_m"), number("y0_m"), number("z0_m"))
        let (vx, vy, vz) = try (number("vx_mps"), number("vy_mps"), number("vz_mps"))
        let path = GridPath(
            row: (y / relief.step, vy / relief.step), column: (x / relief.step, vx / relief.step), height: (z, vz, bend),
            duration: try table.positive(row, "t_end_s"))
        guard let time = GroundContact.firstTimeBelow(path, cell: relief.cell) else {
            return [("meets_ground", .text("no"))]
                + MechanismTables.numbers(
                    ("least_clearance_after_half_s_m", GroundContact.leastClearance(path, from: 0.5, cell: relief.cell)))
        }
        return [("meets_ground", .text("yes"))]
            + MechanismTables.numbers(
                ("t_impact_s", time), ("x_m", x + vx * time), ("y_m", y + vy * time), ("z_m", z + time * (vz + time * bend)))
    }

    private static func height(_ table: ReferenceTable, _ row: Int, _ relief: Relief) throws -> MechanismTables.Answers {
        MechanismTables.numbers(("ground_m", relief.height(try table.number(row, "x_m"), try table.number(row, "y_m"))))
    }
}
