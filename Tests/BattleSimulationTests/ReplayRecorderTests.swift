import BattleCompilation
import BattleSimulation
import BattleWorld
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RunRecords
import Testing

@Suite struct ReplayRecorderTests {
    static let name = "s400-request-2019"

    private static func flown(_ arm: String, index: UInt32 = 1) throws -> (record: RunRecord, replay: Replay) {
        BattleRunner.recorded(try BattleTests.model(name, arm: arm), seed: 11, index: index)
    }

    @Test(arguments: ["s-300pmu2", "s-400"])
    func `recording a run changes no digest`(arm: String) throws {
        let recorded = try Self.flown(arm).record
        let plain = BattleRunner.run(try BattleTests.model(Self.name, arm: arm), seed: 11, index: 1)
        #expect(RecordDigest.hexadecimal(of: recorded) == RecordDigest.hexadecimal(of: plain))
    }

    @Test func `a replay of a battle goes through a file`() throws {
        let replay = try Self.flown("s-400").replay
        let bytes = replay.encoded()
        #expect(try Replay(encoded: bytes).encoded() == bytes)
    }

    @Test func `targets are within five metres of the paths that were flown`() throws {
        let model = try BattleTests.model(Self.name, arm: "none")
        let (record, replay) = BattleRunner.recorded(model, seed: 11, index: 1)
        let read = try Replay(encoded: replay.encoded())
        let frame = LocalLevelFrame(origin: model.origin)
        // Nothing is fired at in this arm, so every target flies the path that the raid's dice gave it.
        let paths = RaidPaths()
        _ = BattleRunner.run(model, seed: 11, index: 1, sharing: paths)
        for (place, target) in record.targets.enumerated() {
            let path = try #require(paths.kept(place))
            let end = try #require(read.targets[place].keys.last).time
            var worst = 0.0
            for time in stride(from: target.appears, to: end, by: 0.73) {
                let truth = frame.toLocal(path.state(at: SimulationTime(seconds: time)).position).vector
                let shown = try #require(read.position(of: place, at: time))
                worst = max(worst, (shown - truth).length)
            }
            #expect(worst < 5, "\(target.name): \(worst) m")
        }
    }

    @Test(arguments: ["s-300pmu2", "s-400", "both"])
    func `channels, rounds and engagements are the record's`(arm: String) throws {
        let (record, replay) = try Self.flown(arm)
        let shots = record.targets.flatMap(\.shots)
        #expect(replay.rounds.count == shots.count)
        for round in replay.rounds {
            let target = try #require(round.target)
            let shot = try #require(record.targets[target].shots.first { $0.launchTime == round.launch && $0.endTime == round.finish })
            #expect(shot.killed == (round.end == .killed))
            // A round that killed ended where its target was: within its miss distance and what a place in time is off.
            guard round.end == .killed, let end = round.positions.last, let finish = round.finish else { continue }
            let last = try #require(replay.targets[target].keys.last)
            let there = try #require(replay.position(of: target, at: min(finish, last.time)))
            #expect((end - there).length < (shot.missDistance ?? 0) + 40, "\(record.targets[target].name): \((end - there).length) m")
        }
        for (battery, model) in replay.scene.batteries.enumerated() {
            let own = replay.engagements.filter { $0.battery == battery }
            #expect(own.allSatisfy { $0.channel < model.channels && $0.from <= $0.to })
            for lane in 0..<model.channels {
                let turns = own.filter { $0.channel == lane }.sorted { $0.from < $1.from }
                for (one, next) in zip(turns, turns.dropFirst()) { #expect(one.to <= next.from) }
            }
        }
        for round in replay.rounds {
            let own = replay.engagements.filter { $0.battery == round.battery && $0.channel == round.channel && $0.track == round.track }
            #expect(own.contains { $0.from <= round.launch && round.launch <= $0.to })
        }
    }

    @Test func `rounds left and rounds fired are the rounds loaded`() throws {
        let (record, replay) = try Self.flown("s-400")
        for (type, missile) in replay.scene.missiles.enumerated() {
            let fired = record.magazines.first { $0.missile == missile }?.fired ?? 0
            #expect(replay.rounds.count { $0.missile == type } == fired)
            for launcher in replay.scene.launchers.indices {
                let start = replay.roundsReady(launcher: launcher, missile: type, at: 0)
                let first = replay.rounds.filter { $0.launcher == launcher && $0.missile == type }.min { $0.launch < $1.launch }
                guard let first else { continue }
                #expect(replay.roundsReady(launcher: launcher, missile: type, at: first.launch) == start - 1)
            }
        }
    }

    @Test func `two arms have the same truth before the first launch of either`() throws {
        let one = try Self.flown("s-300pmu2").replay
        let other = try Self.flown("s-400").replay
        let end = min(try #require(one.firstLaunch), try #require(other.firstLaunch))
        for target in one.targets.indices {
            for time in stride(from: 0, to: end, by: 5) {
                let first = one.position(of: target, at: time)
                let second = other.position(of: target, at: time)
                #expect((first == nil) == (second == nil))
                // Keys may stand elsewhere where one path is cut short; both are within 2 m of the same flight.
                if let first, let second { #expect((first - second).length < 5) }
            }
        }
    }

    @Test func `what a post believes has an ellipse that its error fits`() throws {
        let replay = try Self.flown("s-400").replay
        var inside = 0
        var all = 0
        for track in replay.tracks {
            guard let target = track.target else { continue }
            for sample in track.samples {
                guard let truth = replay.position(of: target, at: sample.time) else { continue }
                all += 1
                let spread = max(sample.ellipse.semiMajor, sample.ellipse.vertical)
                if (truth - sample.position).length < 4 * spread + 500 { inside += 1 }
            }
        }
        #expect(all > 100)
        #expect(Double(inside) / Double(all) > 0.8, "\(inside) of \(all)")
    }

    @Test func `a radar, a post and launchers that fail and work again are shown so`() throws {
        var model = try BattleTests.model("one-on-one")
        let (start, end) = (SimulationTime(seconds: 60), SimulationTime(seconds: 90))
        model.failures = [
            ScriptedFailure(time: start, end: end, subject: .radar(1)), ScriptedFailure(time: start, end: end, subject: .node(0)),
            ScriptedFailure(time: start, end: end, subject: .launchers(fireUnit: 0)), ScriptedFailure(time: end, subject: .radar(0)),
        ]
        let replay = try Replay(encoded: BattleRunner.recorded(model, seed: 3, index: 0).replay.encoded())
        func conditions(_ subject: ReplayChange.Subject, _ number: Int) -> [(Double, ReplayChange.Condition)] {
            var found: [(Double, ReplayChange.Condition)] = []
            for change in replay.changes where change.subject == subject && change.number == number && change.condition != found.last?.1 {
                found.append((change.time, change.condition))
            }
            return found
        }
        for (subject, number) in [(ReplayChange.Subject.radar, 1), (.post, 0), (.launcher, 0)] {
            let found = conditions(subject, number).drop { $0.1 == .working }
            #expect(found.map(\.1) == [.lost, .working] && found.map { $0.0.rounded() } == [60, 90], "\(subject): \(found)")
        }
        // For good: nothing makes it work again, and the sector of the one that fails for a while is kept.
        #expect(conditions(.radar, 0).last?.1 == .lost)
        let engagement = replay.changes.filter { $0.subject == .radar && $0.number == 1 && $0.condition == .lost }
        #expect(abs((engagement.first?.sectorCentre ?? .nan) - replay.scene.radars[1].sectorCentre) < 0.5)
    }
}
