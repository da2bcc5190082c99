import CommandAndControl
package import DefenceModels
import EarthEnvironment
import FlightDynamics
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
    package internal(set) var engagements = EngagementList()
    /// What is to be done at a later time, in the order that it was set; the loop takes it.
    package var tasks: [(task: BatteryTask, time: SimulationTime)] = []
    /// What is to be told to posts, in order; the loop sends it.
    package var notices: [Notice] = []
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
                sectorCentre: unit.sectorCentre, sectorOrdered: unit.sectorCentre, rounds: unit.launchers.map(\.rounds),
                reloads: unit.reloads,
                launcherAlive: unit.launchers.map { _ in true }, reloadingUntil: unit.launchers.map { _ in .zero },
                readyAt: unit.launchers.map { _ in .zero },
                reservedRounds: Array(repeating: 0, count: types))
        }
        for (place, unit) in tables.model.fireUnits.enumerated() {
            units[place].gunRounds = unit.gun?.rounds ?? 0
            for load in unit.launchers.map(\.rounds) + [unit.reloads] {
                for (type, count) in load.enumerated() { loaded[type] += count }
            }
        }
        schedule()
    }

    package func isAlive(_ unit: Int) -> Bool { units[unit].isAlive }

    /// A fire unit's radar is dead: it engages no more, and rounds that it guided are told nothing more.
    package mutating func lose(_ unit: Int, at now: SimulationTime) {
        units[unit].isAlive = false
        for place in units[unit].engagements {
            engagements[place].filter = nil
            if engagements[place].roundsFlying == 0 { release(place, .undetermined, because: .commandLost, at: now) }
        }
        tell(unit)
    }

    /// A fire unit's radar works again.
    package mutating func restore(_ unit: Int) {
        units[unit].isAlive = true
        tell(unit)
    }

    /// Whether a launcher of a unit can fire at all.
    package func isAlive(_ launcher: Int, of unit: Int) -> Bool { units[unit].launcherAlive[launcher] && isInAction(unit) }

    /// Whether a launcher has failed, or was destroyed; one that is packed up has not.
    package func hasFailed(_ launcher: Int, of unit: Int) -> Bool { !units[unit].launcherAlive[launcher] }

    /// A launcher fails, or works again; one that was to be full by now is filled anew.
    package mutating func setLauncher(_ launcher: Int, of unit: Int, isAlive: Bool, at now: SimulationTime) {
        units[unit].launcherAlive[launcher] = isAlive
        if isAlive, units[unit].reloadingUntil[launcher] <= now { reloadIfEmpty(unit, launcher, at: now) }
        tell(unit)
    }

    /// Sets out what a unit has to say of itself.
    package mutating func tell(_ unit: Int) { notices.append(Notice(fireUnit: unit)) }

    /// What a unit says of itself now.
    package func status(of unit: Int, at now: SimulationTime) -> UnitStatus {
        let fire = tables.fireUnits + unit
        let isAble = units[unit].isAlive && isInAction(unit)
        let takesOrders = isAble && units[unit].readiness == .inAction
        var ready = Array(repeating: 0, count: tables.interceptors.count)
        for launcher in units[unit].rounds.indices
        where units[unit].launcherAlive[launcher] && units[unit].reloadingUntil[launcher] <= now {
            for type in ready.indices { ready[type] += units[unit].rounds[launcher][type] }
        }
        for type in ready.indices { ready[type] = max(0, ready[type] - units[unit].reservedRounds[type]) }
        var status = UnitStatus(
            fireUnit: FireUnitIdentifier(rawValue: Int32(unit)), time: now, isAble: isAble,
            freeTargetChannels: takesOrders ? fire.pointee.targetChannels - units[unit].engagements.count : 0,
            freeGuidanceChannels: takesOrders ? fire.pointee.guidanceChannels - units[unit].guidedRounds : 0,
            readyRounds: ready, sectorCentre: sectorCentre(of: unit, at: now), isEngaged: !units[unit].engagements.isEmpty,
            engaged: units[unit].engagements.map { place in
                EngagedTarget(
                    order: engagements[place].order.identifier,
                    state: estimatedTarget(place, at: now) ?? designated(place, at: now),
                    hasFired: engagements[place].launched > 0 || engagements[place].phase == .assessing)
            })
        status.isInAction = isInAction(unit)
        status.salvosHere = units[unit].salvosHere
        status.canMove = takesOrders && fire.pointee.movement.stations.count > 1
        return status
    }

    /// Where a designation puts its target by now.
    func designated(_ place: Int, at now: SimulationTime) -> KinematicState<EarthFixed> {
        var state = engagements[place].designation.state
        let ahead = now.seconds(since: engagements[place].designation.time)
        state.position = Position(state.position.vector + state.velocity.vector * ahead)
        return state
    }

    /// Rounds of a type that are ready and promised to nobody.
    private func ready(_ type: Int, of unit: Int, at now: SimulationTime) -> Int {
        let loaded = units[unit].rounds.indices.reduce(0) { sum, launcher in
            units[unit].launcherAlive[launcher] && units[unit].reloadingUntil[launcher] <= now
                ? sum + units[unit].rounds[launcher][type] : sum
        }
        return max(0, loaded - units[unit].reservedRounds[type])
    }

    /// Rounds of each type on a launcher; for who writes them down.
    package func rounds(on launcher: Int, of unit: Int) -> [Int] { units[unit].rounds[launcher] }

    // MARK: Orders

    /// An order reaches its unit: followed where a channel and a round are free, refused in words where not. An order for
    /// what is engaged already was given again because the unit's word was lost.
    package mutating func take(_ order: EngagementOrder, designation: TrackReport, at now: SimulationTime) {
        let unit = Int(order.fireUnit.rawValue)
        let type = Int(order.interceptorType.rawValue)
        if let place = units[unit].engagements.first(where: {
            engagements[$0].order.track == order.track && engagements[$0].order.identifier.post == order.identifier.post
        }) {
            engagements[place].order.identifier = order.identifier
            tell(unit)
            return
        }
        let fire = tables.fireUnits + unit
        guard units[unit].isAlive else { return refuse(order, .commandLost, at: now) }
        guard units[unit].readiness == .inAction else { return refuse(order, .outOfAction, at: now) }
        let salvo = min(order.salvo, fire.pointee.guidanceChannels - units[unit].guidedRounds, ready(type, of: unit, at: now))
        guard units[unit].engagements.count < fire.pointee.targetChannels else { return refuse(order, .noFireChannel, at: now) }
        guard salvo > 0 else {
            return refuse(order, ready(type, of: unit, at: now) > 0 ? .noFireChannel : .noRoundsReady, at: now)
        }
        let place = engagements.count
        engagements.append(Engagement(order: order, fireUnit: unit, interceptor: type, designation: designation))
        engagements[place].order.salvo = salvo
        units[unit].engagements.append(place)
        units[unit].guidedRounds += salvo
        units[unit].reservedRounds[type] += salvo
        if case .drawn(let effector) = fire.pointee.kind {
            beginService(place, effector, at: now)
        } else {
            designate(place, unit, at: now)
        }
        tell(unit)
    }

    private mutating func designate(_ place: Int, _ unit: Int, at now: SimulationTime) {
        let fire = tables.fireUnits + unit
        // The crew began to react when the track was first seen; nothing leaves before the order says.
        let seen = engagements[place].designation.seenSince ?? engagements[place].order.time
        let earliest = max(now, engagements[place].order.launchNotBefore)
        engagements[place].readyAt = max(earliest, seen.advanced(by: fire.pointee.reactionTime))
        engagements[place].nextLook = now
        set(.designationExpires(engagement: place), at: now.advanced(by: fire.pointee.designationTimeout))
        if !units[unit].isFraming {
            units[unit].isFraming = true
            set(.frame(fireUnit: unit), at: now.advanced(by: frameInterval))
        }
    }

    /// A post takes back an order. What has left a launcher is guided to its end all the same.
    package mutating func breakOff(_ order: OrderIdentifier, unit: Int, at now: SimulationTime) {
        guard let place = units[unit].engagements.first(where: { engagements[$0].order.identifier == order }),
            engagements[place].launched == 0, engagements[place].phase != .assessing
        else { return }
        release(place, .undetermined, because: .brokenOff, at: now)
    }

    private mutating func refuse(_ order: EngagementOrder, _ reason: RefusalReason, at now: SimulationTime) {
        notices.append(
            Notice(
                fireUnit: Int(order.fireUnit.rawValue),
                report: KillReport(
                    order: order.identifier, track: order.track, fireUnit: order.fireUnit, time: now,
                    assessment: .undetermined, launched: 0, refusal: reason)))
    }

    /// The engagement radar is told where to turn its sector.
    package mutating func turnSector(_ unit: Int, to centre: Radians, at now: SimulationTime) {
        units[unit].sectorCentre = sectorCentre(of: unit, at: now)
        units[unit].sectorSince = now
        units[unit].sectorOrdered = centre
    }

    /// Where the middle of its sector is while the antenna turns, radians clockwise from north.
    func sectorCentre(of unit: Int, at now: SimulationTime) -> Radians {
        let state = units[unit]
        return SectorAllocation.turned(
            from: state.sectorCentre, to: state.sectorOrdered, slewRate: tables.fireUnits[unit].slewRate,
            for: now.seconds(since: state.sectorSince))
    }

    package mutating func designationExpires(_ place: Int, at now: SimulationTime) {
        guard engagements[place].phase == .designated else { return }
        release(place, .undetermined, because: .unseenByGuidingRadar, at: now)
    }

    /// Frees the channel and what is left of the salvo, and reports; the post may decide anew.
    mutating func release(_ place: Int, _ assessment: KillAssessment, because reason: RefusalReason?, at now: SimulationTime) {
        guard engagements[place].phase != .released else { return }
        engagements[place].phase = .released
        let engagement = engagements[place]
        let unsent = engagement.order.salvo - engagement.launched
        units[engagement.fireUnit].guidedRounds -= unsent + engagement.roundsFlying
        units[engagement.fireUnit].reservedRounds[engagement.interceptor] -= unsent
        units[engagement.fireUnit].engagements.removeAll { $0 == place }
        notices.append(
            Notice(
                fireUnit: engagement.fireUnit,
                report: KillReport(
                    order: engagement.order.identifier, track: engagement.order.track, fireUnit: engagement.order.fireUnit,
                    time: now, assessment: assessment, launched: engagement.launched, refusal: reason),
                engagement: place))
        packIfIdle(engagement.fireUnit, at: now)
    }

    /// What is left of a salvo will not be fired.
    mutating func cancelRest(_ place: Int) {
        let engagement = engagements[place]
        let unsent = engagement.order.salvo - engagement.launched
        engagements[place].order.salvo = engagement.launched
        units[engagement.fireUnit].guidedRounds -= unsent
        units[engagement.fireUnit].reservedRounds[engagement.interceptor] -= unsent
    }

    mutating func set(_ task: BatteryTask, at time: SimulationTime) { tasks.append((task, time)) }
}
