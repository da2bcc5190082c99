import NumericalMethods
import Quantities
import Testing

@testable import FlightDynamics

@Suite struct TargetPathTests {
    static let degree = Units.degree

    /// Hills of 400 m, 6 km apart each way.
    @Sendable static func hills(_ latitude: Double, _ longitude: Double) -> Double {
        let (north, _) = Elementary.sincos(latitude * 6_371_000 * 2 * .pi / 6_000)
        let (east, _) = Elementary.sincos(longitude * 4_000_000 * 2 * .pi / 6_000)
        return 400 + 200 * north + 200 * east
    }

    static func point(_ latitude: Double, _ longitude: Double, _ height: RouteHeight, _ speed: Double) -> WayPoint {
        WayPoint(latitude: latitude * degree, longitude: longitude * degree, height: height, speed: speed)
    }

    static let aircraft = TargetPath(
        route: RoutePlan(wayPoints: [
            point(50, 10, .aboveSea(9_000), 240), point(50.5, 11, .aboveSea(9_000), 260),
            point(50.2, 11.8, .aboveSea(3_000), 220), point(50.9, 12, .aboveSea(3_000), 220),
        ]), startTime: SimulationTime(seconds: 100))

    static let cruiseMissile = TargetPath(
        route: RoutePlan(
            wayPoints: [
                point(50, 10, .aboveSea(1_500), 240), point(50.2, 10.1, .aboveGround(60), 240),
                point(50.5, 10.8, .aboveGround(60), 240), point(50.2, 11.2, .aboveSea(250), 240),
            ], ending: .dive(angle: 0.6), verticalAcceleration: 20, terrain: hills), startTime: .zero)

    /// Position by central differences against velocity, and jumps at the segments' joints.
    static func consistency(_ path: TargetPath) -> (velocity: Double, jump: Double, velocityJump: Double) {
        var worst = 0.0
        var jump = 0.0
        var velocityJump = 0.0
        let step = 1e-3
        for index in 0..<2_000 {
            let time = path.duration * (Double(index) + 0.5) / 2_000
            // Not across a joint, where the acceleration changes.
            guard !path.segments.contains(where: { abs($0.start - time) < 2 * step }) else { continue }
            let difference = (path.state(elapsed: time + step).position - path.state(elapsed: time - step).position) / (2 * step)
            worst = max(worst, (difference - path.state(elapsed: time).velocity).length)
        }
        for index in 1..<path.segments.count {
            let before = path.segments[index - 1]
            let end = before.state(after: path.segments[index].start - before.start)
            let begin = path.segments[index].state(after: 0)
            jump = max(jump, (end.position - begin.position).length)
            velocityJump = max(velocityJump, (end.velocity - begin.velocity).length)
        }
        return (worst, jump, velocityJump)
    }

    @Test func `velocity is the derivative of position on every kind of leg`() {
        let ballistic = TargetPath.ballistic(
            BallisticPlan(launchLatitude: 0.6, launchLongitude: 0.9, impactLatitude: 0.65, impactLongitude: 0.95),
            startTime: .zero)!
        for path in [Self.aircraft, Self.cruiseMissile, ballistic] {
            let found = Self.consistency(path)
            // Central differences over ±1 ms of 10⁷ m coordinates in doubles: 10⁻⁹ m / 1 ms, and a⃛h²/6.
            #expect(found.velocity < 1e-4)
            #expect(found.jump < 1e-3)
            // Roundings of corners leave small steps of speed where a leg's ground speed changes with its slope.
            #expect(found.velocityJump < 3)
        }
    }

    @Test func `an aircraft keeps its speed and its bank`() {
        let path = Self.aircraft
        var fastestTurn = 0.0
        for index in 1..<400 {
            let time = path.duration * Double(index) / 400
            let (position, velocity) = path.state(elapsed: time)
            #expect(velocity.length > 215 && velocity.length < 265)
            let later = path.state(elapsed: time + 0.01)
            let up = EarthModel.wgs84.up(at: position)
            let acceleration = (later.velocity - velocity) / 0.01
            let level = acceleration - up * acceleration.dot(up)
            fastestTurn = max(fastestTurn, level.length)
        }
        // 45° of bank: g·tan 45°; the ellipsoid stretches small circles by up to f.
        #expect(fastestTurn < 9.807 * 1.02)
        #expect(fastestTurn > 9)
        #expect(path.end == .routeEnd)
        let last = EarthModel.wgs84.position(latitude: 50.9 * Self.degree, longitude: 12 * Self.degree, height: 3_000)
        #expect((path.endPosition.vector - last).length < 1)
    }

    @Test func `terrain following never comes nearer to the ground than half its clearance`() {
        let path = Self.cruiseMissile
        var lowest = Double.infinity
        var highest = 0.0
        let first = path.wayPointTimes[1]
        let last = path.wayPointTimes[2]
        for index in 0...20_000 {
            let time = first + (last - first) * Double(index) / 20_000
            let place = EarthModel.wgs84.geodetic(of: path.state(elapsed: time).position)
            let above = place.height - Self.hills(place.latitude, place.longitude)
            lowest = min(lowest, above)
            highest = max(highest, above)
        }
        #expect(lowest >= 30)
        // It follows: hills of 400 m are not simply flown over at their tops.
        #expect(highest < 420)
    }

    @Test func `a dive ends on its target at the ground`() {
        let path = Self.cruiseMissile
        let target = EarthModel.wgs84.position(latitude: 50.2 * Self.degree, longitude: 11.2 * Self.degree, height: 250)
        #expect(path.end == .impact)
        #expect((path.endPosition.vector - target).length < 0.5)
        let (position, velocity) = path.state(elapsed: path.duration - 0.01)
        #expect(velocity.dot(EarthModel.wgs84.up(at: position)) < -100)
    }

    @Test func `a ballistic missile lands on its aim with the apogee asked for`() throws {
        for (range, shape) in [
            (300_000.0, BallisticPlan.Shape.minimumEnergy), (600_000, .minimumEnergy), (500_000, .apogee(180_000)),
            (400_000, .quasiBallistic(apogee: 50_000, liftToDrag: 1.5, weave: 40)),
        ] {
            let plan = BallisticPlan(
                launchLatitude: 0.6, launchLongitude: 0.9, impactLatitude: 0.6 + range / 6_371_000 * 0.8,
                impactLongitude: 0.9 + range / 6_371_000 * 0.6 / 0.825, impactHeight: 120, shape: shape)
            let path = try #require(TargetPath.ballistic(plan, startTime: .zero))
            let aim = EarthModel.wgs84.position(
                latitude: plan.impactLatitude, longitude: plan.impactLongitude, height: 120)
            #expect((path.endPosition.vector - aim).length < 20)
            let apogee = stride(from: 0, to: path.duration, by: 0.5)
                .map { EarthModel.wgs84.height(at: path.state(elapsed: $0).position) }.max()!
            switch shape {
            // A quarter of the range by the flat-earth rule for 45°; steeper where drag must be climbed out of.
            case .minimumEnergy: #expect(apogee > 0.22 * range && apogee < 0.33 * range)
            case .apogee(let wanted), .quasiBallistic(let wanted, _, _): #expect(abs(apogee - wanted) < 2_500)
            }
        }
    }

    @Test func `a missile of long range flies the arc of least energy over a round earth`() throws {
        // In vacuum over a sphere: apogee R/2 (sin θ/2 + cos θ/2 − 1), burn-out V² = 2 μ/R sin(θ/2) / (1 + sin(θ/2)); along a meridian, so that
        // the earth turns across.
        for angle in [0.5, 0.9] {
            let plan = BallisticPlan(
                launchLatitude: -0.5 * angle, launchLongitude: 0.3, impactLatitude: 0.5 * angle, impactLongitude: 0.3,
                ballisticCoefficient: 50_000)
            let path = try #require(TargetPath.ballistic(plan, startTime: .zero), "\(angle)")
            let states = stride(from: 0, to: path.duration, by: 2).map { path.state(elapsed: $0) }
            let apogee = states.map { EarthModel.wgs84.height(at: $0.position) }.max()!
            let fastest = states.prefix(50).map(\.velocity.length).max()!
            let (sine, cosine) = Elementary.sincos(0.5 * angle)
            #expect(abs(apogee / (0.5 * 6_371_000 * (sine + cosine - 1)) - 1) < 0.1, "\(angle): \(apogee)")
            #expect(abs(fastest / (2 * 3.986e14 / 6_371_000 * sine / (1 + sine)).squareRoot() - 1) < 0.05, "\(angle): \(fastest)")
        }
    }

    @Test func `every evasive manoeuvre joins smoothly and comes back to the route's end`() {
        let path = Self.aircraft
        let begin = SimulationTime(seconds: 150)
        for manoeuvre in EvasiveManoeuvre.allCases {
            let evading = path.evading(
                from: begin, threatDirection: Vector3(-0.6, 0.3, -0.4), lateralAcceleration: 40, manoeuvre: manoeuvre,
                duration: 20)
            let found = Self.consistency(evading)
            #expect(found.velocity < 1e-4, "\(manoeuvre)")
            #expect(found.jump < 1e-2, "\(manoeuvre)")
            #expect((evading.endPosition.vector - path.endPosition.vector).length < 1, "\(manoeuvre)")
            #expect(evading.state(at: SimulationTime(seconds: 120)) == path.state(at: SimulationTime(seconds: 120)))
            let moved =
                evading.state(at: begin.advanced(by: 15)).position.vector - path.state(at: begin.advanced(by: 15)).position.vector
            #expect(moved.length > 50, "\(manoeuvre)")
        }
    }

    @Test func `a state is that of the last segment that has begun`() {
        let evading = Self.aircraft.evading(
            from: SimulationTime(seconds: 150), threatDirection: Vector3(-0.6, 0.3, -0.4), lateralAcceleration: 40, manoeuvre: .jink,
            duration: 20)
        for path in [Self.aircraft, Self.cruiseMissile, evading] {
            // Evenly, and at the very beginnings of segments and a rounding before them.
            var times = (0...2_000).map { path.duration * Double($0) / 2_000 }
            for segment in path.segments { times += [segment.start, segment.start.nextDown] }
            for time in times where time >= 0 {
                let segment = path.segments.last { $0.start <= time } ?? path.segments[0]
                let expected = segment.state(after: time - segment.start)
                let found = path.state(elapsed: time)
                #expect(found.position == expected.position && found.velocity == expected.velocity)
            }
        }
    }

    @Test func `a path begun at another time is the same path later`() {
        let late = Self.cruiseMissile.begun(at: SimulationTime(seconds: 40))
        #expect(late.duration == Self.cruiseMissile.duration)
        for share in [0, 0.3, 0.77, 1] {
            let time = SimulationTime(seconds: (share * late.duration).rounded(.down))
            #expect(late.state(at: time.advanced(by: 40)) == Self.cruiseMissile.state(at: time))
        }
    }

    @Test func `before and after its life a target rests at its ends`() {
        let path = Self.aircraft
        #expect(path.state(at: .zero).velocity == .zero)
        #expect(path.state(at: path.endTime.advanced(by: 5)).position == path.endPosition)
    }
}
