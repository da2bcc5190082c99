import NumericalMethods
import Quantities
import TacticalMessages
import TargetTracking
import Testing

/// Three radars of different period, latency and accuracy at three places, the third with a constant error, and a command
/// post that hears all.
@Suite struct FusionTests {
    private static func flight(_ time: Double) -> Vector3 { Vector3(-20_000 + 150 * time, 70_000 - 200 * time, 9_000) }

    private static func radar(_ number: Int32) -> TrackingScene {
        var scene = TrackingScene()
        scene.radar = RadarIdentifier(rawValue: number)
        switch number {
        case 0: scene.period = 5
        case 1:
            scene.period = 3
            scene.rangeDeviation = 80
            scene.angleDeviation = 0.003
            scene.origin = Vector3(30_000, 0, 0)
        default:
            scene.period = 4
            scene.rangeDeviation = 40
            scene.angleDeviation = 0.0015
            scene.origin = Vector3(-25_000, 20_000, 0)
            scene.rangeBias = 200
            scene.azimuthBias = 0.004
        }
        return scene
    }

    private static let latency = [0.2, 0.8, 1.5]

    /// Position errors and normalised squared errors at every second after the first minute.
    private func run(
        seed: Int, radars: [Int32], silentAfter: [Int32: Double] = [:], registered: Bool = true
    ) -> (error: Double, consistency: Double, gaps: Int) {
        var batches: [(arrives: Double, time: Double, radar: Int32, detections: [Detection])] = []
        for number in radars {
            var scene = Self.radar(number)
            scene.seed = UInt64(seed)
            for frame in scene.frames(Int(150 / scene.period), offset: 0.3 * Double(number), flights: [Self.flight])
            where frame.time < silentAfter[number] ?? .infinity {
                batches.append((frame.time + Self.latency[Int(number)], frame.time, number, frame.detections))
            }
        }
        batches.sort { ($0.arrives, $0.radar) < ($1.arrives, $1.radar) }
        var centre = FusionCentre(
            configuration: TrackerConfiguration(
                motion: MotionModels(cruiseDensity: 0.05, cruiseTime: 200, mixingFloor: 0.05), renewalPeriod: 5, coastTime: 20),
            poses: (0..<3).map { SensorPose(rotation: .identity, translation: Self.radar($0).origin) },
            registrations: [
                RadarRegistration(), RadarRegistration(),
                registered ? RadarRegistration(rangeExpected: 200, azimuthExpected: 0.004) : RadarRegistration(),
            ])
        var squares = 0.0
        var normalised = 0.0
        var count = 0.0
        var gaps = 0
        var next = 0
        for second in 1...145 {
            while next < batches.count, batches[next].arrives <= Double(second) {
                let batch = batches[next]
                centre.process(batch.detections, from: RadarIdentifier(rawValue: batch.radar), at: SimulationTime(seconds: batch.time))
                next += 1
            }
            guard second > 60 else { continue }
            guard let track = centre.tracker.tracks.first else {
                gaps += 1
                continue
            }
            let error = track.filter.extrapolated(to: SimulationTime(seconds: Double(second))).position - Self.flight(Double(second))
            squares += error.lengthSquared
            let there = track.filter.position - Self.flight(track.filter.time.seconds)
            normalised += there.dot(solve(track.filter.positionCovariance, there))
            count += 1
        }
        return ((squares / max(count, 1)).squareRoot(), normalised / max(count, 1) / 3, gaps)
    }

    /// A⁻¹ b by Cramer's rule.
    private func solve(_ a: Matrix3, _ b: Vector3) -> Vector3 {
        let determinant = a.column0.dot(a.column1.cross(a.column2))
        return Vector3(
            b.dot(a.column1.cross(a.column2)), a.column0.dot(b.cross(a.column2)), a.column0.dot(a.column1.cross(b))) / determinant
    }

    private func mean(_ body: (Int) -> (error: Double, consistency: Double, gaps: Int)) -> (error: Double, consistency: Double, gaps: Int) {
        let runs = (1...24).map(body)
        return (
            (runs.map { $0.error * $0.error }.reduce(0, +) / 24).squareRoot(), runs.map(\.consistency).reduce(0, +) / 24,
            runs.map(\.gaps).reduce(0, +)
        )
    }

    @Test func `the fused track is better than the best single radar, and consistent`() {
        let singles = (0..<3).map { number in mean { self.run(seed: $0, radars: [Int32(number)], registered: false) } }
        let fused = mean { self.run(seed: $0, radars: [0, 1, 2]) }
        let best = singles.map(\.error).min() ?? 0
        #expect(fused.error < best, "fused \(fused.error) m, best single \(best) m")
        // Normalised squared error a dimension: 1 if the covariance is right; errors within a run are correlated, so that 24
        // runs are worth some 24 · 3 · 4 independent squares: ± 0.25 at three deviations, and turns allowed for make it smaller.
        #expect(fused.consistency > 0.4 && fused.consistency < 1.5, "NEES \(fused.consistency) a dimension")
        #expect(fused.gaps == 0)
    }

    @Test func `taking the constant error out is what keeps the fused track right`() {
        let with = mean { self.run(seed: $0, radars: [0, 1, 2]) }
        let without = mean { self.run(seed: $0, radars: [0, 1, 2], registered: false) }
        #expect(with.error < without.error)
        #expect(without.consistency > 1.5)
    }

    @Test(arguments: [Int32(0), 1, 2]) func `the fused track survives the loss of any radar`(lost: Int32) {
        let fused = mean { self.run(seed: $0, radars: [0, 1, 2], silentAfter: [lost: 75]) }
        #expect(fused.gaps == 0)
        #expect(fused.error < 400, "\(fused.error) m")
    }
}
