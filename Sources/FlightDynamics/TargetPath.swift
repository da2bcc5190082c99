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
    /// Everything about a path, once; a copy of the path shares it.
    private final class Storage: Sendable {
        let startTime: SimulationTime
        let endTime: SimulationTime
        let end: PathEnd
        let plan: RoutePlan?
        let wayPointTimes: [Double]
        let segments: [PathSegment]
        /// Starts of the segments, seconds, for the search.
        let starts: [Double]

        init(
            startTime: SimulationTime, duration: Double, end: PathEnd, segments: [PathSegment], plan: RoutePlan?,
            wayPointTimes: [Double]
        ) {
            self.startTime = startTime
            endTime = startTime.advanced(by: duration)
            self.end = end
            self.segments = segments
            starts = segments.map(\.start)
            self.plan = plan
            self.wayPointTimes = wayPointTimes
        }
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
    var segments: [PathSegment] { storage.segments }

    init(
        startTime: SimulationTime, duration: Double, end: PathEnd, segments: [PathSegment], plan: RoutePlan?,
        wayPointTimes: [Double]
    ) {
        precondition(!segments.isEmpty, "a path needs a segment")
        storage = Storage(
            startTime: startTime, duration: duration, end: end, segments: segments, plan: plan,
            wayPointTimes: wayPointTimes)
    }

    /// Seconds from start to end.
    public var duration: Double { endTime.seconds(since: startTime) }

    /// Number of segments (for reports).
    public var segmentCount: Int { segments.count }

    /// The state at a time; outside the path's life the first or last position, at rest.
    public func state(at time: SimulationTime) -> KinematicState<EarthFixed> {
        let outside = time < startTime || time > endTime
        let clamped = time < startTime ? startTime : time > endTime ? endTime : time
        let (position, velocity) = state(elapsed: clamped.seconds(since: startTime))
        return KinematicState(
            position: Position(position), velocity: outside ? .zero : Velocity(velocity))
    }

    /// Position and velocity, earth-fixed, at seconds from the start.
    @inline(__always)
    func state(elapsed: Double) -> (position: Vector3, velocity: Vector3) {
        let storage = self.storage
        return storage.starts.withUnsafeBufferPointer { starts in
            var low = 0
            var high = starts.count
            while high - low > 1 {
                let middle = (low + high) >> 1
                if starts[middle] <= elapsed { low = middle } else { high = middle }
            }
            return storage.segments.withUnsafeBufferPointer { $0[low].state(after: elapsed - starts[low]) }
        }
    }

    /// The place where the path ends.
    public var endPosition: Position<EarthFixed> { state(at: endTime).position }
}
