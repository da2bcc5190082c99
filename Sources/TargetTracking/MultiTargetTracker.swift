public import NumericalMethods
public import Quantities
public import TacticalMessages

/// One track of a multi-target tracker.
public struct TargetTrack: Sendable {
    public let identifier: TrackIdentifier
    public internal(set) var filter: TrackFilter
    public internal(set) var lastUpdate: SimulationTime
    public internal(set) var isConfirmed: Bool
    public internal(set) var hits: Int
    var looks: Int
    /// The radars that have hit it, a bit each: another radar's silence (its horizon may be nearer) is no missed look.
    var radars: UInt64
    /// Position of the first plot, until the second gives a velocity.
    var isSinglePoint: Bool
    /// Strongest recent signal-to-noise ratio, linear.
    public internal(set) var signalToNoise: Double
}

/// Plots in, tracks out: several radars into one picture, nearest plots first (global nearest neighbour by sorted cost).
///
/// A track starts from one plot, takes its velocity from the second, and is confirmed by M hits in N looks. Plots of one
/// batch are each used once; what is left over starts tracks.
public struct MultiTargetTracker: Sendable {
    public let configuration: TrackerConfiguration
    private let poses: [SensorPose]
    private var all: [TargetTrack] = []
    private var nextIdentifier: Int32 = 1

    public init(configuration: TrackerConfiguration, poses: [SensorPose]) {
        self.configuration = configuration
        self.poses = poses
    }

    /// Confirmed tracks, oldest first.
    public var tracks: [TargetTrack] { all.filter(\.isConfirmed) }

    public var hasTracks: Bool { !all.isEmpty }

    /// Visits the confirmed tracks without copying them out.
    public func forEachTrack(_ body: (TargetTrack) -> Void) {
        for track in all where track.isConfirmed { body(track) }
    }

    /// Takes in what one radar saw of an arc of azimuth.
    /// - Parameter batchEnd: when the arc was complete.
    public mutating func process(
        _ detections: [Detection], from radar: RadarIdentifier, at batchEnd: SimulationTime,
        sweptFrom: Radians = 0, sweptTo: Radians = 2 * .pi
    ) {
        let pose = poses[Int(radar.rawValue)]
        dropStale(batchEnd)
        let plots = detections.filter { !$0.isJamStrobe }.map { (detection: $0, plot: CartesianPlot($0, pose: pose)) }
        var pairs: [(cost: Double, track: Int, plot: Int)] = []
        for place in all.indices {
            for (number, entry) in plots.enumerated() {
                guard let cost = cost(place, entry) else { continue }
                pairs.append((cost, place, number))
            }
        }
        pairs.sort { ($0.cost, $0.track, $0.plot) < ($1.cost, $1.track, $1.plot) }
        var trackUsed = [Bool](repeating: false, count: all.count)
        var plotUsed = [Bool](repeating: false, count: plots.count)
        for pair in pairs where !trackUsed[pair.track] && !plotUsed[pair.plot] {
            trackUsed[pair.track] = true
            plotUsed[pair.plot] = true
            take(plots[pair.plot], into: pair.track)
        }
        countMisses(used: trackUsed, by: radar, pose: pose, from: sweptFrom, to: sweptTo)
        for (number, entry) in plots.enumerated() where !plotUsed[number] && all.count < 2 * configuration.capacity {
            start(entry)
        }
    }

    /// Cost of joining a plot to a track; nil outside the gate.
    private func cost(_ place: Int, _ entry: (detection: Detection, plot: CartesianPlot)) -> Double? {
        let track = all[place]
        let dt = entry.detection.time.seconds(since: track.filter.time)
        let offset = entry.plot.position - (track.filter.position + track.filter.velocity * dt)
        let coarse = track.isSinglePoint ? configuration.speedMaximum * abs(dt) + 3_000 : 6 * track.filter.reach + 300 * abs(dt) + 3_000
        guard offset.lengthSquared < coarse * coarse else { return nil }
        if track.isSinglePoint { return pairCost(track, entry, offset: offset, dt: dt) }
        var filter = track.filter
        filter.predict(to: max(entry.detection.time, filter.time))
        let (distance, logDeterminant) = filter.gate(entry.plot)
        guard distance < configuration.gate else { return nil }
        return distance + logDeterminant - (track.isConfirmed ? 40 : 20)
    }

    /// Cost of taking a plot as the second point of a track: how ill the implied speed fits the measured radial speeds,
    /// and how fast it is. A plot of another radar a moment later is the same point again.
    private func pairCost(
        _ track: TargetTrack, _ entry: (detection: Detection, plot: CartesianPlot), offset: Vector3, dt: Double
    ) -> Double? {
        guard dt >= 0 else { return nil }
        if dt < 2 {
            let reach = 4 * (track.filter.reach + entry.plot.covariance.trace.squareRoot()) + 400 * dt
            return offset.length < reach ? 15 + offset.length / reach : nil
        }
        let speed = offset.length / dt
        guard speed < configuration.speedMaximum else { return nil }
        var cost = 20 + speed / 60
        if let rate = entry.detection.rangeRate {
            let pose = poses[Int(entry.detection.radar.rawValue)]
            let now = (entry.plot.position - pose.translation).length
            let then = (entry.plot.position - offset - pose.translation).length
            let spread = (entry.plot.covariance.trace / 3).squareRoot()
            let deviation = 25 + 2 * min(spread, 300) / dt
            let misfit = ((now - then) / dt - rate) / deviation
            guard abs(misfit) < 4 else { return nil }
            cost += misfit * misfit
        }
        return cost
    }

    private mutating func take(_ entry: (detection: Detection, plot: CartesianPlot), into place: Int) {
        let detection = entry.detection
        if all[place].isSinglePoint {
            let dt = detection.time.seconds(since: all[place].filter.time)
            guard dt >= 2 else {
                all[place].lastUpdate = max(detection.time, all[place].lastUpdate)
                return
            }
            let velocity = (entry.plot.position - all[place].filter.position) / dt
            let spread = (entry.plot.covariance.trace / 3).squareRoot()
            all[place].filter = TrackFilter(
                configuration: configuration.motion, plot: entry.plot, time: detection.time, velocity: velocity,
                velocityDeviation: max(20, 1.5 * spread / dt))
            all[place].isSinglePoint = false
        } else {
            all[place].filter.predict(to: max(detection.time, all[place].filter.time))
            all[place].filter.update(entry.plot)
        }
        all[place].hits += 1
        all[place].looks += 1
        all[place].radars |= Self.bit(detection.radar)
        all[place].lastUpdate = max(detection.time, all[place].lastUpdate)
        all[place].signalToNoise = detection.signalToNoise
        if all[place].hits >= configuration.confirmationHits { all[place].isConfirmed = true }
    }

    private mutating func start(_ entry: (detection: Detection, plot: CartesianPlot)) {
        all.append(
            TargetTrack(
                identifier: TrackIdentifier(rawValue: nextIdentifier),
                filter: TrackFilter(
                    configuration: configuration.motion, plot: entry.plot, time: entry.detection.time, velocity: .zero,
                    velocityDeviation: 300),
                lastUpdate: entry.detection.time, isConfirmed: false, hits: 1, looks: 1,
                radars: Self.bit(entry.detection.radar), isSinglePoint: true,
                signalToNoise: entry.detection.signalToNoise))
        nextIdentifier += 1
    }

    private static func bit(_ radar: RadarIdentifier) -> UInt64 { 1 << UInt64(radar.rawValue & 63) }

    /// Tracks inside the swept arc that got no plot have missed a look of a radar that has seen them before.
    private mutating func countMisses(
        used: [Bool], by radar: RadarIdentifier, pose: SensorPose, from: Radians, to: Radians
    ) {
        for place in used.indices
        where !used[place] && !all[place].isConfirmed && all[place].radars & Self.bit(radar) != 0 {
            let local = pose.toSensor(all[place].filter.position)
            var azimuth = Elementary.atan2(local.x, local.y)
            if azimuth < 0 { azimuth += 2 * .pi }
            if azimuth >= from, azimuth < to { all[place].looks += 1 }
        }
        let limit = configuration.confirmationLooks
        let hits = configuration.confirmationHits
        all.removeAll { !$0.isConfirmed && $0.looks - $0.hits > limit - hits }
    }

    private mutating func dropStale(_ time: SimulationTime) {
        let coast = configuration.coastTime
        let tentative = 2.2 * configuration.renewalPeriod
        all.removeAll {
            time.seconds(since: $0.lastUpdate) > ($0.isConfirmed ? coast : tentative)
        }
    }
}
