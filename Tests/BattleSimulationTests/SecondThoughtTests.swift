import BattleFixtures
import BattleSimulation
import CommandAndControl
import CommandPosts
import DefenceModels
import Quantities
import RunRecords
import TacticalMessages
import Testing

/// Engagements that are broken off before anything is fired, and those that a second battery joins.
@Suite struct SecondThoughtTests {
    private static func model(_ raids: String, battalions: Int = 1) throws -> BattleModel {
        let battalions = (0..<battalions).map {
            "{name: b\($0), position: {east_km: \(2 * $0), north_km: 1}, launchers: 4, load: {48n6e2: 16}}"
        }
        let text = BattleFixtures.scenario(
            "thoughts", duration: 1200, asset: "hits_to_destroy: 50", battalions: battalions.joined(separator: ", "),
            unit: "doctrine: {rules: free}", raids: raids)
        return try BattleFixtures.model(text, file: "thoughts.yaml")
    }

    private static let fighter =
        "{name: one, threat: fighter, count: 1, approach: {bearing_deg: 0, distance_km: 90}, altitude_m: 7000, assets: [depot]}"

    /// The built-in doctrine, and the first engagement broken off in the first picture that shows it in a given state.
    private static func broken(_ model: BattleModel, when hasFired: Bool) -> RunRecord {
        var session = BattleSession(model, seed: 2, index: 0, manned: [0])
        var isDone = false
        while let post = session.advance(to: .distantFuture) {
            guard let picture = session.picture(of: post) else { continue }
            var decision = BuiltInDoctrine.decide(on: picture)
            if !isDone, let engaged = picture.units[0].engaged.first, engaged.hasFired == hasFired {
                decision.breakOffs = [engaged.order]
                isDone = true
            }
            session.submit(decision, by: post)
        }
        return session.finish()
    }

    @Test func `an engagement broken off in time fires nothing, says why, and flies again the same`() throws {
        var model = try Self.model(Self.fighter)
        // A crew that takes long enough to change its post's mind.
        model.fireUnits[0].reactionTime = 60
        let record = Self.broken(model, when: false)
        let reasons = record.targets[0].decisions.compactMap(\.refusal)
        #expect(reasons.contains(.brokenOff))
        let time = try #require(record.targets[0].decisions.first { $0.refusal == .brokenOff }?.time)
        // It is engaged again later, as any target is.
        #expect(record.targets[0].shots.allSatisfy { $0.launchTime > time } && !record.targets[0].shots.isEmpty)
        #expect(record.submitted?.contains { $0.breakOffs != nil } == true)
        #expect(RecordDigest.hexadecimal(of: BattleRunner.replay(record, of: model)) == RecordDigest.hexadecimal(of: record))
    }

    @Test func `what has fired goes on whatever its post says`() throws {
        let model = try Self.model(Self.fighter)
        let record = Self.broken(model, when: true)
        #expect(!record.targets[0].decisions.contains { $0.refusal == .brokenOff })
        #expect(RecordDigest.hexadecimal(of: record) == RecordDigest.hexadecimal(of: BattleRunner.run(model, seed: 2, index: 0)))
    }

    @Test func `a link that loses the word leaves the engagement as it was`() throws {
        var model = try Self.model(Self.fighter)
        model.fireUnits[0].reactionTime = 60
        model.nodes[0].linkLoss = 0.999_999
        let record = Self.broken(model, when: false)
        #expect(!record.targets[0].decisions.contains { $0.refusal == .brokenOff })
    }

    /// Targets at which two batteries had rounds in the air at one time.
    private static func joined(_ model: BattleModel) -> Int {
        (0..<UInt32(6)).reduce(0) { sum, index in
            sum + BattleRunner.run(model, seed: 1, index: index).targets.count { target in
                target.shots.contains { first in
                    target.shots.contains { second in
                        second.fireUnit != first.fireUnit && second.launchTime >= first.launchTime
                            && second.launchTime < first.endTime ?? .infinity
                    }
                }
            }
        }
    }

    @Test func `a second battery joins at the last opportunity against what falls, and against nothing else`() throws {
        var falling = try Self.model(
            "{name: fall, threat: srbm, count: 4, interval_s: 40, approach: {bearing_deg: 0, distance_km: 250}, assets: [depot]}",
            battalions: 2)
        #expect(Self.joined(falling) > 0)
        for node in falling.nodes.indices { falling.nodes[node].doctrine.engagesTwice = false }
        #expect(Self.joined(falling) == 0)
        let low = try Self.model(
            "{name: low, threat: cm_subsonic, count: 4, interval_s: 20, altitude_m: 60, assets: [depot], "
                + "approach: {bearing_deg: 0, distance_km: 60}}", battalions: 2)
        #expect(Self.joined(low) == 0)
    }

    @Test func `two batteries together stay within the rounds that doctrine allows for one target`() throws {
        var model = try Self.model(
            "{name: fall, threat: srbm, count: 4, interval_s: 40, approach: {bearing_deg: 0, distance_km: 250}, assets: [depot]}",
            battalions: 2)
        for node in model.nodes.indices { model.nodes[node].doctrine.roundsPerTargetMaximum = 3 }
        for index in 0..<UInt32(6) {
            #expect(BattleRunner.run(model, seed: 1, index: index).targets.allSatisfy { $0.shots.count <= 3 })
        }
    }

    @Test(arguments: [(13, 3), (14, 2), (15, 1), (16, 0)])
    func `rounds in reserve are kept to the round, not to the salvo`(reserve: Int, most: Int) throws {
        let text = BattleFixtures.scenario(
            "reserve", duration: 900,
            battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 4, load: {48n6e2: 16}}",
            unit: "doctrine: {salvo: 2, mode: shoot-shoot, reserve_rounds: \(reserve)}",
            raids: "{name: pair, threat: fighter, count: 4, approach: {bearing_deg: 0, distance_km: 200}, altitude_m: 9000, assets: [depot]}")
        let record = BattleRunner.run(try BattleFixtures.model(text, file: "reserve.yaml"), seed: 7, index: 0)
        #expect(record.targets.flatMap(\.shots).count == most)
    }
}
