import CommandAndControl
import DefenceModels
import FlightDynamics
import NumericalMethods
import Quantities
import TacticalMessages

/// Where a track is expected until it arrives: so many samples, evenly in time, numbered from 1.
struct ExpectedPath {
    /// Samples of a track's path in a search for windows.
    static var samples: Int { 14 }

    /// Seconds from now.
    private let soonest: Seconds
    private let horizon: Seconds
    private let position: Vector3
    private let velocity: Vector3
    /// Above the ellipsoid, metres, and how fast it changes.
    let heightNow: Metres
    private let climb: MetresPerSecond
    /// By how much it may be higher, metres.
    let doubt: Metres
    /// Of what falls, sample by sample while it is above the ground; empty for what flies.
    private let fall: [Vector3]
    /// How many samples there are.
    let count: Int

    init(_ report: TrackReport, from soonest: Seconds, to horizon: Seconds) {
        self.soonest = soonest
        self.horizon = horizon
        position = report.state.position.vector
        velocity = report.state.velocity.vector
        heightNow = EarthModel.wgs84.height(at: position)
        climb = velocity.dot(position.normalized)
        guard report.ballisticProbability > 0.5 else {
            doubt = min(300, report.positionDeviation)
            fall = []
            count = Self.samples
            return
        }
        doubt = 0
        var points: [Vector3] = []
        var falling = report.state
        var fallen = 0.0
        for step in 1...Self.samples {
            let time = soonest + (horizon - soonest) * Double(step) / Double(Self.samples)
            falling = TargetExtrapolation.falling.carried(falling, by: time - fallen)
            fallen = time
            if EarthModel.wgs84.height(at: falling.position.vector) < 0 { break }
            points.append(falling.position.vector)
        }
        fall = points
        count = points.count
    }

    /// Seconds from now.
    @inline(__always)
    func time(_ step: Int) -> Seconds { soonest + (horizon - soonest) * Double(step) / Double(Self.samples) }

    /// A point above or below which it is at a time.
    @inline(__always)
    func point(_ step: Int, _ time: Seconds) -> Vector3 { fall.isEmpty ? position + velocity * time : fall[step - 1] }

    /// Level flight keeps its height over the curving earth; a climb or dive goes on for half a minute.
    @inline(__always)
    func height(at point: Vector3, _ time: Seconds) -> Metres {
        fall.isEmpty ? max(20, heightNow + climb * min(time, 30)) : EarthModel.wgs84.height(at: point)
    }

    /// A point brought to its height.
    @inline(__always)
    func place(_ point: Vector3, height: Metres) -> Vector3 {
        fall.isEmpty ? point + point.normalized * (height - EarthModel.wgs84.height(at: point)) : point
    }
}

/// A search for the launches of one round that meet a track: samples of its path, looked at no further than the answer needs.
struct LaunchSearch {
    /// One sample that a round can come to.
    struct Meeting {
        /// Seconds from now, of the meeting and of the launch for it.
        var time: Seconds
        var launch: Seconds
        var fly: FlyOut
    }

    /// A sample at the height at which a round would meet it.
    private struct Sample {
        var time: Seconds
        /// Above or below the place where it is met.
        var point: Vector3
        var height: Metres
        var place: Vector3
    }

    private let planner: LaunchPlanner
    private let path: ExpectedPath
    private let table: FlyOutTable
    /// Lowest height at which the round is planned to meet anything, metres.
    private let heightMinimum: Metres
    private let origin: FlyOutTable.Origin
    private let guide: LaunchPlanner.Guide
    /// Seconds until the earliest launch.
    private let reaction: Seconds
    /// For each sample the launch that meets it, seconds from now; before all time where a round cannot come to it.
    private var launches = SIMD16<Double>(repeating: -.infinity)

    init(
        planner: LaunchPlanner, path: ExpectedPath, interceptor: Fixed<InterceptorType>, site: Vector3, guide: LaunchPlanner.Guide,
        reaction: Seconds
    ) {
        self.planner = planner
        self.path = path
        table = interceptor.value.flyOut
        heightMinimum = interceptor.value.plannedHeightMinimum
        origin = FlyOutTable.Origin(site)
        self.guide = guide
        self.reaction = reaction
        for first in stride(from: 1, through: path.count, by: 4) { fly(to: first) }
    }

    /// Four samples side by side.
    @inline(__always)
    private mutating func fly(to first: Int) {
        let zero = SIMD4<Double>.zero
        var (times, x, y, z, heights) = (zero, zero, zero, zero, zero)
        for lane in 0..<4 {
            // Behind the last sample it stands for the lanes that are left.
            let step = min(first + lane, path.count)
            times[lane] = path.time(step)
            let point = path.point(step, times[lane])
            (x[lane], y[lane], z[lane]) = (point.x, point.y, point.z)
            heights[lane] = path.height(at: point, times[lane])
        }
        // The angle over the ground does not change with height.
        let grounds = origin.groundRanges(x, y, z)
        // What may be high enough is met at the least height that can be.
        let altitudes = heights.replacing(with: heightMinimum, where: heights .< heightMinimum)
        let flights = table.flights(
            groundRanges: grounds.replacing(with: table.rangeMaximum, where: grounds .> table.rangeMaximum),
            altitudes: altitudes.replacing(with: 0, where: altitudes .< 0)
                .replacing(with: table.altitudeMaximum, where: altitudes .> table.altitudeMaximum))
        for lane in 0..<4 where first + lane <= path.count {
            // Its height is known no better than its track is.
            guard heights[lane] + path.doubt >= heightMinimum, grounds[lane] < table.rangeMaximum,
                grounds[lane] >= table.rangeMinimum, altitudes[lane] <= table.altitudeMaximum, flights.margins[lane] >= 0
            else { continue }
            launches[first + lane - 1] = times[lane] - flights.times[lane]
        }
    }

    /// The first sample that a launch in time meets and nothing hinders, by its number.
    func first() -> (step: Int, Meeting)? {
        guard path.count > 0 else { return nil }
        for step in 1...path.count where launches[step - 1] >= reaction {
            let sample = sample(step)
            // What the sector leaves out need not be seen.
            guard !guide.rulesOut(sample.place), hindrance(sample) == nil else { continue }
            let fly = table.fly(groundRange: origin.groundRange(to: sample.point), altitude: sample.height)
            return (step, Meeting(time: sample.time, launch: launches[step - 1], fly: fly))
        }
        return nil
    }

    /// The latest launch that meets a sample, where one met by `launch` is known.
    func last(after step: Int, _ launch: Seconds) -> Seconds {
        var latest = launch
        for step in stride(from: path.count, to: step, by: -1) where launches[step - 1] > latest {
            if hindrance(sample(step)) == nil { latest = launches[step - 1] }
        }
        return latest
    }

    /// What stands against the last sample that a round can come to, where there is no first launch; nil where a round comes to none.
    func refusal() -> RefusalReason? {
        for step in stride(from: path.count, to: 0, by: -1) where launches[step - 1] > -.infinity {
            return hindrance(sample(step)) ?? .windowClosesTooSoon
        }
        return nil
    }

    @inline(__always)
    private func sample(_ step: Int) -> Sample {
        let time = path.time(step)
        let point = path.point(step, time)
        let height = max(path.height(at: point, time), heightMinimum)
        return Sample(time: time, point: point, height: height, place: path.place(point, height: height))
    }

    private func hindrance(_ sample: Sample) -> RefusalReason? {
        planner.hindrance(guide, sample.place, sample.height)
    }
}
