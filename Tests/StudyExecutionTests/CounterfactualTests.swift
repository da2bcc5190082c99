import BattleCompilation
import BattleSimulation
import CommandAndControl
import DefenceModels
import Foundation
import RunRecords
import ScenarioDocuments
import StudyExecution
import Testing

@Suite struct CounterfactualTests {
    /// A raid that a battalion with two rounds cannot stop.
    static func model() throws -> BattleModel {
        let path = Fixtures.root.appending(path: "Scenarios/one-on-one.yaml").path
        let catalogue = try CatalogueDocument.load(directory: Fixtures.root.appending(path: "catalogue").path)
        let scenario = try ScenarioDocument.load(path: path)
        var model = try ScenarioCompiler.compile(scenario, arm: scenario.arms[0].name, catalogue: catalogue, file: path)
        for unit in model.fireUnits.indices {
            for launcher in model.fireUnits[unit].launchers.indices {
                model.fireUnits[unit].launchers[launcher].rounds = model.fireUnits[unit].launchers[launcher].rounds.map { _ in 0 }
            }
            model.fireUnits[unit].reloads = model.fireUnits[unit].reloads.map { _ in 0 }
        }
        return model
    }

    @Test func `a redraw meets the same raid with another luck, and none is the run itself`() throws {
        let path = Fixtures.root.appending(path: "Scenarios/saturation.yaml").path
        let catalogue = try CatalogueDocument.load(directory: Fixtures.root.appending(path: "catalogue").path)
        let scenario = try ScenarioDocument.load(path: path)
        let model = try ScenarioCompiler.compile(scenario, arm: scenario.arms[0].name, catalogue: catalogue, file: path)
        let run = BattleRunner.run(model, seed: 3, index: 0)
        var drawn = model
        drawn.redraw = 0
        let again = BattleRunner.run(drawn, seed: 3, index: 0)
        drawn.redraw = 1
        let other = BattleRunner.run(drawn, seed: 3, index: 0)
        #expect(RecordDigest.hexadecimal(of: run) == RecordDigest.hexadecimal(of: again))
        #expect(RecordDigest.hexadecimal(of: run) != RecordDigest.hexadecimal(of: other))
        #expect(run.targets.map(\.name) == other.targets.map(\.name))
    }

    @Test func `who has no rounds is saved by nothing but rounds he never had`() throws {
        let model = try Self.model()
        let run = BattleRunner.run(model, seed: 1, index: 0)
        try #require(run.targets.contains { $0.outcome == .leaked })
        let answers = Counterfactual(model: model, seed: 1, index: 0, redraws: 4, jobs: 2).answers(LiftedLimit.allCases)
        #expect(answers.count == LiftedLimit.allCases.count)
        for answer in answers {
            #expect(answer.through.asItWas == 1)
            #expect(answer.saved.mean == 0, "\(answer.limit.rawValue)")
            #expect(answer.saved.high > 0, "nothing seen in four is not nothing")
        }
    }

    @Test func `what is lifted is lifted, and all else stays`() throws {
        let model = try Self.model()
        #expect(LiftedLimit.channels.lifted(model).fireUnits.allSatisfy { $0.targetChannels >= 1_000 })
        #expect(LiftedLimit.delays.lifted(model).fireUnits.allSatisfy { $0.reactionTime == 0 && $0.assessmentDelay == 0 })
        #expect(LiftedLimit.identity.lifted(model).nodes.allSatisfy { $0.rules == .free })
        #expect(LiftedLimit.killProbability.lifted(model).interceptors.allSatisfy { $0.fixedKillProbability == 1 })
        #expect(LiftedLimit.links.lifted(model).radars.allSatisfy { $0.linkLoss == 0 && $0.linkDelay == 0 })
        #expect(LiftedLimit.sector.lifted(model).fireUnits.allSatisfy { $0.sectorWidth >= 6.28 })
        #expect(LiftedLimit.channels.lifted(model).fireUnits.map(\.reactionTime) == model.fireUnits.map(\.reactionTime))
    }
}
