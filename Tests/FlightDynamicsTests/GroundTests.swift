import EarthEnvironment
import NumericalMethods
import Quantities
import Testing

@testable import FlightDynamics

@Suite struct GroundTests {
    /// Hills of 80 m, 6 km apart, and of 40 m, 8 km apart: less steep than a cruise missile climbs, sharper than it can follow
    /// foot by foot.
    @Sendable static func relief(_ latitude: Double, _ longitude: Double) -> Double {
        let (north, _) = Elementary.sincos(latitude * 6_371_000 * 2 * .pi / 6_000)
        let (east, _) = Elementary.sincos(longitude * 4_000_000 * 2 * .pi / 8_000)
        return 200 + 40 * north + 20 * east
    }

    private func clearances(_ height: Double, terrain: @escaping @Sendable (Double, Double) -> Double) -> [Double] {
        let path = TargetPath(
            route: RoutePlan(
                wayPoints: [
                    TargetPathTests.point(50, 10, .aboveGround(height), 240), TargetPathTests.point(50.9, 10.4, .aboveGround(height), 240),
                ], terrain: terrain), startTime: .zero)
        return stride(from: 1.0, to: path.duration - 1, by: 1).map { time in
            let place = EarthModel.wgs84.geodetic(of: path.state(elapsed: time).position)
            return place.height - terrain(place.latitude, place.longitude)
        }
    }

    @Test(arguments: [15.0, 25, 50, 100, 200]) func `over flat ground a low flier flies at its height`(height: Double) {
        let found = clearances(height) { _, _ in 120 }
        #expect(found.allSatisfy { abs($0 - height) < 1 }, "\(found.min() ?? 0)…\(found.max() ?? 0)")
    }

    @Test(arguments: [50.0, 100, 200]) func `over hills a low flier flies at its height on average and never nearer than half of it`(
        height: Double
    ) {
        let found = clearances(height, terrain: Self.relief)
        let mean = found.reduce(0, +) / Double(found.count)
        #expect(abs(mean - height) < 0.06 * height, "\(mean)")
        #expect((found.min() ?? 0) > 0.49 * height)
    }

    /// A ramp to the east, grid steps of 0.001 rad.
    static let ramp = GroundSurface(
        .grid(
            ElevationGrid(
                northLatitude: 0.61, westLongitude: 0.19, latitudeStep: 0.001, longitudeStep: 0.001, rows: 21, columns: 21,
                heights: (0..<441).map { Float(200 * ($0 % 21)) }), outside: 0))

    private func flown(over ground: GroundSurface?, from height: Double, climb: Double) -> InterceptorState {
        let model = SampleMissile.model
        let site = WGS84.earthFixed(GeodeticPosition(latitude: 0.6, longitude: 0.2, height: height))
        var state = InterceptorFlight.launch(model: model, from: site)
        let aim = WGS84.earthFixed(GeodeticPosition(latitude: 0.6, longitude: 0.24, height: height)).vector
        let guidance = GuidanceInput(targetPosition: aim, targetVelocity: .zero, interceptPoint: aim, climbAngle: climb)
        while !state.phase.isOver, state.elapsed < 60 {
            InterceptorFlight.fly(model: model, state: &state, guidance: guidance, step: 0.2, over: ground)
        }
        return state
    }

    @Test func `a round ends on the ground under it, not on the launcher's level`() {
        // The ground under the launch is 2,000 m up, the slope rises ahead by 3.8 in a hundred: a flat shot meets it.
        let met = flown(over: Self.ramp, from: 2_000, climb: 0.02)
        #expect(met.phase == .ended(.ground))
        let place = WGS84.geodetic(met.position)
        #expect(abs(place.height - Self.ramp.terrain.height(under: place)) < 0.5, "\(place.height)")
    }

    @Test func `ground far below a launcher ends no flight`() {
        // 800 m over a plain, aimed at the same height far away: the plain is far below all of it.
        let high = flown(over: GroundSurface(.flat(height: 0)), from: 800, climb: 0.02)
        let free = flown(over: nil, from: 800, climb: 0.02)
        #expect(high.phase == free.phase && high.position == free.position)
    }

    @Test(arguments: [1_000.0, 2_000, 5_000, 20_000, 60_000, 300_000, 900_000, 3_000_000])
    func `ballistic missiles of every range land on their aim`(range: Double) throws {
        let plan = BallisticPlan(launchLatitude: 0.6, launchLongitude: 0.2, impactLatitude: 0.6 + range / 6_371_000, impactLongitude: 0.2)
        let path = try #require(TargetPath.ballistic(plan, startTime: .zero))
        let aim = EarthModel.wgs84.position(latitude: plan.impactLatitude, longitude: plan.impactLongitude, height: 0)
        #expect((path.endPosition.vector - aim).length < 2, "\((path.endPosition.vector - aim).length)")
    }

    @Test func `a ballistic missile to where it stands has no path`() {
        let plan = BallisticPlan(launchLatitude: 0.6, launchLongitude: 0.2, impactLatitude: 0.6, impactLongitude: 0.2)
        #expect(TargetPath.ballistic(plan, startTime: .zero) == nil)
    }

    static let routes: [(String, [(Double, Double)])] = [
        ("two equal way-points", [(50, 10), (50, 10)]), ("equal in the middle", [(50, 10), (50.5, 10), (50.5, 10), (51, 11)]),
        ("equal at the end", [(50, 10), (50.5, 10), (50.5, 10)]), ("antipodes", [(50, 10), (-50, -170)]),
        ("antipodes on the equator", [(0, 10), (0, -170)]), ("pole to pole", [(90, 0), (-90, 0)]),
        ("south to north pole", [(-90, 40), (90, 10)]),
        ("from a pole", [(90, 0), (60, 20)]), ("there and back", [(50, 10), (51, 10), (50, 10)]),
    ]

    @Test(arguments: routes, [RouteEnding.leave, .dive(angle: 0.5)]) func `no valid route traps, and all end where they lead`(
        route: (String, [(Double, Double)]), ending: RouteEnding
    ) {
        let points = route.1.map { TargetPathTests.point($0.0, $0.1, .aboveSea(3_000), 250) }
        var plan = RoutePlan(wayPoints: points, ending: ending)
        if ending != .leave { plan.wayPoints[points.count - 1].height = .aboveSea(0) }
        let path = TargetPath(route: plan, startTime: .zero)
        #expect(path.duration > 0 && path.duration.isFinite)
        let last = EarthModel.wgs84.position(
            latitude: points.last!.latitude, longitude: points.last!.longitude, height: ending == .leave ? 3_000 : 0)
        let end = path.endPosition.vector
        #expect(end.x.isFinite && (end - last).length < 200, "\(route.0): \((end - last).length)")
        for step in 0...50 {
            let place = path.state(elapsed: path.duration * Double(step) / 50)
            #expect(place.velocity.length.isFinite && place.velocity.length < 400, "\(route.0)")
        }
    }

    @Test func `the least height of a meeting is that of the ground, and more where a ridge stands between`() {
        // A ridge of 600 m along the 10th column of a plain, columns 400 m apart.
        let ground = GroundSurface(
            .grid(
                ElevationGrid(
                    northLatitude: 0.602, westLongitude: 0.2, latitudeStep: 1e-4, longitudeStep: 7.6e-5, rows: 41, columns: 61,
                    heights: (0..<2_501).map { $0 % 61 == 10 ? 600 : 50 }), outside: 50))
        func least(_ column: Double, from height: Double, time: Double) -> Double {
            MeetingHeight.least(
                latitude: 0.6, longitude: 0.2 + 7.6e-5 * column, from: GeodeticPosition(latitude: 0.6, longitude: 0.2, height: height),
                timeOfFlight: time, altitudeMinimum: 10, ground: ground)
        }
        #expect(abs(least(8, from: 50, time: 6) - 60) < 1e-6)
        // Just behind the ridge: not below the line over its crest.
        #expect(least(12, from: 50, time: 6) > 500)
        // Far behind it a slow, lofted flight comes down to the plain; and from a hill the launcher's height lowers no floor.
        #expect(abs(least(60, from: 50, time: 40) - 60) < 1e-6)
        #expect(abs(least(8, from: 900, time: 6) - 60) < 1e-6)
    }
}
