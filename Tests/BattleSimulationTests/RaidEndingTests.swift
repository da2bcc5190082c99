import BattleFixtures
import BattleSimulation
@testable import BattleWorld
import DefenceModels
import EarthEnvironment
import FlightDynamics
import Quantities
import Stochastics
import Testing

/// How classes end their way, and what a class means where a scenario says nothing.
@Suite struct RaidEndingTests {
    private static func model(_ raids: String, numbers: [String: Double] = [:], civil: String = "") throws -> BattleModel {
        let text = BattleFixtures.scenario(
            "endings", duration: 900, radar: "radar: 64n6e2, position: {east_km: 5, north_km: 5}",
            battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 4, load: {48n6e2: 16}}", raids: raids,
            more: "terrain: {kind: flat, base_height_m: 300}\n" + civil)
        return try BattleFixtures.model(text, file: "endings.yaml", numbers: numbers)
    }

    /// Height above the ellipsoid and speed of the first target when it is so far from the asset, metres.
    private static func passing(_ distance: Double, _ model: BattleModel) throws -> (height: Double, speed: Double) {
        let path = try #require(model.targets.first).route.path(startShift: 0, lateralShift: 0)
        let aim = WGS84.earthFixed(model.assets[0].position)
        var time = path.startTime
        while time < path.endTime {
            let state = path.state(at: time)
            if state.position.distance(to: aim) < distance { return (WGS84.heightAboveEllipsoid(state.position), state.velocity.speed) }
            time = time.advanced(by: 0.5)
        }
        throw OutOfReach()
    }

    private struct OutOfReach: Error {}

    @Test func `a sea skimmer comes down to its last height before its last 40 kilometres`() throws {
        let model = try Self.model(
            "{name: skimmer, threat: cm_supersonic, approach: {bearing_deg: 0, distance_km: 150}, altitude_m: 9000, assets: [depot]}",
            numbers: ["threats.cm_supersonic.altitude_terminal_m": 320])
        #expect(try Self.passing(120_000, model).height > 8_800)
        // 320 m above the sea: 20 m above this ground.
        #expect(abs(try Self.passing(30_000, model).height - 320) < 5)
    }

    @Test func `penetration aids fly beside their missile, and fall behind in the air`() throws {
        let raid = "{name: rocket, threat: srbm, approach: {bearing_deg: 0, distance_km: 300}, assets: [depot]}"
        #expect(try Self.model(raid).targets.count == 1)
        let model = try Self.model(raid, numbers: ["threats.srbm.decoys_count": 3])
        #expect(model.targets.map(\.name) == ["rocket", "rocket decoy 1", "rocket decoy 2", "rocket decoy 3"])
        #expect(model.targets.dropFirst().allSatisfy { !$0.armed && $0.objective == nil })
        let paths = model.targets.map { $0.route.path(startShift: 0, lateralShift: 0) }
        #expect(paths[1].endTime > paths[0].endTime)
    }

    @Test(arguments: [("srbm", 2.0), ("cm_highdive", 3.0), ("cm_subsonic", 1.0), ("cm_subsonic", 2.4), ("owa_drone", 0.3)])
    func `an arrival that hits counts as the hits of its class`(threat: String, damage: Double) throws {
        let model = try Self.model(
            "{name: raider, threat: \(threat), approach: {bearing_deg: 0, distance_km: 40}, assets: [depot]}",
            numbers: ["threats.\(threat).damage_count": damage])
        let tables = DefenceTables(model.defence)
        var (arrivals, hits, lost) = (0, 0, 0)
        for index in 0..<UInt32(400) {
            let dice = RunDice(seed: 5, index: index, generator: .philox)
            var world = World(
                raid: model.targets, tables: tables, dice: dice, surface: model.ground, ground: model.groundIdentity, paths: RaidPaths())
            let ended = world.end(0, generation: 0, at: world.targets[0].path.endTime)
            guard let (_, hit) = ended, let (asset, count) = hit else { continue }
            arrivals += 1
            hits += count
            #expect(Double(count) >= damage.rounded(.down) && Double(count) <= damage.rounded(.up))
            _ = world.hit(asset, count: count, at: .zero)
            lost += world.assetHits[asset] == count ? 1 : 0
        }
        // Four arrivals in five hit; of a class of less than one hit that share of them.
        #expect(abs(Double(hits) / 400 - 0.8 * damage) < 4 * damage * (0.25 / 400).squareRoot() + 0.05, "\(hits)")
        #expect(abs(Double(arrivals) / 400 - 0.8 * min(1, damage)) < 0.1 && lost == arrivals)
    }

    @Test func `a class that seeks radars goes for radars where nothing else is said`() throws {
        func objectives(_ rest: String) throws -> [String] {
            let model = try Self.model(
                "{name: hunter, threat: arm, count: 2, approach: {bearing_deg: 0, distance_km: 80}, altitude_m: 10000\(rest)}")
            return model.targets.compactMap(\.objective).map { model.assets[$0].kind }
        }
        #expect(try objectives("").allSatisfy { $0.hasSuffix("radar") })
        #expect(try objectives(", assets: [depot]").allSatisfy { !$0.hasSuffix("radar") })
        #expect(try objectives(", targets: assets").allSatisfy { !$0.hasSuffix("radar") })
    }

    @Test func `a civil flight of a class without a transponder is silent unless the scenario says otherwise`() throws {
        func answers(_ rest: String) throws -> Bool {
            let civil = "civil: [{name: hang-glider, threat: fighter, route: [{east_km: 0, north_km: 50, altitude_m: 3000}, "
                + "{east_km: 0, north_km: -50, altitude_m: 3000}]\(rest)}]"
            let model = try Self.model(
                "{name: raider, threat: fighter, approach: {bearing_deg: 0, distance_km: 80}, assets: [depot]}", civil: civil)
            return try #require(model.targets.last).answersCivil
        }
        #expect(try !answers(""))
        #expect(try answers(", transponder: true"))
    }
}
