import DefenceModels
package import Quantities
import TacticalMessages

/// Whether a fire unit stands ready.
enum Readiness {
    case inAction
    /// It is to leave: it takes no more orders, and guides what it has fired.
    case finishing
    /// Being packed, on the march, being set up, or gone.
    case away
}

/// One step of a fire unit's move.
package enum MoveStep {
    /// Its time to leave by the clock has come.
    case due
    /// Nothing of its flies any more: it goes off the air.
    case packs
    /// It is on the road.
    case departs
    /// It is at its next place.
    case arrives
    /// It is set up.
    case ready
}

// In action → finishing → packed → on the march → set up → in action. What is not in action is deaf, radiates nothing, fires nothing and
// guides nothing.
extension FireUnits {
    package func isInAction(_ unit: Int) -> Bool { units[unit].readiness != .away }

    /// The number of the place where a unit stands, or that it is on its way to.
    package func station(of unit: Int) -> Int { units[unit].station }

    /// Units that come from the march are not in action at the start.
    mutating func schedule() {
        for unit in units.indices {
            let movement = tables.fireUnits[unit].movement
            if let arrival = movement.arrival {
                units[unit].readiness = .away
                set(.moves(fireUnit: unit, step: .arrives), at: arrival)
            }
            if let departure = movement.departure { set(.moves(fireUnit: unit, step: .due), at: departure) }
        }
    }

    /// A unit is to leave. What it has not fired at is given up, and nothing more of a salvo goes.
    package mutating func moveOut(_ unit: Int, at now: SimulationTime) {
        guard units[unit].readiness == .inAction else { return }
        units[unit].readiness = .finishing
        units[unit].isDue = false
        for place in units[unit].engagements {
            if engagements[place].launched == 0, effector(of: unit) == nil {
                release(place, .undetermined, because: .outOfAction, at: now)
            } else if engagements[place].phase == .flying {
                cancelRest(place)
            }
        }
        packIfIdle(unit, at: now)
        tell(unit)
    }

    /// It is time to leave by the clock: at once, or as soon as it is set up at its first place; one that is on its way already has left.
    package mutating func departureIsDue(_ unit: Int, at now: SimulationTime) {
        let movement = tables.fireUnits[unit].movement
        let isComing = movement.arrival.map { now < $0.advanced(by: movement.setupTime) } ?? false
        if isComing { units[unit].isDue = true } else { moveOut(unit, at: now) }
    }

    /// Where the last engagement is over, packing begins.
    mutating func packIfIdle(_ unit: Int, at now: SimulationTime) {
        guard units[unit].readiness == .finishing, units[unit].engagements.isEmpty else { return }
        set(.moves(fireUnit: unit, step: .packs), at: now)
    }

    /// - Returns: false where it is packed already.
    package mutating func pack(_ unit: Int, at now: SimulationTime) -> Bool {
        guard units[unit].readiness == .finishing else { return false }
        units[unit].readiness = .away
        set(.moves(fireUnit: unit, step: .departs), at: now.advanced(by: tables.fireUnits[unit].movement.setupTime))
        tell(unit)
        return true
    }

    /// - Returns: the number of its next place; nil where it leaves for good.
    package mutating func depart(_ unit: Int, at now: SimulationTime) -> Int? {
        let movement = tables.fireUnits[unit].movement
        guard let next = movement.station(after: units[unit].station) else { return nil }
        let march = movement.march(from: units[unit].station, to: next)
        units[unit].station = next
        set(.moves(fireUnit: unit, step: .arrives), at: now.advanced(by: march))
        return next
    }

    /// It is at its place, and is set up there.
    /// - Returns: the place's number.
    package mutating func arrive(_ unit: Int, at now: SimulationTime) -> Int {
        set(.moves(fireUnit: unit, step: .ready), at: now.advanced(by: tables.fireUnits[unit].movement.setupTime))
        return units[unit].station
    }

    /// It comes into action. Launchers that were being filled when it packed begin anew.
    package mutating func comeIntoAction(_ unit: Int, at now: SimulationTime) {
        units[unit].readiness = .inAction
        units[unit].salvosHere = 0
        for launcher in units[unit].rounds.indices { reloadIfEmpty(unit, launcher, at: now) }
        if units[unit].isDue { moveOut(unit, at: now) } else { tell(unit) }
    }
}
