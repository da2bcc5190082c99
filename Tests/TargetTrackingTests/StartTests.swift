import NumericalMethods
import Quantities
import Stochastics
import TacticalMessages
import TargetTracking
import Testing

/// Tracks of targets whose speed nobody knows: a command post's tracker.
@Suite struct StartTests {
    @Test func `a target is confirmed by the M-th hit in N looks, neither sooner nor later`() {
        let (p, q) = (0.7, 0.3)
        for hits in 1...4 {
            // Hits one after the other: nothing before the last of them, and then p to their number.
            let within = TrackInitiation(hits: hits, looks: 4, detectionProbability: p).confirmation(within: hits)
            #expect(within.dropLast().allSatisfy { $0 == 0 })
            #expect(abs(within[hits - 1] - (0..<hits).reduce(1) { product, _ in product * p }) < 1e-12, "\(hits)")
        }
        // Two of three: hit hit; miss hit hit or hit miss hit; and after hit miss miss the first is forgotten.
        let two = TrackInitiation(hits: 2, looks: 3, detectionProbability: p).confirmation(within: 4)
        #expect(abs(two[2] - (p * p + 2 * q * p * p)) < 1e-12)
        #expect(abs(two[3] - (p * p + 2 * q * p * p + 2 * q * q * p * p)) < 1e-12)
    }

    /// Looks, out of `count`, after which a flight is a confirmed track; nil for never.
    private func looksNeeded(seed: UInt64, count: Int = 10, period: Double = 12, flight: @escaping (Double) -> Vector3) -> Int? {
        var scene = TrackingScene(seed: seed, period: period)
        scene.rangeDeviation = 100
        scene.angleDeviation = 0.003
        var tracker = MultiTargetTracker(
            configuration: .commandPost(renewal: period, capacity: 100, clutterDensity: 2.6e-6), poses: [.identity])
        for (place, frame) in scene.frames(count, flights: [flight]).enumerated() {
            tracker.process(frame.detections, from: scene.radar, at: SimulationTime(seconds: frame.time))
            if !tracker.tracks.isEmpty { return place + 1 }
        }
        return nil
    }

    /// A falling body seen from the origin: at a distance and height, with speeds towards it and upwards, m and m/s.
    private func falling(_ distance: Double, _ height: Double, _ towards: Double, _ up: Double) -> (Double) -> Vector3 {
        { Vector3(5_000, distance - towards * $0, height + up * $0 - 4.9 * $0 * $0) }
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func `a ballistic missile is a track after as many detections as an aeroplane`(
        seed: UInt64
    ) {
        let aeroplane = looksNeeded(seed: seed) { Vector3(5_000, 200_000 - 250 * $0, 9_000) }
        #expect(aeroplane == 3)
        // Of 300 and of 500 km range, on the way down; and one on the way up.
        #expect(looksNeeded(seed: seed, flight: falling(150_000, 60_000, 1_100, -300)) == aeroplane)
        #expect(looksNeeded(seed: seed, flight: falling(250_000, 120_000, 1_500, -700)) == aeroplane)
        #expect(looksNeeded(seed: seed, flight: falling(300_000, 40_000, 1_000, 900)) == aeroplane)
    }

    @Test(arguments: [(60.0, 1_000.0), (250, 9_000), (680, 15_000), (1_000, 20_000), (1_700, 30_000)])
    func `every speed from 50 to 3,000 metres a second starts a track`(speed: Double, height: Double) {
        #expect(looksNeeded(seed: 7) { Vector3(3_000, 150_000 - speed * $0, height) } == 3)
    }

    @Test func `false alarms alone make hardly a track`() {
        var stream = RandomStream(studySeed: 9, runIndex: 0, entity: 0, purpose: DrawPurpose(rawValue: 1))
        var tracker = MultiTargetTracker(
            configuration: .commandPost(renewal: 12, capacity: 100, clutterDensity: 2.6e-6), poses: [.identity])
        var confirmed = Set<TrackIdentifier>()
        for scan in 0..<200 {
            let time = SimulationTime(seconds: 12 * Double(scan))
            // Two a scan, twice what it expects.
            let alarms = (0..<2).map { _ in
                Detection(
                    time: time, radar: RadarIdentifier(rawValue: 0), range: 300_000 * stream.nextUniform(),
                    azimuth: 6.28 * stream.nextUniform(),
                    elevation: 0.2 * stream.nextUniform(), rangeDeviation: 100, azimuthDeviation: 0.003, elevationDeviation: 0.003)
            }
            tracker.process(alarms, from: RadarIdentifier(rawValue: 0), at: time)
            for track in tracker.tracks { confirmed.insert(track.identifier) }
        }
        // 400 alarms: one track in a hundred is one too many.
        #expect(confirmed.count <= 3, "\(confirmed.count)")
    }
}
