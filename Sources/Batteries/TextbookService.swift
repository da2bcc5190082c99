import DefenceModels
import NumericalMethods
package import Quantities
import Stochastics
import TacticalMessages

// The closed forms' kind of battery: a channel is held for a service time, and the rounds are drawn at its end.
extension FireUnits {
    package func isTextbook(_ unit: Int) -> Bool {
        if case .textbook = tables.fireUnits[unit].kind { return true }
        return false
    }

    mutating func beginService(_ place: Int, _ service: TextbookService, at now: SimulationTime) {
        var time = service.time
        if service.isExponential {
            units[engagements[place].fireUnit].services += 1
            let unit = engagements[place].fireUnit
            var draws = dice.stream(.service, of: tables.unitNames[unit], number: units[unit].services)
            time = draws.nextExponential(mean: time)
        }
        engagements[place].phase = .assessing
        set(.assess(engagement: place), at: now.advanced(by: time))
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

    /// A closed form's assessment: its sensor sees what is there, and errs with its two probabilities.
    package mutating func endService(_ place: Int, targetIsDown: Bool, draw: Double, at now: SimulationTime) {
        let unit = tables.fireUnits + engagements[place].fireUnit
        let callsKilled = targetIsDown
            ? draw >= unit.pointee.falseAliveProbability : draw < unit.pointee.falseKillProbability
        release(place, callsKilled ? .killed : .alive, because: nil, at: now)
    }
}
