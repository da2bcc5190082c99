import DefenceModels
import NumericalMethods
import Quantities
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
            var draws = stream(.service, of: place)
            time = draws.nextExponential(mean: time)
        }
        engagements[place].phase = .assessing
        set(.assess(engagement: place), at: now.advanced(by: time))
    }

    /// Draws the rounds of a salvo at the end of its service time: for each whether it kills, by the stream of a round's
    /// number.
    /// - Parameter firstRound: numbers of rounds fired before.
    package mutating func endService(_ place: Int, firstRound: Int) -> [Bool] {
        let engagement = engagements[place]
        guard engagement.phase != .released, let probability = tables.interceptors[engagement.interceptor].value.fixedKillProbability
        else { return [] }
        let unit = engagement.fireUnit
        var kills: [Bool] = []
        for _ in 0..<engagement.order.salvo {
            guard let launcher = units[unit].rounds.firstIndex(where: { $0[engagement.interceptor] > 0 }) else { break }
            spend(engagement.interceptor, from: launcher, of: unit)
            engagements[place].launched += 1
            var draws = stream(.lethality, of: firstRound + kills.count)
            kills.append(draws.nextUniform() < probability)
        }
        units[unit].guidedRounds -= engagements[place].launched
        return kills
    }
}
