import NumericalMethods
import Quantities
import Stochastics
import TacticalMessages
@testable import TargetTracking
import Testing

@Suite struct FilterTests {
    private func diagonal(_ value: Double) -> Matrix3 {
        Matrix3(columns: Vector3(value, 0, 0), Vector3(0, value, 0), Vector3(0, 0, value))
    }

    @Test func `prediction without noise carries covariance by F P Ft`() {
        var filter = KinematicFilter(
            position: .zero, positionCovariance: diagonal(100), velocity: Vector3(10, 0, 0), velocityDeviation: 3)
        filter.predict(4, density: 0)
        #expect(filter.position == Vector3(40, 0, 0))
        // 100 + 4² · 9, 4 · 9, 9
        #expect(abs(filter.positionCovariance.column0.x - 244) < 1e-9)
        #expect(abs(filter.crossCovariance.column1.y - 36) < 1e-9)
        #expect(abs(filter.velocityCovariance.column2.z - 9) < 1e-9)
    }

    @Test func `an update halves equal variances and meets in the middle`() {
        var filter = KinematicFilter(position: .zero, positionCovariance: diagonal(100), velocity: .zero, velocityDeviation: 0)
        let fit = filter.update(CartesianPlot(position: Vector3(10, 0, 0), covariance: diagonal(100)))
        #expect(abs(filter.position.x - 5) < 1e-12)
        #expect(abs(filter.positionCovariance.column0.x - 50) < 1e-9)
        // 10² / 200
        #expect(abs(fit.distance - 0.5) < 1e-12)
        #expect(abs(fit.determinant / 8e6 - 1) < 1e-12)
    }

    @Test func `a plot that comes late from the target's path leaves the track on the path`() {
        for isInteracting in [false, true] {
            let velocity = Vector3(150, 200, 0)
            func plot(at seconds: Double, deviation: Double, aside: Double = 0) -> CartesianPlot {
                CartesianPlot(position: velocity * seconds + Vector3(0, 0, 5_000 + aside), covariance: diagonal(deviation * deviation))
            }
            var filter = TrackFilter(
                configuration: MotionModels(cruiseDensity: 0.1, isInteracting: isInteracting), plot: plot(at: 0, deviation: 100), time: .zero,
                velocity: velocity, velocityDeviation: 10)
            for look in 1...20 {
                filter.predict(to: SimulationTime(seconds: Double(look)))
                filter.update(plot(at: Double(look), deviation: 100))
            }
            filter.predict(to: SimulationTime(seconds: 23))
            // Another radar's, sharper and two seconds old: it pulls nothing back, and what it says of the side counts at once.
            filter.update(late: plot(at: 21, deviation: 10, aside: 60), at: SimulationTime(seconds: 21))
            let found = filter.position - velocity * 23 - Vector3(0, 0, 5_000)
            #expect(Vector3(found.x, found.y, 0).length < 1, "\(found)")
            #expect(found.z > 30 && found.z < 60, "\(found)")
            #expect(filter.time == SimulationTime(seconds: 23))
        }
    }

    @Test func `no plot that the hull of a gate rules out is in the gate`() {
        let seed: UInt64 = 11
        var stream = RandomStream(studySeed: seed, runIndex: 0, entity: 1, purpose: DrawPurpose(rawValue: 1))
        var (ruledOut, inGate) = (0, 0)
        for _ in 0..<40 {
            func vector(_ size: Double) -> Vector3 { Vector3(stream.nextNormal(), stream.nextNormal(), stream.nextNormal()) * size }
            // Long in a direction of chance, as plots are across the sight.
            let along = vector(1).normalized
            let spread = diagonal(2_500) + Matrix3(columns: along * along.x, along * along.y, along * along.z).scaled(600_000)
            let place = vector(60_000)
            var filter = TrackFilter(
                configuration: MotionModels(agileDensity: 40), plot: CartesianPlot(position: place, covariance: spread), time: .zero,
                velocity: vector(200), velocityDeviation: 60)
            filter.predict(to: SimulationTime(seconds: 6))
            let shift = vector(20)
            let hull = filter.gateHull(18, from: .zero)
            for _ in 0..<200 {
                let plot = CartesianPlot(position: filter.position + vector(2_500), covariance: spread)
                let isIn = filter.gate(plot, shift: shift, limit: 18).distance < 18
                let mayBe = hull.mayHold(plot, shift: shift)
                #expect(mayBe || !isIn, "seed \(seed)")
                if isIn { inGate += 1 }
                if !mayBe { ruledOut += 1 }
            }
        }
        // Neither is rare.
        #expect(inGate > 400 && ruledOut > 2_000, "\(inGate) in the gate, \(ruledOut) ruled out")
    }

    @Test func `a coordinated turn keeps its speed and closes its circle`() {
        let straight = KinematicFilter(
            position: .zero, positionCovariance: diagonal(1), velocity: Vector3(0, 250, 0), velocityDeviation: 1)
        var turn = TurnFilter(straight, across: 10, along: 1)
        turn.acceleration = Vector3(25, 0, 0)
        // ω = 25 / 250 = 0.1 rad/s: a circle in 20π s, radius 2,500 m.
        for _ in 0..<200 { turn.predict(0.1 * .pi, jerkDensity: 0) }
        #expect(abs(turn.velocity.length - 250) < 1e-6)
        #expect(turn.position.length < 1e-3)
    }

    @Test func `fifty looks at straight flight give the accuracy of a straight line through them`() {
        var stream = RandomStream(studySeed: 5, runIndex: 0, entity: 1, purpose: DrawPurpose(rawValue: 1))
        var squares = 0.0
        var expected = 0.0
        for _ in 0..<40 {
            var filter: TrackFilter?
            for look in 0..<50 {
                let noise = Vector3(stream.nextNormal(), stream.nextNormal(), stream.nextNormal()) * 100
                let plot = CartesianPlot(position: Vector3(0, 200 * Double(look), 5_000) + noise, covariance: diagonal(10_000))
                let time = SimulationTime(seconds: Double(look))
                if filter == nil {
                    filter = TrackFilter(
                        configuration: MotionModels(cruiseDensity: 0.001, isInteracting: false), plot: plot, time: time,
                        velocity: .zero, velocityDeviation: 1_000)
                } else {
                    filter?.predict(to: time)
                    filter?.update(plot)
                }
            }
            let error = (filter?.position ?? .zero) - Vector3(0, 200 * 49, 5_000)
            squares += error.lengthSquared
            // Variance of the last point of a fitted line: σ² (4n − 2) / (n (n + 1)) an axis.
            expected += 3 * 10_000 * 198 / 2_550
        }
        // 120 squared normals: one standard deviation is 13 %.
        #expect(abs(squares / expected - 1) < 0.4)
    }

    @Test func `the modes tell straight flight from a turn and from free fall`() {
        func last(_ path: (Double) -> Vector3) -> TrackFilter {
            var stream = RandomStream(studySeed: 9, runIndex: 0, entity: 2, purpose: DrawPurpose(rawValue: 1))
            var filter: TrackFilter?
            for look in 0..<30 {
                let noise = Vector3(stream.nextNormal(), stream.nextNormal(), stream.nextNormal()) * 30
                let time = SimulationTime(seconds: Double(look))
                let plot = CartesianPlot(position: path(Double(look)) + noise, covariance: diagonal(900))
                if filter == nil {
                    filter = TrackFilter(
                        configuration: MotionModels(), plot: plot, time: time, velocity: path(1) - path(0), velocityDeviation: 50)
                } else {
                    filter?.predict(to: time)
                    filter?.update(plot)
                }
            }
            return filter!
        }
        let straight = last { Vector3(0, 200 * $0, 5_000) }
        let turning = last { time in
            let (sine, cosine) = Elementary.sincos(0.15 * time)
            return Vector3(1_400 * (1 - cosine), 1_400 * sine, 5_000)
        }
        let falling = last { Vector3(0, 1_200 * $0, 60_000 - 0.5 * 9.80665 * $0 * $0) }
        #expect(straight.manoeuvreProbability < 0.3)
        #expect(turning.manoeuvreProbability > 0.9)
        #expect(falling.ballisticProbability > 0.8)
        #expect(straight.ballisticProbability == 0)
    }

    /// A filter after looks, one a second, along a path.
    private func flown(_ looks: Int, _ models: MotionModels, _ path: (Double) -> Vector3) -> TrackFilter {
        var filter = TrackFilter(
            configuration: models, plot: CartesianPlot(position: path(0), covariance: diagonal(900)), time: .zero,
            velocity: path(1) - path(0), velocityDeviation: 20)
        for look in 1..<looks {
            filter.predict(to: SimulationTime(seconds: Double(look)))
            filter.update(CartesianPlot(position: path(Double(look)), covariance: diagonal(900)))
        }
        return filter
    }

    @Test func `a long gap is as likely to end in a turn as the short ones that make it up`() {
        let models = MotionModels(cruiseTime: 60, turnTime: 12)
        var once = flown(20, models) { Vector3(0, 200 * $0, 5_000) }
        var often = once
        once.predict(to: SimulationTime(seconds: 39))
        for step in 1...20 { often.predict(to: SimulationTime(seconds: 19 + Double(step))) }
        #expect(abs(once.manoeuvreProbability - often.manoeuvreProbability) < 1e-12)
        // Near the long run's share, 12 / (12 + 60).
        #expect(abs(once.manoeuvreProbability - 1.0 / 6) < 0.04)
    }

    @Test func `who has long flown straight is expected to go on, who has turned to turn again`() {
        func readiness(_ weight: Double, _ path: (Double) -> Vector3) -> Double {
            var filter = flown(120, MotionModels(cruiseTime: 60, turnTime: 12, rateWeight: weight), path)
            let before = filter.manoeuvreProbability
            filter.predict(to: SimulationTime(seconds: 123))
            return filter.manoeuvreProbability - before
        }
        func straight(_ time: Double) -> Vector3 { Vector3(0, 200 * time, 5_000) }
        // 20 s straight, then turns of 20 s at 0.15 rad/s and 10 s straight between them.
        func weaving(_ time: Double) -> Vector3 {
            var position = Vector3(0, 0, 5_000)
            var heading = 0.0
            for second in 0..<Int(time) {
                if second % 30 >= 10, second < 110 { heading += 0.15 }
                let (sine, cosine) = Elementary.sincos(heading)
                position += Vector3(200 * sine, 200 * cosine, 0)
            }
            return position
        }
        #expect(readiness(0.5, straight) < 0.5 * readiness(0, straight))
        #expect(readiness(0.5, weaving) > 1.2 * readiness(0, weaving))
    }

    @Test(arguments: [(250, 0), (200, 120), (50, 250), (0, 60), (-30, -900)] as [(Double, Double)])
    func `an acceleration not yet known spreads along no direction by less than along the flight, however steep that is`(
        level: Double, up: Double
    ) {
        let velocity = Vector3(level * 0.6, level * 0.8, up)
        let spread = TurnFilter.startingSpread(velocity, across: 15, along: 5, vertical: 0.5)
        for step in 0..<200 {
            let (sine, cosine) = Elementary.sincos(0.1 * Double(step))
            let height = -1 + 0.01 * Double(step)
            let reach = (1 - height * height).squareRoot()
            let direction = Vector3(reach * cosine, reach * sine, height)
            #expect(direction.dot(spread * direction) >= 25 - 1e-9)
        }
        let along = velocity / velocity.length
        #expect(abs(along.dot(spread * along) - 25) < 1e-9)
        // Level flight: to the side by all, upwards by the half of the variance.
        if up == 0 { #expect(abs(spread.column2.z - 112.5) < 1e-9) }
    }
}
