import NumericalMethods
import Quantities
import Testing

@testable import FlightDynamics

/// A missile of the 48N6 class with literal values, so that tests do not depend on a calibration.
enum SampleMissile {
    static let model: InterceptorModel = {
        let shape = MissileShape(length: 7.5, diameter: 0.519)
        return InterceptorModel(
            launchMass: 1_835, thrust: ThrustProfile(phases: [.init(start: 1.2, end: 13.2, thrust: 242_352, massFlow: 1_150.0 / 12)]),
            referenceArea: shape.referenceArea, drag: shape.drag(), liftCoefficientMaximum: 3.28, speedMinimum: 330,
            flightTimeMaximum: 201.44)
    }()
    static let table = FlyOutTable(model: model)
    static let site = Position<EarthFixed>(FlyOutTable.referenceSite)

    /// A target at a ground range and altitude due north, flying at `speed` towards `course` (0 north, π/2 east).
    static func target(range: Double, altitude: Double, speed: Double = 0, course: Double = 0) -> KinematicState<EarthFixed> {
        let point = FlyOutTable.point(range: range, altitude: altitude, from: FlyOutTable.referenceSite)
        let up = EarthModel.wgs84.up(at: point)
        let east = Vector3(0, 1, 0)
        let north = up.cross(east)
        let (sine, cosine) = Elementary.sincos(course)
        return KinematicState(position: Position(point), velocity: Velocity((east * sine + north * cosine) * speed))
    }
}

@Suite struct InterceptorTests {
    @Test func `a missile hits targets that fly straight, near and far, crossing and closing`() {
        for (range, altitude, speed, course) in [
            (15_000.0, 3_000.0, 250.0, Double.pi), (60_000, 9_000, 260, .pi), (60_000, 9_000, 260, .pi / 2),
            (150_000, 10_000, 260, .pi), (220_000, 11_000, 240, 2.5), (40_000, 100, 240, .pi), (90_000, 20_000, 800, .pi),
        ] {
            let result = InterceptorTrial.fly(
                model: SampleMissile.model, table: SampleMissile.table, from: SampleMissile.site,
                target: SampleMissile.target(range: range, altitude: altitude, speed: speed, course: course))
            // Perfect knowledge and a constant course: what is left is the lag's and the step's.
            #expect(result.miss < 1, "\(range) \(altitude) \(speed) \(course): \(result)")
        }
    }

    @Test func `a missile hits a target that turns with five g`() {
        let result = InterceptorTrial.fly(
            model: SampleMissile.model, table: SampleMissile.table, from: SampleMissile.site,
            target: SampleMissile.target(range: 50_000, altitude: 9_000, speed: 260, course: .pi),
            targetAcceleration: { time in
                let (sine, cosine) = Elementary.sincos(0.19 * time)
                return Velocity(Vector3(0, 49 * cosine, 49 * sine))
            })
        // Well inside the lethal radius: the pursuer has three times the target's lateral acceleration.
        #expect(result.miss < 8, "\(result)")
    }

    @Test func `halving the step changes the miss by less than a metre`() {
        let target = SampleMissile.target(range: 100_000, altitude: 10_000, speed: 300, course: 2)
        let coarse = InterceptorTrial.fly(
            model: SampleMissile.model, table: SampleMissile.table, from: SampleMissile.site, target: target,
            coarseStep: 0.1, fineStep: 0.02)
        let fine = InterceptorTrial.fly(
            model: SampleMissile.model, table: SampleMissile.table, from: SampleMissile.site, target: target,
            coarseStep: 0.05, fineStep: 0.01)
        #expect(abs(coarse.miss - fine.miss) < 1)
        #expect(abs(coarse.time - fine.time) < 0.4)
        #expect(abs(coarse.arrivalSpeed - fine.arrivalSpeed) < 5)
    }

    @Test func `tables agree with guided flights`() {
        for (range, altitude) in [(30_000.0, 5_000.0), (80_000, 10_000), (150_000, 10_000), (240_000, 10_000), (60_000, 24_000)] {
            let fly = SampleMissile.table.fly(groundRange: range, altitude: altitude)
            let result = InterceptorTrial.fly(
                model: SampleMissile.model, table: SampleMissile.table, from: SampleMissile.site,
                target: SampleMissile.target(range: range, altitude: altitude))
            #expect(result.miss < 1)
            // Bilinear cells and the guidance's corrections.
            #expect(abs(result.time / fly.timeOfFlight - 1) < 0.02, "\(range) \(altitude)")
            #expect(abs(result.arrivalSpeed / fly.arrivalSpeed - 1) < 0.06, "\(range) \(altitude)")
        }
    }

    @Test func `four points side by side have the table's answers one by one`() {
        let table = SampleMissile.table
        let origin = FlyOutTable.Origin(SampleMissile.site.vector)
        for number in 0..<200 {
            let points = (0..<4).map { lane in
                let share = Double((number * 4 + lane) * 617 % 800) / 800
                return FlyOutTable.point(
                    range: share * table.rangeMaximum, altitude: 30_000 * (1 - share * share), from: SampleMissile.site.vector)
            }
            func lanes(_ value: (Int) -> Double) -> SIMD4<Double> { SIMD4(value(0), value(1), value(2), value(3)) }
            let grounds = origin.groundRanges(lanes { points[$0].x }, lanes { points[$0].y }, lanes { points[$0].z })
            #expect(grounds == lanes { origin.groundRange(to: points[$0]) })
            let ranges = pointwiseMin(grounds, SIMD4(repeating: table.rangeMaximum))
            let altitudes = lanes { min(table.altitudeMaximum, max(0, EarthModel.wgs84.height(at: points[$0]))) }
            let found = table.flights(groundRanges: ranges, altitudes: altitudes)
            let alone = (0..<4).map { table.fly(groundRange: ranges[$0], altitude: altitudes[$0]) }
            #expect(found.times == lanes { alone[$0].timeOfFlight })
            #expect(found.margins == lanes { alone[$0].margin })
        }
    }

    @Test func `range, speed and altitude emerge within the public bands`() {
        let table = SampleMissile.table
        let range = InterceptorCalibration.emergentRange(table, altitude: 10_000)
        // 48N6E3 class: 240 to 250 km against aircraft, 27 to 30 km altitude, 2,000 to 2,500 m/s.
        #expect(range > 240_000 && range < 260_000)
        let altitude = InterceptorCalibration.emergentAltitude(table, range: 125_000)
        #expect(altitude > 26_000 && altitude < 30_500)
        let speed = FlyOutFan(model: SampleMissile.model, count: 16).speedMaximum
        #expect(speed > 2_000 && speed < 2_500)
    }

    @Test func `a predicted intercept is where missile and target are at the same time`() throws {
        let table = SampleMissile.table
        for delay in [0.0, 12] {
            let target = SampleMissile.target(range: 160_000, altitude: 9_000, speed: 260, course: 2.8)
            let solution = try #require(
                table.predictedIntercept(from: SampleMissile.site, target: target, launchDelay: delay))
            #expect(solution.isReachable)
            #expect(abs(solution.time - delay - solution.timeOfFlight) < 0.01)
            let there = target.position.vector + target.velocity.vector * solution.time
            #expect((there - solution.point.vector).length < 1)
        }
    }

    @Test func `a launch waits for a target that is still out of reach`() throws {
        let target = SampleMissile.target(range: 420_000, altitude: 10_000, speed: 300, course: .pi)
        let direct = SampleMissile.table.predictedIntercept(from: SampleMissile.site, target: target, launchDelay: 5)
        #expect(direct?.isReachable != true)
        let later = try #require(
            SampleMissile.table.earliestIntercept(
                from: SampleMissile.site, target: target, launchDelay: 5, horizon: 1_500))
        #expect(later.isReachable)
        #expect(later.launchDelay > 100)
        #expect(FlyOutTable.groundRange(from: SampleMissile.site.vector, to: later.point.vector) > 235_000)
    }

    @Test func `a ballistic target is met on its arc`() throws {
        let path = try #require(
            TargetPath.ballistic(
                BallisticPlan(
                    launchLatitude: 0.83, launchLongitude: 0.02, impactLatitude: .pi / 4 + 0.0005, impactLongitude: 0.001),
                startTime: .zero))
        let now = path.endTime.advanced(by: -100)
        let solution = try #require(
            SampleMissile.table.earliestIntercept(
                from: SampleMissile.site, target: path.state(at: now), launchDelay: 3,
                extrapolation: .ballistic(coefficient: 5_000)))
        #expect(solution.isReachable)
        let truth = path.state(at: now.advanced(by: solution.time)).position
        // The prediction integrates the same equations in 4 s steps.
        #expect((truth.vector - solution.point.vector).length < 100)
        #expect(solution.launchDelay >= 3)
    }

    @Test func `a burnt-out missile turns no harder than the air it flies in can push`() {
        // L = ½ ρ V² S C_L,max, by the standard atmosphere's density at 15 km, 0.1948 kg/m³, and an empty mass of 685 kg.
        let model = SampleMissile.model
        let place = FlyOutTable.point(range: 20_000, altitude: 15_000, from: FlyOutTable.referenceSite)
        let up = EarthModel.wgs84.up(at: place)
        let (east, north) = (Vector3(0, 1, 0), up.cross(Vector3(0, 1, 0)))
        var state = InterceptorState(
            kinematics: PointMassState(position: place, velocity: north * 600), mass: 685, elapsed: 60, phase: .terminal)
        // A target that crosses close by, as hard as can be.
        for _ in 0..<150 {
            let target = state.kinematics.position + state.kinematics.velocity * 4 + east * 2_000
            InterceptorFlight.fly(
                model: model, state: &state,
                guidance: GuidanceInput(targetPosition: target, targetVelocity: east * 600, interceptPoint: target, climbAngle: 0), step: 0.01)
        }
        let push = 0.5 * 0.1948 * state.speed * state.speed * model.referenceArea * 3.28 / 685
        #expect(push < 40 && push < model.structuralLimit)
        #expect(abs(state.lateralAcceleration.length / push - 1) < 0.03, "\(state.lateralAcceleration.length) and \(push)")
    }

    @Test func `flights are the same bit for bit`() {
        let target = SampleMissile.target(range: 70_000, altitude: 8_000, speed: 250, course: 3)
        let runs = (0..<2).map { _ in
            InterceptorTrial.fly(
                model: SampleMissile.model, table: SampleMissile.table, from: SampleMissile.site, target: target)
        }
        #expect(runs[0].miss.bitPattern == runs[1].miss.bitPattern)
        #expect(runs[0].time.bitPattern == runs[1].time.bitPattern)
    }

    @Test func `calibration reproduces the public record of a short-range missile`() throws {
        // The public record of the 9M338; burn times, sustainer share and load are assumptions.
        let data = PublicMissileData(
            name: "9M338", length: 2.9, diameter: 0.239, launchMass: 163, burnTime: 4, sustainTime: 8, sustainShare: 0.3,
            ejectionHeight: 18, ignitionDelay: 1, speedMaximum: 800, speedMaximumHighest: 1_000, rangeMaximum: 15_000,
            rangeMinimum: 1_000, altitudeMaximum: 10_000, altitudeMinimum: 10, structuralLimit: 30 * Units.standardGravity,
            warheadMass: 15, targetSpeedMaximum: 700, seeker: .command)
        let result = InterceptorCalibration.calibrate(data)
        #expect(abs(result.speedMaximum - data.speedMaximum) < 10)
        #expect(abs(result.range - data.rangeMaximum) < 0.03 * data.rangeMaximum)
        #expect(result.model.liftCoefficientMaximum >= 3)
    }
}

@Suite struct EndgameTests {
    let lethality = Lethality(lethalRadius: 20, fuzeReliability: 0.97)

    @Test func `a kill is likeliest at zero miss and impossible beyond the fuze`() {
        let direct = Endgame.killProbability(miss: 0, lethality: lethality)
        #expect(abs(direct - 0.97 * 0.95) < 1e-12)
        let near = Endgame.killProbability(miss: 20, lethality: lethality)
        #expect(abs(near / direct - Elementary.exp(-0.5)) < 1e-12)
        #expect(Endgame.killProbability(miss: 61, lethality: lethality) == 0)
    }

    @Test func `the expected kill probability over Gaussian misses is b²/(b² + σ²)`() {
        // Washburn & Kress (2009): the Carleton damage function averaged over a circular Gaussian of σ.
        let sigma = 10.0
        var sum = 0.0
        let steps = 4_000
        let wide = Lethality(lethalRadius: 20, fuzeRadius: 1_000, fuzeReliability: 1)
        for index in 0..<steps {
            let miss = sigma * 8 * (Double(index) + 0.5) / Double(steps)
            let density = miss / (sigma * sigma) * Elementary.exp(-0.5 * miss * miss / (sigma * sigma))
            sum += density
                * Endgame.killProbability(
                    miss: miss, lethality: wide, vulnerability: TargetVulnerability(killAtZeroMiss: 1)) * sigma * 8 / Double(steps)
        }
        #expect(abs(sum - 400.0 / 500) < 1e-4)
    }

    @Test func `outcomes follow the draws`() {
        #expect(Endgame.outcome(miss: 5, lethality: lethality, fuzeDraw: 0.98, killDraw: 0) == .fuzeFailure)
        #expect(Endgame.outcome(miss: 5, lethality: lethality, fuzeDraw: 0.5, killDraw: 0.1) == .killed)
        #expect(Endgame.outcome(miss: 5, lethality: lethality, fuzeDraw: 0.5, killDraw: 0.999) == .survived)
        #expect(Endgame.outcome(miss: 500, lethality: lethality, fuzeDraw: 0.5, killDraw: 0) == .outOfReach)
    }
}
