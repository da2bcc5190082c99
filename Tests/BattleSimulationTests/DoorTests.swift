import BattleSimulation
import CommandPosts
import DefenceModels
import Foundation
import Quantities
import RunRecords
import ScenarioDocuments
import TacticalMessages
import Testing

/// The doors, from a target that sees nothing else of the engine.
@Suite struct DoorTests {
    static let scenarios = [
        "ballistic", "civil-traffic", "command-lost", "drone-swarm", "jamming", "low-flyers", "one-on-one", "radar-hunt",
        "recorded-traffic", "s400-request-2019", "saturation", "stealth-strike",
    ]

    /// Every post decided for from outside, by the built-in doctrine on the picture that the door shows.
    private func flown(_ model: BattleModel, answers: Bool = true) -> RunRecord {
        var session = BattleSession(model, seed: 3, index: 1, manned: Set(model.nodes.indices))
        while let post = session.advance(to: .distantFuture) {
            guard answers, let picture = session.picture(of: post) else { continue }
            session.submit(BuiltInDoctrine.decide(on: picture), by: post)
        }
        return session.finish()
    }

    @Test(arguments: scenarios)
    func `doctrine through the doors equals doctrine inside, and what was submitted flies again the same`(name: String) throws {
        for arm in try BattleTests.scenario(name).arms.prefix(2) {
            let model = try BattleTests.model(name, arm: arm.name)
            let inside = RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: 3, index: 1))
            let outside = flown(model)
            #expect(RecordDigest.hexadecimal(of: outside) == inside, "\(arm.name)")
            #expect(RecordDigest.hexadecimal(of: BattleRunner.replay(outside, of: model)) == inside, "\(arm.name)")
        }
    }

    @Test func `a post that is never answered fires nothing`() throws {
        let record = flown(try BattleTests.model("one-on-one"), answers: false)
        #expect(record.targets.allSatisfy { $0.shots.isEmpty } && record.submitted == nil)
    }

    @Test func `an order's first and last launch are kept`() throws {
        let model = try BattleTests.model("one-on-one")
        func launch(_ change: (inout PostDecision.Fire) -> Void) throws -> (order: PostDecision.Fire?, record: RunRecord) {
            var session = BattleSession(model, seed: 3, index: 1, manned: [0])
            var order: PostDecision.Fire?
            while let post = session.advance(to: .distantFuture) {
                guard let picture = session.picture(of: post) else { continue }
                var decision = BuiltInDoctrine.decide(on: picture)
                if order != nil { decision.fires = [] }
                if !decision.fires.isEmpty { change(&decision.fires[0]) }
                order = order ?? decision.fires.first
                session.submit(decision, by: post)
            }
            return (order, session.finish())
        }
        let plain = try #require(try launch { _ in }.record.targets[0].shots.first?.launchTime)
        let (held, late) = try launch { $0.launchNotBefore = $0.launchNotBefore.advanced(by: 17) }
        let first = try #require(late.targets[0].shots.first?.launchTime)
        #expect(first >= (try #require(held)).launchNotBefore.seconds && first > plain + 15)
        // Over by the time that it reaches its battalion: given back, in words.
        let given = try launch { $0.launchNotAfter = $0.launchNotBefore.advanced(by: -30) }.record.targets[0]
        let words = given.decisions.filter { $0.decider == model.fireUnits[0].name }.map(\.refusal)
        #expect(given.shots.isEmpty && words == [.windowClosesTooSoon])
    }

    @Test func `no round of a run leaves before its target's window opens`() throws {
        for (name, arm) in [("low-flyers", "s-400"), ("stealth-strike", "s-300pmu2"), ("saturation", "s-400")] {
            let record = BattleRunner.run(try BattleTests.model(name, arm: arm), seed: 3, index: 0)
            let fired = record.targets.compactMap { target in target.shots.map(\.launchTime).min().map { ($0, target) } }
            #expect(!fired.isEmpty)
            // A track that has gone over to another raider brings orders on the first along.
            let early = fired.count { time, target in time < (target.windowOpens ?? 0) - 0.01 }
            #expect(early * 10 <= fired.count, "\(name): \(early) of \(fired.count)")
        }
    }

    @Test func `the links of every chain follow one another`() throws {
        for (name, arm) in [("drone-swarm", "s-300pmu2 alone"), ("saturation", "s-300pmu2"), ("s400-request-2019", "s-400-at-sites")] {
            for target in BattleRunner.run(try BattleTests.model(name, arm: arm), seed: 12, index: 0).targets {
                let chain = [target.enteredLineOfSight, target.firstDetected, target.tracked, target.identified, target.judgedThreat]
                let times = chain.compactMap { $0 }
                #expect(times == times.sorted(), "\(name): \(target.name): \(times)")
                // Of a broken chain no later link is there; rules of these arms want an identity before a threat.
                #expect(chain.drop { $0 != nil }.allSatisfy { $0 == nil }, "\(name): \(target.name)")
            }
        }
    }

    @Test func `a run stops at the times asked for, and shows what the post knew`() throws {
        var session = BattleSession(try BattleTests.model("one-on-one"), seed: 3, index: 1)
        let post = PostIdentifier(rawValue: 0)
        session.advance(to: SimulationTime(seconds: 1))
        let early = session.picture(of: post)
        #expect(early.map(\.tracks.count) == nil)
        session.advance(to: SimulationTime(seconds: 150))
        let time = session.time
        #expect(time <= SimulationTime(seconds: 150))
        let found = session.picture(of: post)
        let picture = try #require(found)
        #expect(!picture.tracks.isEmpty && picture.units.count == 1 && picture.units[0].isAble)
        let isTaken = session.submit(PostDecision(), by: post)
        #expect(!isTaken)
        session.advance(to: .distantFuture)
        let isOver = session.isOver
        #expect(isOver)
    }
}
