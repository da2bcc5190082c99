import NumericalMethods
import Quantities
import TacticalMessages

/// The part of the sky that a batch covers, and when the beam was where.
struct SweptArc {
    /// Which radar, as a bit.
    let radar: UInt64
    let pose: SensorPose
    let from: Double
    let to: Double
    let end: SimulationTime
    /// Sine of the highest elevation at which everything was looked at; 1 for all.
    let top: Double
    let clock: BeamClock?
    let mean: SimulationTime
    /// The two edges, east and north.
    private let begin: SIMD2<Double>
    private let finish: SIMD2<Double>

    init(
        radar: UInt64, pose: SensorPose, from: Double, to: Double, end: SimulationTime, top: Radians? = nil,
        clock: BeamClock?, mean: SimulationTime
    ) {
        self.radar = radar
        self.pose = pose
        self.from = from
        self.to = to
        self.end = end
        self.top = top.map { Elementary.sincos($0).sin } ?? 1
        self.clock = clock
        self.mean = mean
        let first = Elementary.sincos(from), second = Elementary.sincos(to)
        begin = SIMD2(first.sin, first.cos)
        finish = SIMD2(second.sin, second.cos)
    }

    /// Azimuth of a point of the tracker's frame from the radar, 0…2π.
    @inline(__always)
    func azimuth(_ point: Vector3) -> Double {
        let local = pose.toSensor(point)
        let azimuth = Elementary.atan2(local.x, local.y)
        return azimuth < 0 ? azimuth + 2 * .pi : azimuth
    }

    func look(_ point: Vector3) -> SimulationTime {
        guard let clock else { return mean }
        return clock.look(azimuth(point))
    }

    func contains(_ point: Vector3) -> Bool {
        if to - from > 6.28, top >= 1 { return true }
        let local = pose.toSensor(point)
        if top < 1 {
            let range = max(1, local.length)
            if local.z / range + range / (8 * 6_371_008.8) > top { return false }
        }
        if to - from > 6.28 { return true }
        guard to - from < 3.1 else {
            let azimuth = azimuth(point)
            return azimuth >= from && azimuth < to
        }
        return local.x * begin.y - local.y * begin.x >= 0 && local.y * finish.x - local.x * finish.y > 0
    }
}
