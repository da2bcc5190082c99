import NumericalMethods
import Quantities
import TacticalMessages
import TargetTracking
import Testing

@Suite struct InvarianceTests {
    private let radar = RadarIdentifier(rawValue: 0)

    private var configurations: [TrackerConfiguration] {
        [
            TrackerConfiguration(renewalPeriod: 5), TrackerConfiguration(renewalPeriod: 5, formationReach: 4_500),
            TrackerConfiguration(renewalPeriod: 5, hypothesesMaximum: 4, formationReach: 4_500),
        ]
    }

    private var frames: [(time: Double, detections: [Detection])] {
        var scene = TrackingScene()
        scene.detectionProbability = 0.9
        return scene.frames(
            8, flights: TrackingScene.formation() + [{ Vector3(-40_000 + 200 * $0, 30_000, 5_000) }])
    }

    private func run(
        _ configuration: TrackerConfiguration, _ frames: [(time: Double, detections: [Detection])]
    ) -> [Vector3] {
        var tracker = MultiTargetTracker(configuration: configuration, poses: [.identity])
        for frame in frames { tracker.process(frame.detections, from: radar, at: SimulationTime(seconds: frame.time)) }
        return tracker.tracks.map(\.filter.position).sorted { ($0.x, $0.y, $0.z) < ($1.x, $1.y, $1.z) }
    }

    @Test func `the order of detections changes nothing but names`() {
        for configuration in configurations {
            let forward = run(configuration, frames)
            let backward = run(configuration, frames.map { ($0.time, $0.detections.reversed()) })
            let shuffled = run(
                configuration,
                frames.map { frame in
                    let count = frame.detections.count
                    // 7 and the count have no common divisor unless the count is a multiple of 7.
                    let step = count % 7 == 0 ? 5 : 7
                    return (frame.time, (0..<count).map { frame.detections[$0 * step % count] })
                })
            #expect(forward.count >= 18)
            #expect(forward == backward)
            #expect(forward == shuffled)
        }
    }

    @Test func `a false alarm far away changes no other track`() {
        for configuration in configurations {
            let clean = run(configuration, frames)
            var noisy = frames
            for scan in [1, 2, 5] {
                noisy[scan].detections.append(
                    Detection(
                        time: SimulationTime(seconds: noisy[scan].time), radar: radar, range: 200_000, azimuth: 3 + Double(scan) / 10,
                        elevation: 0.05, rangeDeviation: 50, azimuthDeviation: 0.002, elevationDeviation: 0.002))
            }
            #expect(run(configuration, noisy) == clean)
        }
    }
}
