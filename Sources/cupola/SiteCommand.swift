import ArgumentParser
import BattleCompilation
import BattleSimulation
import CommandWork
import CoverageAnalysis
import EarthEnvironment
import Foundation
import NumericalMethods
import OutputFiles
import PlainText
import Quantities
import ScenarioDocuments
import StudyExecution
import StudyReports

struct SiteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site", abstract: "Where an arm's battalions should stand, by one stated rule, before any raid is known.",
        discussion: """
            Maximal covering (Church & ReVelle 1974) of the low approaches to the assets, over the scenario's terrain; then lone \
            cruise missiles
            fly at each asset from all sides. The same rule and the same candidates serve every arm.

            Example: cupola site Scenarios/s400-request-2019.yaml --arm s-400 --out sited.yaml
            """)

    @Argument(help: "Scenario file (YAML).") var scenario: String
    @Option(help: "Arm of the scenario.") var arm: String
    @Option(help: "Where to write the scenario with the battalions at their places.") var out: String?
    @Option(
        name: .customLong("step-km"), parsing: .unconditional, help: "Side of the candidates' grid (km).",
        transform: Allowed.number(0.5...50, "km"))
    var step = 4.0
    @Option(
        name: .customLong("reach-km"), parsing: .unconditional, help: "A site covers nothing beyond this (km).",
        transform: Allowed.number(5...200, "km"))
    var reach = 30.0
    @Option(parsing: .unconditional, help: "Lone raiders flown at each asset and height.", transform: Allowed.count(1...10_000))
    var raiders = 48
    @Option(parsing: .unconditional, help: "Seed of their bearings; the scenario's when absent.", transform: Allowed.seed) var seed: UInt64?
    @OptionGroup var catalogue: CatalogueOption
    @Flag(help: "Print JSON instead of tables.") var json = false
    @Flag(help: "Write the scenario alone, print nothing.") var quiet = false

    func run() throws {
        let place = try out.map { try OutputRule.place($0, as: .sitedScenario, sparing: [scenario] + catalogue.directories) }
        let (document, data) = try Inputs.load(scenario: scenario, catalogue: catalogue.directories)
        let name = try Inputs.arm(arm, of: document, file: scenario)
        let siting = try Siting(document, arm: name, file: scenario, catalogue: data, step: step * 1000, reach: reach * 1000)
        let result = siting.survey.choose(siting.battalions.count)
        let places = siting.assigned(result)
        let text = try guarded { () throws(DocumentErrors) in
            try ScenarioDocument.text(
                path: scenario, arm: name, places: places.map { ($0.unit, $0.battalion, $0.east, $0.north) })
        }
        let whole = Self.heading(result, scenario, name) + text
        try place?.write(whole)
        if quiet { return }
        // Elevation files lie beside the scenario itself, so the sited one is flown from a file of its own and their ground.
        let folder = try PrivateFolder(prefix: "cupola-site-")
        try folder.write(Array(whole.utf8), to: ["sited.yaml"])
        let file = folder.path + "/sited.yaml"
        let seed = seed ?? document.seed
        let now = try siting.loneRaiders(file: scenario, seed: seed, runs: raiders)
        let sited = try siting.loneRaiders(file: file, ground: scenario, seed: seed, runs: raiders)
        withExtendedLifetime(folder) {}
        printData(
            json
                ? try SiteTables.json(siting, result, places, now: now, sited: sited, seed: seed)
                : SiteTables.text(siting, result, places, now: now, sited: sited, seed: seed, out: out))
    }

    private static func heading(_ result: SitingResult, _ scenario: String, _ arm: String) -> String {
        "# Placed by cupola site: the battalions of arm \(arm) of \((scenario as NSString).lastPathComponent) "
            + "(\(result.candidates) candidates, step \(NumberText.fixed(result.rule.step / 1000, 1)) km).\n"
    }
}
