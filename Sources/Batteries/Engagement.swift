import Quantities
package import TacticalMessages
import TargetTracking

/// Where an engagement stands.
package enum EngagementPhase { case ordered, designated, locked, flying, assessing, released }

/// One fire unit against one track, from order to release.
package struct Engagement {
    package internal(set) var order: EngagementOrder
    /// The node that ordered it.
    package let node: Int
    package let fireUnit: Int
    package let interceptor: Int
    package internal(set) var phase: EngagementPhase = .ordered
    var filter: TrackFilter?
    /// The node's estimate as handed over.
    package let designation: TrackReport
    var nextLook: SimulationTime = .zero
    var hits = 0
    var lastHit: SimulationTime = .zero
    var readyAt: SimulationTime = .zero
    package internal(set) var launched = 0
    var launchPending = false
    /// Rounds by their numbers, and how many still fly.
    package internal(set) var rounds: [Int] = []
    package internal(set) var roundsFlying = 0
}

/// What changes about a fire unit.
struct FireUnitState {
    var isAlive = true
    var sectorCentre: Radians
    var rounds: [[Int]]
    var reloads: [Int]
    var launcherAlive: [Bool]
    var reloadingUntil: [SimulationTime]
    var nextLaunch: SimulationTime = .zero
    var engagements: [Int] = []
    var guidedRounds = 0
    var reservedRounds: [Int]
    var isFraming = false
}

/// What a fire unit has set itself to do, and when.
package enum BatteryTask {
    /// The next round of an engagement leaves its launcher.
    case launch(engagement: Int)
    /// An engagement radar's frame: looks, filters, guidance and flight of its missiles.
    case frame(fireUnit: Int)
    /// A fire unit judges the effect of a salvo.
    case assess(engagement: Int)
    /// A designation has found nothing in time.
    case designationExpires(engagement: Int)
    /// A launcher has been reloaded.
    case reloaded(fireUnit: Int, launcher: Int)
}

/// An engagement that is over.
package struct Release {
    package var engagement: Int
    package var node: Int
    package var track: TrackIdentifier
    package var launched: Int
    package var reason: RefusalReason?
}
