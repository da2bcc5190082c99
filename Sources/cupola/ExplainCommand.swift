import ArgumentParser
import CommandWork
import Foundation
import Narration
import PlainText
import ResultsArchive
import RunRecords
import StudyExecution
import StudyReports

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell why each raider got through, in sentences with times.",
        discussion: """
            Examples:
              cupola run Scenarios/saturation.yaml --out raid.run.cupola && cupola explain raid.run.cupola
              cupola explain raid.run.cupola --lift all
            With --lift the same raid is flown again with one limit taken away (channels, rounds, delays, terrain, sector, identity,
            kill-probability, links, or all of them in turn): what would have saved those that got through?
            """)

    @Argument(help: ArgumentHelp("Run record, as written by `cupola run --out`.", valueName: "run")) var file: String
    @Option(help: "One target by name; all that got through when absent.") var target: String?
    @Flag(help: "Every target, not only those that got through.") var all = false
    @Option(help: "Fly it again with a limit lifted: all, or one by name.") var lift: String?
    @Option(parsing: .unconditional, help: "How often what follows is drawn anew, with --lift.", transform: Allowed.count(1...100_000))
    var redraws: Int?
    @Option(help: "Scenario that the run was flown from, with --lift; the one that the record names when absent.") var scenario: String?
    @OptionGroup var catalogue: CatalogueOption
    @Option(parsing: .unconditional, help: "Threads, with --lift; all cores when absent.", transform: Allowed.jobs) var jobs: Int?
    @Flag(help: "Print JSON.") var json = false

    /// What would have saved those that got through.
    private func answerLift(_ word: String, _ record: RunRecord) throws {
        guard !all else { throw CommandFailure.wrongCall("--all: found with --lift, which asks what would have saved those that got through; allowed: without it") }
        let limits = try LiftTables.limits(word)
        let redraws = redraws ?? 20
        guard let source = try scenario ?? RunFile.scenario(file) else {
            throw CommandFailure.badInput("\(file): does not say which scenario it was flown from; give it with --scenario")
        }
        if let target, !record.targets.contains(where: { $0.name == target }) {
            throw CommandFailure.wrongCall("--target: \(file): no target is named \(target)")
        }
        let leakers = record.targets.filter { $0.outcome == .leaked && (target == nil || $0.name == target) }.map(\.name)
        guard !leakers.isEmpty else {
            if json { return printData(try LiftTables.json([], targets: [], redraws: redraws)) }
            return print("\(target.map { "\($0) did not get" } ?? "Nothing got") through, so there is nothing to save.")
        }
        let model = try LiftTables.model(of: record, file: file, scenario: source, catalogue: catalogue.directories)
        let answers = Counterfactual(
            model: model, seed: record.seed, index: record.index, redraws: redraws,
            jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount
        ).answers(limits, targets: leakers)
        printData(
            json
                ? try LiftTables.json(answers, targets: leakers, redraws: redraws)
                : LiftTables.text(answers, leakers: leakers.count, redraws: redraws))
    }

    func run() throws {
        let record = try RunFile.read(file)
        if let lift { return try answerLift(lift, record) }
        for (name, isGiven) in [("--redraws", redraws != nil), ("--scenario", scenario != nil)] where isGiven {
            throw CommandFailure.wrongCall("\(name): found without --lift, allowed: with it")
        }
        guard !all || target == nil else { throw CommandFailure.wrongCall("--all: found with --target, allowed: one of the two") }
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
        for line in Narrator.events(of: record) { print(line) }
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
