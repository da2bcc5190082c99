import BattleSimulation
import ScenarioDocuments
import StudyExecution
import StudyReports
import StudyStatistics

/// What a study asks of each arm beside its raids.
extension StudyInputs {
    /// The file's question of capacity.
    package var capacityPlan: CapacityPlan? {
        document.capacity.map {
            CapacityPlan(
                name: $0.name, isAlone: $0.isAlone && scenario.raids.count { $0.count > 0 } > 1, outcome: $0.outcome.counted,
                allowed: $0.allowed,
                search: CapacitySearch(share: $0.share, sizeMaximum: $0.sizeMaximum, runsFirst: min($0.runs, 20), runsMaximum: $0.runs))
        }
    }

    /// The model of an arm against a raid of the size that the question of capacity asks for.
    package func capacityModel(arm: Int, size: Int, sample: Int) throws -> BattleModel {
        guard let asked = document.capacity else { throw CommandFailure.badInput("\(document.name): capacity: not asked") }
        var changes = [PathOverride(path: asked.path, number: Double(size))]
        if asked.isAlone {
            let mine = asked.path.split(separator: "[").dropFirst().first?.split(separator: "]").first.map(String.init) ?? ""
            for (place, raid) in scenario.raids.enumerated() where raid.name != mine && String(place) != mine {
                changes.append(PathOverride(path: "raids[\(place)].count", number: 0))
            }
        }
        return try guarded { () throws(DocumentErrors) in
            let scenario = try ScenarioDocument.load(
                path: scenarioPath, overriding: document.arms[arm].scenarioOverrides + changes, from: scenarioPath)
            return try compiled(scenario, arm: arm, sample: sample)
        }
    }

    /// How an arm's deployment fares against lone cruise missiles, with the catalogue's best estimates.
    package func loneRaiders(arm: Int, runs: Int) throws -> [LoneRaiderResult] {
        let armDocument = document.arms[arm]
        let changed = try guarded { () throws(DocumentErrors) in
            try catalogue.overriding(armDocument.catalogueOverrides, file: document.name)
        }
        return try Siting.loneRaiders(
            scenario, arm: armDocument.arm ?? armDocument.name, heights: [50], runs: runs, seed: plan.seed, catalogue: changed,
            file: scenarioPath, ground: scenarioPath, overriding: armDocument.scenarioOverrides, carried: ground)
    }
}

/// What a study asks of crossed defences, and of those that got through.
extension StudyInputs {
    /// Combinations of the file's crossed levels, flown: nil where the file asks nothing.
    package func crossed(jobs: Int) throws -> CrossedNote? {
        guard let asked = document.crossed else { return nil }
        let setting = try Self.setting(asked.setting, of: plan.settings, asked: "crossed", file: studyPath)
        let all = asked.combinations
        let scenarios = try all.map { combination in
            try guarded { () throws(DocumentErrors) in
                try ScenarioDocument.load(
                    path: scenarioPath, overriding: overrides(setting) + combination.scenarioOverrides, from: studyPath)
            }
        }
        let flight = CrossedFlight(seed: plan.seed, raids: asked.raids, samples: plan.samples, jobs: jobs)
        let values = try flight.fly(all.count, outcome: asked.outcome.counted) { number, sample in
            try guarded { () throws(DocumentErrors) in
                try compiled(
                    scenarios[number], named: all[number].arm, changing: all[number].catalogueOverrides,
                    sample: plan.samples > 1 ? sample : nil)
            }
        }
        return CrossedNote(
            outcome: asked.outcome.counted, setting: plan.settings[setting].label, factors: asked.names,
            cells: zip(all, values).map { CrossedEffects.Cell(levels: $0.levels, values: $1) })
    }

    /// Raids flown again with each limit lifted: nil where the file asks nothing.
    package func lifted(jobs: Int) throws -> LiftNote? {
        guard let asked = document.lift else { return nil }
        let setting = try Self.setting(asked.setting, of: plan.settings, asked: "lift", file: studyPath)
        let survey = LiftSurvey(seed: plan.seed, redraws: asked.redraws, jobs: jobs)
        // The study's own raids, the versions of its catalogue in turn.
        let raids = (0..<min(asked.raids, plan.samples * plan.runs)).map { (sample: $0 % plan.samples, run: $0 / plan.samples) }
        var note = LiftNote(setting: plan.settings[setting].label, redraws: asked.redraws, arms: [])
        for (number, arm) in plan.arms.enumerated() where asked.arms.isEmpty || asked.arms.contains(arm.name) {
            let indices = raids.map { plan.runIndex(RunKey(setting: setting, sample: $0.sample, arm: number, run: $0.run)) }
            let found = try survey.fly(LiftedLimit.allCases, indices: indices) {
                try model(arm: number, setting: setting, sample: raids[$0].sample)
            }
            note.arms.append(
                LiftNote.Arm(
                    arm: arm.name, raids: found.raids, leakers: found.leakers, byLuck: found.byLuck,
                    limits: found.answers.map {
                        LiftNote.Limit(name: $0.limit.title, saved: $0.saved.mean, low: $0.saved.low, high: $0.saved.high)
                    }))
        }
        return note
    }
}
