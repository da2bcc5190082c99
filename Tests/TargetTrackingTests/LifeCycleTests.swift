import NumericalMethods
import Quantities
import TacticalMessages
import TargetTracking
import Testing

@Suite struct LifeCycleTests {
    private let radar = RadarIdentifier(rawValue: 0)

    private func tracker(_ configuration: TrackerConfiguration) -> MultiTargetTracker {
        MultiTargetTracker(configuration: configuration, poses: [.identity])
    }

    private let slow = TrackerConfiguration(renewalPeriod: 5, coastTime: 16, missesShown: 2)

    @Test func `a track is confirmed by its third hit, hidden after three misses and dropped after its coast time`() {
        var tracker = tracker(slow)
        let frames = TrackingScene().frames(8, flights: [{ Vector3(3_000, 60_000 - 250 * $0, 8_000) }])
        for (number, frame) in frames.enumerated() {
            tracker.process(frame.detections, from: radar, at: SimulationTime(seconds: frame.time))
            #expect(tracker.tracks.count == (number < 2 ? 0 : 1))
        }
        for miss in 1...4 {
            tracker.process([], from: radar, at: SimulationTime(seconds: 40 + 5 * Double(miss)))
            #expect(tracker.tracks.count == (miss <= 2 ? 1 : 0))
            #expect(tracker.hasTracks == (miss < 4))
        }
    }

    @Test func `single false alarms make no confirmed track`() {
        var tracker = tracker(slow)
        for scan in 1...20 {
            let time = SimulationTime(seconds: 5 * Double(scan))
            let azimuth = 6.28 * Double(scan * 7 % 20) / 20
            tracker.process(
                [
                    Detection(
                        time: time, radar: radar, range: 50_000 + 9_000 * Double(scan), azimuth: azimuth, elevation: 0.2,
                        rangeDeviation: 50, azimuthDeviation: 0.002, elevationDeviation: 0.002)
                ], from: radar, at: time)
            #expect(tracker.tracks.isEmpty)
        }
    }

    @Test func `a grid that moves nearly one step a scan is started right by what the whole formation does`() {
        let flights = TrackingScene.formation()
        var shares: [Double] = []
        for seed in 1...20 {
            var scene = TrackingScene()
            scene.seed = UInt64(seed)
            scene.detectionProbability = 0.95
            var tracker = tracker(
                TrackerConfiguration(renewalPeriod: 5, coastTime: 16, missesShown: 2, formationReach: 4_500))
            for frame in scene.frames(6, flights: flights) {
                tracker.process(frame.detections, from: radar, at: SimulationTime(seconds: frame.time))
            }
            let tracks = tracker.tracks
            let right = tracks.filter { ($0.filter.velocity - Vector3(20, -250, 0)).length < 90 }.count
            shares.append(Double(right) / 20)
        }
        // Every seed most, and nine tenths over all.
        #expect(shares.allSatisfy { $0 >= 0.7 }, "\(shares)")
        #expect(shares.reduce(0, +) / Double(shares.count) >= 0.9, "\(shares)")
    }

    @Test(arguments: [(2, 2), (.max, 4)] as [(Int32, Int)])
    func `a track that loses the plots of its gate to its neighbour is given up`(beatenMaximum: Int32, lastMiss: Int) {
        var configuration = slow
        configuration.beatenMaximum = beatenMaximum
        var tracker = tracker(configuration)
        // Two abreast, 250 m apart at 60 km; the second is lost from sight after the tenth look.
        let flights: [(Double) -> Vector3] = [0, 250].map { offset in { Vector3(offset, 60_000 - 250 * $0, 8_000) } }
        for frame in TrackingScene().frames(10, flights: flights) {
            tracker.process(frame.detections, from: radar, at: SimulationTime(seconds: frame.time))
        }
        #expect(tracker.tracks.count == 2)
        for (number, frame) in TrackingScene(seed: 2).frames(5, offset: 50, flights: [flights[0]]).enumerated() {
            tracker.process(frame.detections, from: radar, at: SimulationTime(seconds: frame.time))
            #expect(tracker.hypothesisCount == (number + 1 < lastMiss ? 2 : 1))
        }
    }

    /// A target that flies straight for twelve looks and is then missed three times, with a false alarm so far off in range at each, to
    /// either side by turns.
    private func beside(_ offset: Double, _ configuration: TrackerConfiguration) -> MultiTargetTracker {
        var tracker = tracker(configuration)
        let flight: (Double) -> Vector3 = { Vector3(3_000, 60_000 - 250 * $0, 8_000) }
        for frame in TrackingScene().frames(12, flights: [flight]) {
            tracker.process(frame.detections, from: radar, at: SimulationTime(seconds: frame.time))
        }
        for miss in 0..<3 {
            let time = 65 + 5 * Double(miss)
            let place = flight(time)
            let alarm = Detection(
                time: SimulationTime(seconds: time), radar: radar, range: place.length + (miss % 2 == 0 ? offset : -offset),
                azimuth: Elementary.atan2(place.x, place.y), elevation: Elementary.asin(place.z / place.length),
                rangeDeviation: 50, azimuthDeviation: 0.002, elevationDeviation: 0.002)
            tracker.process([alarm], from: radar, at: SimulationTime(seconds: time))
        }
        return tracker
    }

    private var straight: TrackerConfiguration {
        TrackerConfiguration(
            motion: MotionModels(cruiseDensity: 0.001, isInteracting: false), renewalPeriod: 5, gate: 60, coastTime: 30, beatenMaximum: 2)
    }

    @Test func `false alarms in its gate beat no track, wherever they lie`() {
        for offset in stride(from: 200.0, through: 700, by: 10) {
            let tracker = beside(offset, straight)
            #expect(tracker.tracks.contains { $0.startedAt.seconds == 5 }, "\(offset) m")
        }
    }

    @Test func `a new track outlives one missed look wherever the turning beam finds it`() {
        var tracker = tracker(slow)
        for scan in 1...4 {
            let end = 5 * Double(scan)
            var detections: [Detection] = []
            for place in 0..<12 where scan != 2 {
                let azimuth = 0.1 + 2 * .pi * Double(place) / 12
                let time = end - 5 + 5 * azimuth / (2 * .pi)
                detections.append(
                    Detection(
                        time: SimulationTime(seconds: time), radar: radar, range: 90_000 - 250 * time, azimuth: azimuth, elevation: 0.1,
                        rangeDeviation: 50, azimuthDeviation: 0.002, elevationDeviation: 0.002))
            }
            tracker.process(detections, from: radar, at: SimulationTime(seconds: end), rotation: 5)
        }
        #expect(tracker.tracks.count == 12)
    }
}
