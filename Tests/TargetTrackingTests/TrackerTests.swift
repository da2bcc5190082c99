import NumericalMethods
import Quantities
import Stochastics
import TacticalMessages
import TargetTracking
import Testing

@Suite struct TrackerTests {
    /// Plots of a straight flight seen from the origin once every six seconds, with noise of seed 3.
    private func plots(scans: Int, crossing offset: Double) -> [[Detection]] {
        var stream = RandomStream(studySeed: 3, runIndex: 0, entity: UInt32(abs(offset)), purpose: DrawPurpose(rawValue: 1))
        return (0..<scans).map { scan in
            let time = 6 * Double(scan)
            let position = Vector3(offset, 90_000 - 250 * time, 9_000)
            let range = position.length
            return [
                Detection(
                    time: SimulationTime(seconds: time), radar: RadarIdentifier(rawValue: 0),
                    range: range + 50 * stream.nextNormal(),
                    azimuth: Elementary.atan2(position.x, position.y) + 0.002 * stream.nextNormal(),
                    elevation: Elementary.asin(position.z / range) + 0.002 * stream.nextNormal(), rangeDeviation: 50,
                    azimuthDeviation: 0.002, elevationDeviation: 0.002)
            ]
        }
    }

    private func tracker() -> MultiTargetTracker {
        MultiTargetTracker(configuration: TrackerConfiguration(), poses: [.identity])
    }

    private func run(_ scans: [[Detection]]) -> MultiTargetTracker {
        var tracker = tracker()
        for (place, scan) in scans.enumerated() {
            tracker.process(scan, from: RadarIdentifier(rawValue: 0), at: SimulationTime(seconds: 6 * Double(place) + 1))
        }
        return tracker
    }

    @Test func `one target makes one confirmed track with the right velocity`() throws {
        let tracks = run(plots(scans: 15, crossing: 5_000)).tracks
        let track = try #require(tracks.first)
        #expect(tracks.count == 1)
        // The filter's own deviation is some 20 m/s an axis after 15 scans.
        #expect((track.filter.velocity - Vector3(0, -250, 0)).length < 80)
    }

    @Test func `radars that cannot see a target do not stop another from starting its track`() {
        var tracker = MultiTargetTracker(configuration: TrackerConfiguration(), poses: [.identity, .identity, .identity])
        for (place, scan) in plots(scans: 8, crossing: 5_000).enumerated() {
            let time = 6 * Double(place)
            tracker.process(scan, from: RadarIdentifier(rawValue: 0), at: SimulationTime(seconds: time + 1))
            for blind in 1...2 {
                tracker.process([], from: RadarIdentifier(rawValue: Int32(blind)), at: SimulationTime(seconds: time + 1 + Double(blind)))
            }
        }
        #expect(tracker.tracks.count == 1)
    }

    @Test func `the order of plots in a scan changes nothing`() {
        let first = plots(scans: 12, crossing: 5_000)
        let second = plots(scans: 12, crossing: -20_000)
        let forward = run(zip(first, second).map { $0 + $1 }).tracks.map(\.filter.position.x).sorted()
        let backward = run(zip(first, second).map { $1 + $0 }).tracks.map(\.filter.position.x).sorted()
        #expect(forward.count == 2 && forward == backward)
    }

    @Test func `a false alarm far away changes no other track`() {
        let clean = run(plots(scans: 12, crossing: 5_000)).tracks
        var noisy = plots(scans: 12, crossing: 5_000)
        noisy[6].append(
            Detection(
                time: SimulationTime(seconds: 36), radar: RadarIdentifier(rawValue: 0), range: 150_000, azimuth: 3,
                elevation: 0.05, rangeDeviation: 50, azimuthDeviation: 0.002, elevationDeviation: 0.002))
        let other = run(noisy).tracks
        #expect(other.map(\.filter.position) == clean.map(\.filter.position))
    }
}
