import NumericalMethods
import Quantities
import Stochastics
import TacticalMessages
import TargetTracking

/// A command post that hears three radars of different period, latency and accuracy at three places, the third with a constant
/// error of 200 m and 4 mrad, over one straight flight; what their fusion is worth against each radar alone.
public enum FusionTrial {
    /// What the command post hears.
    public struct Hearing: Sendable {
        public var radars: [Int]
        /// The radar that falls silent after 75 s, if any.
        public var lost: Int?
        /// Whether the command post expects the constant error, and learns it.
        public var isRegistered: Bool

        public init(radars: [Int], lost: Int? = nil, isRegistered: Bool = true) {
            self.radars = radars
            self.lost = lost
            self.isRegistered = isRegistered
        }
    }

    /// Over all runs, each second from the 61st to the 145th.
    public struct Outcome: Sendable {
        /// Root mean square distance from the truth, metres.
        public var error: Double
        /// Normalised squared error of position, a dimension: 1 where the covariance is right.
        public var consistency: Double
        /// Its standard error over runs (seconds of one run are not independent).
        public var consistencyError: Double
        public var inside: Double
        /// Seconds without a track.
        public var gaps: Int
    }

    /// - Parameter runs: independent runs, at least 2, with seeds 1, 2, …
    public static func outcome(_ hearing: Hearing, setting: FusionSetting = .standard, runs: Int, seed: UInt64 = 0) -> Outcome {
        precondition(runs > 1, "a standard error needs two runs")
        let all = (1...runs).map { run(seed: seed + UInt64($0), hearing, setting) }
        let count = Double(runs)
        let mean = all.reduce(0) { $0 + $1.consistency } / count
        let variance = all.reduce(0) { $0 + ($1.consistency - mean) * ($1.consistency - mean) } / (count - 1)
        return Outcome(
            error: (all.reduce(0) { $0 + $1.square } / count).squareRoot(), consistency: mean,
            consistencyError: (variance / count).squareRoot(), inside: all.reduce(0) { $0 + $1.inside } / count, gaps: all.reduce(0) { $0 + $1.gaps })
    }

    private struct Batch {
        var arrives: Double
        var time: Double
        var radar: Int
        var detection: Detection
    }

    /// What one radar reports, in order of time.
    private static func batches(
        _ number: Int, of setting: FusionSetting, along path: FlownPath, seed: UInt64, until end: Double
    ) -> [Batch] {
        let radar = setting.radars[number]
        var stream = RandomStream(studySeed: seed, runIndex: 0, entity: UInt32(number), purpose: DrawPurpose(rawValue: 1))
        var error = RadarBias(range: stream.nextNormal(), azimuth: stream.nextNormal())
        if case .fixed(let size) = setting.errors { error = RadarBias(range: size, azimuth: size) }
        error = RadarBias(range: error.range * radar.expected.range, azimuth: error.azimuth * radar.expected.azimuth)
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

    private static func run(seed: UInt64, _ hearing: Hearing, _ setting: FusionSetting) -> (square: Double, consistency: Double, inside: Double, gaps: Int) {
        let path = FlownPath(setting, seed: seed, until: 152)
        var heard = hearing.radars.flatMap {
            batches($0, of: setting, along: path, seed: seed, until: $0 == hearing.lost ? 75 : .infinity)
        }
        heard.sort { ($0.arrives, $0.radar) < ($1.arrives, $1.radar) }
        var centre = FusionCentre(
            configuration: TrackerConfiguration(motion: setting.motion, renewalPeriod: 5, coastTime: 20),
            poses: setting.radars.map { SensorPose(rotation: .identity, translation: $0.origin) },
            expected: setting.radars.map { hearing.isRegistered ? $0.expected : .reference })
        var squares = 0.0
        var normalised = 0.0
        var inside = 0.0
        var count = 0.0
        var gaps = 0
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
                gaps += 1
                continue
            }
            let now = Double(second)
            squares += (track.filter.extrapolated(to: SimulationTime(seconds: now)).position - path.position(at: now)).lengthSquared
            let error = track.filter.position - path.position(at: track.filter.time.seconds)
            let e = normalisedSquare(error, track.filter.positionCovariance)
            normalised += e
            if e > 0.2158 && e < 9.3484 { inside += 1 }
            count += 1
        }
        return (squares / max(count, 1), normalised / max(count, 1) / 3, inside / max(count, 1), gaps)
    }

    /// eᵀ P⁻¹ e by Cramer's rule.
    private static func normalisedSquare(_ error: Vector3, _ p: Matrix3) -> Double {
        let determinant = p.column0.dot(p.column1.cross(p.column2))
        let solved = Vector3(
            error.dot(p.column1.cross(p.column2)), p.column0.dot(error.cross(p.column2)), p.column0.dot(p.column1.cross(error)))
        return error.dot(solved) / determinant
    }
}
