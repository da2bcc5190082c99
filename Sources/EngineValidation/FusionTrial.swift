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
        /// Seconds without a track.
        public var gaps: Int
    }

    private struct Radar {
        var period: Double
        var latency: Double
        var origin: Vector3
        var rangeDeviation: Double
        var angleDeviation: Double
        var rangeBias = 0.0
        var azimuthBias = 0.0
    }

    private static let radars = [
        Radar(period: 5, latency: 0.2, origin: .zero, rangeDeviation: 50, angleDeviation: 0.002),
        Radar(period: 3, latency: 0.8, origin: Vector3(30_000, 0, 0), rangeDeviation: 80, angleDeviation: 0.003),
        Radar(
            period: 4, latency: 1.5, origin: Vector3(-25_000, 20_000, 0), rangeDeviation: 40, angleDeviation: 0.0015,
            rangeBias: 200, azimuthBias: 0.004),
    ]

    private static func flight(_ time: Double) -> Vector3 { Vector3(-20_000 + 150 * time, 70_000 - 200 * time, 9_000) }

    /// - Parameter runs: independent runs, at least 2, with seeds 1, 2, …
    public static func outcome(_ hearing: Hearing, runs: Int) -> Outcome {
        precondition(runs > 1, "a standard error needs two runs")
        let all = (1...runs).map { run(seed: UInt64($0), hearing) }
        let count = Double(runs)
        let mean = all.reduce(0) { $0 + $1.consistency } / count
        let variance = all.reduce(0) { $0 + ($1.consistency - mean) * ($1.consistency - mean) } / (count - 1)
        return Outcome(
            error: (all.reduce(0) { $0 + $1.square } / count).squareRoot(), consistency: mean,
            consistencyError: (variance / count).squareRoot(), gaps: all.reduce(0) { $0 + $1.gaps })
    }

    private struct Batch {
        var arrives: Double
        var time: Double
        var radar: Int
        var detection: Detection
    }

    /// What one radar reports, in order of time.
    private static func batches(_ number: Int, seed: UInt64, until: Double) -> [Batch] {
        let radar = radars[number]
        var stream = RandomStream(studySeed: seed, runIndex: 0, entity: UInt32(number), purpose: DrawPurpose(rawValue: 1))
        return (1...Int(150 / radar.period)).compactMap { look in
            let time = 0.3 * Double(number) + radar.period * Double(look)
            let place = flight(time) - radar.origin
            let range = place.length
            let noise = (stream.nextNormal(), stream.nextNormal(), stream.nextNormal())
            guard time < until else { return nil }
            let detection = Detection(
                time: SimulationTime(seconds: time), radar: RadarIdentifier(rawValue: Int32(number)),
                range: range + radar.rangeBias + radar.rangeDeviation * noise.0,
                azimuth: Elementary.atan2(place.x, place.y) + radar.azimuthBias + radar.angleDeviation * noise.1,
                elevation: Elementary.asin(place.z / range) + radar.angleDeviation * noise.2,
                rangeDeviation: radar.rangeDeviation, azimuthDeviation: radar.angleDeviation, elevationDeviation: radar.angleDeviation)
            return Batch(arrives: time + radar.latency, time: time, radar: number, detection: detection)
        }
    }

    private static func run(seed: UInt64, _ hearing: Hearing) -> (square: Double, consistency: Double, gaps: Int) {
        var heard = hearing.radars.flatMap { batches($0, seed: seed, until: $0 == hearing.lost ? 75 : .infinity) }
        heard.sort { ($0.arrives, $0.radar) < ($1.arrives, $1.radar) }
        var centre = FusionCentre(
            configuration: TrackerConfiguration(
                motion: MotionModels(cruiseDensity: 0.05, cruiseTime: 200, mixingFloor: 0.05), renewalPeriod: 5, coastTime: 20),
            poses: radars.map { SensorPose(rotation: .identity, translation: $0.origin) },
            registrations: radars.map {
                hearing.isRegistered ? RadarRegistration(rangeExpected: $0.rangeBias, azimuthExpected: $0.azimuthBias) : RadarRegistration()
            })
        var squares = 0.0
        var normalised = 0.0
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
            squares += (track.filter.extrapolated(to: SimulationTime(seconds: now)).position - flight(now)).lengthSquared
            let error = track.filter.position - flight(track.filter.time.seconds)
            normalised += normalisedSquare(error, track.filter.positionCovariance)
            count += 1
        }
        return (squares / max(count, 1), normalised / max(count, 1) / 3, gaps)
    }

    /// eᵀ P⁻¹ e by Cramer's rule.
    private static func normalisedSquare(_ error: Vector3, _ p: Matrix3) -> Double {
        let determinant = p.column0.dot(p.column1.cross(p.column2))
        let solved = Vector3(
            error.dot(p.column1.cross(p.column2)), p.column0.dot(error.cross(p.column2)), p.column0.dot(p.column1.cross(error)))
        return error.dot(solved) / determinant
    }
}
