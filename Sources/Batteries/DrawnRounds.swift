package import DefenceModels
import NumericalMethods
package import Quantities
import Stochastics
import TacticalMessages

// Batteries that fly no rounds: a channel is held for a service time, and the rounds are drawn at its end.
extension FireUnits {
    /// What a unit's rounds are drawn by; nil where they are flown.
    package func effector(of unit: Int) -> (any Effector)? {
        if case .drawn(let effector) = tables.fireUnits[unit].kind { return effector }
        return nil
    }

    mutating func beginService(_ place: Int, _ effector: any Effector, at now: SimulationTime) {
        let unit = engagements[place].fireUnit
        units[unit].services += 1
        var draws = dice.stream(.service, of: tables.unitNames[unit], number: units[unit].services)
        engagements[place].phase = .assessing
        set(.assess(engagement: place), at: now.advanced(by: effector.serviceTime(drawnFrom: &draws)))
    }

    /// The end of a service time: the salvo is spent.
    /// - Returns: rounds of it.
    package mutating func endService(_ place: Int) -> Int {
        let engagement = engagements[place]
        let unit = engagement.fireUnit
        guard engagement.phase != .released else { return 0 }
        for _ in 0..<engagement.order.salvo {
            guard let launcher = units[unit].rounds.firstIndex(where: { $0[engagement.interceptor] > 0 }) else { break }
            spend(engagement.interceptor, from: launcher, of: unit)
            engagements[place].launched += 1
        }
        units[unit].guidedRounds -= engagements[place].launched
        return engagements[place].launched
    }

    /// The assessment of drawn rounds: the unit's sensor sees what is there, and errs with its two probabilities.
    package mutating func endService(_ place: Int, targetIsDown: Bool, draw: Double, at now: SimulationTime) {
        let unit = tables.fireUnits + engagements[place].fireUnit
        let callsKilled = targetIsDown
            ? draw >= unit.pointee.falseAliveProbability : draw < unit.pointee.falseKillProbability
        release(place, callsKilled ? .killed : .alive, because: nil, at: now)
    }
}
