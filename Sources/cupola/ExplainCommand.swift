import ArgumentParser
import Foundation
import Narration
import PlainText
import ResultsArchive
import RunRecords
import StudyReports

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell why each raider got through, in sentences with times.",
        discussion: "Example: cupola run Scenarios/saturation.yaml --out run.cupola && cupola explain run.cupola")

    @Argument(help: ArgumentHelp("Run record, as written by `cupola run --out`.", valueName: "run")) var file: String
    @Option(help: "One target by name; all that got through when absent.") var target: String?
    @Flag(help: "Every target, not only those that got through.") var all = false
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let record = try RunFile.read(file)
        let chosen: [TargetRecord]
        if let target {
            chosen = record.targets.filter { $0.name == target }
            guard !chosen.isEmpty else {
                let names = record.targets.map(\.name)
                throw CommandFailure.wrongCall(
                    "--target: \(file): no target is named \(target); there are \(names.prefix(8).joined(separator: ", "))\(names.count > 8 ? " and \(names.count - 8) more" : "")")
            }
        } else {
            chosen = all ? record.targets : record.targets.filter { $0.outcome == .leaked }
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            printData(String(decoding: try encoder.encode(chosen), as: UTF8.self))
            return
        }
        print("\(record.scenario), arm \(record.arm): \(Narrator.summary(of: record))")
        for event in record.events { print("\(Narrator.clock(event.time)) \(event.subject): \(event.what.title).") }
        for entry in chosen {
            print("")
            print("\(entry.name): \(entry.outcome.title)\(entry.limitingCause.map { ", because: \($0.title)" } ?? "")")
            for line in Narrator.story(of: entry, in: record) { print("  \(line)") }
        }
        let outcome = RunOutcome(record)
        guard target == nil else { return }
        print("")
        var table = TextTable(header: ["limiting cause", "got through", "what it means"], leftColumns: [0, 2])
        for (place, cause) in LimitingCause.allCases.enumerated() where outcome.causes[place] > 0 {
            table.rows.append([cause.title, "\(outcome.causes[place])", Wording.meaning(of: cause)])
        }
        table.rows.append(["all that got through", "\(outcome.leakers)", ""])
        print(table.text)
    }
}
