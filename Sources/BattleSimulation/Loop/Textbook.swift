import Quantities
import TacticalMessages
import RunRecords
import Stochastics

// The closed forms' assumptions: rounds that are not flown and kill with a fixed probability.
extension Battle {
    /// Draws the rounds of a salvo at the end of its service time.
    func resolveTextbookSalvo(_ place: Int) {
        let engagement = engagements[place]
        let target = Int(engagement.truth)
        guard target >= 0, let probability = model.idealisation?.killProbability else { return }
        let unit = engagement.fireUnit
        for _ in 0..<engagement.order.salvo {
            guard let launcher = units[unit].rounds.firstIndex(where: { $0[engagement.interceptor] > 0 }) else { break }
            units[unit].rounds[launcher][engagement.interceptor] -= 1
            units[unit].reservedRounds[engagement.interceptor] -= 1
            fired[engagement.interceptor] += 1
            engagements[place].launched += 1
            let number = rounds.count + textbookRounds
            textbookRounds += 1
            var draws = stream(.lethality, entity: number)
            var shot = ShotRecord(
                fireUnit: fireUnits[unit].name, missile: interceptorTypes[engagement.interceptor].value.name,
                launchTime: now.seconds)
            shot.killProbability = probability
            shot.endTime = now.seconds
            shot.missDistance = 0
            shot.killed = draws.nextUniform() < probability
            record.targets[target].shots.append(shot)
            if shot.killed { kill(target, at: now) }
        }
        units[unit].guidedRounds -= engagements[place].launched
    }
}
