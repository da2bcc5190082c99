import BattleSimulation
import BattleWorld
import CommandAndControl
import DefenceModels
import Quantities
import RadarSensing
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

    @Test func `a crew that needs longer than the target`() throws {
        #expect(try cause { $0.fireUnits[0].reactionTime = 3_000 } == .windowClosedBeforeReaction)
    }

    @Test func `a target that no radar can make out`() throws {
        let found = try cause { model in
            for place in model.targets.indices { model.targets[place].signature = TargetSignature(nose: 1e-12, side: 1e-12, tail: 1e-12, swerling: 1) }
        }
        #expect(found == .undetected)
    }

    @Test func `a post that handles no track`() throws {
        #expect(try cause { model in for node in model.nodes.indices { model.nodes[node].trackCapacity = 0 } } == .seenTooLate)
    }

    @Test func `a defence without a radar`() throws {
        let record = BattleRunner.run(try BattleTests.model("s400-request-2019", arm: "none"), seed: 2, index: 0)
        let through = record.targets.filter { $0.outcome == .leaked }
        #expect(!through.isEmpty && through.allSatisfy { $0.limitingCause == .nothingSearched })
    }

    @Test func `rounds that reach nowhere near`() throws {
        let found = try cause { model in
            for type in model.interceptors.indices { model.interceptors[type].plannedHeightMinimum = 50_000 }
        }
        #expect(found == .outsideEveryEnvelope)
    }

    @Test func `what threatens nothing that is defended`() throws {
        let found = try cause { model in
            for asset in model.assets.indices { model.assets[asset].plannerValue = 0 }
        }
        #expect(found == .outPrioritised)
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
