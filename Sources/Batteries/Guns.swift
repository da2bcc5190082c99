import DefenceModels
import FlightDynamics
import NumericalMethods
package import Quantities
import TacticalMessages

/// A burst that a unit's guns fire.
package struct GunBurst {
    package var unit: Int
    /// Shells.
    package var count: Int
}

// Guns fire at what their vehicle's radar is on, as soon as it is in their reach, beside its missiles.
extension FireUnits {
    /// A burst at the target of an engagement: the beam holds it, it is in reach, and the last burst's fall has been seen (as long as a
    /// burst lasts).
    package mutating func firesGuns(_ place: Int, at now: SimulationTime) -> GunBurst? {
        let unit = engagements[place].fireUnit
        guard let gun = tables.fireUnits[unit].gun, units[unit].isAlive, units[unit].gunRounds > 0, now >= units[unit].gunsReadyAt,
            engagements[place].filter != nil, let target = estimatedTarget(place, at: now),
            (target.position.vector - tables.unitSites[unit]).length <= gun.rangeMaximum
        else { return nil }
        let count = min(units[unit].gunRounds, Int(gun.rate * gun.burst))
        units[unit].gunRounds -= count
        units[unit].gunsReadyAt = now.advanced(by: 2 * gun.burst)
        return GunBurst(unit: unit, count: count)
    }
}
