import Batteries
import BattleWitness
import BattleWorld
import CommandPosts
import DefenceModels
import Quantities
import RunRecords
import Sensors

// Fire units come into action, leave and move: what each step changes of truth, sensors and belief.
extension Battle {
    /// A unit that stands nowhere yet.
    mutating func comesFromTheMarch(_ unit: Int) {
        goOffTheAir(unit)
        world.set(unit, elsewhere: true)
    }

    mutating func move(_ unit: Int, _ step: MoveStep) {
        switch step {
        case .due: batteries.departureIsDue(unit, at: now)
        case .packs:
            guard batteries.pack(unit, at: now) else { return }
            goOffTheAir(unit)
            assignSearch()
        case .departs:
            witness.note(model.fireUnits[unit].name, .leavesPosition, at: now)
            world.set(unit, elsewhere: true)
            let last = batteries.station(of: unit)
            guard let next = batteries.depart(unit, at: now) else { return }
            witness.departs(unit, from: last, to: next, at: now)
            tables.move(unit, to: next, at: now)
            posts.moved(radars(of: unit))
        case .arrives:
            // Raids are aimed at its first place.
            if batteries.arrive(unit, at: now) == 0 { world.set(unit, elsewhere: false) }
        case .ready:
            for radar in radars(of: unit) {
                // It may have failed meanwhile.
                let failures = model.failures.filter { $0.subject == .radar(radar) && $0.time <= now }
                world.endSilence(radar, at: max(now, failures.compactMap(\.end).max() ?? now))
                guard let chain = sensors.set(radar, inAction: true) else { continue }
                queue.schedule(.scanStarts(radar: radar, chain: chain), at: now, phase: .sensing)
            }
            witness.note(model.fireUnits[unit].name, .inAction, at: now)
            batteries.comeIntoAction(unit, at: now)
            assignSearch()
        }
    }

    private func radars(of unit: Int) -> [Int] { model.fireUnits[unit].movement.stations.first?.radars.map(\.radar) ?? [] }

    private mutating func goOffTheAir(_ unit: Int) {
        witness.note(model.fireUnits[unit].name, .outOfAction, at: now)
        for radar in radars(of: unit) {
            _ = sensors.set(radar, inAction: false)
            world.silence(radar, from: now, until: .distantFuture)
        }
    }
}
