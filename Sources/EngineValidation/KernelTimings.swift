import EarthEnvironment
import Foundation
import NumericalMethods
import Quantities
import Stochastics
import TacticalMessages
import TargetTracking

/// Time of the innermost pieces, one thread, nanoseconds an operation.
package enum KernelTimings {
    package static func measure() -> [(name: String, nanoseconds: Double)] {
        var results: [(String, Double)] = []
        func time(_ name: String, _ count: Int, _ body: (Int) -> Double) {
            var sum = 0.0
            var best = Double.infinity
            for _ in 0..<5 {
                let start = ProcessClock.cpuSeconds
                for place in 0..<count { sum += body(place) }
                best = min(best, ProcessClock.cpuSeconds - start)
            }
            // The sum keeps the work from being optimised away.
            if sum.isNaN { results.append(("not a number in " + name, .nan)) }
            results.append((name, best / Double(count) * 1e9))
        }
        time("Philox block and uniform", 2_000_000) { place in
            var stream = RandomStream(
                studySeed: 1, runIndex: 0, entity: UInt32(truncatingIfNeeded: place), purpose: DrawPurpose(rawValue: 1))
            return stream.nextUniform()
        }
        time("sine and cosine", 2_000_000) { Elementary.sincos(Double($0) * 1e-3).sin }
        time("exponential", 2_000_000) { Elementary.exp(-Double($0) * 1e-6) }
        time("geodetic to earth-fixed", 1_000_000) {
            WGS84.earthFixed(GeodeticPosition(latitude: Double($0) * 1e-6, longitude: 0.3, height: 100)).vector.x
        }
        time("earth-fixed to geodetic", 500_000) {
            WGS84.geodetic(Position(x: 4_000_000 + Double($0), y: 3_000_000, z: 3_500_000)).height
        }
        var stream = RandomStream(studySeed: 1, runIndex: 0, entity: 1, purpose: DrawPurpose(rawValue: 1))
        var straight = KinematicFilter(
            position: Vector3(60_000, 0, 5_000), positionCovariance: .identity, velocity: .zero, velocityDeviation: 100)
        time("constant-velocity filter, predict and update", 500_000) { place in
            straight.predict(1, density: 1)
            straight.update(
                CartesianPlot(position: Vector3(60_000 + Double(place & 15), 0, 5_000), covariance: .identity))
            return straight.position.x
        }
        var filter: TrackFilter?
        time("straight and turn interacting, predict and update", 100_000) { place in
            let detection = Detection(
                time: SimulationTime(seconds: 0.5 * Double(place + 1)), radar: RadarIdentifier(rawValue: 0),
                range: 60_000 + 30 * stream.nextUniform(), azimuth: 0.5, elevation: 0.1, rangeDeviation: 30,
                azimuthDeviation: 0.001, elevationDeviation: 0.001)
            if filter == nil || place == 0 {
                filter = TrackFilter(
                    configuration: MotionModels(), first: detection, pose: .identity, velocity: .zero, velocityDeviation: 100)
            } else {
                filter?.update(detection, pose: .identity)
            }
            return filter?.position.x ?? 0
        }
        return results
    }
}
