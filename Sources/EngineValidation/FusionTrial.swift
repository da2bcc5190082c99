import Foundation
import NumericalMethods
import Quantities
import Stochastics
import TacticalMessages
import TargetTracking

/// A command post that hears three radars of different period, latency and accuracy, some of them with constant errors, over
/// one flight: what their fusion is worth, and whether it knows what it is worth.
package enum FusionTrial {
    /// What the command post hears.
    package struct Hearing: Sendable {
        package var radars: [Int]
        /// The radar that falls silent after 75 s, if any.
        package var lost: Int?
        /// Whether the command post expects constant errors, and learns them.
        package var isRegistered: Bool

        package init(radars: [Int], lost: Int? = nil, isRegistered: Bool = true) {
            self.radars = radars
            self.lost = lost
            self.isRegistered = isRegistered
        }
    }

    /// Over all runs, each second from the 61st to the 145th; standard errors are those of independent runs, since the seconds of
    /// one are not.
    package struct Outcome: Sendable {
        /// Root mean square distance from the truth, metres.
        package var error: Double
        /// Normalised squared error of position, a dimension: 1 where the covariance is right.
        package var consistency: Double
        package var consistencyError: Double
        /// Share of normalised squared errors between the two-sided 95 % bounds of χ² with three degrees of freedom.
        package var inside: Double
        package var insideError: Double
        /// Seconds without a track.
        package var gaps: Int
    }

    private struct Run {
        var square = 0.0
        var consistency = 0.0
        var inside = 0.0
        var gaps = 0
    }

    private struct Batch {
        var arrives: Double
        var time: Double
        var radar: Int
        var detection: Detection
    }

    /// - Parameter runs: independent runs, at least 2, with seeds `seed`, `seed + 1`, …
    package static func outcome(_ hearing: Hearing, in setting: FusionSetting, runs: Int, seed: UInt64 = 1) -> Outcome {
        precondition(runs > 1, "a standard error needs two runs")
        let results = ConcurrentResults<Run>(count: runs)
        DispatchQueue.concurrentPerform(iterations: runs) { place in
            results.set(place, .success(run(seed: seed + UInt64(place), hearing, setting)))
        }
        let all = results.all().compactMap { try? $0.get() }
        let root = Double(runs).squareRoot()
        let consistency = EngineChecks.moments(all.map(\.consistency))
        let inside = EngineChecks.moments(all.map(\.inside))
        return Outcome(
            error: EngineChecks.moments(all.map(\.square)).mean.squareRoot(), consistency: consistency.mean,
            consistencyError: consistency.deviation / root, inside: inside.mean, insideError: inside.deviation / root,
            gaps: all.reduce(0) { $0 + $1.gaps })
    }

    /// What one radar reports, in order of time.
    private static func batches(
        _ number: Int, of setting: FusionSetting, along path: FlownPath, seed: UInt64, until end: Double
    ) -> [Batch] {
        let radar = setting.radars[number]
        var stream = RandomStream(studySeed: seed, runIndex: 0, entity: UInt32(number), purpose: DrawPurpose(rawValue: 1))
        let error = setting.error(of: number, &stream)
        return (1...Int(150 / radar.period)).compactMap { look in
            let time = 0.3 * Double(number) + radar.period * Double(look)
            guard time < end else { return nil }
            let place = path.position(at: time) - radar.origin
            let range = place.length
            let noise = (stream.nextNormal(), stream.nextNormal(), stream.nextNormal())
            let detection = Detection(
                time: SimulationTime(seconds: time), radar: RadarIdentifier(rawValue: Int32(number)),
                range: range + error.range + radar.rangeDeviation * noise.0,
                azimuth: Elementary.atan2(place.x, place.y) + error.azimuth + radar.angleDeviation * noise.1,
                elevation: Elementary.asin(place.z / range) + radar.angleDeviation * noise.2,
                rangeDeviation: radar.rangeDeviation, azimuthDeviation: radar.angleDeviation, elevationDeviation: radar.angleDeviation)
            return Batch(arrives: time + radar.latency, time: time, radar: number, detection: detection)
        }
    }

    private static func run(seed: UInt64, _ hearing: Hearing, _ setting: FusionSetting) -> Run {
        let path = FlownPath(setting, seed: seed, until: 152)
        var heard = hearing.radars.flatMap {
            batches($0, of: setting, along: path, seed: seed, until: $0 == hearing.lost ? 75 : .infinity)
        }
        heard.sort { ($0.arrives, $0.radar) < ($1.arrives, $1.radar) }
        var centre = FusionCentre(
            configuration: TrackerConfiguration(motion: setting.motion, renewalPeriod: 5, coastTime: 20),
            poses: setting.radars.map { SensorPose(rotation: .identity, translation: $0.origin) },
            expected: setting.radars.map { hearing.isRegistered ? $0.expected : .reference })
        var sum = Run()
        var count = 0.0
        var next = 0
        for second in 1...145 {
            while next < heard.count, heard[next].arrives <= Double(second) {
                let batch = heard[next]
                centre.process(
                    [batch.detection], from: RadarIdentifier(rawValue: Int32(batch.radar)), at: SimulationTime(seconds: batch.time))
                next += 1
            }
            guard second > 60 else { continue }
            guard let track = centre.tracker.tracks.first else {
                sum.gaps += 1
                continue
            }
            let now = Double(second)
            sum.square += (track.filter.extrapolated(to: SimulationTime(seconds: now)).position - path.position(at: now)).lengthSquared
            let error = track.filter.position - path.position(at: track.filter.time.seconds)
            let normalised = normalisedSquare(error, track.filter.positionCovariance)
            sum.consistency += normalised / 3
            if normalised > bounds.low, normalised < bounds.high { sum.inside += 1 }
            count += 1
        }
        let seconds = max(count, 1)
        return Run(square: sum.square / seconds, consistency: sum.consistency / seconds, inside: sum.inside / seconds, gaps: sum.gaps)
    }

    /// Two-sided 95 % bounds of one normalised squared error.
    private static let bounds = ChiSquare.meanBounds(degreesOfFreedom: 3, runs: 1, probability: 0.95)

    /// eᵀ P⁻¹ e by Cramer's rule.
    private static func normalisedSquare(_ error: Vector3, _ p: Matrix3) -> Double {
        let determinant = p.column0.dot(p.column1.cross(p.column2))
        let solved = Vector3(
            error.dot(p.column1.cross(p.column2)), p.column0.dot(error.cross(p.column2)), p.column0.dot(p.column1.cross(error)))
        return error.dot(solved) / determinant
    }
}
