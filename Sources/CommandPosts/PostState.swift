import CommandAndControl
import FireControl
package import Quantities
package import TacticalMessages
import TargetTracking

/// What a node knows of a track beyond its state.
struct TrackFile {
    var identification: IdentificationState
    var identity: TrackIdentity = .unknown
    /// Its own order that holds the track, if any, and that to a second battery.
    var order: OrderIdentifier?
    var support: OrderIdentifier?
    /// Salvos and rounds already spent on it, those on their way included.
    var salvos = 0
    var rounds = 0
    /// Not looked at again before this time.
    var restUntil: SimulationTime = .zero
    /// When it was called killed, and by how many cycles it has gone on since.
    var killedAt: SimulationTime?
    var updatesSinceKill = 0
    var lastUpdateSinceKill: SimulationTime = .zero
    var isFinal = false
    /// Kept once it has cost rounds.
    var lastSeen: LastSeen?
}

/// An order that has not been reported to be over.
struct OpenOrder {
    var identifier: OrderIdentifier
    var track: TrackIdentifier
    /// Place of the fire unit in the node's list.
    var unit: Int
    var type: Int
    var salvo: Int
    var sentAt: SimulationTime
    /// Of the whole salvo as planned, and the price of a round.
    var killProbability = 0.0
    var price = 0.0
    var launchNotAfter: SimulationTime
    /// When its channel should be free again.
    var over: SimulationTime
    /// No other salvo can follow it.
    var isLastChance = false
    /// The unit has said that it follows it.
    var isAcknowledged = false
    /// When it was last taken back.
    var brokenOffAt: SimulationTime?
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
    /// Its fire units as they last reported, in its order, and whether they can be reached.
    var statuses: [UnitStatus]
    var isReachable: [Bool]
    var orders: [OpenOrder] = []
    var orderCount: Int32 = 0
    /// The picture that its next decision rests on.
    var picture: Picture?
    /// Middles of the fire units' sectors as last ordered, in the node's order, and when they are next thought over.
    var sectors: [Radians]
    var nextSectorPlan = SimulationTime.zero
    /// Until when radars have been told to be silent, by radar.
    var silences: [Int32: SimulationTime] = [:]
    /// Until when fire units that were told to move are not told again.
    var toldToMove: [Int32: SimulationTime] = [:]
}

/// Plots of one sweep on their way to a node.
package struct PlotBatch {
    package var radar: Int
    package var node: Int
    package var time: SimulationTime
    package var detections: [Detection]
    package var sweptFrom: Radians
    package var sweptTo: Radians
    /// Highest elevation at which everything was looked at; nil for all.
    package var top: Radians?

    package init(
        radar: Int, node: Int, time: SimulationTime, detections: [Detection], sweptFrom: Radians, sweptTo: Radians,
        top: Radians? = nil
    ) {
        self.top = top
        self.radar = radar
        self.node = node
        self.time = time
        self.detections = detections
        self.sweptFrom = sweptFrom
        self.sweptTo = sweptTo
    }
}

/// What a fire unit sends its post: how it is, and what is over.
package struct UnitMessage {
    package var status: UnitStatus
    package var report: KillReport?

    package init(status: UnitStatus, report: KillReport?) {
        self.status = status
        self.report = report
    }
}

/// An order on its way to its fire unit, with the track as it stood.
package struct OrderMessage {
    package var order: EngagementOrder
    package var designation: TrackReport
}

/// A track as its post has it now, on its way to the fire unit that engages it.
package struct TrackUpdate {
    package var order: OrderIdentifier
    package var unit: Int
    package var report: TrackReport
}

/// One track judged in a cycle, for the record.
package struct Judgement {
    package var track: TrackIdentifier
    /// What the track is declared to be by now.
    package var declared: TrackIdentity?
    package var isThreat = false
    /// Why it is not even considered.
    package var refusal: RefusalReason?
    /// Launch windows searched for in this cycle, seconds from now.
    package var opens: Seconds?
    package var closes: Seconds?
}
