import NumericalMethods
public import Quantities

/// How a path ends.
public enum PathEnd: Sendable, Equatable {
    /// The last way-point: the target leaves the scenario.
    case routeEnd
    /// At a place on the ground that it was aimed at.
    case impact
}

/// The true path of a target: a list of segments that give its state at any time in closed form.
///
/// Great-circle legs, turns and terrain-following legs are arcs of the normal over WGS84 with a cubic height; ballistic
/// flight is integrated once and kept as cubics. Heights are above the ellipsoid; velocity is the derivative of position.
public struct TargetPath: Sendable {
    /// Everything about a path, once; a copy of the path shares it. It owns the memory that its reader reads; nothing writes to that
    /// after it is made.
    private final class Storage: @unchecked Sendable {
        let startTime: SimulationTime
        let endTime: SimulationTime
        /// As it was drawn, seconds.
        let duration: Double
        let end: PathEnd
        let plan: RoutePlan?
        let wayPointTimes: [Double]
        let reader: Reader

        init(
            startTime: SimulationTime, duration: Double, end: PathEnd, segments: [PathSegment], plan: RoutePlan?,
            wayPointTimes: [Double]
        ) {
            self.startTime = startTime
            endTime = startTime.advanced(by: duration)
            self.duration = duration
            self.end = end
            reader = Reader(segments, startTime: startTime, endTime: endTime)
            self.plan = plan
            self.wayPointTimes = wayPointTimes
        }

        deinit { reader.deallocate() }
    }

    private let storage: Storage

    /// The path exists from here…
    public var startTime: SimulationTime { storage.startTime }
    /// …to here; before and after, `state(at:)` gives the first and last state at rest.
    public var endTime: SimulationTime { storage.endTime }
    package var end: PathEnd { storage.end }
    /// What the path was compiled from, for manoeuvres that return to it; nil for ballistic flight.
    public var plan: RoutePlan? { storage.plan }
    /// The time, in seconds from the start, at which each way-point of the plan is passed.
    var wayPointTimes: [Double] { storage.wayPointTimes }
    /// Valid while the path lives.
    var segments: UnsafeBufferPointer<PathSegment> { UnsafeBufferPointer(start: storage.reader.segments, count: storage.reader.count) }

    init(
        startTime: SimulationTime, duration: Double, end: PathEnd, segments: [PathSegment], plan: RoutePlan?,
        wayPointTimes: [Double]
    ) {
        precondition(!segments.isEmpty, "a path needs a segment")
        storage = Storage(
            startTime: startTime, duration: duration, end: end, segments: segments, plan: plan,
            wayPointTimes: wayPointTimes)
    }

    /// The same path at other times of its life: it begins then, and lasts as long.
    package func begun(at time: SimulationTime) -> TargetPath {
        TargetPath(
            startTime: time, duration: storage.duration, end: end, segments: Array(segments), plan: plan, wayPointTimes: wayPointTimes)
    }

    /// Seconds from start to end.
    public var duration: Double { endTime.seconds(since: startTime) }

    /// Number of segments (for reports).
    public var segmentCount: Int { segments.count }

    /// The state at a time; outside the path's life the first or last position, at rest.
    public func state(at time: SimulationTime) -> KinematicState<EarthFixed> { storage.reader.state(at: time) }

    /// Position and velocity, earth-fixed, at seconds from the start.
    @inline(__always)
    func state(elapsed: Double) -> (position: Vector3, velocity: Vector3) { storage.reader.state(elapsed: elapsed) }

    /// The path read in place: what loops ask that count no references. Valid while the path lives.
    package var reader: Reader { storage.reader }

    /// The place where the path ends.
    public var endPosition: Position<EarthFixed> { state(at: endTime).position }
}
