import NumericalMethods
import Quantities
import TacticalMessages

/// A track of several radars: an estimate some seconds behind, which takes plots in order of time, and one up to the newest plot.
///
/// A plot that comes late is put among those that wait, and the newest estimate is made again from the settled one, so that the
/// order of arrival does not matter. Only the settled estimate teaches the registration: its innovations are in order, and white.
struct AlignedTrack: Sendable {
    private struct Waiting {
        var detection: Detection
        /// Whether no other track or plot could be meant.
        var isAlone: Bool
    }

    private(set) var isSinglePoint = true
    private var settled: AlignedEstimate
    private var newest: AlignedEstimate
    /// Plots after the settled estimate, in order of time.
    private var waiting: [Waiting] = []

    init(first: Detection, _ context: AlignmentContext, _ registration: RadarRegistration) {
        settled = AlignedEstimate(
            first: context.plot(first, registration), at: first.time, registration, context.configuration.motion)
        newest = settled
    }

    /// Takes in the second plot.
    mutating func start(_ second: Detection, group: Vector3?, _ context: AlignmentContext, _ registration: RadarRegistration) {
        settled.align(registration)
        settled.start(
            context.plot(second, registration), at: second.time, context.configuration.motion,
            prior: context.configuration.newVelocity, group: group)
        newest = settled
        isSinglePoint = false
    }

    /// Takes in a plot of any time; one older than the settled estimate is left out.
    mutating func take(_ detection: Detection, isAlone: Bool, _ context: AlignmentContext, _ registration: inout RadarRegistration) {
        guard detection.time >= settled.time else { return }
        var place = waiting.count
        while place > 0, detection.time < waiting[place - 1].detection.time { place -= 1 }
        let isLate = place < waiting.count
        waiting.insert(Waiting(detection: detection, isAlone: isAlone), at: place)
        settle(context, &registration)
        if isLate {
            newest = settled
            for plot in waiting { Self.advance(&newest, plot.detection, context, registration) }
        } else {
            Self.advance(&newest, detection, context, registration)
        }
    }

    /// Carries the settled estimate over the plots that are old enough.
    private mutating func settle(_ context: AlignmentContext, _ registration: inout RadarRegistration) {
        guard let last = waiting.last else { return }
        let limit = last.detection.time.advanced(by: -context.lag)
        var count = 0
        while count < waiting.count, waiting[count].detection.time < limit {
            let plot = waiting[count]
            settled.align(registration)
            settled.predict(to: plot.detection.time)
            if plot.isAlone {
                settled.teach(context.plot(plot.detection, registration), &registration, gate: context.configuration.gate)
            }
            Self.advance(&settled, plot.detection, context, registration)
            count += 1
        }
        waiting.removeFirst(count)
    }

    private static func advance(
        _ estimate: inout AlignedEstimate, _ detection: Detection, _ context: AlignmentContext, _ registration: RadarRegistration
    ) {
        estimate.align(registration)
        estimate.predict(to: detection.time)
        estimate.update(context.plot(detection, registration))
    }

    /// The newest estimate by what is known of the errors now, its covariance widened by what is not.
    mutating func filter(_ registration: RadarRegistration) -> TrackFilter {
        newest.align(registration)
        return newest.filter(registration)
    }
}

/// What all tracks of a fusion centre share.
struct AlignmentContext: Sendable {
    let configuration: TrackerConfiguration
    let poses: [SensorPose]
    /// How far behind the newest plot of a track another of it may be, seconds.
    let lag: Seconds

    func plot(_ detection: Detection, _ registration: RadarRegistration) -> AlignedPlot {
        AlignedPlot(detection, pose: poses[Int(detection.radar.rawValue)], registration)
    }
}
