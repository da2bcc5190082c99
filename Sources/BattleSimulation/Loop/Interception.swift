import CommandAndControl
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import Stochastics
import TacticalMessages
import TargetTracking

// Launch, and the outcome of a flight.
extension Battle {
    /// The next round of an engagement leaves its launcher, if one is still there.
    func launch(_ place: Int) {
        engagements[place].launchPending = false
        let engagement = engagements[place]
        guard engagement.phase == .locked || engagement.phase == .flying,
            let aim = estimatedTarget(place, unit: engagement.fireUnit)
        else { return }
        let unit = engagement.fireUnit
        let type = engagement.interceptor
        guard units[unit].isAlive, let launcher = launcherWithRound(unit, type) else {
            engagements[place].order.salvo = engagement.launched
            units[unit].guidedRounds -= engagement.order.salvo - engagement.launched
            if engagement.roundsFlying == 0 { release(place, because: .noRoundsReady) }
            return
        }
        units[unit].rounds[launcher][type] -= 1
        units[unit].reservedRounds[type] -= 1
        fired[type] += 1
        reloadIfEmpty(unit, launcher)
        let truth = Int(engagement.truth)
        let asset = fireUnits[unit].launchers[launcher].asset
        let site = WGS84.earthFixed(model.assets[asset].position)
        let number = rounds.count
        let state = InterceptorFlight.launch(model: interceptorTypes[type].value.model, from: site)
        rounds.append(
            Round(
                engagement: place, interceptor: type, state: state, launchPosition: site,
                receiver: RoundReceiver(stream: stream(.seeker, entity: number)), launchTime: now,
                interceptPoint: aim.position.vector, climbAngle: 0.8, target: truth,
                shot: record.targets[truth].shots.count))
        record.targets[truth].shots.append(
            ShotRecord(
                fireUnit: fireUnits[unit].name, missile: interceptorTypes[type].value.name, launchTime: now.seconds))
        targets[truth].inboundRounds += 1
        engagements[place].rounds.append(number)
        engagements[place].launched += 1
        engagements[place].roundsFlying += 1
        engagements[place].phase = .flying
    }

    /// The launcher with most rounds of a type, first among equals.
    private func launcherWithRound(_ unit: Int, _ type: Int) -> Int? {
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

    private func reloadIfEmpty(_ unit: Int, _ launcher: Int) {
        guard units[unit].rounds[launcher].allSatisfy({ $0 == 0 }), units[unit].reloads.contains(where: { $0 > 0 })
        else { return }
        let done = now.advanced(by: fireUnits[unit].reloadTime)
        units[unit].reloadingUntil[launcher] = done
        queue.schedule(.reloaded(fireUnit: unit, launcher: launcher), at: done, phase: .housekeeping)
    }

    /// The end of a round at its closest approach.
    func detonate(_ number: Int, place: Int, miss: Double, closing: Double, ground: GroundProximity?, at time: SimulationTime) {
        let round = rounds[number]
        let type = interceptorTypes[round.interceptor].value
        var draws = stream(.lethality, entity: number)
        let target = round.target
        let lethality =
            model.idealisation?.killProbability
            ?? type.model.flightReliability
            * Endgame.killProbability(
                miss: miss, closingSpeed: closing, lethality: type.model.lethality,
                vulnerability: model.targets[target].vulnerability, ground: ground)
        let killed = draws.nextUniform() < lethality
        let position = WGS84.geodetic(round.state.position)
        record.targets[target].shots[round.shot].missDistance = miss
        record.targets[target].shots[round.shot].killProbability = lethality
        record.targets[target].shots[round.shot].killed = killed
        record.targets[target].shots[round.shot].interceptHeight = position.height
        record.targets[target].shots[round.shot].interceptRange = groundRange(round.launchPosition, round.state.position)
        close(number, place: place, at: time)
        if killed { kill(target, at: time) }
    }

    func end(_ number: Int, place: Int, because failure: String) {
        let round = rounds[number]
        record.targets[round.target].shots[round.shot].failure = failure
        close(number, place: place, at: now)
    }

    private func close(_ number: Int, place: Int, at time: SimulationTime) {
        let round = rounds[number]
        rounds[number].isFlying = false
        engagements[place].roundsFlying -= 1
        units[engagements[place].fireUnit].guidedRounds -= 1
        targets[round.target].inboundRounds -= 1
        record.targets[round.target].shots[round.shot].endTime = time.seconds
    }

    private func groundRange(_ first: Position<EarthFixed>, _ second: Position<EarthFixed>) -> Double {
        let a = first.vector.normalized
        let b = second.vector.normalized
        return Elementary.atan2(a.cross(b).length, a.dot(b)) * 6_371_008.8
    }
}

extension FlightEnd {
    /// In words, for records and sentences.
    var title: String {
        switch self {
        case .tooSlow: "it became too slow to steer"
        case .battery: "its power ran out"
        case .ground: "it met the ground"
        }
    }
}
