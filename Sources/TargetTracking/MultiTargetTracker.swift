import NumericalMethods
import Quantities
import TacticalMessages

/// Plots in, tracks out: several radars into one picture, by a bounded track-oriented tree of hypotheses.
///
/// Every plot that no firm track explains may start a track. A track keeps a few hypotheses on which plots of its last looks
/// are its own; each batch, the most likely set of hypotheses that uses no plot twice is chosen (`HypothesisSelection`), and
/// what disagrees with it `decisionDepth` looks back is dropped. With one hypothesis a track this is global nearest neighbour.
///
///     score(hit) += ln(P_D p(ν) / β),  score(miss) += ln(1 − P_D)        (β: false alarms per m³)
/// - Source: Blackman, *Multiple hypothesis tracking for multiple target tracking*, IEEE AES Magazine 19 (2004) 5–18.
package struct MultiTargetTracker: Sendable {
    package let configuration: TrackerConfiguration
    private(set) var poses: [SensorPose]
    var entries: [TrackEntry] = []
    /// Blocks of `hypothesesMaximum` hypotheses.
    var hypotheses: [Hypothesis] = []
    /// Their outlines, place by place.
    var outlines: [HypothesisOutline] = []
    var freeBlocks: [Int] = []
    var nextIdentifier: Int32 = 1
    private var nextPlot: Int32 = 0
    /// End of the last batch.
    private var latest = SimulationTime.zero
    /// Sine of the highest elevation of its one radar; 1 where there is none.
    let coneSine: Double
    /// Seconds of the run before which no track goes stale.
    var nextStale = Double.infinity

    // Work space, kept from batch to batch.
    var plots: [BatchPlot] = []
    private(set) var order: [Int32] = []
    var index = PlotIndex()
    var selection = HypothesisSelection()
    var candidates: [Candidate] = []
    var concerned: [Int32] = []
    var touched: [TouchedTrack] = []
    /// Predictions of this batch in front, `predictedCount` of them; behind them room from batches before.
    var predicted: [TrackFilter] = []
    var predictedCount = 0
    var kept: [Hypothesis] = []
    var near: [Int32] = []
    var gates: [PlotGate] = []
    /// Azimuths of first plots from each sensor, 0…2π, by their blocks; NaN or missing where nobody has asked.
    var azimuths: [[Double]]
    var resourceOf: [Int32] = []
    var resourceNames: [Int32] = []
    var plotTaken: [Bool] = []
    /// Whether a confirmed track has chosen the plot.
    var plotOwned: [Bool] = []
    var formations = FormationSense()

    /// One way to carry a hypothesis over this batch.
    struct Candidate: Sendable {
        var hypothesis: Int32
        /// Place of the prediction to start from, −1 for a pair of plots.
        var prediction: Int32
        /// Plot of the batch, −1 for a miss, −2 where the beam did not pass.
        var plot: Int32
        var score: Double
        var history: SIMD8<Int32>
    }

    /// A track that the batch concerns, and its candidates.
    struct TouchedTrack {
        var entry: Int
        var candidates: Range<Int>
    }

    package init(configuration: TrackerConfiguration, poses: [SensorPose]) {
        self.configuration = configuration
        self.poses = poses
        coneSine = configuration.elevationMaximum.map { Elementary.sincos($0).sin } ?? 1
        azimuths = poses.map { _ in [] }
    }

    /// A sensor stands elsewhere from now on.
    package mutating func move(sensor: Int, to pose: SensorPose) {
        poses[sensor] = pose
        azimuths[sensor].removeAll()
    }

    /// Confirmed tracks, oldest first.
    package var tracks: [TargetTrack] {
        var found: [TargetTrack] = []
        forEachTrack { found.append($0) }
        return found
    }

    /// The same carried to a time, for who may change the tracker: to read one that stands in a list copies it, and it has many parts.
    package mutating func listEstimates(at time: SimulationTime) -> [TrackEstimate] {
        var found: [TrackEstimate] = []
        for entry in entries where entry.isConfirmed && isShown(entry) {
            found.append(TrackEstimate(entry, hypotheses[entry.block], at: time))
        }
        return found
    }

    package var hasTracks: Bool { !entries.isEmpty }

    /// Hypotheses held now.
    package var hypothesisCount: Int { entries.reduce(0) { $0 + $1.count } }

    /// Visits the confirmed tracks, oldest first, without making an array of them.
    package func forEachTrack(_ body: (TargetTrack) -> Void) {
        for entry in entries where entry.isConfirmed && isShown(entry) {
            let best = entry.block
            body(
                TargetTrack(
                    identifier: entry.identifier, filter: hypotheses[best].filter, lastUpdate: hypotheses[best].lastHit,
                    startedAt: entry.startedAt, isConfirmed: true, hits: Int(hypotheses[best].hits), misses: Int(hypotheses[best].misses),
                    crossSection: hypotheses[best].crossSection))
        }
    }

    /// Whether a confirmed track is shown.
    @inline(__always)
    private func isShown(_ entry: TrackEntry) -> Bool {
        entry.idle == 0 && !isInCone(entry, at: latest)
            && (Int(hypotheses[entry.block].misses) <= configuration.missesShown || isNarrow(hypotheses[entry.block].filter))
    }

    /// Whether a track that coasts is still known well enough to be shown.
    private func isNarrow(_ filter: TrackFilter) -> Bool {
        guard configuration.spreadShown > 0 else { return false }
        var carried = filter
        carried.predict(to: latest)
        return carried.deviations.position < configuration.spreadShown
    }

    /// Takes in what one radar saw of an arc of azimuth.
    /// - Parameters:
    ///   - detections: of the sweep.
    ///   - radar: the radar's number.
    ///   - batchEnd: when the arc was complete.
    ///   - sweptFrom: beginning of the swept sector, radians.
    ///   - sweptTo: its end, radians.
    ///   - top: highest elevation at which everything was looked at, radians: what flies above it was not missed.
    ///   - rotation: period of rotation where the arc is a whole turn, so that each azimuth has its own time.
    package mutating func process(
        _ detections: [Detection], from radar: RadarIdentifier, at batchEnd: SimulationTime,
        sweptFrom: Radians = 0, sweptTo: Radians = 2 * .pi, upTo top: Radians? = nil,
        rotation: Seconds? = nil
    ) {
        let pose = poses[Int(radar.rawValue)]
        let top = top ?? configuration.elevationMaximum
        latest = max(latest, batchEnd)
        let clock = rotation.flatMap { BeamClock(detections, period: $0, end: batchEnd) }
        holdInCone(batchEnd)
        dropStale(batchEnd, clock: clock, pose: pose)
        takeIn(detections, pose: pose)
        if entries.isEmpty, plots.isEmpty { return }
        let arc = SweptArc(
            radar: 1 << UInt64(radar.rawValue & 63), pose: pose, from: sweptFrom, to: sweptTo, end: batchEnd, top: top, clock: clock,
            mean: meanTime(batchEnd))
        predictedCount = 0
        if !candidates.isEmpty { candidates.removeAll(keepingCapacity: true) }
        if !touched.isEmpty { touched.removeAll(keepingCapacity: true) }
        if configuration.formationReach > 0 { senseFormations(batchEnd) }
        listConcerned(by: arc, sensor: Int(radar.rawValue))
        for place in concerned { propose(Int(place), arc: arc) }
        if !touched.isEmpty {
            select()
            noteOwners()
            for number in touched.indices { settle(number, chosen: Int(selection.chosen[number]), radar: arc.radar) }
        }
        let known = entries.count
        startTracks(radar: arc.radar)
        dropLost(startedFrom: known)
    }

    private mutating func takeIn(_ detections: [Detection], pose: SensorPose) {
        if !plots.isEmpty {
            plots.removeAll(keepingCapacity: true)
            gates.removeAll(keepingCapacity: true)
            order.removeAll(keepingCapacity: true)
        }
        guard !detections.isEmpty else { return index.build(0) { plots[$0].plot.position } }
        for place in detections.indices where !detections[place].isJamStrobe { order.append(Int32(place)) }
        // The order in which plots are named depends on what they say alone.
        order.sort {
            let a = detections[Int($0)], b = detections[Int($1)]
            return (a.time, a.range, a.azimuth, a.elevation, $0) < (b.time, b.range, b.azimuth, b.elevation, $1)
        }
        for place in order {
            let detection = detections[Int(place)]
            let plot = CartesianPlot(detection, pose: pose)
            let cosine = max(0.05, Elementary.sincos(detection.elevation).cos)
            plots.append(
                BatchPlot(
                    plot: plot, time: detection.time,
                    clutter: configuration.clutterDensity / (detection.range * detection.range * cosine),
                    rangeRate: detection.rangeRate, crossSection: detection.crossSection, number: nextPlot,
                    spread: plot.covariance.trace))
            gates.append(
                PlotGate(position: plot.position, time: detection.time, reach: 4 * plots[plots.count - 1].spread.squareRoot()))
            nextPlot &+= 1
        }
        index.build(plots.count) { plots[$0].plot.position }
    }

    private func meanTime(_ batchEnd: SimulationTime) -> SimulationTime {
        guard !plots.isEmpty else { return batchEnd }
        var sum = 0.0
        for plot in plots { sum += plot.time.seconds(since: batchEnd) }
        return batchEnd.advanced(by: min(0, sum / Double(plots.count)))
    }
}
