import DefenceModels
import NumericalMethods
package import Quantities
import Stochastics
package import TacticalMessages
import TargetTracking

// Launched → assessed → released, and the reload of launchers.
extension FireUnits {
    /// A round that leaves its launcher.
    package struct Launch {
        package var fireUnit: Int
        package var launcher: Int
        /// The launcher as something on the ground.
        package var asset: Int
        package var type: Int
        /// The target as the unit estimates it.
        package var aim: KinematicState<EarthFixed>
    }

    /// The next round of an engagement is due; nil where none can leave.
    package mutating func launch(_ place: Int, at now: SimulationTime) -> Launch? {
        engagements[place].launchPending = false
        let engagement = engagements[place]
        guard engagement.phase == .locked || engagement.phase == .flying, let aim = estimatedTarget(place, at: now) else {
            return nil
        }
        let unit = engagement.fireUnit
        let type = engagement.interceptor
        guard units[unit].isAlive, let launcher = launcherWithRound(unit, type, at: now) else {
            engagements[place].order.salvo = engagement.launched
            units[unit].guidedRounds -= engagement.order.salvo - engagement.launched
            if engagement.roundsFlying == 0 { release(place, because: .noRoundsReady) }
            return nil
        }
        spend(type, from: launcher, of: unit)
        reloadIfEmpty(unit, launcher, at: now)
        return Launch(
            fireUnit: unit, launcher: launcher, asset: tables.fireUnits[unit].launchers[launcher].asset, type: type, aim: aim)
    }

    /// A round has left under a number.
    package mutating func launched(_ round: Int, in place: Int) {
        engagements[place].rounds.append(round)
        engagements[place].launched += 1
        engagements[place].roundsFlying += 1
        engagements[place].phase = .flying
    }

    mutating func spend(_ type: Int, from launcher: Int, of unit: Int) {
        units[unit].rounds[launcher][type] -= 1
        units[unit].reservedRounds[type] -= 1
        fired[type] += 1
    }

    /// The launcher with most rounds of a type, first among equals.
    private func launcherWithRound(_ unit: Int, _ type: Int, at now: SimulationTime) -> Int? {
        var best: Int?
        var most = 0
        for launcher in units[unit].rounds.indices where units[unit].launcherAlive[launcher] {
            guard units[unit].reloadingUntil[launcher] <= now else { continue }
            if units[unit].rounds[launcher][type] > most {
                most = units[unit].rounds[launcher][type]
                best = launcher
            }
        }
        return best
    }

    private mutating func reloadIfEmpty(_ unit: Int, _ launcher: Int, at now: SimulationTime) {
        guard units[unit].rounds[launcher].allSatisfy({ $0 == 0 }), units[unit].reloads.contains(where: { $0 > 0 })
        else { return }
        let done = now.advanced(by: tables.fireUnits[unit].reloadTime)
        units[unit].reloadingUntil[launcher] = done
        set(.reloaded(fireUnit: unit, launcher: launcher), at: done)
    }

    /// Reloads the launcher from the reserve of rounds.
    package mutating func reloaded(_ unit: Int, _ launcher: Int) {
        guard units[unit].isAlive, units[unit].launcherAlive[launcher] else { return }
        for type in tables.interceptors.indices {
            let room = tables.fireUnits[unit].launchers[launcher].rounds[type] - units[unit].rounds[launcher][type]
            let taken = min(room, units[unit].reloads[type])
            units[unit].rounds[launcher][type] += taken
            units[unit].reloads[type] -= taken
        }
    }

    /// A round's flight is over.
    package mutating func roundEnded(in place: Int) {
        engagements[place].roundsFlying -= 1
        units[engagements[place].fireUnit].guidedRounds -= 1
    }

    /// After a frame's flight: where nothing flies any more and nothing is to follow, the effect is to be judged.
    /// - Parameter targetIsDown: the beam has nothing to look at any more.
    package mutating func endSalvo(_ place: Int, targetIsDown: Bool, at now: SimulationTime) {
        guard engagements[place].roundsFlying == 0, engagements[place].phase == .flying,
            engagements[place].launched >= engagements[place].order.salvo || engagements[place].filter == nil || targetIsDown
        else { return }
        engagements[place].phase = .assessing
        set(
            .assess(engagement: place),
            at: now.advanced(by: tables.fireUnits[engagements[place].fireUnit].assessmentDelay))
    }

    /// The fire unit judges what its salvo did, reports, and frees the channel.
    /// - Returns: what it concludes; nil where the engagement was over.
    package mutating func assess(_ place: Int, targetIsDown: Bool, at now: SimulationTime) -> KillReport? {
        guard engagements[place].phase != .released else { return nil }
        let engagement = engagements[place]
        let unit = tables.fireUnits + engagement.fireUnit
        var draws = stream(.assessment, of: place)
        let calledKilled = targetIsDown
            ? draws.nextUniform() >= unit.pointee.falseAliveProbability : draws.nextUniform() < unit.pointee.falseKillProbability
        release(place, because: nil)
        return KillReport(
            track: engagement.order.track, fireUnit: engagement.order.fireUnit, time: now,
            assessment: calledKilled ? .killed : .alive)
    }
}
