import CommandAndControl
import Foundation
import NumericalMethods

/// Assignment (folder `assignment`): linear and weapon-target instances with proven optima.
package enum AssignmentCases {
    package static func answer(folder: URL) throws -> [ReferenceAnswer] {
        var answers: [ReferenceAnswer] = []
        var workspace = LinearAssignmentWorkspace()
        for file in try CaseFiles.list(in: folder) {
            let table = try AssignmentTable(file)
            let fixture = file.deletingPathExtension().lastPathComponent
            for (place, row) in table.rows.enumerated() {
                func answer(_ key: String, _ value: Double, _ expected: Double?) -> ReferenceAnswer {
                    // Sums of thousands of terms in another order: 10⁻⁹ of the value, far below any second-best assignment.
                    ReferenceAnswer(
                        fixture: fixture, caseName: "row \(place + 1)", key: key, value: .number(value),
                        expected: expected.map { .number($0) }, absoluteTolerance: 1e-9, relativeTolerance: 1e-9)
                }
                switch try table.instance(place, file: file) {
                case .linear(let costs, let rows, let columns):
                    answers.append(answer("checksum", costs.reduce(0, +), row.checksum))
                    let cost = workspace.solve(costs: costs, rows: rows, columns: columns)
                    answers.append(answer(table.optimumColumn, cost, row.optimum))
                case .weaponTarget(let problem):
                    let solution = WeaponTargetSolver.solve(problem)
                    answers.append(answer(table.optimumColumn, solution.value, row.optimum))
                    // The bound is an answer of its own: an optimum that is found but not proved fails here.
                    answers.append(answer("lower_bound", solution.bound, row.optimum))
                }
            }
        }
        return answers
    }
}
