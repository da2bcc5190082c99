package import DefenceModels
import EarthEnvironment
import NumericalMethods
package import Quantities
import RadarSensing
import Stochastics
package import TacticalMessages
import TargetTracking

/// The fire units: channels, rounds, launchers, engagements and their own estimates. Belief alone: a unit knows what its
/// orders, its radar and its rounds tell it.
package struct FireUnits: ~Copyable {
    let tables: DefenceTables
    let dice: RunDice
    let frameInterval: Seconds
    /// Estimator of an engagement radar for the one target that it follows.
    let engagementFilter = MotionModels.engagementRadar
    var units: [FireUnitState]
    package internal(set) var engagements: [Engagement] = []
    /// What is to be done at a later time, in the order that it was set; the loop takes it.
    package var tasks: [(task: BatteryTask, time: SimulationTime)] = []
    /// Engagements that are over, in order; the loop tells their posts.
    package var releases: [Release] = []
    /// Rounds by type: loaded at the start or held for reload, and fired.
    package private(set) var loaded: [Int]
    package internal(set) var fired: [Int]
    /// Plots that entered its own filters, so far.
    package internal(set) var trackUpdates = 0

    package init(_ tables: DefenceTables, dice: RunDice) {
        self.tables = tables
        self.dice = dice
        let types = tables.interceptors.count
        frameInterval = tables.model.frameInterval
        loaded = Array(repeating: 0, count: types)
        fired = Array(repeating: 0, count: types)
        units = tables.model.fireUnits.map { unit in
            FireUnitState(
                sectorCentre: unit.sectorCentre, rounds: unit.launchers.map(\.rounds), reloads: unit.reloads,
                launcherAlive: unit.launchers.map { _ in true }, reloadingUntil: unit.launchers.map { _ in .zero },
                reservedRounds: Array(repeating: 0, count: types))
        }
        for unit in tables.model.fireUnits {
            for load in unit.launchers.map(\.rounds) + [unit.reloads] {
                for (type, count) in load.enumerated() { loaded[type] += count }
            }
        }
    }

    package func isAlive(_ unit: Int) -> Bool { units[unit].isAlive }

    /// A fire unit cannot engage any more.
    package mutating func lose(_ unit: Int) { units[unit].isAlive = false }

    package mutating func loseLauncher(_ launcher: Int, of unit: Int) { units[unit].launcherAlive[launcher] = false }

    /// What a unit would say of itself now.
    package func status(of unit: Int, at now: SimulationTime) -> UnitStatus {
        let fire = tables.fireUnits + unit
        let isAble = units[unit].isAlive
        var ready = Array(repeating: 0, count: tables.interceptors.count)
        for launcher in units[unit].rounds.indices
        where units[unit].launcherAlive[launcher] && units[unit].reloadingUntil[launcher] <= now {
            for type in ready.indices { ready[type] += units[unit].rounds[launcher][type] }
        }
        for type in ready.indices { ready[type] = max(0, ready[type] - units[unit].reservedRounds[type]) }
        return UnitStatus(
            fireUnit: FireUnitIdentifier(rawValue: Int32(unit)), time: now, isAble: isAble,
            freeTargetChannels: isAble ? fire.pointee.targetChannels - units[unit].engagements.count : 0,
            freeGuidanceChannels: isAble ? fire.pointee.guidanceChannels - units[unit].guidedRounds : 0,
            readyRounds: ready, sectorCentre: units[unit].sectorCentre, isEngaged: !units[unit].engagements.isEmpty)
    }

    /// Centre of a unit's sector, and the rounds of each type on a launcher; for who writes them down.
    package func sectorCentre(of unit: Int) -> Radians { units[unit].sectorCentre }
    package func rounds(on launcher: Int, of unit: Int) -> [Int] { units[unit].rounds[launcher] }

    // MARK: Orders

    /// An order's channel and rounds are held.
    /// - Returns: the engagement's number.
    package mutating func begin(_ order: EngagementOrder, from node: Int, designation: TrackReport) -> Int {
        let unit = Int(order.fireUnit.rawValue)
        let type = Int(order.interceptorType.rawValue)
        let place = engagements.count
        engagements.append(
            Engagement(order: order, node: node, fireUnit: unit, interceptor: type, designation: designation))
        units[unit].engagements.append(place)
        units[unit].guidedRounds += order.salvo
        units[unit].reservedRounds[type] += order.salvo
        return place
    }

    /// An order reaches its unit.
    package mutating func take(_ place: Int, at now: SimulationTime) {
        let unit = engagements[place].fireUnit
        guard units[unit].isAlive else {
            release(place, because: nil)
            return
        }
        let fire = tables.fireUnits + unit
        if case .textbook(let service) = fire.pointee.kind {
            beginService(place, service, at: now)
            return
        }
        engagements[place].phase = .designated
        engagements[place].readyAt = now.advanced(by: fire.pointee.reactionTime)
        engagements[place].nextLook = now
        set(.designationExpires(engagement: place), at: now.advanced(by: fire.pointee.designationTimeout))
        slewSector(unit, toward: engagements[place].designation)
        if !units[unit].isFraming {
            units[unit].isFraming = true
            set(.frame(fireUnit: unit), at: now.advanced(by: frameInterval))
        }
    }

    /// A free engagement radar turns its sector to its first target and keeps it while anything is engaged.
    private mutating func slewSector(_ unit: Int, toward report: TrackReport) {
        guard units[unit].engagements.count <= 1, tables.fireUnits[unit].sectorWidth < 2 * .pi else { return }
        let frame = tables.radars[tables.fireUnits[unit].engagementRadar].value.site.frame
        let local = frame.toLocal(report.state.position).vector
        units[unit].sectorCentre = Elementary.atan2(local.x, local.y)
    }

    package mutating func designationExpires(_ place: Int) {
        guard engagements[place].phase == .designated else { return }
        release(place, because: .windowClosesTooSoon)
    }

    /// Frees the channel and what is left of the salvo; the node may decide anew.
    mutating func release(_ place: Int, because reason: RefusalReason?) {
        guard engagements[place].phase != .released else { return }
        engagements[place].phase = .released
        let engagement = engagements[place]
        let unsent = engagement.order.salvo - engagement.launched
        units[engagement.fireUnit].guidedRounds -= unsent + engagement.roundsFlying
        units[engagement.fireUnit].reservedRounds[engagement.interceptor] -= unsent
        units[engagement.fireUnit].engagements.removeAll { $0 == place }
        releases.append(
            Release(
                engagement: place, node: engagement.node, track: engagement.order.track, launched: engagement.launched,
                reason: reason))
    }

    func stream(_ purpose: DrawPurpose, of engagement: Int) -> RandomStream { dice.stream(purpose, entity: engagement) }

    mutating func set(_ task: BatteryTask, at time: SimulationTime) { tasks.append((task, time)) }
}
