import BattleFixtures
import BattleSimulation
import CommandPosts
import DefenceModels
import NumericalMethods
import Quantities
import RunRecords
import TacticalMessages
import Testing

/// Batteries that come into action, leave and move. The S-300PMU2's public time from march to readiness is 300 s.
@Suite struct MovementTests {
    private static func model(_ battalion: String, doctrine: String = "rules: tight", raids: String) throws -> BattleModel {
        let text = BattleFixtures.scenario(
            "moving", duration: 2400, asset: "hits_to_destroy: 50",
            battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 4, load: {48n6e2: 16}, \(battalion)}",
            unit: "doctrine: {\(doctrine)}", raids: raids, more: "seed: 3")
        return try BattleFixtures.model(text, file: "moving.yaml")
    }

    /// Fighters, one a minute from the start on.
    private static let stream = fighters("stream, count: 25, interval_s: 60")

    private static func fighters(_ what: String) -> String {
        "{name: \(what), threat: fighter, approach: {bearing_deg: 0, distance_km: 60}, altitude_m: 7000, assets: [depot]}"
    }

    private static func shots(_ record: RunRecord) -> [ShotRecord] {
        record.targets.flatMap(\.shots).sorted { $0.launchTime < $1.launchTime }
    }

    private static func time(_ word: SystemEventWord, in record: RunRecord) throws -> Double {
        try #require(record.events.first { $0.what == word && $0.subject == "unit only" }?.time)
    }

    @Test func `a battery that comes from the march fires only once it is set up`() throws {
        let late = BattleRunner.run(try Self.model("arrives_s: 400", raids: Self.stream), seed: 1, index: 0)
        #expect(try Self.time(.outOfAction, in: late) == 0)
        #expect(try Self.time(.inAction, in: late) == 700)
        #expect(try #require(Self.shots(late).first).launchTime > 700)
        let ready = BattleRunner.run(try Self.model("reserve: {}", raids: Self.stream), seed: 1, index: 0)
        #expect(try #require(Self.shots(ready).first).launchTime < 400)
    }

    @Test func `who comes while every battery is on the march got through because of that`() throws {
        let record = BattleRunner.run(try Self.model("arrives_s: 1500", raids: Self.fighters("early, count: 3")), seed: 1, index: 0)
        #expect(record.targets.count == 3 && record.targets.allSatisfy { $0.outcome == .leaked && $0.limitingCause == .outOfAction })
    }

    @Test func `a battery leaves by the clock, marches, and fires again from its new place a set-up time later`() throws {
        let model = try Self.model(
            "leaves_s: 300, march_speed_mps: 20, alternate_positions: [{east_km: 9, north_km: 0}]", raids: Self.stream)
        let record = BattleRunner.run(model, seed: 1, index: 0)
        let packed = try Self.time(.outOfAction, in: record)
        let left = try Self.time(.leavesPosition, in: record)
        let back = try Self.time(.inAction, in: record)
        // What flies at the time is guided to its end first.
        #expect(packed >= 300 && packed < 400)
        #expect(abs(left - packed - 300) < 1e-6)
        // 8 km at 20 m/s, and 300 s of setting up; distances on the ellipsoid differ from the plane by less than 1 %.
        #expect(abs(back - left - 700) < 4)
        let times = Self.shots(record).map(\.launchTime)
        #expect(times.contains { $0 < packed } && times.contains { $0 > back })
        #expect(!times.contains { $0 > 300 && $0 < back })
        for shot in Self.shots(record) { #expect(shot.endTime.map { $0 <= packed || shot.launchTime > back } ?? true) }
        // Where they leave from shows in how far they fly: from the new place 8 km further east.
        let recorded = BattleRunner.recorded(model, seed: 1, index: 0)
        #expect(RecordDigest.hexadecimal(of: recorded.record) == RecordDigest.hexadecimal(of: record))
        for (subject, number) in [(ReplayChange.Subject.radar, recorded.replay.scene.batteries[0].radar), (.launcher, 0)] {
            let changes = recorded.replay.changes.filter { $0.subject == subject && $0.number == number }
            let moving = changes.filter { $0.condition == .moving && $0.time > left }
            let speeds = zip(moving, moving.dropFirst()).map { ($1.position - $0.position).length / ($1.time - $0.time) }
            #expect(speeds.count > 20 && speeds.allSatisfy { $0 < 20.5 }, "\(speeds)")
            let there = try #require(changes.first { $0.condition == .working && $0.time > left })
            let first = try #require(changes.first)
            #expect(abs(there.time - back) < 1e-6 && abs((there.position - first.position).length - 8_000) < 60)
        }
        // Rounds begin on their launchers.
        for round in recorded.replay.rounds where round.launch > back {
            let launcher = try #require(
                recorded.replay.changes.last { $0.subject == .launcher && $0.number == round.launcher && $0.time <= round.launch })
            let start = try #require(round.positions.first)
            #expect((start - launcher.position).length < 1)
        }
    }

    @Test func `a battery that has nowhere to go leaves for good`() throws {
        let record = BattleRunner.run(try Self.model("leaves_s: 300", raids: Self.stream), seed: 1, index: 0)
        let packed = try Self.time(.outOfAction, in: record)
        #expect(!record.events.contains { $0.what == .inAction })
        #expect(!Self.shots(record).isEmpty && Self.shots(record).allSatisfy { $0.launchTime <= packed })
    }

    @Test func `what is aimed at the old place of a battery meets empty ground`() throws {
        let raid = "{name: seeker, threat: cm_lo, count: 12, interval_s: 5, start_s: 500, altitude_m: 40, targets: launchers, "
            + "approach: {bearing_deg: 180, distance_km: 30}}"
        func lost(_ battalion: String) throws -> Int {
            let model = try Self.model(battalion, doctrine: "rules: hold", raids: raid)
            return (0..<UInt32(4)).reduce(0) { sum, index in
                sum + BattleRunner.run(model, seed: 5, index: index).assets.count { $0.kind == "launcher" && $0.hits > 0 }
            }
        }
        #expect(try lost("reserve: {}") >= 12)
        #expect(try lost("leaves_s: 10, alternate_positions: [{east_km: 5, north_km: 3}]") == 0)
        // Still being packed (from 400 s on, for 300 s), it is hit like one that stays.
        #expect(try lost("leaves_s: 400, alternate_positions: [{east_km: 5, north_km: 3}]") >= 12)
    }

    @Test func `doctrine moves a battery after its salvos, and no sooner`() throws {
        func record(_ salvos: Int?) throws -> RunRecord {
            let rule = salvos.map { ", displaces_after_salvos: \($0)" } ?? ""
            let model = try Self.model(
                "alternate_positions: [{east_km: 3, north_km: 0}]", doctrine: "rules: tight, mode: salvo-look-salvo" + rule, raids: Self.stream)
            return BattleRunner.run(model, seed: 1, index: 0)
        }
        let stays = try record(nil)
        #expect(!stays.events.contains { $0.what == .outOfAction })
        let scoots = try record(2)
        let packed = try Self.time(.outOfAction, in: scoots)
        let first = Self.shots(scoots).filter { $0.launchTime <= packed }
        // Two salvos of two; a third may be under way when the second is reported.
        #expect(first.count >= 4 && first.count <= 6, "\(first.count)")
        #expect(try Self.time(.inAction, in: scoots) > packed + 600)
    }

    @Test func `an order to move that is lost is given again`() throws {
        var model = try Self.model(
            "alternate_positions: [{east_km: 3, north_km: 0}]", doctrine: "rules: tight, displaces_after_salvos: 1", raids: Self.stream)
        model.nodes[0].linkLoss = 0.5
        for index in 0..<UInt32(4) {
            #expect(BattleRunner.run(model, seed: 1, index: index).events.contains { $0.what == .leavesPosition })
        }
    }

    @Test func `moves that are submitted through the doors fly again to the same digest`() throws {
        let model = try Self.model(
            "alternate_positions: [{east_km: 3, north_km: 0}]", doctrine: "rules: tight, displaces_after_salvos: 1", raids: Self.stream)
        var session = BattleSession(model, seed: 3, index: 1, manned: [0])
        while let post = session.advance(to: .distantFuture) {
            guard let picture = session.picture(of: post) else { continue }
            session.submit(BuiltInDoctrine.decide(on: picture), by: post)
        }
        let record = session.finish()
        #expect(record.submitted?.contains { $0.moves != nil } == true)
        #expect(RecordDigest.hexadecimal(of: record) == RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: 3, index: 1)))
        #expect(RecordDigest.hexadecimal(of: BattleRunner.replay(record, of: model)) == RecordDigest.hexadecimal(of: record))
    }

    @Test func `a radar on a mast takes as long to set up as its mast`() throws {
        let model = try Self.model("mast_m: 24, arrives_s: 100", raids: Self.stream)
        #expect(model.fireUnits[0].movement.setupTime == 3_600)
        #expect(try Self.model("arrives_s: 100", raids: Self.stream).fireUnits[0].movement.setupTime == 300)
    }

    @Test(arguments: [
        ("arrives_s: 300, leaves_s: 200", "rules: tight", "leaves_s: found 200, allowed: later than arrives_s"),
        ("march_speed_mps: 9", "rules: tight", "march_speed_mps: given without alternate_positions"),
        ("reserve: {}", "displaces_after_salvos: 2", "displaces_after_salvos: given, and no battalion has alternate_positions"),
    ]) func `moves that cannot be are refused`(battalion: String, doctrine: String, message: String) throws {
        #expect {
            _ = try Self.model(battalion, doctrine: doctrine, raids: Self.stream)
        } throws: { "\($0)".contains(message) }
    }
}
