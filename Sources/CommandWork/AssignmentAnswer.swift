import CommandAndControl
import Foundation
import NumericalMethods
import PlainText

/// What `cupola assign` prints of one instance.
package struct AssignmentAnswer {
    package var name: String
    /// The optimum that a table states, where it does.
    package var optimum: Double?
    package var kind = ""
    package var value = 0.0
    package var bound = 0.0
    package var isOptimal = false
    /// Column of each row, or target of each weapon; −1 where there is none.
    package var pairs: [Int] = []
    package var milliseconds = 0.0

    package init(name: String, optimum: Double?) {
        self.name = name
        self.optimum = optimum
    }

    package var gap: Double { value == bound ? 0 : max(0, value - bound) / max(abs(value), 1e-300) }

    package mutating func takeLinear(_ workspace: LinearAssignmentWorkspace, rows: Int, columns: Int) {
        kind = "linear"
        pairs = (0..<rows).map { workspace.column(ofRow: $0) }
        // Σu + Σv over the pairs proves the cost; it differs from it by rounding.
        bound = 0
        for row in 0..<rows where pairs[row] >= 0 {
            bound += workspace.rowPotential(row) + workspace.columnPotential(pairs[row])
        }
        isOptimal = abs(value - bound) <= 1e-9 * max(1, abs(value))
        if isOptimal { bound = value }
    }

    package mutating func take(_ solution: WeaponTargetSolution) {
        kind = "weapon-target"
        pairs = solution.targetOfWeapon.map { Int($0) }
        value = solution.value
        bound = solution.bound
        isOptimal = solution.isOptimal
    }

    package static func text(_ answers: [AssignmentAnswer], showsPairs: Bool) -> String {
        let hasOptima = answers.contains { $0.optimum != nil }
        var table = TextTable(
            header: ["instance", "kind", "value", "bound", "gap, %", "proved"] + (hasOptima ? ["stated optimum", "above it, %"] : []) + ["ms"],
            leftColumns: [0, 1])
        for answer in answers {
            var cells = [
                answer.name, answer.kind, "\(answer.value)", "\(answer.bound)", NumberText.fixed(100 * answer.gap, 4),
                answer.isOptimal ? "yes" : "no",
            ]
            if hasOptima {
                let excess = answer.optimum.map { ($0 == 0 ? answer.value : (answer.value - $0) / abs($0)) }
                // Sums in another order differ in the last digits.
                cells.append(answer.optimum.map { "\($0)" } ?? "–")
                cells.append(excess.map { NumberText.fixed(100 * (abs($0) < 1e-10 ? 0 : $0), 4) } ?? "–")
            }
            table.rows.append(cells + [NumberText.fixed(answer.milliseconds, 2)])
        }
        guard showsPairs, let answer = answers.first else { return table.text }
        let line = answer.pairs.map(String.init).joined(separator: " ")
        return table.text + "\n\n" + (answer.kind == "linear" ? "column of each row" : "target of each weapon") + ", from 0: " + line
    }

    package static func json(_ answers: [AssignmentAnswer]) throws -> String {
        let objects = answers.map { answer -> [String: Any] in
            var object: [String: Any] = [
                "instance": answer.name, "kind": answer.kind, "value": answer.value, "bound": answer.bound, "gap": answer.gap,
                "optimal": answer.isOptimal, "milliseconds": answer.milliseconds, "assignment": answer.pairs,
            ]
            if let optimum = answer.optimum { object["stated_optimum"] = optimum }
            return object
        }
        let data = try JSONSerialization.data(withJSONObject: ["instances": objects], options: [.sortedKeys, .prettyPrinted])
        return String(decoding: data, as: UTF8.self)
    }
}
