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
        var state = InterceptorFlight.launch(model: interceptorTypes[type].value.model, from: site)
        state.groundHeight = model.assets[asset].position.height - 60
        rounds.append(
            Round(
                engagement: place, interceptor: type, state: state, launchPosition: site,
                seekerStream: stream(.seeker, entity: number), launchTime: now,
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

<<<<<<< HEAD
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
        let round = rounds[number]
        let target = targets[round.target]
        let range = (target.snapshot.position.vector - round.state.kinematics.position).length
        // Near the target the receiver measures twice a frame and the flight is resolved finely.
        let pieces = range < 12_000 ? 2 : 1
        for piece in 0..<pieces {
            let time = now.advanced(by: -step + step * Double(piece) / Double(pieces))
            if flyPiece(number, round, place: place, aim: aim, from: time, step: step / Double(pieces), isFine: pieces > 1) {
                return
            }
        }
        evade(round.target, from: round.state)
    }

    /// One piece of a round's flight under one estimate; true when the flight is over.
    private func flyPiece(
        _ number: Int, _ round: Round, place: Int, aim: KinematicState<EarthFixed>?, from start: SimulationTime,
        step: Double, isFine: Bool
    ) -> Bool {
        let interceptor = model.interceptors[round.interceptor].model
        let target = targets[round.target]
        var truth = target.state(at: start)
        let range = (truth.position.vector - round.state.kinematics.position).length
        let estimate = self.estimate(number, place: place, aim: aim, truth: truth, at: start, range: range)
        replan(number, estimate: estimate, at: start)
        let slices = isFine && range < 8_000 ? 5 : 1
        let slice = step / Double(slices)
        for part in 0..<slices {
            let time = start.advanced(by: slice * Double(part))
            let before = round.state
            round.state = InterceptorFlight.step(
                model: interceptor, state: before, guidance: guidance(round, estimate: estimate, at: time, since: start),
                step: slice)
            record.effort.interceptorSteps += 1
            let later = target.state(at: time.advanced(by: slice))
            if encounter(number, from: before, truth: truth, later: later, slice: slice, time: time, place: place) {
                return true
            }
            truth = later
        }
        return false
    }

    /// Whether the round's flight is over within this slice: passed its target, or failed.
    private func encounter(
        _ number: Int, from before: InterceptorState, truth: KinematicState<EarthFixed>, later: KinematicState<EarthFixed>,
        slice: Double, time: SimulationTime, place: Int
    ) -> Bool {
        let after = rounds[number].state
        if case .ended(let end) = after.phase {
            self.end(number, place: place, because: end.title)
            return true
        }
        let startOffset = truth.position.vector - before.kinematics.position
        let startClosing = truth.velocity.vector - before.kinematics.velocity
        // Far away or still closing after the slice: nothing to resolve.
        let reach = (startClosing.length + 200) * slice
        if startOffset.length > reach + 50 { return false }
        let approach = ClosestApproach(
            startPosition: startOffset, startVelocity: startClosing,
            endPosition: later.position.vector - after.kinematics.position,
            endVelocity: later.velocity.vector - after.kinematics.velocity, step: slice)
        guard approach.isInside else { return false }
        if after.phase == .ejection || after.phase == .boost, approach.distance > 200 { return false }
        if targets[rounds[number].target].isAlive {
            detonate(
                number, place: place, miss: approach.distance, closing: startClosing.length,
                at: time.advanced(by: approach.time))
        } else {
            end(number, place: place, because: "its target was already down")
        }
        return true
    }

    /// The intercept point, afresh once a second from the present estimate.
    private func replan(_ number: Int, estimate: KinematicState<EarthFixed>?, at time: SimulationTime) {
        guard let estimate, time >= rounds[number].nextPlan else { return }
        rounds[number].nextPlan = time.advanced(by: 1)
        let type = model.interceptors[rounds[number].interceptor]
        let elapsed = time.seconds(since: rounds[number].launchTime)
        let track = engagements[rounds[number].engagement].filter
        let extrapolation: TargetExtrapolation =
            (track?.ballisticProbability ?? 0) > 0.5 ? .ballistic(coefficient: .infinity) : .constantVelocity
        if let solution = type.flyOut.predictedIntercept(
            from: rounds[number].launchPosition, target: estimate, launchDelay: -elapsed, extrapolation: extrapolation)
        {
            rounds[number].interceptPoint = solution.point.vector
            rounds[number].climbAngle = solution.climbAngle
        } else {
            let offset = estimate.position.vector - rounds[number].state.kinematics.position
            let closing = max(200, -offset.dot(estimate.velocity.vector - rounds[number].state.kinematics.velocity) / max(1, offset.length))
            let toGo = min(200, offset.length / closing)
            rounds[number].interceptPoint = estimate.position.vector + estimate.velocity.vector * toGo
        }
    }

    private func guidance(
        _ round: Round, estimate: KinematicState<EarthFixed>?, at time: SimulationTime, since start: SimulationTime
    ) -> GuidanceInput {
        guard let estimate else {
            // No estimate any more: on to where the target was last expected.
            return GuidanceInput(
                targetPosition: round.interceptPoint, targetVelocity: .zero, interceptPoint: round.interceptPoint, climbAngle: round.climbAngle)
        }
        let ahead = time.seconds(since: start)
        return GuidanceInput(
            targetPosition: estimate.position.vector + estimate.velocity.vector * ahead,
            targetVelocity: estimate.velocity.vector, interceptPoint: round.interceptPoint, climbAngle: round.climbAngle)
    }

    /// What the round is told or sees: the radar's estimate, and near the target what its own receiver measures.
    private func estimate(
        _ number: Int, place: Int, aim: KinematicState<EarthFixed>?, truth: KinematicState<EarthFixed>,
        at time: SimulationTime, range: Double
    ) -> KinematicState<EarthFixed>? {
        let interceptor = model.interceptors[rounds[number].interceptor].model
        let isLit = engagements[place].filter != nil
        let homes: Bool
        switch interceptor.seeker {
        case .command: homes = false
        case .trackViaMissile, .semiActive: homes = isLit
        case .active: homes = true
        }
        guard homes, range < max(interceptor.seekerActivationRange, interceptor.seeker == .active ? 0 : 30_000), targets[rounds[number].target].isAlive,
            rounds[number].state.phase == .terminal || rounds[number].seekerFilter != nil
        else { return aim }
        let line = (truth.position.vector - rounds[number].state.kinematics.position) / max(range, 1)
        let cross = max(interceptor.seekerErrorFloor, interceptor.seekerAngleError * range)
        let along = seekerRangeDeviation
        let noise = Vector3(
            rounds[number].seekerStream.nextNormal(), rounds[number].seekerStream.nextNormal(),
            rounds[number].seekerStream.nextNormal())
        let lengthwise = noise.dot(line)
        let measured = truth.position.vector + (noise - line * lengthwise) * cross + line * (lengthwise * along)
        let spread = cross * cross
        let extra = along * along - spread
        let covariance = Matrix3(
            columns: line * (line.x * extra) + Vector3(spread, 0, 0), line * (line.y * extra) + Vector3(0, spread, 0),
            line * (line.z * extra) + Vector3(0, 0, spread))
        let plot = CartesianPlot(position: measured, covariance: covariance)
        if rounds[number].seekerFilter == nil {
            let velocity = aim?.velocity.vector ?? truth.velocity.vector * 0
            rounds[number].seekerFilter = TrackFilter(
                configuration: seekerMotion, plot: plot, time: time, velocity: velocity, velocityDeviation: 60)
        } else {
            rounds[number].seekerFilter?.predict(to: time)
            rounds[number].seekerFilter?.update(plot)
        }
        guard let filter = rounds[number].seekerFilter else { return aim }
        return KinematicState(position: Position(filter.position), velocity: Velocity(filter.velocity))
    }

    /// Range error of command link and receiver together, metres (assumed).
    private var seekerRangeDeviation: Double { 15 }
    private var seekerMotion: MotionModels {
        MotionModels(
            cruiseDensity: 20, turnAcceleration: 40, alongAcceleration: 15, turnJerkDensity: 400, coordination: 20, cruiseTime: 10,
            turnTime: 5, fallSpeed: .infinity)
    }

=======
>>>>>>> main
    /// The end of a round at its closest approach.
    func detonate(_ number: Int, place: Int, miss: Double, closing: Double, at time: SimulationTime) {
        let round = rounds[number]
        let type = interceptorTypes[round.interceptor].value
        var draws = stream(.lethality, entity: number)
        let target = round.target
        let lethality =
            model.idealisation?.killProbability
            ?? type.model.flightReliability
            * Endgame.killProbability(
                miss: miss, closingSpeed: closing, lethality: type.model.lethality,
                vulnerability: model.targets[target].vulnerability)
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
