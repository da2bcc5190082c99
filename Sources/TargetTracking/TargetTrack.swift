import NumericalMethods
import Quantities
import TacticalMessages

/// One track of a multi-target tracker: its best hypothesis, as others see it.
package struct TargetTrack: Sendable {
    package let identifier: TrackIdentifier
    package internal(set) var filter: TrackFilter
    package internal(set) var lastUpdate: SimulationTime
    /// Time of its first plot.
    package internal(set) var startedAt: SimulationTime
    package internal(set) var isConfirmed: Bool
    package internal(set) var hits: Int
    /// Looks missed in a row.
    package internal(set) var misses: Int
    /// Mean of the cross-sections that its plots spoke for, m²; 0 where none said.
    package internal(set) var crossSection: Double
}

/// A track carried to a time: what pictures are made of, without the kilobytes of its filter.
package struct TrackEstimate: Sendable {
    package let identifier: TrackIdentifier
    /// In the tracker's frame, m and m/s, and the root of the mean of the three axes' variances of each.
    package let position: Vector3
    package let velocity: Vector3
    package let deviations: (position: Double, velocity: Double)
    /// Probability of free fall.
    package let ballisticProbability: Double
    package let lastUpdate: SimulationTime
    package let startedAt: SimulationTime
    package let hits: Int
    package let misses: Int
    package let crossSection: Double

    package init(_ track: TargetTrack, at time: SimulationTime) {
        self.init(
            track.identifier, track.filter, at: time, lastUpdate: track.lastUpdate, startedAt: track.startedAt, hits: track.hits,
            misses: track.misses, crossSection: track.crossSection)
    }

    @inline(__always)
    init(_ entry: TrackEntry, _ best: borrowing Hypothesis, at time: SimulationTime) {
        self.init(
            entry.identifier, best.filter, at: time, lastUpdate: best.lastHit, startedAt: entry.startedAt, hits: Int(best.hits),
            misses: Int(best.misses), crossSection: best.crossSection)
    }

    @inline(__always)
    private init(
        _ identifier: TrackIdentifier, _ filter: borrowing TrackFilter, at time: SimulationTime, lastUpdate: SimulationTime,
        startedAt: SimulationTime, hits: Int, misses: Int, crossSection: Double
    ) {
        self.identifier = identifier
        (position, velocity) = filter.extrapolated(to: time)
        deviations = filter.deviations
        ballisticProbability = filter.ballisticProbability
        self.lastUpdate = lastUpdate
        self.startedAt = startedAt
        self.hits = hits
        self.misses = misses
        self.crossSection = crossSection
    }
}

/// One way in which the plots of the last looks may belong to a track.
struct Hypothesis: Sendable {
    var filter: TrackFilter
    /// What coarse gates read, so that they need not touch the filter.
    var summary: HypothesisSummary
    /// Logarithm of the likelihood against clutter.
    var score: Double
    /// Numbers of the plots of the last eight looks, latest first; −1 for a missed look, −2 for none.
    var history: SIMD8<Int32>
    var hits: Int32
    var misses: Int32
    /// Those of the misses in a row at which a plot in the gate went to another track.
    var beaten: Int32
    var looks: Int32
    var lastHit: SimulationTime
    var crossSection: Double
    /// First plot only; the velocity is not known.
    var isSinglePoint: Bool
    /// The radars that have hit it, a bit each: another radar's silence (its horizon may be nearer) is no missed look.
    var radars: UInt64
    /// Velocity of the formation around a first plot.
    var group: Vector3?

    /// A history with one look more; a function of the history alone, so that no hypothesis is copied for it.
    @inline(__always)
    static func history(_ old: SIMD8<Int32>, adding plot: Int32) -> SIMD8<Int32> {
        SIMD8(plot, old[0], old[1], old[2], old[3], old[4], old[5], old[6])
    }
}

/// What most batches ask of a hypothesis, side by side with the others': mean, spread, radars. A hypothesis itself is kilobytes.
struct HypothesisOutline: Sendable {
    var summary: HypothesisSummary
    var radars: UInt64
    var isSinglePoint: Bool

    @inline(__always)
    init(_ hypothesis: Hypothesis) {
        summary = hypothesis.summary
        radars = hypothesis.radars
        isSinglePoint = hypothesis.isSinglePoint
    }
}

/// What a tracker holds of a track.
struct TrackEntry: Sendable {
    let identifier: TrackIdentifier
    /// Time of its first plot, where that was, and the reach of its spread: what most batches ask of a track with one plot.
    let startedAt: SimulationTime
    let startedFrom: Vector3
    let startReach: Double
    /// Whether it has that plot and no other.
    var isFirstPlot = true
    /// Its block of hypotheses, and how many of them are in use; the first is the chosen one.
    var block: Int
    var count: Int
    var isConfirmed: Bool
    /// Rounds in a row in which no hypothesis was chosen.
    var idle: Int
    /// Until when it flew in the cone of silence; `startedAt` where it never did.
    var hiddenUntil: SimulationTime

    @inline(__always)
    init(
        identifier: TrackIdentifier, startedAt: SimulationTime, startedFrom: Vector3, startReach: Double, block: Int, isConfirmed: Bool
    ) {
        self.identifier = identifier
        self.startedAt = startedAt
        self.startedFrom = startedFrom
        self.startReach = startReach
        self.block = block
        count = 1
        self.isConfirmed = isConfirmed
        idle = 0
        hiddenUntil = startedAt
    }
}

/// Mean and spread of a hypothesis when it was last updated.
struct HypothesisSummary: Sendable {
    var position: Vector3
    var velocity: Vector3
    var reach: Double
    var time: SimulationTime

    @inline(__always)
    init(_ filter: TrackFilter) {
        position = filter.position
        velocity = filter.velocity
        reach = filter.reach
        time = filter.time
    }

    /// The mean carried straight on to another time.
    @inline(__always)
    func expected(at other: SimulationTime) -> Vector3 { position + velocity * other.seconds(since: time) }
}
