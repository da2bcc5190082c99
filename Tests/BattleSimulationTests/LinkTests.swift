import BattleSimulation
import CommandPosts
import DefenceModels
import Foundation
import Quantities
import RunRecords
import TacticalMessages
import Testing

@Suite struct LinkTests {
    private static let runs: Range<UInt32> = 0..<6

    private func duel(_ change: (inout BattleModel) -> Void = { _ in }) throws -> BattleModel {
        var model = try BattleTests.model("one-on-one")
        change(&model)
        return model
    }

    @Test func `a link that loses everything is a cut one: the battalion notices and fights alone`() throws {
        let model = try duel { $0.nodes[0].linkLoss = 1 }
        let record = BattleRunner.run(model, seed: 2, index: 0)
        #expect(record.events.map(\.what).starts(with: [.linkLost, .fightsAlone]))
        #expect(record.targets[0].decisions.filter { $0.order != nil }.allSatisfy { $0.decider.hasSuffix("alone") })
        #expect(!record.targets[0].shots.isEmpty)
        // A cut that ends mends nothing of it.
        var mended = model
        mended.failures = [ScriptedFailure(time: .zero, end: SimulationTime(seconds: 20), subject: .link(fireUnit: 0))]
        #expect(!BattleRunner.run(mended, seed: 2, index: 0).events.map(\.what).contains(.commandedAgain))
    }

    @Test func `what the link to its post loses and delays is no matter between a battalion and its own radar`() throws {
        func alone(loss: Double, delay: Double) throws -> String {
            let model = try duel { model in
                model.failures = [ScriptedFailure(time: .zero, subject: .link(fireUnit: 0))]
                for radar in model.radars.indices where model.radars[radar].fireUnit == 0 {
                    (model.radars[radar].linkLoss, model.radars[radar].linkDelay) = (loss, delay)
                }
            }
            let record = BattleRunner.run(model, seed: 2, index: 0)
            #expect(!record.targets[0].shots.isEmpty)
            return RecordDigest.hexadecimal(of: record)
        }
        let whole = try alone(loss: 0, delay: 0)
        #expect(try alone(loss: 0.9, delay: 0) == whole && alone(loss: 1, delay: 20) == whole)
    }

    @Test func `a failure within another of the same part changes nothing`() throws {
        let subjects: [ScriptedFailure.Subject] = [.radar(0), .radar(1), .node(0), .link(fireUnit: 0), .launchers(fireUnit: 0)]
        for subject in subjects {
            for outer in [SimulationTime(seconds: 1_000), nil] {
                let long = ScriptedFailure(time: SimulationTime(seconds: 5), end: outer, subject: subject)
                let short = ScriptedFailure(time: SimulationTime(seconds: 20), end: SimulationTime(seconds: 60), subject: subject)
                let alone = BattleRunner.run(try duel { $0.failures = [long] }, seed: 2, index: 0)
                let both = BattleRunner.run(try duel { $0.failures = [long, short] }, seed: 2, index: 0)
                #expect(RecordDigest.hexadecimal(of: both) == RecordDigest.hexadecimal(of: alone), "\(subject)")
            }
        }
    }

    @Test func `a link that loses nearly everything is held for dead, and the battalion fights as with one that is cut`() throws {
        let cut = try duel { $0.failures = [ScriptedFailure(time: .zero, subject: .link(fireUnit: 0))] }
        let first = try #require(BattleRunner.run(cut, seed: 2, index: 0).events.first { $0.what == .fightsAlone })
        for loss in [0.9, 0.99, 0.999_999] {
            for index in Self.runs {
                let record = BattleRunner.run(try duel { $0.nodes[0].linkLoss = loss }, seed: 2, index: index)
                #expect(record.events.contains { $0.what == .fightsAlone } && !record.targets[0].shots.isEmpty, "\(loss), run \(index)")
                guard loss > 0.999 else { continue }
                // Three reports that stayed away, whichever way they are lost.
                #expect(record.events.map(\.what).first == .fightsAlone && abs(record.events[0].time - first.time) < 1e-6)
            }
        }
    }

    @Test func `a link that loses little is never held for dead`() throws {
        for index in Self.runs {
            let record = BattleRunner.run(try duel { $0.nodes[0].linkLoss = 0.01 }, seed: 2, index: index)
            #expect(record.events.isEmpty && !record.targets[0].shots.isEmpty)
        }
    }

    @Test func `an order that is lost is given again`() throws {
        // Half of all messages lost: with some ten chances the fighter is fired at in every run.
        let model = try duel { $0.nodes[0].linkLoss = 0.5 }
        for index in Self.runs { #expect(!BattleRunner.run(model, seed: 2, index: index).targets[0].shots.isEmpty, "run \(index)") }
    }

    @Test func `delays of a link come before the launch`() throws {
        func launch(_ delay: Double) throws -> Double {
            let record = BattleRunner.run(try duel { $0.nodes[0].linkDelay = delay }, seed: 2, index: 0)
            let target = record.targets[0]
            let order = try #require(target.decisions.first { $0.order != nil }?.time)
            return try #require(target.shots.first?.launchTime) - order
        }
        #expect(try launch(8) >= 8)
        #expect(try launch(8) - launch(1) >= 5)
    }

    @Test func `a cut link is noticed, the battalion fights alone with its own radar, and a mended one is commanded again`() throws {
        let model = try duel {
            $0.failures = [
                ScriptedFailure(time: SimulationTime(seconds: 0), end: SimulationTime(seconds: 1_400), subject: .link(fireUnit: 0))
            ]
        }
        let record = BattleRunner.run(model, seed: 2, index: 0)
        let words = record.events.map(\.what)
        #expect(words.starts(with: [.linkLost, .fightsAlone]))
        #expect(words.contains(.linkRestored) == words.contains(.commandedAgain))
        // Its post sees the fighter first; orders come from the battalion's own node.
        #expect(record.targets[0].decisions.filter { $0.order != nil }.allSatisfy { $0.decider.hasSuffix("alone") })
        #expect(!record.targets[0].shots.isEmpty)
        let silent = try #require(record.events.first { $0.what == .fightsAlone }?.time)
        #expect(abs(silent - model.nodes[0].silenceTime) < 1e-6)
    }

    @Test func `an outage that is over before anything comes changes no outcome`() throws {
        let short = try duel {
            $0.failures = [ScriptedFailure(time: .zero, end: SimulationTime(seconds: 30), subject: .radar(0))]
        }
        let plain = try duel()
        for index in Self.runs {
            // The radar's scans begin anew with the repair, so that looks fall at other times; what came of it is the same.
            #expect(
                BattleRunner.run(short, seed: 2, index: index).targets[0].outcome
                    == BattleRunner.run(plain, seed: 2, index: index).targets[0].outcome)
        }
        let long = try duel { $0.failures = [ScriptedFailure(time: .zero, subject: .node(0))] }
        #expect(BattleRunner.run(long, seed: 2, index: 0).events.map(\.what).contains(.fightsAlone))
    }

    @Test(arguments: [
        ScriptedFailure.Subject.radar(0), .radar(1), .node(0), .link(fireUnit: 0), .launchers(fireUnit: 0),
    ])
    func `what two failures hold down works again when the last of them ends`(subject: ScriptedFailure.Subject) throws {
        func failure(_ time: Double, _ end: Double?) -> ScriptedFailure {
            ScriptedFailure(time: SimulationTime(seconds: time), end: end.map { SimulationTime(seconds: $0) }, subject: subject)
        }
        func flown(_ failures: [ScriptedFailure]) throws -> RunRecord {
            BattleRunner.run(try duel { $0.failures = failures }, seed: 2, index: 0)
        }
        func launches(_ record: RunRecord) -> [Double] { record.targets[0].shots.map(\.launchTime) }
        func repairs(_ record: RunRecord) -> [Double] {
            record.events.filter { [.worksAgain, .linkRestored, .launchersWork].contains($0.what) }.map(\.time)
        }
        let one = try flown([failure(0, 600)])
        #expect(repairs(one) == [600])
        for failures in [
            [failure(0, 600), failure(100, 150)], [failure(200, 600), failure(0, 400)], [failure(300, 600), failure(0, 300)],
            [failure(0, 600), failure(0, 600)],
        ] {
            let record = try flown(failures)
            #expect(launches(record) == launches(one))
            #expect(repairs(record).last == 600)
        }
        #expect(try RecordDigest.hexadecimal(of: flown([failure(0, 600), failure(100, 150)])) == RecordDigest.hexadecimal(of: one))
        let forGood = try flown([failure(0, nil)])
        let besideIt = try flown([failure(0, nil), failure(10, 20)])
        #expect(launches(besideIt) == launches(forGood) && repairs(besideIt).isEmpty)
    }

    @Test func `a failure that is over at once is none`() throws {
        let time = SimulationTime(seconds: 100)
        let none = BattleRunner.run(try duel(), seed: 2, index: 0)
        for subject in [ScriptedFailure.Subject.radar(0), .node(0), .link(fireUnit: 0)] {
            let model = try duel { $0.failures = [ScriptedFailure(time: time, end: time, subject: subject)] }
            #expect(RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: 2, index: 0)) == RecordDigest.hexadecimal(of: none))
        }
    }

    @Test func `launchers that fail leave the radar alive`() throws {
        let model = try duel { $0.failures = [ScriptedFailure(time: .zero, subject: .launchers(fireUnit: 0))] }
        let record = BattleRunner.run(model, seed: 2, index: 0)
        #expect(record.events.map(\.what) == [.launchersFail])
        #expect(record.targets[0].shots.isEmpty && record.targets[0].limitingCause == .noRoundsReady)
    }

    @Test func `without any search radar a battalion searches with its engagement radar`() throws {
        let model = try duel { $0.failures = [ScriptedFailure(time: .zero, subject: .radar(0))] }
        let record = BattleRunner.run(model, seed: 2, index: 0)
        #expect(record.targets[0].firstDetectedBy == model.radars[1].name)
        #expect(!record.targets[0].shots.isEmpty)
    }
}
