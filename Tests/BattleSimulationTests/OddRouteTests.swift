import BattleFixtures
import BattleSimulation
import RunRecords
import Testing

/// Routes that are allowed and odd: they are flown to an end, never trapped on.
@Suite struct OddRouteTests {
    private static func fly(_ raid: String) throws -> RunRecord {
        let text = BattleFixtures.scenario(
            "odd", duration: 600, asset: "hits_to_destroy: 50",
            battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 4, load: {48n6e2: 16}}", raids: raid)
        return BattleRunner.run(try BattleFixtures.model(text, file: "odd.yaml"), seed: 7, index: 0)
    }

    @Test(arguments: [1, 1.2, 2, 3, 4, 5]) func `ballistic missiles from a few kilometres come down`(distance: Double) throws {
        let record = try Self.fly(
            "{name: near, threat: srbm, count: 3, approach: {bearing_deg: 10, distance_km: \(distance), spread_deg: 20}, assets: [depot]}")
        #expect(record.targets.count == 3)
        #expect(record.targets.allSatisfy { $0.outcome == .leaked || $0.outcome == .killed })
    }

    @Test(arguments: [
        "assets: [depot]", "targets: none", "targets: none, loiters: true",
    ]) func `two equal way-points are a place`(aim: String) throws {
        let record = try Self.fly(
            "{name: still, threat: fighter, count: 3, \(aim), route: [{east_km: 50, north_km: 50, altitude_m: 5000}, {east_km: 50, north_km: 50, altitude_m: 5000}]}"
        )
        #expect(record.targets.count == 3)
    }

    @Test(arguments: [
        "[{latitude_deg: 40, longitude_deg: 20, altitude_m: 50, above: ground}, {latitude_deg: -40, longitude_deg: -160, altitude_m: 50, above: ground}]",
        "[{latitude_deg: 0, longitude_deg: 20, altitude_m: 5000}, {latitude_deg: 0, longitude_deg: -160, altitude_m: 5000}]",
        "[{latitude_deg: 90, longitude_deg: 0, altitude_m: 5000}, {latitude_deg: -90, longitude_deg: 0, altitude_m: 5000}]",
    ]) func `antipodes, and pole to pole, are flown`(route: String) throws {
        for aim in ["targets: none", "assets: [depot]"] {
            let record = try Self.fly("{name: far, threat: fighter, count: 2, spacing_m: 800, \(aim), route: \(route)}")
            #expect(record.targets.count == 2)
        }
    }
}
