import ArgumentParser
import BattleSimulation
import CommandWork
import Foundation
import Narration
import OutputFiles
import PlainText
import ReplayViewer
import ResultsArchive
import RunRecords
import ScenarioDocuments
import StudyReports

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Fly one raid and print what happened.",
        discussion: "Example: cupola run Scenarios/saturation.yaml --seed 7 --out saturation.cupola")

    @Argument(help: "Scenario file (YAML).") var scenario: String
    @Option(help: "Arm of the scenario; the first when absent.") var arm: String?
    @Option(parsing: .unconditional, help: "Seed; the scenario's when absent.", transform: Allowed.seed) var seed: UInt64?
    @Option(parsing: .unconditional, help: "Run index.", transform: Allowed.index) var index: UInt32 = 0
    @Option(help: "Where to write the run record.") var out: String?
    @Option(parsing: .unconditional, help: "Threads; one run uses one, and its digest never depends on this.", transform: Allowed.jobs)
    var jobs: Int = 1
    @OptionGroup var catalogue: CatalogueOption
    @Flag(help: "Print JSON instead of tables.") var json = false
    @Flag(help: "Print the digest alone.") var quiet = false

    func run() throws {
        let place = try out.map { try OutputRule.place($0, as: .runRecord, sparing: [scenario] + catalogue.directories) }
        let (document, catalogueDocument) = try Inputs.load(scenario: scenario, catalogue: catalogue.directories)
        let name = try Inputs.arm(arm, of: document, file: scenario)
        try place?.spare(GroundFiles.paths(of: document, file: scenario) + CatalogueDocument.locate(given: catalogue.directories))
        var model = try Inputs.compile(document, arm: name, catalogue: catalogueDocument, file: scenario)
        if out != nil { model.traceInterval = 2 }
        let record: RunRecord
        let digest: String
        if let place {
            let terrain = try ReplayFlights.terrain(of: document, file: scenario)
            let flown = ReplayFlights.fly(model, on: terrain, seed: seed ?? document.seed, index: index)
            record = flown.record
            digest = RecordDigest.hexadecimal(of: record)
            try place.write(RunFile.text(record, digest: digest, replay: flown.replay, scenario: scenario))
        } else {
            record = BattleRunner.run(model, seed: seed ?? document.seed, index: index)
            digest = RecordDigest.hexadecimal(of: record)
        }
        if json {
            printData(try RunFile.json(record, digest: digest))
        } else {
            if !quiet { print(RunTables.text(record)) }
            print("digest: \(digest)")
        }
    }
}

/// The tables of one run.
enum RunTables {
    static func text(_ record: RunRecord) -> String {
        let outcome = RunOutcome(record)
        var parts = ["\(record.scenario), arm \(record.arm), seed \(record.seed), run \(record.index)"]
        parts.append(Narrator.summary(of: record))
        // Most runs end when nobody flies any more.
        let isCutShort = record.targets.contains { $0.outcome == .airborne }
        let fates = ["in the air", "shot down", "got through", "passed"] + (isCutShort ? ["still flying"] : [])
        var classes = TextTable(header: ["class", "side"] + fates + ["rounds"], leftColumns: [0, 1])
        var seen: [String] = []
        for target in record.targets where !seen.contains(target.threatClass + target.allegiance.title) {
            seen.append(target.threatClass + target.allegiance.title)
            let same = record.targets.filter {
                $0.threatClass == target.threatClass && $0.allegiance == target.allegiance
            }
            classes.rows.append([
                target.threatClass, target.allegiance.title, "\(same.count)",
                "\(same.count { $0.outcome == .killed })", "\(same.count { $0.outcome == .leaked })",
                "\(same.count { $0.outcome == .passed })",
            ] + (isCutShort ? ["\(same.count { $0.outcome == .airborne })"] : []) + ["\(same.reduce(0) { $0 + $1.shots.count })"])
        }
        parts.append(classes.text)
        if outcome.leakers > 0 {
            var causes = TextTable(header: ["why they got through", "leakers"])
            for (place, cause) in LimitingCause.allCases.enumerated() where outcome.causes[place] > 0 {
                causes.rows.append([cause.title, "\(outcome.causes[place])"])
            }
            causes.rows.append(["all leakers", "\(outcome.leakers)"])
            parts.append(causes.text)
        }
        if !record.magazines.isEmpty {
            var rounds = TextTable(header: ["round", "loaded", "fired", "million USD (low–high)"])
            for magazine in record.magazines {
                let cost = magazine.price * Double(magazine.fired)
                rounds.rows.append([
                    magazine.missile, "\(magazine.loaded)", "\(magazine.fired)",
                    magazine.price == .zero
                        ? "no public price"
                        : "\(NumberText.fixed(cost.best, 1)) (\(NumberText.fixed(cost.low, 1))–\(NumberText.fixed(cost.high, 1)))",
                ])
            }
            parts.append(rounds.text)
        }
        let lost = record.assets.filter { $0.lost != nil }
        if !lost.isEmpty {
            var assets = TextTable(header: ["lost", "kind", "at"], leftColumns: [0, 1])
            for asset in lost { assets.rows.append([asset.name, asset.kind, Narrator.clock(asset.lost ?? 0)]) }
            parts.append(assets.text)
        }
        return parts.joined(separator: "\n\n")
    }
}

extension Allegiance {
    var title: String {
        switch self {
        case .hostile: "hostile"
        case .friend: "friend"
        case .civil: "civil"
        }
    }
}
