import ArgumentParser
import BattleSimulation
import EngineValidation
import Foundation
import ModelValidation
import ScenarioDocuments

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Hold every model against independent reference cases and public claims.",
        discussion: "Example: cupola validate --cases Validation/reference --answers answers.csv")

    @Option(help: "Folder of reference cases; the project's own when absent.") var cases: String?
    @Option(help: "Where to write the raw answers: fixture,case,key,value.") var answers: String?
    @Option(help: "Folder of the catalogue.") var catalogue: String?
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let folder = try cases ?? ProjectFiles.find("Validation/reference")
        var all: [ReferenceAnswer] = []
        do { all = try ReferenceCases.answers(in: URL(filePath: folder)) } catch let error as ReferenceError {
            throw CommandFailure.badInput(error.description)
        }
        do { all += try EngineChecks.answers(models: URL(filePath: folder).appending(path: "models")) } catch let error as ReferenceError {
            throw CommandFailure.badInput(error.description)
        }
        all += try claims()
        if let answers { try write(all, to: answers) }
        let rows = ValidationTable.rows(all)
        print(json ? try ValidationTable.json(rows) : ValidationTable.text(rows))
        let failed = rows.count { $0.verdict == .fail }
        if failed > 0 { throw CommandFailure.whileRunning("validate: \(failed) of \(rows.count) quantities fail") }
    }

    /// Public range, speed, altitude and horizon as they emerge from flight and geometry.
    private func claims() throws -> [ReferenceAnswer] {
        do {
            let directory = try CatalogueDocument.locate(given: catalogue)
            return try ClaimChecks.answers(CatalogueDocument.load(directory: directory))
        } catch let errors as DocumentErrors { throw CommandFailure.badInput(errors.description) }
    }

    private func write(_ all: [ReferenceAnswer], to file: String) throws {
        var text = "fixture,case,key,value\n"
        for answer in all {
            let value: String
            switch answer.value {
            case .number(let number): value = "\(number)"
            case .text(let word): value = word
            case .unanswered: continue
            }
            text += "\(answer.fixture),\(answer.caseName),\(answer.key),\(value)\n"
        }
        do { try Data(text.utf8).write(to: URL(filePath: file)) } catch {
            throw CommandFailure.whileRunning("\(file): cannot be written: \(error.localizedDescription)")
        }
    }
}

/// The table that `validate` prints: one row a case file and quantity.
enum ValidationTable {
    enum Verdict: String { case pass, fail, unjudged }

    struct Row {
        var fixture: String
        var quantity: String
        var points = 0
        var judged = 0
        var failures = 0
        /// Largest error over what is tolerated.
        var worst = 0.0
        var worstError = 0.0
        var tolerance = ""

        var verdict: Verdict { judged == 0 ? .unjudged : failures > 0 ? .fail : .pass }
    }

    static func rows(_ answers: [ReferenceAnswer]) -> [Row] {
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

    static func text(_ rows: [Row]) -> String {
        var table = TextTable(
            header: ["case", "quantity", "points", "worst error", "tolerance there", "verdict"], leftColumns: [0, 1, 5])
        for row in rows {
            table.rows.append([
                row.fixture, row.quantity, "\(row.points)", row.judged > 0 ? readable(row.worstError) : "–", row.tolerance,
                row.failures > 0 ? "FAIL (\(row.failures))" : row.verdict.rawValue,
            ])
        }
        let fails = rows.count { $0.verdict == .fail }
        let points = rows.reduce(0) { $0 + $1.points }
        return table.text + "\n\n\(rows.count) quantities, \(points) points, \(fails) quantities fail"
    }

    static func json(_ rows: [Row]) throws -> String {
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
