import ArgumentParser
import BattleSimulation
import CommandWork
import EngineValidation
import Foundation
import ModelValidation
import OutputFiles
import PlainText
import ScenarioDocuments

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Hold every model against independent reference cases and public claims.",
        discussion: """
            Exit 0 when nothing fails, 1 when a quantity is out of tolerance, 65 when a folder, file or column is not known.
            Cases whose expected values are blinded (empty, null) are answered and printed as unjudged.

            Example: cupola validate --cases Validation/reference --answers answers.csv
            """)

    @Option(help: "Folder of reference cases; the project's own when absent.") var cases: String?
    @Option(help: "Where to write the raw answers: fixture,case,key,value.") var answers: String?
    @OptionGroup var catalogue: CatalogueOption
    @Option(help: "Folder of the model pages: writes VALIDATION.md there and the tables of models/*.md.") var documents: String?
    @Flag(help: "Only the plausibility table: situations, bands of the public record with their sources, results.") var plausibility = false
    @Option(help: "Folder of the situations; the project's own when absent.") var situations: String?
    @Option(parsing: .unconditional, help: "Runs of each arm of a situation; 200 when absent.", transform: Allowed.count(1...100_000)) var runs: Int?
    @Option(help: "With --plausibility: fly it also without a mechanism, or without each in turn (each).", transform: mechanisms)
    var without: [Mechanism]?
    @Flag(help: "Print JSON.") var json = false
    @Flag(help: "Print only what fails.") var quiet = false

    func validate() throws {
        for (option, folder) in [("--cases", cases), ("--documents", documents), ("--situations", situations)] where folder?.isEmpty == true {
            throw ValidationError("\(option): found nothing, allowed: a folder")
        }
        let isGiven = [("--without", without != nil), ("--situations", situations != nil), ("--runs", runs != nil)]
        if !plausibility, let name = isGiven.first(where: \.1)?.0 { throw ValidationError("\(name): allowed: with --plausibility") }
        let isOther = [("--cases", cases != nil), ("--answers", answers != nil), ("--documents", documents != nil)]
        if plausibility, let name = isOther.first(where: \.1)?.0 { throw ValidationError("\(name): allowed: without --plausibility") }
    }

    /// One mechanism by its name, or all.
    private static let mechanisms: @Sendable (String) throws -> [Mechanism] = { word in
        if word == "each" { return Mechanism.allCases }
        guard let one = Mechanism(rawValue: word) else {
            throw ValidationError("allowed: each, \(Mechanism.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return [one]
    }

    func run() throws {
        if plausibility { return try holdPlausibility() }
        let folder = try cases ?? ProjectFiles.find("Validation/reference")
        let place = try answers.map { try OutputRule.place($0, as: .table("fixture,case,key,value"), option: "--answers", sparing: [folder] + catalogue.directories) }
        if let documents, !FileManager.default.fileExists(atPath: documents + "/models") {
            throw CommandFailure.wrongCall("--documents: \(documents): no folder of model pages in it (models)")
        }
        var all = try references(URL(filePath: folder))
        // Nothing to judge is no pass.
        guard !all.isEmpty else { throw CommandFailure.badInput("\(folder): holds no reference case that this program knows") }
        let isPublic = cases == nil
        if isPublic || documents != nil { all += try ConvergenceChecks.answers() + indifference() + FusionCheck.answers() }
        all += try claims()
        if let place { try write(all, to: place) }
        let rows = ValidationTable.rows(all)
        if let documents {
            do { try ValidationDocuments.write(rows, to: URL(filePath: documents)) } catch let error as CommandFailure { throw error } catch {
                throw CommandFailure.whileRunning("\(documents): cannot be written: \(error.localizedDescription)")
            }
        }
        if json {
            printData(try ValidationTable.json(rows))
        } else {
            print(ValidationTable.text(quiet ? rows.filter { $0.verdict == .fail } : rows, of: rows))
        }
        let failed = rows.count { $0.verdict == .fail }
        if isPublic, documents == nil, !json {
            do { try holdPlausibility() } catch let error as CommandFailure where failed == 0 { throw error } catch {}
        }
        if failed > 0 { throw CommandFailure.whileRunning("validate: \(failed) of \(rows.count) quantities fail") }
    }

    /// Prints the plausibility table; fails where a row is outside its band and nothing explains it.
    private func holdPlausibility() throws {
        let table = try PlausibilityTable(
            folder: situations ?? ProjectFiles.find("Validation/plausibility"), catalogue: catalogue.directories, runs: runs ?? 200, without: without ?? [])
        if json {
            let data = try JSONSerialization.data(withJSONObject: table.json, options: [.prettyPrinted, .sortedKeys])
            printData(String(decoding: data, as: UTF8.self))
        } else {
            print(table.text)
            if !table.without.isEmpty { print("\n" + table.mechanisms) }
        }
        if table.outsideCount > 0 {
            throw CommandFailure.whileRunning("validate: \(table.outsideCount) of \(table.rows.count) rows lie outside their bands")
        }
    }

    /// What the models answer, and what battles of the engine do, at the same time.
    private func references(_ folder: URL) throws -> [ReferenceAnswer] {
        let halves = ConcurrentResults<[ReferenceAnswer]>(count: 2)
        DispatchQueue.concurrentPerform(iterations: 2) { half in
            halves.set(
                half,
                Result {
                    half == 0
                        ? try ReferenceCases.answers(in: folder, and: TerrainCases.folders + [TrackingCases.folder])
                        : try EngineChecks.answers(models: folder.appending(path: "models"))
                })
        }
        do { return try halves.all().flatMap { try $0.get() } } catch let error as ReferenceError {
            throw CommandFailure.badInput(error.description)
        }
    }

    /// Public range, speed, altitude and horizon as they emerge from flight and geometry.
    private func claims() throws -> [ReferenceAnswer] {
        do {
            let directories = try CatalogueDocument.locate(given: catalogue.directories)
            return try ClaimChecks.answers(CatalogueDocument.load(directories: directories))
        } catch { throw CommandFailure.badInput(error.description) }
    }

    /// A raid of the project flown with whole and with half steps, and with another generator.
    private func indifference() throws -> [ReferenceAnswer] {
        let file = try ProjectFiles.find("Scenarios/low-flyers.yaml")
        let (document, data) = try Inputs.load(scenario: file, catalogue: catalogue.directories)
        let model = try Inputs.compile(document, arm: "s-400", catalogue: data, file: file)
        return IndifferenceChecks.answers(model, name: "low-flyers, s-400")
    }

    private func write(_ all: [ReferenceAnswer], to place: OutputPlace) throws {
        var text = "fixture,case,key,value\n"
        for answer in all {
            let value: String
            switch answer.value {
            case .number(let number): value = "\(number)"
            case .text(let word): value = word
            case .unanswered: continue
            }
            text += CommaSeparated.line([answer.fixture, answer.caseName, answer.key, value])
        }
        try place.write(text)
    }
}

