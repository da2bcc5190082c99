import BattleCompilation
import BattleFixtures
import BattleSimulation
import CommandAndControl
import CommandPosts
import DefenceModels
import FlightDynamics
import Foundation
import Quantities
import RunRecords
import ScenarioDocuments
import TacticalMessages
import Testing

@Suite struct SurvivalTests {
    /// Anti-radiation missiles at the radars of an arm that has nothing to fire.
    private static func unarmed(_ emission: EngagementDoctrine.EmissionControl) throws -> BattleModel {
        var model = try BattleTests.model("radar-hunt", arm: "s-400")
        for unit in model.fireUnits.indices {
            for launcher in model.fireUnits[unit].launchers.indices {
                model.fireUnits[unit].launchers[launcher].rounds = model.fireUnits[unit].launchers[launcher].rounds.map { _ in 0 }
            }
        }
        for node in model.nodes.indices { model.nodes[node].doctrine.emissionControl = emission }
        return model
    }

    private static func radarsLost(_ model: BattleModel, runs: Range<UInt32>) -> Int {
        runs.reduce(0) { sum, index in
            sum + BattleRunner.run(model, seed: 3, index: index).assets.count { $0.kind.hasSuffix("radar") && $0.lost != nil }
        }
    }

    @Test func `radars that fall silent before what homes on them live longer`() throws {
        let open = Self.radarsLost(try Self.unarmed(.none), runs: 0..<6)
        let silent = Self.radarsLost(try Self.unarmed(.silentWhenAttacked), runs: 0..<6)
        #expect(open >= 20 && silent * 2 < open, "lost \(open) and \(silent)")
    }

    @Test func `a radar that is silent by chance is missed as one that is told to be`() throws {
        var model = try Self.unarmed(.none)
        let open = Self.radarsLost(model, runs: 0..<4)
        model.failures = model.radars.indices.map {
            ScriptedFailure(time: SimulationTime(seconds: 60), end: SimulationTime(seconds: 600), subject: .radar($0))
        }
        #expect(Self.radarsLost(model, runs: 0..<4) * 2 < open)
    }

    @Test func `a silent radar is noted once for each silence and looks at nothing`() throws {
        let record = BattleRunner.run(try Self.unarmed(.silentWhenAttacked), seed: 3, index: 0)
        #expect(record.events.contains { $0.what == .fallsSilent })
    }

    @Test func `no radar is to be silent whose unit is ordered to fire in the same breath`() {
        let unit = FireUnitIdentifier(rawValue: 4)
        let radars = [nil, unit, FireUnitIdentifier(rawValue: 5)].enumerated().map { number, unit in
            ExposedRadar(
                radar: RadarIdentifier(rawValue: Int32(number)), fireUnit: unit, isGuiding: false, firstArrival: 20, lastArrival: 25)
        }
        var doctrine = EngagementDoctrine()
        doctrine.emissionControl = .silentWhenAttacked
        #expect(EmissionRule.silences(radars, doctrine: doctrine).map(\.radar.rawValue) == [0, 1, 2])
        #expect(EmissionRule.silences(radars, firing: [unit], doctrine: doctrine).map(\.radar.rawValue) == [0, 2])
    }

    @Test func `an order to fire at what homes on a radar is carried out where silence is doctrine too`() throws {
        // They come into sight half a minute away: the post decides on fire and on silence at once.
        for index in 0..<UInt32(4) {
            let record = BattleRunner.run(
                try Self.hunted("emission_control: silent-when-attacked", missiles: "count: 2, start_s: 30", from: 35), seed: 1, index: index)
            let isOrdered = record.targets.contains { $0.decisions.contains { $0.order != nil } }
            #expect(isOrdered == record.targets.contains { !$0.shots.isEmpty }, "run \(index)")
        }
    }

    @Test func `a reserve that is kept for self-defence is fired at what homes on the radar, and at nothing else`() throws {
        let doctrine = "salvo: 1, mode: salvo-look-salvo, reserve_rounds: 16"
        let hunted = BattleRunner.run(try Self.hunted(doctrine, missiles: "count: 4, interval_s: 60", from: 80), seed: 1, index: 0)
        #expect(hunted.targets.allSatisfy { !$0.shots.isEmpty })
        let passed = BattleRunner.run(try Self.hunted(doctrine, missiles: nil, from: 80), seed: 1, index: 0)
        #expect(passed.targets.allSatisfy { $0.shots.isEmpty })
        #expect(passed.targets.contains { $0.decisions.contains { $0.refusal == .heldInReserve } })
    }

    /// One battalion beside its depot, and what homes on its radars; fighters at the depot where that is nil.
    private static func hunted(_ doctrine: String, missiles: String?, from distance: Int) throws -> BattleModel {
        let way = "approach: {bearing_deg: 0, distance_km: \(distance)}, altitude_m: 9000"
        return try BattleFixtures.model(
            BattleFixtures.scenario(
                "hunted", duration: 900, asset: "hits_to_destroy: 50",
                battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 4, load: {48n6e2: 16}}",
                unit: "doctrine: {\(doctrine)}",
                raids: missiles.map { "{name: hunter, threat: arm, targets: radars, \($0), \(way)}" }
                    ?? "{name: fighter, threat: fighter, count: 4, \(way), assets: [depot]}"), file: "hunted.yaml")
    }

    @Test func `a submitted silence flies again to the same digest`() throws {
        let model = try Self.unarmed(.silentWhenAttacked)
        var session = BattleSession(model, seed: 3, index: 1, manned: [0])
        while let post = session.advance(to: .distantFuture) {
            guard let picture = session.picture(of: post) else { continue }
            session.submit(BuiltInDoctrine.decide(on: picture), by: post)
        }
        let record = session.finish()
        #expect(record.submitted?.contains { $0.silences != nil } == true)
        #expect(RecordDigest.hexadecimal(of: BattleRunner.replay(record, of: model)) == RecordDigest.hexadecimal(of: record))
    }
}

@Suite struct ReactionTests {
    private static func model(_ situation: String, arm: String) throws -> BattleModel {
        let path = BattleTests.root.appending(path: "Validation/plausibility/\(situation).yaml").path
        return try ScenarioCompiler.compile(
            try ScenarioDocument.load(path: path), arm: arm, catalogue: try BattleTests.catalogue(), file: path)
    }

    @Test func `against low fliers over open ground a crew fires within the public reaction time of the first plot`() throws {
        // The first in the air of each run: its crew waits for nothing else. The S-400's public figure is 8 to 15 s.
        let model = try Self.model("cruise-missiles-50m", arm: "s-400")
        var times: [Double] = []
        for index in 0..<UInt32(8) {
            let record = BattleRunner.run(model, seed: 1, index: index)
            let delays = record.targets.compactMap { target in target.shots.first.flatMap { shot in target.firstDetected.map { shot.launchTime - $0 } } }
            times.append(try #require(delays.min()))
        }
        #expect(times.sorted()[times.count / 2] <= 15, "\(times)")
    }

    @Test func `what can turn away is fired at with the salvo, what cannot with one round while there is time`() throws {
        let fighters = BattleRunner.run(try Self.model("fighters", arm: "s-400"), seed: 1, index: 0)
        let missiles = BattleRunner.run(try Self.model("cruise-missiles-50m", arm: "s-400"), seed: 1, index: 0)
        func first(_ record: RunRecord) -> [Int] {
            record.targets.compactMap { $0.decisions.compactMap(\.order?.salvo).first }
        }
        #expect(first(fighters).allSatisfy { $0 == 2 } && !first(fighters).isEmpty)
        #expect(first(missiles).count { $0 == 1 } >= 6)
    }

    @Test func `two beams of one radar never hold the same echo`() throws {
        let model = try Self.model("cruise-missiles-50m", arm: "s-400")
        for index in 0..<UInt32(6) {
            let record = BattleRunner.run(model, seed: 1, index: index)
            for target in record.targets {
                // A second salvo leaves after the first has ended: never two rounds of two orders in the air at once.
                let shots = target.shots.sorted { $0.launchTime < $1.launchTime }
                #expect(shots.count <= 5, "\(target.name) of run \(index): \(shots.count) rounds")
            }
        }
    }
}

@Suite struct GunTests {
    @Test func `guns bring down what their vehicle's missiles have left`() throws {
        let path = BattleTests.root.appending(path: "Validation/plausibility/point-defence.yaml").path
        var model = try ScenarioCompiler.compile(
            try ScenarioDocument.load(path: path), arm: "pantsir-s1", catalogue: try BattleTests.catalogue(), file: path)
        #expect(model.fireUnits.contains { $0.gun != nil })
        // Rounds that never kill: what falls, falls to the guns.
        for type in model.interceptors.indices {
            model.interceptors[type].model.lethality.lethalRadius = 0.01
            model.interceptors[type].model.lethality.fuzeRadius = 0.01
        }
        func killed() -> Int {
            (0..<UInt32(60)).reduce(0) { sum, index in
                sum + BattleRunner.run(model, seed: 1, index: index).targets.count { $0.outcome == .killed }
            }
        }
        let withGuns = killed()
        for unit in model.fireUnits.indices { model.fireUnits[unit].gun = nil }
        #expect(withGuns > 0 && killed() == 0)
    }
}
