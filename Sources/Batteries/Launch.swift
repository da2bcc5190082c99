import DefenceModels
import FlightDynamics
import NumericalMethods
package import Quantities
import Stochastics
import TacticalMessages
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

    /// The next round of an engagement is due from a launcher; nil where it cannot leave (another may be found in the next
    /// frame).
    package mutating func launch(_ place: Int, from launcher: Int, at now: SimulationTime) -> Launch? {
        engagements[place].launchPending = false
        let phase = engagements[place].phase
        let unit = engagements[place].fireUnit
        let type = engagements[place].interceptor
        guard phase == .locked || phase == .flying, engagements[place].launched < engagements[place].order.salvo,
            units[unit].isAlive, let aim = estimatedTarget(place, at: now), canFire(launcher, of: unit, type, at: now)
        else { return nil }
        // The order was given on a young estimate: its first round waits as long as it may, and no longer. A vehicle with guns keeps its
        // beam on what comes, and fires with everything.
        let isLate = engagements[place].launched == 0 && now > engagements[place].order.launchNotAfter && tables.fireUnits[unit].gun == nil
        let isMet = meets(aim, place)
        guard !isLate, isMet else {
            if isLate { release(place, .undetermined, because: isMet ? .windowClosesTooSoon : .outsideEnvelope, at: now) }
            return nil
        }
        spend(type, from: launcher, of: unit)
        reloadIfEmpty(unit, launcher, at: now)
        return Launch(
            fireUnit: unit, launcher: launcher, asset: tables.fireUnits[unit].launchers[launcher].asset, type: type, aim: aim)
    }

    /// Whether a round that leaves now meets a falling target within its envelope, by what the unit's own radar estimates: the launch
    /// computer's last word, since a post's young estimate of where such a target comes down can be far out. Fall is out of the question
    /// for what is slow; what is fast and may fall is held for falling.
    private func meets(_ aim: KinematicState<EarthFixed>, _ place: Int) -> Bool {
        guard ballisticProbability(place) > 0.01 else { return true }
        let table = tables.interceptors[engagements[place].interceptor].value.flyOut
        let solution = table.predictedIntercept(
            from: Position(tables.unitSites[engagements[place].fireUnit]), target: aim, launchDelay: 0,
            extrapolation: .falling)
        return solution?.isReachable ?? false
    }

    /// A round has left under a number.
    package mutating func launched(_ round: Int, in place: Int) {
        engagements[place].rounds.append(round)
        engagements[place].launched += 1
        if engagements[place].launched == 1 {
            units[engagements[place].fireUnit].salvosHere += 1
            tell(engagements[place].fireUnit)
        }
        engagements[place].roundsFlying += 1
        engagements[place].phase = .flying
    }

    mutating func spend(_ type: Int, from launcher: Int, of unit: Int) {
        units[unit].rounds[launcher][type] -= 1
        units[unit].reservedRounds[type] -= 1
        fired[type] += 1
    }

    private func canFire(_ launcher: Int, of unit: Int, _ type: Int, at now: SimulationTime) -> Bool {
        units[unit].launcherAlive[launcher] && units[unit].reloadingUntil[launcher] <= now
            && units[unit].rounds[launcher][type] > 0
    }

    /// The launcher that may fire a type of round soonest; of equals the one with most, then the first.
    func nextLauncher(_ unit: Int, _ type: Int, at now: SimulationTime) -> Int? {
        var best: Int?
        for launcher in units[unit].rounds.indices where canFire(launcher, of: unit, type, at: now) {
            guard let other = best else {
                best = launcher
                continue
            }
            let (time, otherTime) = (max(now, units[unit].readyAt[launcher]), max(now, units[unit].readyAt[other]))
            if time < otherTime || time == otherTime && units[unit].rounds[launcher][type] > units[unit].rounds[other][type] {
                best = launcher
            }
        }
        return best
    }

    mutating func reloadIfEmpty(_ unit: Int, _ launcher: Int, at now: SimulationTime) {
        guard units[unit].rounds[launcher].allSatisfy({ $0 == 0 }), units[unit].reloads.contains(where: { $0 > 0 })
        else { return }
        let done = now.advanced(by: tables.fireUnits[unit].reloadTime)
        units[unit].reloadingUntil[launcher] = done
        set(.reloaded(fireUnit: unit, launcher: launcher), at: done)
    }

    /// Reloads the launcher from the reserve of rounds; on the march nothing is loaded, nor onto a launcher that fails just then.
    package mutating func reloaded(_ unit: Int, _ launcher: Int, at now: SimulationTime) {
        guard units[unit].launcherAlive[launcher], isInAction(unit), units[unit].reloadingUntil[launcher] <= now
        else { return }
        for type in tables.interceptors.indices {
            let room = tables.fireUnits[unit].launchers[launcher].rounds[type] - units[unit].rounds[launcher][type]
            let taken = min(room, units[unit].reloads[type])
            units[unit].rounds[launcher][type] += taken
            units[unit].reloads[type] -= taken
        }
        tell(unit)
    }

    /// A round's flight is over.
    package mutating func roundEnded(in place: Int) {
        engagements[place].roundsFlying -= 1
        engagements[place].looksSince = 0
        engagements[place].hitsSince = 0
        units[engagements[place].fireUnit].guidedRounds -= 1
    }

    /// After a frame's flight: where nothing flies any more and nothing is to follow, the effect is to be judged. Whether the
    /// target still lives is not known here: a salvo goes on until the beam has lost it.
    package mutating func endSalvo(_ place: Int, at now: SimulationTime) {
        guard engagements[place].roundsFlying == 0, engagements[place].phase == .flying,
            engagements[place].launched >= engagements[place].order.salvo || engagements[place].filter == nil
        else { return }
        engagements[place].phase = .assessing
        set(
            .assess(engagement: place),
            at: now.advanced(by: tables.fireUnits[engagements[place].fireUnit].assessmentDelay))
    }

    /// The fire unit judges what its salvo did by what its beam has found since the last round ended, reports, and frees the
    /// channel. A beam that found nothing was looking at nothing, or missed it; one that could not look leaves it open. The
    /// crew may misread what it sees, as the catalogue states.
    /// - Parameter draw: uniform, of the misreading.
    package mutating func assess(_ place: Int, draw: Double, at now: SimulationTime) {
        let unit = tables.fireUnits + engagements[place].fireUnit
        guard units[engagements[place].fireUnit].isAlive, engagements[place].looksSince > 0 else {
            release(place, .undetermined, because: nil, at: now)
            return
        }
        let seesIt = engagements[place].hitsSince > 0
        let callsAlive = seesIt ? draw >= unit.pointee.falseKillProbability : draw < unit.pointee.falseAliveProbability
        release(place, callsAlive ? .alive : .killed, because: nil, at: now)
    }
}
