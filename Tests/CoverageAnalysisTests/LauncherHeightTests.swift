import BattleCompilation
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import ScenarioDocuments
import Testing

@testable import CoverageAnalysis

/// No kill depends on the launcher's height but through sight and energy.
@Suite struct LauncherHeightTests {
    /// Kill probability of rounds at a cruise missile, launched from a height over a plain.
    private func kill(launcher height: Double, target altitude: Double, range: Double) throws -> Double {
        let catalogue = try Fixtures.catalogue()
        let entry = try #require(catalogue.missile("48n6e2"))
        let threat = try #require(catalogue.threat("cm_subsonic"))
        let radar = ModelParts.radar(try #require(catalogue.radar("30n6e2")))
        let place = GeodeticPosition(latitudeDegrees: 35, longitudeDegrees: 0, height: height)
        // The radar stands on the plain on a mast of 30 m, so that sight is the same.
        let site = RadarSite(
            model: radar, horizon: HorizonTable(site: place.atHeight(30), terrain: .sea), attenuationDecibels: 0)
        let flight = ModelParts.interceptor(entry)
        let model = EnvelopeModel(
            missiles: [.init(id: entry.id, name: entry.name, model: flight, table: ModelParts.sharedFlyOut(entry, flight))],
            sentinels: [.init(site: site, delay: 10)], engagementRadar: site,
            target: .init(
                signature: ModelParts.signature(threat, crossSection: nil), approach: .level(threat.speed.best),
                vulnerability: ModelParts.vulnerability(threat)),
            site: place, ground: .sea, threshold: 0.8)
        let line = GeodesicLine(from: place.atHeight(0), azimuth: 1)
        let time = model.missiles[0].table.fly(groundRange: range, altitude: altitude).timeOfFlight
        let shots = EnvelopeFlight(
            envelope: model, missile: model.missiles[0], range: range, altitude: altitude, timeOfFlight: time, line: line)
        let flights = 24
        return (0..<flights).reduce(0) { sum, number in
            let found = shots.fly(seed: 5, number: UInt32(number), entity: 1)
            return sum
                + Endgame.killProbability(
                    miss: found.miss, closingSpeed: found.closingSpeed, lethality: flight.lethality,
                    vulnerability: model.target.vulnerability, ground: found.ground)
        } / Double(flights)
    }

    @Test(arguments: [(100.0, 15_000.0), (100, 25_000), (50, 20_000)])
    func `a low flier is killed from high ground as from low`(altitude: Double, range: Double) throws {
        let low = try kill(launcher: 0, target: altitude, range: range)
        #expect(low > 0.4)
        // Three standard errors of a difference of means of 24 flights, each between 0 and 1.
        for height in [60.0, 200, 400, 900] {
            let high = try kill(launcher: height, target: altitude, range: range)
            #expect(high > low - 0.3, "from \(height) m: \(high), from the plain: \(low)")
        }
    }

    @Test func `kills fall smoothly with the target's height`() throws {
        let kills = try [200.0, 100, 50, 25, 15].map { try kill(launcher: 0, target: $0, range: 18_000) }
        for (higher, lower) in zip(kills, kills.dropFirst()) { #expect(lower < higher + 0.15 && lower > higher - 0.35, "\(kills)") }
    }
}
