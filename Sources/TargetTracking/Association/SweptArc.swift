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
    /// Whether every azimuth is swept.
    private let isWhole: Bool
    /// From the axes of the tracker's frame to the radar's.
    private let toSensor: Matrix3
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
        isWhole = to - from > 6.28
        toSensor = pose.rotation.transposed
        let first = Elementary.sincos(from), second = Elementary.sincos(to)
        begin = SIMD2(first.sin, first.cos)
        finish = SIMD2(second.sin, second.cos)
    }

    /// Azimuth of a point of the tracker's frame from the radar, 0…2π.
    @inline(__always)
    func azimuth(_ point: Vector3) -> Double { SensorPose.azimuth(ofLocal: toSensor * (point - pose.translation)) }

    @inline(__always)
    func look(_ point: Vector3) -> SimulationTime {
        guard let clock else { return mean }
        return clock.look(azimuth(point))
    }

    /// Whether an arc can hold a point of an azimuth, by a margin far above rounding: what it cannot hold need not be turned into the
    /// radar's frame.
    @inline(__always)
    func mayHold(azimuth: Double) -> Bool {
        let turns = (azimuth - from) * (0.5 / .pi)
        let offset = (turns - turns.rounded(.down)) * (2 * .pi)
        return offset <= to - from + 1e-6 || offset >= 2 * .pi - 1e-6
    }

    /// Whether the beam passed a point of the tracker's frame.
    @inline(__always)
    func contains(_ point: Vector3) -> Bool {
        if isWhole, top >= 1 { return true }
        let local = toSensor * (point - pose.translation)
        // The azimuth rules out most.
        return (isWhole || isBetweenEdges(local)) && isBelowTop(local)
    }

    @inline(__always)
    private func isBetweenEdges(_ local: Vector3) -> Bool {
        if to - from < 3.1 { return local.x * begin.y - local.y * begin.x >= 0 && local.y * finish.x - local.x * finish.y > 0 }
        let azimuth = SensorPose.azimuth(ofLocal: local)
        return azimuth >= from && azimuth < to
    }

    @inline(__always)
    private func isBelowTop(_ local: Vector3) -> Bool {
        guard top < 1 else { return true }
        let range = max(1, local.length)
        return local.z / range + range / (8 * 6_371_008.8) <= top
    }
}
