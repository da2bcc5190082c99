import ArgumentParser
import BattleCompilation
import BattleSimulation
import CoverageAnalysis
import EarthEnvironment
import Foundation
import NumericalMethods
import Quantities
import ScenarioDocuments
import StudyExecution
import StudyReports

struct SiteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site", abstract: "Where an arm's battalions should stand, by one stated rule, before any raid is known.",
        discussion: """
            Maximal covering (Church & ReVelle 1974) of the low approaches to the assets, over the scenario's terrain; then lone cruise missiles
            fly at each asset from all sides. The same rule and the same candidates serve every arm.

            Example: cupola site Scenarios/s400-request-2019.yaml --arm s-400 --out sited.yaml
            """)

    @Argument(help: "Scenario file (YAML).") var scenario: String
    @Option(help: "Arm of the scenario.") var arm: String
    @Option(help: "Where to write the scenario with the battalions at their places.") var out: String?
    @Option(name: .customLong("step-km"), help: "Side of the candidates' grid (km).") var step = 4.0
    @Option(name: .customLong("reach-km"), help: "A site covers nothing beyond this (km).") var reach = 30.0
    @Option(help: "Lone raiders flown at each asset and height.") var raiders = 48
    @Option(help: "Seed of their bearings; the scenario's when absent.") var seed: UInt64?
    @Option(help: "Folder of the catalogue.") var catalogue: String?
    @Flag(help: "Print JSON instead of tables.") var json = false
    @Flag(help: "Write the scenario alone, print nothing.") var quiet = false

    func validate() throws {
        guard step.isFinite, (0.5...50).contains(step) else { throw ValidationError("--step-km: found \(step), allowed: 0.5…50") }
        guard reach.isFinite, (5...200).contains(reach) else { throw ValidationError("--reach-km: found \(reach), allowed: 5…200") }
        guard (1...10_000).contains(raiders) else { throw ValidationError("--raiders: found \(raiders), allowed: 1…10,000") }
        if out == scenario { throw ValidationError("--out: \(scenario) is the scenario itself; give another name") }
    }

    func run() throws {
        let (document, data) = try Inputs.load(scenario: scenario, catalogue: catalogue)
        let name = try Inputs.arm(arm, of: document, file: scenario)
        let siting = try Siting(document, arm: name, file: scenario, catalogue: data, step: step * 1000, reach: reach * 1000)
        let result = siting.survey.choose(siting.battalions.count)
        let places = siting.assigned(result)
        let text = try Self.guarded { () throws(DocumentErrors) in
            try ScenarioDocument.text(
                path: scenario, arm: name, places: places.map { ($0.unit, $0.battalion, $0.east, $0.north) })
        }
        let file = try out ?? Self.temporary()
        defer { if out == nil { try? FileManager.default.removeItem(atPath: file) } }
        do { try Data((Self.heading(result, scenario, name) + text).utf8).write(to: URL(filePath: file)) } catch {
            throw CommandFailure.whileRunning("\(file): cannot be written: \(error.localizedDescription)")
        }
        if quiet { return }
        let seed = seed ?? document.seed
        let now = try siting.loneRaiders(file: scenario, seed: seed, runs: raiders)
        let sited = try siting.loneRaiders(file: file, ground: scenario, seed: seed, runs: raiders)
        print(
            json
                ? try SiteTables.json(siting, result, places, now: now, sited: sited, seed: seed)
                : SiteTables.text(siting, result, places, now: now, sited: sited, seed: seed, out: out))
    }

    static func guarded<Value>(_ work: () throws(DocumentErrors) -> Value) throws -> Value {
        do { return try work() } catch { throw CommandFailure.badInput(error.description) }
    }

    private static func temporary() throws -> String {
        FileManager.default.temporaryDirectory.appending(path: "cupola-site-\(ProcessInfo.processInfo.processIdentifier).yaml").path
    }

    private static func heading(_ result: SitingResult, _ scenario: String, _ arm: String) -> String {
        "# From \((scenario as NSString).lastPathComponent): the battalions of arm \(arm) placed by cupola site "
            + "(\(result.candidates) candidates, step \(NumberText.fixed(result.rule.step / 1000, 1)) km).\n"
    }
}
