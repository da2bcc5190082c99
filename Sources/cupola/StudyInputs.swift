import BattleSimulation
import Foundation
import MonteCarloStudy
import NumericalMethods
import RunRecords
import ScenarioDocuments
import Stochastics

/// A study file resolved against its scenario and the catalogue.
struct StudyInputs {
    let document: StudyDocument
    let plan: StudyPlan
    let scenarioPath: String
    let catalogueFolder: String
    let catalogue: CatalogueDocument
    /// Catalogue paths that are sampled, and each sample's value of each.
    let parameters: [String]
    let draws: [[Double]]
    /// Which arm is the world as it was, where the study gives a date and an actor.
    let world: WorldAsItWas?
    /// Whether the first part draws the catalogue; a single sample takes the best estimates.
    private let isSampled: Bool
    /// Every input by name: text and SHA-256, sorted by name.
    let texts: [(name: String, sha256: String, text: String)]

    /// SHA-256 over everything that decides the results.
    var identity: String {
        var hash = SHA256()
        for entry in texts { hash.update("\(entry.name) \(entry.sha256)\n".utf8) }
        hash.update("samples \(plan.samples) runs \(plan.runs) sensitivity \(plan.sensitivity?.samples ?? 0) seed \(plan.seed) model \(BattleRunner.modelVersion)".utf8)
        return hash.hexadecimal
    }

    /// The first sample that is drawn: with a single sample the first part flies the best estimates.
    var firstDrawnSample: Int { parameters.isEmpty ? draws.count : isSampled ? 0 : plan.samples }

    /// The file's stopping rule.
    var stoppingRule: StoppingRule? {
        document.stopping.map {
            StoppingRule(
                outcome: $0.outcome.counted, halfWidth: $0.halfWidth, confidence: $0.confidence, minimum: $0.runsMinimum,
                lookInterval: $0.lookInterval ?? (plan.samples > 1 ? 10 : 50))
        }
    }

    /// What an archive says of itself.
    var meta: [(key: String, value: String)] {
        var list = [
            ("name", plan.name), ("question", plan.question), ("seed", String(plan.seed)),
            ("samples", String(plan.samples)), ("runs", String(plan.runs)),
            ("model_version", BattleRunner.modelVersion), ("program_version", ProgramVersion.text),
        ]
        if let part = plan.sensitivity {
            list += [
                ("sensitivity_groups", part.groups.joined(separator: "\n")), ("sensitivity_base", String(part.base)),
                ("sensitivity_runs", String(part.runs)), ("sensitivity_setting", String(part.setting)),
                ("sensitivity_outcome", part.outcome.rawValue),
            ]
        }
        if let world {
            list += [
                ("world_actor", world.actor), ("world_date", world.date.description), ("world_arm", world.arm ?? ""),
                ("world_holdings", world.held.map(Self.line).joined(separator: "\n")),
                ("world_disputed", world.disputed.map { event in
                    let taken = document.switches.first { $0.name == event.id }.map { $0.value ? "taken as so" : "taken as not so" }
                    return "\(event.date): \(event.event) (disputed; \(taken ?? "taken as so"))"
                }.joined(separator: "\n")),
                ("world_events", world.events.map { event in
                    "\(event.date)\t\(event.isDisputed ? "disputed" : "")\t\(event.event)\t\(event.sources.map(\.ref).joined(separator: " "))"
                }.joined(separator: "\n")),
            ]
        }
        if let rule = stoppingRule {
            list += [
                ("stopping_outcome", rule.outcome.rawValue), ("stopping_half_width", String(rule.halfWidth)),
                ("stopping_confidence", String(rule.confidence)), ("stopping_minimum", String(rule.minimum)),
                ("stopping_look_every", String(rule.lookInterval)),
            ]
        }
        return list
    }

    private static func line(_ line: Ledger.Line) -> String {
        let count = line.fireUnits.map { "\($0) battalions" } ?? line.vehicles.map { "\($0) vehicles" } ?? "an unknown number"
        let launchers = line.launchers.map { ", \($0) launchers" } ?? ""
        return "\(line.system): \(count)\(launchers), since \(line.since)\(line.isDisputed ? " (disputed)" : "")"
    }

    init(file: String, catalogue given: String?, runs: Int?, samples: Int?) throws {
        let loaded: Loaded
        do { loaded = try Loaded(file: file, catalogue: given) } catch {
            throw CommandFailure.badInput(error.description)
        }
        document = loaded.document
        scenarioPath = loaded.scenarioPath
        catalogueFolder = loaded.catalogueFolder
        catalogue = loaded.catalogue
        let arms = loaded.scenario.arms
        let sampleCount = samples ?? document.samples
        let uncertain = Uncertainty(document, catalogue)
        let settings = Self.settings(document.factors)
        let sensitivity = try Self.sensitivity(document, groups: uncertain.groups, settings: settings, file: file)
        isSampled = sampleCount > 1
        parameters = isSampled || sensitivity != nil ? uncertain.paths : []
        draws = uncertain.draws(samples: sampleCount, sensitivity: sensitivity)
        plan = StudyPlan(
            name: document.name, question: document.question,
            arms: document.arms.map { arm in
                let source = arms.first { $0.name == arm.arm ?? arm.name }
                return StudyArm(
                    name: arm.name, description: source?.value.description ?? "",
                    price: Self.price(arm, source?.value, loaded.catalogue))
            },
            settings: settings, samples: sampleCount, runs: runs ?? document.runs, seed: document.seed,
            recordsKept: min(runs ?? document.runs, 20), sensitivity: sensitivity)
        world = loaded.world
        texts = try Self.collect(study: file, scenario: scenarioPath, catalogue: catalogueFolder)
    }

    /// The files of a study, read and checked against each other.
    private struct Loaded {
        let document: StudyDocument
        let scenarioPath: String
        let scenario: ScenarioDocument
        let catalogueFolder: String
        let catalogue: CatalogueDocument
        let world: WorldAsItWas?

        init(file: String, catalogue given: String?) throws(DocumentErrors) {
            document = try StudyDocument.load(path: file)
            let folder = (file as NSString).deletingLastPathComponent
            scenarioPath = folder.isEmpty ? document.scenario : "\(folder)/\(document.scenario)"
            catalogueFolder = try CatalogueDocument.locate(given: given)
            catalogue = try CatalogueDocument.load(directory: catalogueFolder)
            scenario = try ScenarioDocument.load(path: scenarioPath)
            try scenario.check(against: catalogue)
            try document.check(against: catalogue, file: file, scenarioFile: scenarioPath)
            world = try WorldAsItWas(
                document, scenario: scenario, ledger: Ledger.load(directory: catalogueFolder), file: file)
        }
    }

    /// The model of an arm at a setting with a sample of the catalogue.
    func model(arm: Int, setting: Int, sample: Int) throws -> BattleModel {
        do { return try compiled(arm: arm, setting: setting, sample: sample) } catch {
            throw CommandFailure.badInput(error.description)
        }
    }

    private func compiled(arm: Int, setting: Int, sample: Int) throws(DocumentErrors) -> BattleModel {
        let armDocument = document.arms[arm]
        let changes = armDocument.scenarioOverrides + overrides(setting)
        let scenario = try ScenarioDocument.load(path: scenarioPath, overriding: changes, from: scenarioPath)
        var sampled = catalogue
        if !parameters.isEmpty, isSampled || sample >= plan.samples {
            sampled = sampled.overriding(Dictionary(uniqueKeysWithValues: zip(parameters, draws[sample])))
        }
        let final = try sampled.overriding(armDocument.catalogueOverrides, file: document.name)
        return try ScenarioCompiler.compile(
            scenario, arm: armDocument.arm ?? armDocument.name, catalogue: final, file: scenarioPath)
    }

    private func overrides(_ setting: Int) -> [PathOverride] {
        var rest = setting
        return document.factors.map { factor in
            let choice = rest % factor.values.count
            rest /= factor.values.count
            return factor.overrides[choice]
        }
    }

    /// Every combination of the factors' values, the first factor fastest.
    private static func settings(_ factors: [FactorDocument]) -> [StudySetting] {
        let total = factors.reduce(1) { $0 * $1.values.count }
        return (0..<total).map { number in
            var rest = number
            let chosen = factors.map { factor in
                let choice = rest % factor.values.count
                rest /= factor.values.count
                return (name: factor.name, value: factor.overrides[choice].text)
            }
            let label = chosen.map { "\($0.value) \($0.name)" }.joined(separator: ", ")
            return StudySetting(label: label.isEmpty ? "as the scenario says" : label, factors: chosen)
        }
    }

    /// Price of an arm, million USD: the study's, the scenario's or the catalogue's.
    private static func price(
        _ arm: StudyArmDocument, _ defence: ArmDocument?, _ catalogue: CatalogueDocument
    ) -> PriceRecord? {
        if let given = arm.price { return PriceRecord(low: given / 1e6, best: given / 1e6, high: given / 1e6) }
        return defence.flatMap { ArmPrice($0, catalogue: catalogue) }.map {
            PriceRecord(low: $0.low / 1e6, best: $0.best / 1e6, high: $0.high / 1e6)
        }
    }

    /// The sensitivity part, resolved against groups and settings.
    private static func sensitivity(
        _ document: StudyDocument, groups: [String], settings: [StudySetting], file: String
    ) throws -> SensitivityPlan? {
        guard let wanted = document.sensitivity else { return nil }
        guard !groups.isEmpty else {
            throw CommandFailure.badInput("\(file): sensitivity: there is no entry under uncertainty to tell apart")
        }
        var setting = settings.count / 2
        if let label = wanted.setting {
            guard let place = settings.firstIndex(where: { $0.label == label }) else {
                throw CommandFailure.badInput(
                    "\(file): sensitivity.setting: found \(label), allowed: \(settings.map(\.label).joined(separator: "; "))")
            }
            setting = place
        }
        return SensitivityPlan(
            groups: groups, base: wanted.base, runs: wanted.runs, setting: setting, outcome: wanted.outcome.counted)
    }

    private static func collect(study: String, scenario: String, catalogue: String) throws -> [(
        name: String, sha256: String, text: String
    )] {
        var files = [("study.yaml", study), ("scenario.yaml", scenario)]
        let walker = FileManager.default.enumerator(atPath: catalogue)
        for case let name as String in walker ?? FileManager.DirectoryEnumerator() where name.hasSuffix(".yaml") {
            files.append(("catalogue/\(name)", "\(catalogue)/\(name)"))
        }
        return try files.sorted { $0.0 < $1.0 }.map { name, path in
            let text = try Inputs.text(path)
            var hash = SHA256()
            hash.update(text.utf8)
            return (name, hash.hexadecimal, text)
        }
    }
}
