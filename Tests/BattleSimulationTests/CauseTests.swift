import BattleSimulation
import CommandAndControl
import DefenceModels
import Quantities
import RunRecords
import Testing

/// Which cause a leaker gets: one limit at a time, on the smallest duel.
@Suite struct CauseTests {
    private func cause(_ change: (inout BattleModel) -> Void) throws -> LimitingCause? {
        var model = try BattleTests.model("one-on-one")
        change(&model)
        let target = BattleRunner.run(model, seed: 2, index: 0).targets[0]
        #expect(target.outcome == .leaked)
        return target.limitingCause
    }

    @Test func `no rounds`() throws {
        let found = try cause { model in
            for launcher in model.fireUnits[0].launchers.indices {
                model.fireUnits[0].launchers[launcher].rounds = model.fireUnits[0].launchers[launcher].rounds.map { _ in 0 }
            }
        }
        #expect(found == .noRoundsReady)
    }

    @Test func `no fire channel`() throws { #expect(try cause { $0.fireUnits[0].targetChannels = 0 } == .noFireChannel) }

    @Test func `weapons hold`() throws { #expect(try cause { $0.nodes[0].rules = .hold } == .rulesOfEngagement) }

    @Test func `an identity that is never declared`() throws {
        #expect(try cause { $0.nodes[0].identification.threshold = 1.1 } == .notIdentified)
    }

    @Test func `rounds that kill nothing`() throws {
        let found = try cause { model in
            for type in model.interceptors.indices { model.interceptors[type].fixedKillProbability = 0 }
            for node in model.nodes.indices { model.nodes[node].doctrine.minimumKillProbability = 0 }
        }
        #expect(found == .engagedAndMissed || found == .assessedKilledWrongly)
    }

    @Test func `command lost`() throws {
        let found = try cause { model in
            model.failures = model.radars.indices.map { ScriptedFailure(time: .zero, subject: .radar($0)) }
        }
        #expect(found == .nothingSearched, "no hill hides what nobody searched for")
    }
}

/// Causes that 0.3.0 called out of every envelope.
@Suite struct NamedCauseTests {
    private func cause(_ change: (inout BattleModel) -> Void) throws -> LimitingCause? {
        var model = try BattleTests.model("one-on-one")
        change(&model)
        let target = BattleRunner.run(model, seed: 2, index: 0).targets[0]
        #expect(target.outcome == .leaked)
        return target.limitingCause
    }

    @Test func `a shot that is too unlikely is not one that no round could make`() throws {
        let found = try cause { model in for node in model.nodes.indices { model.nodes[node].doctrine.minimumKillProbability = 1 } }
        #expect(found == .noShotWorthFiring)
    }

    @Test func `who has no radar that works is not hidden by hills`() throws {
        let found = try cause { model in
            model.failures = model.radars.indices.map { ScriptedFailure(time: .zero, subject: .radar($0)) }
        }
        #expect(found == .nothingSearched)
    }
}
