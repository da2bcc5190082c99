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

// Launch → flight on estimates → closest approach → outcome.
extension Battle {
    /// The next round of an engagement leaves its launcher, if one is still there.
    func launch(_ place: Int) {
        engagements[place].launchPending = false
        let engagement = engagements[place]
        guard engagement.phase == .locked || engagement.phase == .flying, let filter = engagement.filter else { return }
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
        let asset = model.fireUnits[unit].launchers[launcher].asset
        let site = WGS84.earthFixed(model.assets[asset].position)
        let aim = estimatedTarget(filter, unit: unit)
        let number = rounds.count
        rounds.append(
            Round(
                engagement: place, interceptor: type,
                state: InterceptorFlight.launch(
                    model: model.interceptors[type].model, from: site, toward: aim, flyOut: model.interceptors[type].flyOut),
                launchPosition: site, seekerStream: stream(.seeker, entity: number), seekerFilter: nil, target: truth,
                shot: record.targets[truth].shots.count))
        record.targets[truth].shots.append(
            ShotRecord(
                fireUnit: model.fireUnits[unit].name, missile: model.interceptors[type].name, launchTime: now.seconds))
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
        let done = now.advanced(by: model.fireUnits[unit].reloadTime)
        units[unit].reloadingUntil[launcher] = done
        queue.schedule(.reloaded(fireUnit: unit, launcher: launcher), at: done, phase: .housekeeping)
    }

    /// The target as the engagement radar's filter estimates it now, earth-fixed.
    func estimatedTarget(_ filter: TrackFilter, unit: Int) -> KinematicState<EarthFixed> {
        let frame = model.radars[model.fireUnits[unit].engagementRadar].site.frame
        let estimate = filter.extrapolated(to: now)
        return KinematicState(
            position: frame.toEarthFixed(Position<LocalLevel>(estimate.position)),
            velocity: Velocity(frame.rotateToEarthFixed(estimate.velocity)))
    }

    /// Flies every round of an engagement over one frame.
    func fly(_ place: Int, _ step: Double) {
        guard engagements[place].roundsFlying > 0, step > 0 else { return }
        let unit = engagements[place].fireUnit
        let aim = engagements[place].filter.map { estimatedTarget($0, unit: unit) }
        for number in engagements[place].rounds where rounds[number].isFlying {
            advance(number, place: place, aim: aim, step: step)
        }
        if engagements[place].roundsFlying == 0, engagements[place].phase == .flying,
            engagements[place].launched >= engagements[place].order.salvo || engagements[place].filter == nil
                || !targets[Int(engagements[place].truth)].isAlive
        {
            engagements[place].phase = .assessing
            queue.schedule(
                .assess(engagement: place), at: now.advanced(by: model.fireUnits[unit].assessmentDelay),
                phase: .assessment)
        }
    }

    private func advance(_ number: Int, place: Int, aim: KinematicState<EarthFixed>?, step: Double) {
        let type = rounds[number].interceptor
        let interceptor = model.interceptors[type].model
        let target = rounds[number].target
        let start = now.advanced(by: -step)
        var remaining = step
        while remaining > 1e-9 {
            let range = (rounds[number].state.position - targets[target].snapshot.position).length
            // Fine steps near the target; the frame's own step elsewhere.
            let slice = min(remaining, range < 6_000 ? 0.02 : 0.1)
            let time = start.advanced(by: step - remaining)
            let truthBefore = targets[target].path.state(at: time)
            let before = rounds[number].state
            let guidance = self.guidance(number, aim: aim, truth: truthBefore, at: time, range: range)
            rounds[number].state = InterceptorFlight.step(
                model: interceptor, state: before, guidance: guidance, dt: slice)
            record.effort.interceptorSteps += 1
            remaining -= slice
            let truthAfter = targets[target].path.state(at: time.advanced(by: slice))
            let approach = ClosestApproach(
                from: before, to: rounds[number].state, targetFrom: truthBefore, targetTo: truthAfter, duration: slice)
            if approach.isInside || approach.distance < 5 {
                if targets[target].isAlive {
                    detonate(number, place: place, miss: approach.distance, at: time.advanced(by: approach.time))
                } else {
                    end(number, place: place, because: "target already down")
                }
                return
            }
            if let failure = rounds[number].state.failure(model: interceptor) {
                end(number, place: place, because: failure)
                return
            }
        }
        evade(target, from: rounds[number].state)
    }

    /// What the round is told or sees: the radar's estimate, or near the target what its seeker measures.
    private func guidance(
        _ number: Int, aim: KinematicState<EarthFixed>?, truth: KinematicState<EarthFixed>, at time: SimulationTime,
        range: Double
    ) -> GuidanceInput {
        let interceptor = model.interceptors[rounds[number].interceptor].model
        guard range < interceptor.seekerRange, targets[rounds[number].target].isAlive else {
            return GuidanceInput(target: aim)
        }
        return GuidanceInput(target: aim)
    }

    /// The end of a round at its closest approach.
    private func detonate(_ number: Int, place: Int, miss: Double, at time: SimulationTime) {
        let round = rounds[number]
        let type = model.interceptors[round.interceptor]
        var draws = stream(.lethality, entity: number)
        let target = round.target
        let lethality =
            model.idealisation?.killProbability
            ?? Endgame.killProbability(
                model: type.model, missDistance: miss, vulnerability: model.targets[target].vulnerability)
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

    private func end(_ number: Int, place: Int, because failure: String) {
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

    /// A target that can, manoeuvres when a round comes near.
    private func evade(_ target: Int, from round: InterceptorState) {
        guard let evasion = model.targets[target].evasion, !targets[target].isEvading, targets[target].isAlive else { return }
        let truth = targets[target].path.state(at: now)
        guard truth.position.distance(to: round.position) < evasion.triggerRange else { return }
        targets[target].isEvading = true
        var draws = stream(.manoeuvre, entity: target)
        targets[target].path = targets[target].path.evading(
            from: now, threat: round.position, loadFactor: evasion.loadFactor, duration: evasion.duration,
            turnsLeft: draws.nextUniform() < 0.5)
        targets[target].generation += 1
        targets[target].ends = targets[target].path.end
        queue.schedule(
            .targetEnds(target: target, generation: targets[target].generation), at: targets[target].ends,
            phase: .arrival)
    }
}
