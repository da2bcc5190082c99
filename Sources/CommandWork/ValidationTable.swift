import Foundation
import ModelValidation
import PlainText

/// The table that `validate` prints: one row a case file and quantity.
package enum ValidationTable {
    package enum Verdict: String { case pass, fail, unjudged }

    package struct Row {
        package var fixture: String
        package var quantity: String
        package var points = 0
        package var judged = 0
        package var failures = 0
        /// Largest error over what is tolerated.
        package var worst = 0.0
        package var worstError = 0.0
        package var tolerance = ""

        package var verdict: Verdict { judged == 0 ? .unjudged : failures > 0 ? .fail : .pass }
    }

    package static func rows(_ answers: [ReferenceAnswer]) -> [Row] {
        var rows: [Row] = []
        var place: [String: Int] = [:]
        for answer in answers {
            // List elements and dotted paths are one quantity.
            let quantity = answer.key.split(separator: ".").filter { Int($0) == nil }.joined(separator: ".")
            let key = "\(answer.fixture)\u{0}\(quantity)"
            if place[key] == nil {
                place[key] = rows.count
                rows.append(Row(fixture: answer.fixture, quantity: quantity))
            }
            let row = place[key]!
            rows[row].points += 1
            guard let passes = answer.passes, let ratio = answer.errorOverTolerance else { continue }
            rows[row].judged += 1
            if !passes { rows[row].failures += 1 }
            if ratio >= rows[row].worst {
                rows[row].worst = ratio
                if case .number(let found) = answer.value, case .number(let wanted)? = answer.expected {
                    rows[row].worstError = abs(found - wanted)
                    rows[row].tolerance = "\(readable(answer.absoluteTolerance + answer.relativeTolerance * abs(wanted)))"
                } else {
                    rows[row].tolerance = "exact"
                }
            }
        }
        return rows
    }

    package static func text(_ rows: [Row], of all: [Row]) -> String {
        var table = TextTable(
            header: ["case", "quantity", "points", "worst error", "tolerance there", "verdict"], leftColumns: [0, 1, 5])
        for row in rows {
            table.rows.append([
                row.fixture, row.quantity, "\(row.points)", row.judged > 0 ? readable(row.worstError) : "–", row.tolerance,
                row.failures > 0 ? "FAIL (\(row.failures))" : row.verdict.rawValue,
            ])
        }
        return (rows.isEmpty ? "" : table.text + "\n\n") + summary(all)
    }

    /// `445 quantities, 23080 points, 12 unjudged, 0 fail`
    package static func summary(_ rows: [Row]) -> String {
        let fails = rows.count { $0.verdict == .fail }
        let unjudged = rows.count { $0.verdict == .unjudged }
        let points = rows.reduce(0) { $0 + $1.points }
        return "\(rows.count) quantities, \(points) points, \(unjudged) quantities unjudged, \(fails) quantities fail"
    }

    package static func json(_ rows: [Row]) throws -> String {
        let list = rows.map { row -> [String: Any] in
            [
                "case": row.fixture, "quantity": row.quantity, "points": row.points, "judged": row.judged,
                "worst_error": row.worstError.isFinite ? row.worstError : "not finite", "tolerance": row.tolerance,
                "verdict": row.verdict.rawValue, "failures": row.failures,
            ]
        }
        let data = try JSONSerialization.data(withJSONObject: list, options: [.sortedKeys, .prettyPrinted])
        return String(decoding: data, as: UTF8.self)
    }
}
