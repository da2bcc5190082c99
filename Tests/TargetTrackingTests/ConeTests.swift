import NumericalMethods
import Quantities
import TacticalMessages
import TargetTracking
import Testing

/// Tracks over the head of a radar that sees up to 1.2 rad (69°): at 8 km it is blind within 3.1 km.
@Suite struct ConeTests {
    private let radar = RadarIdentifier(rawValue: 0)
    private let top = 1.2

    private func configuration(_ top: Double?) -> TrackerConfiguration {
        TrackerConfiguration(
            motion: MotionModels(cruiseDensity: 0.001, isInteracting: false), renewalPeriod: 5, coastTime: 16, missesShown: 2,
            elevationMaximum: top)
    }

    /// Over the radar at 8 km and 200 m/s, inside the cone for half a minute: what it is seen as, and what is shown of it, scan by scan.
    private func shown(_ tracker: inout MultiTargetTracker) -> [(isSeen: Bool, tracks: [TargetTrack])] {
        let flight: (Double) -> Vector3 = { Vector3(300, 16_000 - 200 * $0, 8_000) }
        return TrackingScene().frames(32, flights: [flight]).map { frame in
            let place = flight(frame.time)
            let isSeen = place.z < Elementary.sincos(top).sin * place.length
            tracker.process(isSeen ? frame.detections : [], from: radar, at: SimulationTime(seconds: frame.time))
            return (isSeen, tracker.tracks)
        }
    }

    @Test func `a track that flies through the cone of silence is hidden there and comes out under its name, without a miss`() {
        var tracker = MultiTargetTracker(configuration: configuration(top), poses: [.identity])
        let scans = shown(&tracker)
        #expect(scans.filter { !$0.isSeen }.count >= 5)
        for scan in scans[3...] {
            #expect(scan.tracks.count == (scan.isSeen ? 1 : 0))
            #expect(scan.tracks.allSatisfy { $0.identifier == scans[3].tracks[0].identifier && $0.misses == 0 })
        }
    }

    @Test func `without a highest elevation the same track is dropped for its misses and begins anew`() {
        var tracker = MultiTargetTracker(configuration: configuration(nil), poses: [.identity])
        let scans = shown(&tracker)
        #expect(scans.last?.tracks.count == 1)
        #expect(scans.last?.tracks.first?.identifier != scans[3].tracks.first?.identifier)
        #expect(scans[3...].contains { $0.isSeen && $0.tracks.isEmpty })
    }

    @Test(arguments: [(0.001, true), (30, false)])
    func `a track is held over the radar for as long as it is surer than the cone is wide`(density: Double, isHeld: Bool) {
        // At 30 m/s it needs more than three minutes through the cone, and is looked at after two and a half.
        var configuration = configuration(top)
        configuration.motion = MotionModels(cruiseDensity: density, isInteracting: false)
        var tracker = MultiTargetTracker(configuration: configuration, poses: [.identity])
        for frame in TrackingScene().frames(9, flights: [{ Vector3(0, 4_600 - 30 * $0, 8_000) }]) {
            tracker.process(frame.detections, from: radar, at: SimulationTime(seconds: frame.time))
        }
        #expect(tracker.tracks.count == 1)
        for scan in 10...40 { tracker.process([], from: radar, at: SimulationTime(seconds: 5 * Double(scan))) }
        #expect(tracker.hasTracks == isHeld)
        #expect(tracker.tracks.isEmpty)
    }
}
