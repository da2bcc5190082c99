import BattleCompilation
import BattleWorld
import CoverageAnalysis
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import ScenarioDocuments
import Testing

/// A short-range ballistic missile of the catalogue, fired from the east along the equator: its path stays in one plane there.
struct EquatorialShot {
    let site = GeodeticPosition(latitude: 0, longitude: 0, height: 0)
    let line: GeodesicLine
    let path: TargetPath
    let flight: BallisticApproach
    let coefficient: Double

    init(distance: Metres = 300_000) throws {
        let entry = try #require(try Fixtures.catalogue().threat("srbm"))
        line = GeodesicLine(from: site, azimuth: 0.5 * .pi)
        let launch = line.end(distance: distance)
        let plan = ModelParts.ballisticPlan(
            entry, from: GeodeticPosition(latitude: launch.latitude, longitude: launch.longitude, height: 0), to: site)
        path = try #require(TargetRoute.ballisticPath(plan, startTime: .zero))
        flight = BallisticApproach(path)
        coefficient = plan.ballisticCoefficient
    }

    func model() throws -> EnvelopeModel {
        var model = try envelopeModel(against: "srbm", latitudeDegrees: 0)
        model.target.approach = .ballistic(flight)
        return model
    }
}

@Suite struct BallisticApproachTests {
    @Test func `a ballistic target is at the stated range and altitude at the intercept`() throws {
        let shot = try EquatorialShot()
        let model = try shot.model()
        let line = GeodesicLine(from: model.site, azimuth: 1)
        for (range, altitude) in [(5_000.0, 25.0), (60_000, 1_000), (90_000, 20_000), (200_000, 40_000)] {
            let place = WGS84.geodetic(model.target(before: 0, range: range, altitude: altitude, along: line).position)
            #expect(abs(place.height - altitude) < 0.01)
            #expect(abs(Geodesic.inverse(from: model.site, to: place).distance - range) < 0.01)
        }
    }

    @Test func `before the intercept it flies the path of a run, to metres`() throws {
        let shot = try EquatorialShot()
        let model = try shot.model()
        for altitude in [25.0, 1_000, 10_000, 20_000, 40_000] {
            let left = try #require(shot.flight.descent(through: altitude))
            // The descent that ends on the site goes through here.
            let range = shot.flight.point(before: left).distance
            for time in [0, 0.26, 7.3, 60.1, 150] where left + time < shot.flight.duration {
                let told = model.target(before: time, range: range, altitude: altitude, along: shot.line)
                let flown = shot.path.state(at: shot.path.endTime.advanced(by: -(left + time)))
                #expect(told.position.distance(to: flown.position) < 1, "\(altitude) m, \(time) s")
                #expect((told.velocity.vector - flown.velocity.vector).length < 0.5, "\(altitude) m, \(time) s")
            }
        }
    }

    @Test func `speed is the derivative of place`() throws {
        let shot = try EquatorialShot()
        let model = try shot.model()
        for time in [1.0, 20.2, 77.7] {
            func place(_ time: Double) -> Vector3 {
                model.target(before: time, range: 30_000, altitude: 5_000, along: shot.line).position.vector
            }
            let slope = (place(time - 0.01) - place(time + 0.01)) / 0.02
            let velocity = model.target(before: time, range: 30_000, altitude: 5_000, along: shot.line).velocity.vector
            // The earth's radius along the line differs from the mean by 0.2 % of the height's share, 0.2 m/s at the most.
            #expect((slope - velocity).length < 0.3)
        }
    }

    @Test func `from 20 km to 1 km it loses what drag takes`() throws {
        let shot = try EquatorialShot()
        let flight = shot.flight
        func energy(_ point: BallisticApproach.Point) -> Double {
            0.5 * (point.horizontalSpeed * point.horizontalSpeed + point.climbRate * point.climbRate)
                + Units.standardGravity * point.height / (1 + point.height / WGS84.meanRadius)
        }
        let high = try #require(flight.descent(through: 20_000))
        let low = try #require(flight.descent(through: 1_000))
        // Work of drag per kilogram: ∫ ½ρv³/β dt, by the trapezium rule.
        let count = 4_000
        let step = (high - low) / Double(count)
        var work = 0.0
        for place in 0...count {
            let point = flight.point(before: low + step * Double(place))
            let speed = Elementary.hypot(point.horizontalSpeed, point.climbRate)
            let power = 0.5 * AtmosphereTable.shared.air(geometricAltitude: point.height).density * speed * speed * speed / shot.coefficient
            work += (place == 0 || place == count ? 0.5 : 1) * power * step
        }
        let lost = energy(flight.point(before: high)) - energy(flight.point(before: low))
        #expect(lost > 0.5 * energy(flight.point(before: high)))
        // The earth's rotation and shape change gravity by half a per cent.
        #expect(abs(lost - work) < 0.01 * lost, "\(lost) J/kg lost, \(work) J/kg of drag")
    }

    @Test func `above the apogee nothing can be intercepted, and that is kinematics`() throws {
        let shot = try EquatorialShot()
        var model = try shot.model()
        let launch = shot.line.end(distance: 80_000)
        let path = try #require(
            TargetPath.ballistic(
                BallisticPlan(
                    launchLatitude: launch.latitude, launchLongitude: launch.longitude, impactLatitude: 0, impactLongitude: 0,
                    shape: .apogee(15_000), boostTime: 20), startTime: .zero))
        let low = BallisticApproach(path)
        let above = low.apogee + 500
        func limits() -> [EnvelopeLimit?] {
            Envelope(model: model, ranges: [30_000], altitudes: [10_000, above], flights: 1, seed: 1, jobs: 1).cells.map(\.best.limit)
        }
        func isOnMap(_ altitude: Metres) throws -> Bool {
            try #require(EnvelopeMap(model: model, nodes: 2)).isReached(latitude: 0, longitude: 0.005, altitude: altitude)
        }
        // A missile gets there; the target does not.
        model.target.approach = .level(500)
        #expect(limits() == [nil, nil])
        #expect(try isOnMap(above))
        model.target.approach = .ballistic(low)
        #expect(model.target.speed(at: above) == nil)
        #expect(limits() == [nil, .kinematic])
        #expect(try !isOnMap(above) && isOnMap(10_000))
    }
}
