import NumericalMethods
public import Quantities
public import TacticalMessages

/// A command post's picture from several radars: the plots of all into one tracker, each radar's constant errors taken out.
///
/// Batches come in the order in which links deliver them; a plot may be older than the track that it belongs to. A radar that
/// falls silent is not missed: only a beam that passed counts as a look.
public struct FusionCentre: Sendable {
    public private(set) var tracker: MultiTargetTracker
    public private(set) var registrations: [RadarRegistration]
    private let poses: [SensorPose]

    public init(configuration: TrackerConfiguration, poses: [SensorPose], registrations: [RadarRegistration]) {
        precondition(poses.count == registrations.count)
        tracker = MultiTargetTracker(configuration: configuration, poses: poses)
        self.poses = poses
        self.registrations = registrations
    }

    /// Takes in one scan, or part of one, of a radar.
    /// - Parameter end: when the beam left the arc (not when the batch arrived).
    public mutating func process(
        _ detections: [Detection], from radar: RadarIdentifier, at end: SimulationTime, rotation: Seconds? = nil
    ) {
        let place = Int(radar.rawValue)
        learn(detections, radar: place)
        let registration = registrations[place]
        tracker.process(
            detections.map { registration.corrected($0) }, from: radar, at: end, rotation: rotation)
    }

    /// Compares raw detections with the tracks that stood alone near them before this batch.
    private mutating func learn(_ detections: [Detection], radar: Int) {
        guard registrations[radar].rangeVariance > 0 || registrations[radar].azimuthVariance > 0 else { return }
        let pose = poses[radar]
        for track in tracker.tracks where track.hits >= 6 {
            var nearest: (distance: Double, detection: Detection)?
            var isAlone = true
            for detection in detections where !detection.isJamStrobe {
                let state = track.filter.extrapolated(to: detection.time)
                let plot = CartesianPlot(registrations[radar].corrected(detection), pose: pose)
                let distance = (plot.position - state.position).length
                let limit = 4 * (plot.covariance.trace.squareRoot() + track.filter.deviations.position)
                guard distance < limit else { continue }
                if nearest != nil { isAlone = false }
                nearest = (distance, detection)
            }
            guard isAlone, let detection = nearest?.detection else { continue }
            let state = track.filter.extrapolated(to: detection.time)
            registrations[radar].learn(
                detection, position: pose.toSensor(state.position), deviation: track.filter.deviations.position)
        }
    }
}
