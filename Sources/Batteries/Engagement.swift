import Quantities
package import TacticalMessages
import TargetTracking

/// Where an engagement stands.
package enum EngagementPhase { case designated, locked, flying, assessing, released }

/// Engagements in the order of their orders, each in memory of its own: read and changed where it stands.
package struct EngagementList: ~Copyable {
    @usableFromInline var places: [UnsafeMutablePointer<Engagement>] = []

    package var count: Int { places.count }

    @inlinable
    package subscript(_ place: Int) -> Engagement {
        unsafeAddress { UnsafePointer(places[place]) }
        nonmutating unsafeMutableAddress { places[place] }
    }

    mutating func append(_ engagement: Engagement) {
        let place = UnsafeMutablePointer<Engagement>.allocate(capacity: 1)
        place.initialize(to: engagement)
        places.append(place)
    }

    deinit {
        for place in places {
            place.deinitialize(count: 1)
            place.deallocate()
        }
    }
}

/// One fire unit against one track, from order to release.
package struct Engagement {
    package internal(set) var order: EngagementOrder
    package let fireUnit: Int
    package let interceptor: Int
    package internal(set) var phase: EngagementPhase = .designated
    var filter: TrackFilter?
    /// The post's estimate as handed over.
    package internal(set) var designation: TrackReport
    var nextLook: SimulationTime = .zero
    var hits = 0
    var lastHit: SimulationTime = .zero
    var readyAt: SimulationTime = .zero
    package internal(set) var launched = 0
    var launchPending = false
    /// Rounds by their numbers, and how many still fly.
    package internal(set) var rounds: [Int] = []
    package internal(set) var roundsFlying = 0
    /// Looks of the beam since its last round ended, and echoes that they found.
    var looksSince = 0
    var hitsSince = 0

    init(order: EngagementOrder, fireUnit: Int, interceptor: Int, designation: TrackReport) {
        self.order = order
        self.fireUnit = fireUnit
        self.interceptor = interceptor
        self.designation = designation
    }
}

/// What changes about a fire unit.
struct FireUnitState {
    var isAlive = true
    /// Middle of the sector when its antenna last began to turn, the middle as ordered, and when that was.
    var sectorCentre: Radians
    var sectorOrdered: Radians
    var sectorSince = SimulationTime.zero
    var rounds: [[Int]]
    var reloads: [Int]
    var launcherAlive: [Bool]
    var reloadingUntil: [SimulationTime]
    /// When each launcher may fire again.
    var readyAt: [SimulationTime]
    var engagements: [Int] = []
    var guidedRounds = 0
    var reservedRounds: [Int]
    var isFraming = false
    /// When its guns may fire again, and rounds left for them.
    var gunsReadyAt = SimulationTime.zero
    var gunRounds = 0
    /// Services of drawn rounds begun.
    var services = 0
    var readiness = Readiness.inAction
    /// Which of its places it is at, or on the way to.
    var station = 0
    /// Salvos since it came into action there.
    var salvosHere = 0
    /// It is to leave again as soon as it is in action.
    var isDue = false
}

/// What a fire unit has set itself to do, and when.
package enum BatteryTask {
    /// The next round of an engagement leaves a launcher.
    case launch(engagement: Int, launcher: Int)
    /// An engagement radar's frame: looks, filters, guidance and flight of its missiles.
    case frame(fireUnit: Int)
    /// A fire unit judges the effect of a salvo.
    case assess(engagement: Int)
    /// A designation has found nothing in time.
    case designationExpires(engagement: Int)
    /// A launcher has been reloaded.
    case reloaded(fireUnit: Int, launcher: Int)
    /// A fire unit leaves, or is on its way.
    case moves(fireUnit: Int, step: MoveStep)
}

/// What a fire unit has to tell its post: at least how it is.
package struct Notice {
    package var fireUnit: Int
    /// What is over, or cannot be done.
    package var report: KillReport?
    /// Number of the engagement that is over; nil where none was begun.
    package var engagement: Int?
}
