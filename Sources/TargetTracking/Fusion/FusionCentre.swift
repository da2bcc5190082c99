import NumericalMethods
import Quantities
import TacticalMessages

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
package struct FusionCentre: Sendable {
    package private(set) var tracker: MultiTargetTracker
    package private(set) var registration: RadarRegistration
    private let context: AlignmentContext
    /// By block of the tracker's hypotheses.
    private var aligned: [AlignedTrack] = []
    /// How many tracks a plot of the batch may belong to, and how many plots a track may have.
    private var rivals: [Int32] = []
    private var choices: [Int32] = []

    /// - Parameters:
    ///   - configuration: of the trackers.
    ///   - poses: where the radars stand.
    ///   - expected: for each radar, one standard deviation of its constant errors before any plot.
    ///   - lag: how far behind the newest plot of a track another may come and still count, seconds.
    /// - Precondition: one hypothesis a track.
    package init(configuration: TrackerConfiguration, poses: [SensorPose], expected: [RadarBias], lag: Seconds = 8) {
        precondition(poses.count == expected.count)
        precondition(configuration.hypothesesMaximum == 1 && lag >= 0)
        tracker = MultiTargetTracker(configuration: configuration, poses: poses)
        registration = RadarRegistration(expected: expected)
        context = AlignmentContext(configuration: configuration, poses: poses, lag: lag)
    }

    /// Takes in one scan, or part of one, of a radar.
    /// - Parameters:
    ///   - detections: of the sweep.
    ///   - radar: its number among the poses.
    ///   - end: when the beam left the arc (not when the batch arrived).
    ///   - rotation: period of rotation where the arc is a whole turn, so that each azimuth has its own time; seconds.
    package mutating func process(
        _ detections: [Detection], from radar: RadarIdentifier, at end: SimulationTime, rotation: Seconds? = nil
    ) {
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
        let block = entry.block
        if tracker.hypotheses[block].isSinglePoint {
            let track = AlignedTrack(first: detection, context, registration)
            while aligned.count <= block { aligned.append(track) }
            aligned[block] = track
        } else if aligned[block].isSinglePoint {
            aligned[block].start(detection, group: tracker.hypotheses[block].group, context, registration)
        } else {
            let isAlone = entry.isConfirmed && rivals[plot] == 1 && choices[block] == 1
            aligned[block].take(detection, isAlone: isAlone, context, &registration)
        }
    }

    /// Gives the tracker a track's estimate by what is known of the errors now.
    private mutating func publish(_ block: Int) {
        tracker.hypotheses[block].filter = aligned[block].filter(registration)
        tracker.hypotheses[block].summary = HypothesisSummary(tracker.hypotheses[block].filter)
    }
}
