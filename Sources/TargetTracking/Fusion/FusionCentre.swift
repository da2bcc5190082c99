import NumericalMethods
public import Quantities
public import TacticalMessages

/// A command post's picture from several radars: the plots of all into one tracker, the constant errors of radars taken out.
///
/// The tracker says which plot is whose, with covariances that hold what is left of the errors. Each track's estimate is kept
/// beside it as it would be were the errors known, with its derivatives by them (`AlignedTrack`), and one `RadarRegistration`
/// learns the errors from the plots of all tracks. So the rest of an error, which is the same from plot to plot, is never averaged away as
/// noise would be:
///
///     x̂ = x̂(b̂),  P = P(b) + V B Vᵀ
/// This costs each track a second update and 4 vectors for each radar that may be wrong; nothing where none is.
///
/// Batches come in the order in which links deliver them; a plot may be older than the track that it belongs to. A radar that
/// falls silent is not missed: only a beam that passed counts as a look.
public struct FusionCentre: Sendable {
    public private(set) var tracker: MultiTargetTracker
    public private(set) var registration: RadarRegistration
    private let poses: [SensorPose]
    /// By block of the tracker's hypotheses.
    private var aligned: [AlignedTrack] = []
    /// How many tracks a plot of the batch may belong to, and how many plots a track may have.
    private var rivals: [Int32] = []
    private var choices: [Int32] = []

    /// - Parameter expected: for each radar, one standard deviation of its constant errors before any plot.
    /// - Precondition: one hypothesis a track, where any radar may be wrong.
    public init(configuration: TrackerConfiguration, poses: [SensorPose], expected: [RadarBias]) {
        precondition(poses.count == expected.count)
        tracker = MultiTargetTracker(configuration: configuration, poses: poses)
        registration = RadarRegistration(expected: expected)
        precondition(registration.count == 0 || configuration.hypothesesMaximum == 1)
        self.poses = poses
    }

    /// Takes in one scan, or part of one, of a radar.
    /// - Parameter end: when the beam left the arc (not when the batch arrived).
    public mutating func process(
        _ detections: [Detection], from radar: RadarIdentifier, at end: SimulationTime, rotation: Seconds? = nil
    ) {
        guard registration.count > 0 else { return tracker.process(detections, from: radar, at: end, rotation: rotation) }
        tracker.process(detections.map { registration.widened($0) }, from: radar, at: end, rotation: rotation)
        countRivals()
        guard let first = tracker.plots.first?.number else { return }
        for entry in tracker.entries {
            let plot = Int(tracker.hypotheses[entry.block].history[0] &- first)
            guard tracker.plots.indices.contains(plot) else { continue }
            take(detections[Int(tracker.order[plot])], plot: plot, entry: entry)
        }
        for entry in tracker.entries { publish(entry.block) }
    }

    private mutating func countRivals() {
        rivals = [Int32](repeating: 0, count: tracker.plots.count)
        choices = [Int32](repeating: 0, count: tracker.hypotheses.count)
        for candidate in tracker.candidates where candidate.plot >= 0 {
            rivals[Int(candidate.plot)] += 1
            choices[Int(candidate.hypothesis)] += 1
        }
    }

    /// Takes in a plot that the tracker gave to a track.
    private mutating func take(_ detection: Detection, plot: Int, entry: TrackEntry) {
        let hypothesis = tracker.hypotheses[entry.block]
        let motion = tracker.configuration.motion
        let pose = poses[Int(detection.radar.rawValue)]
        guard !hypothesis.isSinglePoint else {
            let track = AlignedTrack(first: AlignedPlot(detection, pose: pose, registration), registration, motion)
            while aligned.count <= entry.block { aligned.append(track) }
            aligned[entry.block] = track
            return
        }
        aligned[entry.block].align(registration)
        let received = AlignedPlot(detection, pose: pose, registration)
        if aligned[entry.block].isSinglePoint {
            aligned[entry.block].start(received, motion, prior: tracker.configuration.newVelocity, group: hypothesis.group)
            return
        }
        aligned[entry.block].predict(to: detection.time)
        if entry.isConfirmed, rivals[plot] == 1, choices[entry.block] == 1,
            aligned[entry.block].teach(received, &registration, gate: tracker.configuration.gate)
        {
            aligned[entry.block].align(registration)
            aligned[entry.block].update(AlignedPlot(detection, pose: pose, registration))
        } else {
            aligned[entry.block].update(received)
        }
    }

    /// Gives the tracker a track's estimate by what is known of the errors now.
    private mutating func publish(_ block: Int) {
        aligned[block].align(registration)
        tracker.hypotheses[block].filter = aligned[block].filter(registration)
        tracker.hypotheses[block].summary = HypothesisSummary(tracker.hypotheses[block].filter)
    }
}
