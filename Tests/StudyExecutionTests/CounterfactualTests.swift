import BattleCompilation
import BattleSimulation
import CommandAndControl
import DefenceModels
import Foundation
import RunRecords
import ScenarioDocuments
import StudyExecution
import StudyStatistics
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
        var lossy = model
        for node in lossy.nodes.indices { lossy.nodes[node].linkLoss = 0.9 }
        for radar in lossy.radars.indices { lossy.radars[radar].linkLoss = 0.9 }
        let whole = LiftedLimit.links.lifted(lossy)
        #expect(whole.radars.allSatisfy { $0.linkLoss == 0 && $0.linkDelay == 0 })
        #expect(whole.nodes.allSatisfy { $0.linkLoss == 0 && $0.linkDelay == 0 })
        #expect(LiftedLimit.sector.lifted(model).fireUnits.allSatisfy { $0.sectorWidth >= 6.28 })
        #expect(LiftedLimit.channels.lifted(model).fireUnits.map(\.reactionTime) == model.fireUnits.map(\.reactionTime))
    }
}

/// The same question over raids of a study, and defences of crossed levels.
@Suite struct QuestionFlightTests {
    @Test func `rounds that were never there save some when they are given, and nothing else does`() throws {
        let model = try CounterfactualTests.model()
        let found = try LiftSurvey(seed: 1, redraws: 2, jobs: 2).fly([.rounds, .delays], indices: [0, 1, 2]) { _ in model }
        #expect(found.raids == 3 && found.leakers == 3 && found.byLuck == 0)
        #expect(found.answers.map(\.limit) == [.rounds, .delays])
        #expect(found.answers.allSatisfy { $0.saved.mean == 0 && $0.saved.high > 0 }, "launchers that carry no type of round stay empty")
        var short = try CounterfactualTests.model()
        for unit in short.fireUnits.indices {
            short.fireUnits[unit].launchers[0].rounds = short.fireUnits[unit].launchers[0].rounds.map { _ in 1 }
        }
        for type in short.interceptors.indices { short.interceptors[type].fixedKillProbability = 0 }
        let armed = short
        let sure = try LiftSurvey(seed: 1, redraws: 2, jobs: 2).fly([.killProbability], indices: [0, 1, 2]) { _ in armed }
        #expect(sure.answers[0].saved.mean > 0.9, "rounds that always kill save it")
    }

    @Test func `crossed defences meet the same raids, whatever the threads`() throws {
        let models = [try CounterfactualTests.model(), try CounterfactualTests.model()]
        func fly(_ jobs: Int) throws -> [[Double]] {
            try CrossedFlight(seed: 3, raids: 5, samples: 2, jobs: jobs).fly(2, outcome: .leakers) { combination, _ in models[combination] }
        }
        let found = try fly(1)
        #expect(found == (try fly(3)) && found.count == 2 && found.allSatisfy { $0.count == 5 })
        #expect(found[0] == found[1], "the same defence twice does the same")
    }
}
