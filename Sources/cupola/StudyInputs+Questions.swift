import BattleSimulation
import ScenarioDocuments
import StudyExecution
import StudyStatistics

/// What a study asks of each arm beside its raids.
extension StudyInputs {
    /// The file's question of capacity.
    var capacityPlan: CapacityPlan? {
        document.capacity.map {
            CapacityPlan(
                name: $0.name, outcome: $0.outcome.counted, allowed: $0.allowed,
                search: CapacitySearch(share: $0.share, sizeMaximum: $0.sizeMaximum, runsFirst: min($0.runs, 20), runsMaximum: $0.runs))
        }
    }

    /// The model of an arm against a raid of the size that the question of capacity asks for.
    func capacityModel(arm: Int, size: Int, sample: Int) throws -> BattleModel {
        guard let asked = document.capacity else { throw CommandFailure.badInput("\(document.name): capacity: not asked") }
        var changes = [PathOverride(path: asked.path, number: Double(size))]
        if asked.isAlone {
            let mine = asked.path.split(separator: "[").dropFirst().first?.split(separator: "]").first.map(String.init) ?? ""
            for (place, raid) in scenario.raids.enumerated() where raid.name != mine && String(place) != mine {
                changes.append(PathOverride(path: "raids[\(place)].count", number: 0))
            }
        }
        return try SiteCommand.guarded { () throws(DocumentErrors) in
            let scenario = try ScenarioDocument.load(
                path: scenarioPath, overriding: document.arms[arm].scenarioOverrides + changes, from: scenarioPath)
            return try compiled(scenario, arm: arm, sample: sample)
        }
    }

    /// How an arm's deployment fares against lone cruise missiles, with the catalogue's best estimates.
    func loneRaiders(arm: Int, runs: Int) throws -> [LoneRaiderResult] {
        let armDocument = document.arms[arm]
        let changed = try SiteCommand.guarded { () throws(DocumentErrors) in
            try catalogue.overriding(armDocument.catalogueOverrides, file: document.name)
        }
        return try Siting.loneRaiders(
            scenario, arm: armDocument.arm ?? armDocument.name, heights: [50], runs: runs, seed: plan.seed, catalogue: changed,
            file: scenarioPath, ground: scenarioPath, overriding: armDocument.scenarioOverrides, carried: ground)
    }
}
