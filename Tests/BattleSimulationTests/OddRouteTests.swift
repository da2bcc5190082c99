import BattleFixtures
import BattleSimulation
@testable import BattleWorld
import EarthEnvironment
import FlightDynamics
import Quantities
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

    /// Where the only raider is at some times: degrees east and north of the scenario's origin.
    private static func places(_ raid: String, longitude: Double = 20, at times: [Double]) throws -> [(Double, Double)] {
        let text = BattleFixtures.scenario(
            "loitering", duration: 3600, origin: "latitude_deg: 40, longitude_deg: \(longitude)",
            battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 4, load: {48n6e2: 16}}", raids: raid)
        let model = try BattleFixtures.model(text, file: "loitering.yaml")
        let path = try #require(model.targets.first).route.path(startShift: 0, lateralShift: 0)
        #expect(path.endTime >= model.duration)
        return times.map { time in
            let place = WGS84.geodetic(path.state(at: SimulationTime(seconds: time)).position)
            let east = (place.longitude * 180 / .pi - longitude).remainder(dividingBy: 360)
            return (east, place.latitude * 180 / .pi - 40)
        }
    }

    @Test func `what loiters stays where it loiters, on both sides of the antimeridian`() throws {
        func raid(_ longitude: Double) -> String {
            func written(_ east: Double) -> Double { (longitude + east).remainder(dividingBy: 360) }
            return """
                {name: eye, threat: awacs, targets: none, loiters: true, route: [
                {latitude_deg: 41, longitude_deg: \(written(-0.3)), altitude_m: 9000},
                {latitude_deg: 41, longitude_deg: \(written(2)), altitude_m: 9000}]}
                """
        }
        let times = Array(stride(from: 0.0, through: 3600, by: 60))
        let places = try Self.places(raid(20), longitude: 20, at: times)
        #expect(places.allSatisfy { abs($0.0 + 0.15) < 0.4 && abs($0.1 - 1) < 0.2 })
        let beyond = try Self.places(raid(180), longitude: 180, at: times)
        #expect(zip(places, beyond).allSatisfy { abs($0.0 - $1.0) < 1e-6 && abs($0.1 - $1.1) < 1e-6 })
    }

    @Test func `what loiters flies its way-points first, and a route that ends where it began is no point`() throws {
        let way = "{east_km: 0, north_km: 380, altitude_m: 8000}, {east_km: -80, north_km: 280, altitude_m: 9000}"
        func raid(_ rest: String) -> String { "{name: eye, threat: awacs, targets: none, loiters: true, route: [\(way), \(rest)]}" }
        let late = try Self.places(raid("{east_km: 80, north_km: 280, altitude_m: 9000}"), at: Array(stride(from: 1800.0, through: 3600, by: 60)))
        // 80 km west (0.94° here) and 24 km of the last leg, with room to turn.
        #expect(late.allSatisfy { $0.0 > -1.4 && $0.0 < -0.4 && abs($0.1 - 2.52) < 0.25 })
        for rest in [way, "{east_km: -80, north_km: 280, altitude_m: 9000}"] { _ = try Self.places(raid(rest), at: [0]) }
    }

    @Test func `what loiters strikes nothing, however long the run`() throws {
        let raid = "{name: slow, threat: owa_drone, loiters: true, assets: [depot], approach: {bearing_deg: 0, distance_km: 600}}"
        let text = BattleFixtures.scenario(
            "long", duration: 86_400,
            battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 4, load: {48n6e2: 16}}", raids: raid)
        let record = BattleRunner.run(try BattleFixtures.model(text, file: "long.yaml"), seed: 7, index: 0)
        #expect(record.targets[0].outcome != .leaked && record.assets[0].hits == 0)
    }

    @Test func `ballistic missiles start beside each other where a spacing is written`() throws {
        func launches(_ rest: String) throws -> Double {
            let raid = "{name: pair, threat: srbm, count: 2\(rest), approach: {bearing_deg: 0, distance_km: 300}, assets: [depot]}"
            let text = BattleFixtures.scenario(
                "pair", duration: 600,
                battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 4, load: {48n6e2: 16}}", raids: raid)
            let starts = try BattleFixtures.model(text, file: "pair.yaml").targets.map {
                let path = $0.route.path(startShift: 0, lateralShift: 0)
                return path.state(at: path.startTime).position
            }
            return starts[0].distance(to: starts[1])
        }
        #expect(try launches("") == 0)
        // On the sphere of 6,371 km, a few parts in a thousand.
        #expect(abs(try launches(", spacing_m: 5000") - 5_000) < 30)
    }
}
