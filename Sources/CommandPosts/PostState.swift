import CommandAndControl
import FireControl
package import NumericalMethods
package import Quantities
package import TacticalMessages
import TargetTracking

/// What a node knows of a track beyond its state.
struct TrackFile {
    var identification: IdentificationState
    var identity: TrackIdentity = .unknown
    /// Engagement that holds it, if any.
    var engagement: Int?
    /// Salvos already spent on it.
    var salvos = 0
    /// Not looked at again before this time.
    var restUntil: SimulationTime = .zero
    var isFinal = false
    var seenAt: SimulationTime = .zero
}

/// A node's picture.
struct PostState {
    var isAlive = true
    /// Whether it decides now: its superior is dead or unlinked, or it has none.
    var isInCharge: Bool
    var tracker: MultiTargetTracker
    var files: [Int32: TrackFile] = [:]
    /// Launch windows by track, of each fire unit and type of round.
    var windowMemos: [Int32: [WindowMemo]] = [:]
    var cycleScheduled = false
}

/// Plots of one sweep on their way to a node.
package struct PlotBatch {
    package var radar: Int
    package var node: Int
    package var time: SimulationTime
    package var detections: [Detection]
    package var sweptFrom: Radians
    package var sweptTo: Radians

    package init(
        radar: Int, node: Int, time: SimulationTime, detections: [Detection], sweptFrom: Radians, sweptTo: Radians
    ) {
        self.radar = radar
        self.node = node
        self.time = time
        self.detections = detections
        self.sweptFrom = sweptFrom
        self.sweptTo = sweptTo
    }
}

/// A track of a node's picture, and whether its place is to be interrogated.
package struct PictureTrack {
    package var report: TrackReport
    package var isToBeInterrogated: Bool
}

/// A track as a node holds it, with the covariance of its place at its last update, m², in the node's frame.
package struct BelievedTrack {
    package var report: TrackReport
    package var covariance: Matrix3
}

/// What a cycle came to: judgements track by track, and orders.
package struct CycleReport {
    /// One track judged.
    package struct Judgement {
        package var track: TrackIdentifier
        /// Declared in this cycle.
        package var declared: TrackIdentity?
        package var isThreat = false
        /// Why it is not even considered.
        package var refusal: RefusalReason?
        /// Launch windows searched for in this cycle, seconds from now.
        package var opens: Seconds?
        package var closes: Seconds?
    }

    /// An order, and the track as it stood.
    package struct Decision {
        package var order: EngagementOrder
        package var report: TrackReport
    }

    package var judgements: [Judgement] = []
    package var decisions: [Decision] = []
    /// Tracks that were considered and not engaged.
    package var refusals: [(track: TrackIdentifier, reason: RefusalReason)] = []
    /// Whether another cycle is due after this one.
    package var goesOn = false
}
