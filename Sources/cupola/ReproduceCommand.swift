import ArgumentParser
import CommandWork
import EngineValidation
import Foundation
import PlainText

struct ReproduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reproduce", abstract: "Answer cases that others printed: their inputs, their value, ours, and a verdict.",
        discussion: """
            Examples:
              cupola reproduce
              cupola reproduce erlang-mutual-help --set load_erlangs=11  # changes an input; nothing is compared then
            Ends with 1 where an answer differs and no fault of the source explains it (docs/REPRODUCE.md).
            """)

    @Argument(help: ArgumentHelp("One case by name; all when absent.", valueName: "case")) var name: String?
    @Option(name: .customLong("set"), help: "An input of the case, NAME=VALUE; may be repeated.") var changes: [String] = []
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let cases = try chosen()
        let changed = try changed(cases)
        let rows = cases.map { entry -> Row in
            let answer = entry.answer(changing: changed)
            return Row(entry, answer, entry.verdict(of: answer, isChanged: !changed.isEmpty), changed)
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            printData(String(decoding: try encoder.encode(rows), as: UTF8.self))
        } else {
            print(Self.text(rows))
        }
        if rows.contains(where: { $0.verdict == PublishedCase.Verdict.differs.rawValue }) {
            throw CommandFailure.whileRunning("reproduce: an answer differs from what was printed")
        }
    }

    private func chosen() throws -> [PublishedCase] {
        guard let name else { return PublishedCases.all }
        let found = PublishedCases.all.filter { $0.name == name }
        guard !found.isEmpty else {
            throw CommandFailure.wrongCall("reproduce: found \(name), there are \(PublishedCases.all.map(\.name).joined(separator: ", "))")
        }
        return found
    }

    private func changed(_ cases: [PublishedCase]) throws -> [String: Double] {
        guard changes.isEmpty || cases.count == 1 else { throw CommandFailure.wrongCall("--set: name the case whose input it is") }
        var values: [String: Double] = [:]
        for change in changes {
            let parts = change.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, case .success(let value) = StrictNumber.parse(String(parts[1])) else {
                throw CommandFailure.wrongCall("--set: found \(change), expected NAME=VALUE with a finite decimal number")
            }
            guard let input = cases[0].inputs.first(where: { $0.name == parts[0] }) else {
                throw CommandFailure.wrongCall(
                    "--set: found \(parts[0]), \(cases[0].name) has \(cases[0].inputs.map(\.name).joined(separator: ", "))")
            }
            guard input.allowed.contains(value) else {
                throw CommandFailure.wrongCall(
                    "--set: \(input.name) \(readable(value)) is outside \(readable(input.allowed.lowerBound))…\(readable(input.allowed.upperBound))")
            }
            guard values.updateValue(value, forKey: input.name) == nil else {
                throw CommandFailure.wrongCall("--set: found \(input.name) twice, allowed: each input once")
            }
        }
        return values
    }

    private struct Row: Encodable {
        var name: String
        var quantity: String
        var source: String
        var path: String
        var inputs: [String: Double]
        var published: Double
        var tolerance: Double
        var ours: Double
        var interval: [Double]?
        var verdict: String
        var remark: String

        init(_ entry: PublishedCase, _ answer: PublishedCase.Answer, _ verdict: PublishedCase.Verdict, _ changed: [String: Double]) {
            name = entry.name
            quantity = entry.quantity
            source = entry.source
            path = entry.path
            inputs = Dictionary(uniqueKeysWithValues: entry.inputs.map { ($0.name, changed[$0.name] ?? $0.value) })
            published = entry.published
            tolerance = entry.tolerance
            ours = answer.value
            interval = answer.interval.map { [$0.lowerBound, $0.upperBound] }
            self.verdict = verdict.rawValue
            remark = entry.remark
        }
    }

    private static func text(_ rows: [Row]) -> String {
        var table = TextTable(header: ["case", "quantity", "path", "published", "ours", "95 %", "verdict"], leftColumns: [0, 1, 2, 6])
        for row in rows {
            let interval = row.interval.map { "\(number($0[0]))–\(number($0[1]))" } ?? ""
            table.rows.append([row.name, row.quantity, row.path, number(row.published), number(row.ours), interval, row.verdict])
        }
        var parts = [table.text]
        for row in rows {
            let inputs = row.inputs.sorted { $0.key < $1.key }.map { "\($0.key) \(readable($0.value))" }.joined(separator: ", ")
            parts.append("\(row.name): \(row.source)\n  with \(inputs)" + (row.remark.isEmpty ? "" : "\n  \(row.remark)"))
        }
        return parts.joined(separator: "\n\n")
    }

    /// Seven significant digits; all of a length of thousands of kilometres.
    private static func number(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return "\(value)" }
        let decimals = max(0, min(9, 6 - Int(log10(abs(value)))))
        return String(format: "%.\(abs(value) > 1e6 ? 3 : decimals)f", value)
    }
}
