import BattleCompilation
import BattleSimulation
import Foundation
import NumericalMethods
import PlainText
import ResultsArchive
import RunRecords
import ScenarioDocuments
import StudyExecution
import StudyStatistics

/// A study file resolved against its scenario and the catalogue.
package struct StudyInputs {
    package let document: StudyDocument
    package private(set) var plan: StudyPlan
    package let studyPath: String
    package let scenarioPath: String
    package let scenario: ScenarioDocument
    /// Folder of the elevation files that an archive carried; nil where they lie beside the scenario.
    package let ground: String?
    package let catalogueFolders: [String]
    package let catalogue: CatalogueDocument
    /// Catalogue values that are sampled, and each sample's value of each.
    package let parameters: [StudyDescription.Parameter]
    package let draw: @Sendable (_ sample: Int) -> [Double]
    /// What the price of each arm would buy instead.
    package let purchases: [StudyDescription.Purchase]
    /// Which arm is the world as it was, where the study gives a date and an actor.
    package let world: WorldAsItWas?
    /// Whether the first part draws the catalogue; a single sample takes the best estimates.
    private let isSampled: Bool
    /// Every input by name: text and SHA-256, sorted by name.
    package let texts: [StudyDescription.Document]
    private let scenarios = ScenarioCache()

    /// SHA-256 over everything that decides the results.
    package var identity: String {
        var hash = SHA256()
        for entry in texts { hash.update("\(entry.name) \(entry.sha256)\n".utf8) }
        hash.update("samples \(plan.samples) runs \(plan.runs) sensitivity \(plan.sensitivity?.samples ?? 0) seed \(plan.seed) model \(BattleRunner.modelVersion)".utf8)
        return hash.hexadecimal
    }

    /// Samples that are drawn: with a single sample the first part flies the best estimates.
    private var drawnSamples: Range<Int> {
        guard !parameters.isEmpty else { return 0..<0 }
        return (isSampled ? 0 : plan.samples)..<(plan.samples + (plan.sensitivity?.samples ?? 0))
    }

    /// What an archive holds before the first run.
    package func description(shard: StudyShard?) -> StudyDescription {
        var meta = self.meta + [("identity", identity)]
        if let shard { meta.append(("shard", "\(shard.number)/\(shard.count)")) }
        return StudyDescription(
            meta: meta, documents: texts, arms: plan.arms, settings: plan.settings, parameters: parameters,
            purchases: purchases, drawnSamples: drawnSamples, draw: draw)
    }

    /// The file's stopping rule.
    package var stoppingRule: StoppingRule? {
        document.stopping.map {
            StoppingRule(
                outcome: $0.outcome.counted, halfWidth: $0.halfWidth, confidence: $0.confidence, minimum: $0.runsMinimum,
                lookInterval: $0.lookInterval ?? (plan.samples > 1 ? 10 : 50))
        }
    }

    /// Every file and folder that the study reads.
    package var files: [String] {
        [studyPath, scenarioPath] + catalogueFolders + GroundFiles.paths(of: scenario, file: scenarioPath, carried: ground)
    }

    /// - Parameter scenario: file that stands in for the one that the study names.
    /// - Parameter ground: folder of the elevation files, as an archive laid them out.
    package init(
        file: String, scenario other: String? = nil, ground: String? = nil, catalogue given: [String], runs: Int?, samples: Int?
    ) throws {
        let loaded: Loaded
        do { loaded = try Loaded(file: file, scenario: other, catalogue: given) } catch {
            if Inputs.isScenario(file) { throw CommandFailure.badInput("\(file): is a scenario, no study; fly it with: cupola run \(file)") }
            throw CommandFailure.badInput(error.description)
        }
        document = loaded.document
        studyPath = file
        scenarioPath = loaded.scenarioPath
        scenario = loaded.scenario
        self.ground = ground
        catalogueFolders = loaded.catalogueFolders
        catalogue = loaded.catalogue
        let arms = loaded.scenario.arms
        let sampleCount = samples ?? document.samples
        let uncertain = Uncertainty(document, catalogue)
        let settings = Self.settings(document.factors)
        let sensitivity = try Self.sensitivity(document, groups: uncertain.groups, settings: settings, file: file)
        isSampled = sampleCount > 1
        parameters = isSampled || sensitivity != nil ? uncertain.parameters : []
        draw = uncertain.draws(samples: sampleCount, sensitivity: sensitivity)
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
        try Self.hold(plan, drawn: uncertain.parameters.count, file: file)
        for (part, label) in [("crossed", document.crossed?.setting), ("lift", document.lift?.setting)] {
            _ = try Self.setting(label, of: settings, asked: part, file: file)
        }
        plan.assets = scenario.assets.count
        plan.unarmed = Self.unarmed(document, scenario)
        purchases = Self.purchases(document, arms, loaded.catalogue)
        world = loaded.world
        texts = try Self.collect(study: file, scenario: scenarioPath, catalogue: catalogueFolders)
            + GroundFiles.documents(of: scenario, file: scenarioPath, carried: ground)
    }

    /// The need of a study, worked out before any of it is taken.
    private static func hold(_ plan: StudyPlan, drawn: Int, file: String) throws {
        let cells = Double(plan.settings.count * plan.arms.count)
        let samples = Double(plan.samples) + Double(plan.sensitivity?.samples ?? 0)
        let sensitive = Double(plan.sensitivity?.samples ?? 0) * Double(plan.sensitivity?.runs ?? 0)
            * Double(plan.sensitivity?.arms?.count ?? plan.arms.count)
        for (what, need, limit) in [
            ("runs", cells * Double(plan.samples) * Double(plan.runs) + sensitive, 1e8),
            ("means by setting, arm and sample", cells * samples, 1e7), ("drawn values of the catalogue", samples * Double(drawn), 2e7),
        ] where need > limit {
            throw CommandFailure.badInput("\(file): asks for \(readable(need)) \(what), allowed: \(readable(limit)); fewer settings, samples or runs")
        }
    }

    /// The files of a study, read and checked against each other.
    private struct Loaded {
        let document: StudyDocument
        let scenarioPath: String
        let scenario: ScenarioDocument
        let catalogueFolders: [String]
        let catalogue: CatalogueDocument
        let world: WorldAsItWas?

        init(file: String, scenario other: String?, catalogue given: [String]) throws(DocumentErrors) {
            document = try StudyDocument.load(path: file)
            let folder = (file as NSString).deletingLastPathComponent
            let isWhole = folder.isEmpty || document.scenario.hasPrefix("/")
            scenarioPath = other ?? (isWhole ? document.scenario : "\(folder)/\(document.scenario)")
            catalogueFolders = try CatalogueDocument.locate(given: given)
            catalogue = try CatalogueDocument.load(directories: catalogueFolders)
            scenario = try ScenarioDocument.load(path: scenarioPath, checkedAgainst: catalogue)
            try document.check(against: catalogue, file: file, scenarioFile: scenarioPath)
            world = try WorldAsItWas(
                document, scenario: scenario, ledger: Ledger.load(directories: catalogueFolders), file: file)
        }
    }

    /// The model of an arm at a setting with the catalogue's best estimates.
    package func bestEstimate(arm: Int, setting: Int) throws -> BattleModel {
        do { return try compiled(arm: arm, setting: setting, sample: nil) } catch {
            throw CommandFailure.badInput(error.description)
        }
    }

    /// The model of an arm at a setting with a sample of the catalogue.
    package func model(arm: Int, setting: Int, sample: Int) throws -> BattleModel {
        do { return try compiled(arm: arm, setting: setting, sample: sample) } catch {
            throw CommandFailure.badInput(error.description)
        }
    }

    private func compiled(arm: Int, setting: Int, sample: Int?) throws(DocumentErrors) -> BattleModel {
        let armDocument = document.arms[arm]
        let scenario = try scenarios.scenario(RunKey(setting: setting, sample: 0, arm: arm, run: 0)) {
            () throws(DocumentErrors) in
            let changes = armDocument.scenarioOverrides + overrides(setting)
            let held = try catalogue.overriding(armDocument.catalogueOverrides, file: studyPath)
            return try ScenarioDocument.load(path: scenarioPath, overriding: changes, from: studyPath, heldAgainst: held)
        }
        return try compiled(scenario, arm: arm, sample: sample)
    }

    /// The model of an arm against a scenario that is at hand.
    package func compiled(_ scenario: ScenarioDocument, arm: Int, sample: Int?) throws(DocumentErrors) -> BattleModel {
        let armDocument = document.arms[arm]
        return try compiled(scenario, named: armDocument.arm ?? armDocument.name, changing: armDocument.catalogueOverrides, sample: sample)
    }

    /// The model of an arm of the scenario with changes to the catalogue and a version of it.
    package func compiled(_ scenario: ScenarioDocument, named arm: String, changing changes: [PathOverride], sample: Int?)
        throws(DocumentErrors) -> BattleModel
    {
        var sampled = catalogue
        if let sample, !parameters.isEmpty, isSampled || sample >= plan.samples {
            sampled = sampled.overriding(
                Dictionary(uniqueKeysWithValues: zip(parameters.map(\.path), draw(sample))))
        }
        let final = try sampled.overriding(changes, file: studyPath)
        return try ScenarioCompiler.compile(
            scenario, arm: arm, catalogue: final, file: scenarioPath,
            terrain: GroundFiles.terrain(of: scenario, file: scenarioPath, carried: ground))
    }

    package func overrides(_ setting: Int) -> [PathOverride] {
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

    /// What the price of each arm would buy of what the others have.
    private static func purchases(
        _ document: StudyDocument, _ arms: [Named<ArmDocument>], _ catalogue: CatalogueDocument
    ) -> [StudyDescription.Purchase] {
        let defences = document.arms.map { arm in arms.first { $0.name == arm.arm ?? arm.name }?.value }
        return zip(document.arms, defences).flatMap { arm, defence -> [StudyDescription.Purchase] in
            guard let defence else { return [] }
            return ArmPurchase.all(defence, others: defences.compactMap { $0 }, catalogue: catalogue).map {
                StudyDescription.Purchase(arm: arm.name, item: $0.item.text, low: $0.low, best: $0.best, high: $0.high)
            }
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
        return SensitivityPlan(
            groups: groups, form: wanted.planned, runs: wanted.runs,
            setting: try Self.setting(wanted.setting, of: settings, asked: "sensitivity", file: file), outcome: wanted.outcome.counted,
            arms: wanted.flown(of: document.arms.map(\.name)))
    }

    /// The setting that a part of the study names; the middle one where it names none.
    package static func setting(_ label: String?, of settings: [StudySetting], asked part: String, file: String) throws -> Int {
        guard let label else { return settings.count / 2 }
        guard let place = settings.firstIndex(where: { $0.label == label }) else {
            throw CommandFailure.badInput("\(file): \(part).setting: found \(label), allowed: \(settings.map(\.label).joined(separator: "; "))")
        }
        return place
    }

    /// Where an archive carries the files of a study's first, second … catalogue folder.
    package static func carriedFolder(_ place: Int) -> String { place == 0 ? "catalogue" : "catalogue-\(place + 1)" }

    private static func collect(study: String, scenario: String, catalogue: [String]) throws -> [StudyDescription.Document] {
        var files = [("study.yaml", study), ("scenario.yaml", scenario)]
        for (place, folder) in catalogue.enumerated() {
            // A link to a folder is not walked.
            let walker = FileManager.default.enumerator(atPath: URL(filePath: folder).resolvingSymlinksInPath().path)
            for case let name as String in walker ?? FileManager.DirectoryEnumerator() where name.hasSuffix(".yaml") {
                files.append(("\(Self.carriedFolder(place))/\(name)", "\(folder)/\(name)"))
            }
        }
        return try files.sorted { $0.0 < $1.0 }.map { name, path in
            let text = try name == "scenario.yaml" ? Inputs.scenarioText(path) : Inputs.text(path)
            var hash = SHA256()
            hash.update(text.utf8)
            return StudyDescription.Document(name: name, sha256: hash.hexadecimal, text: text)
        }
    }
}
