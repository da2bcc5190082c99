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

// Flight on estimates: a round is flown in frames near its target, in longer steps on its way there.
extension Battle {
    /// The target as the filter of an engagement estimates it now, earth-fixed; nil where the beam has lost it.
    func estimatedTarget(_ place: Int, unit: Int) -> KinematicState<EarthFixed>? {
        guard let estimate = engagements[place].filter?.extrapolated(to: now) else { return nil }
        let radar = radarUnits[fireUnits[unit].engagementRadar]
        return KinematicState(
            position: radar.value.site.frame.toEarthFixed(Position<LocalLevel>(estimate.position)),
            velocity: Velocity(radar.value.site.frame.rotateToEarthFixed(estimate.velocity)))
    }

    /// Flies on the rounds of an engagement that are due.
    func fly(_ place: Int) {
        guard engagements[place].roundsFlying > 0 else { return }
        let unit = engagements[place].fireUnit
        var aim: KinematicState<EarthFixed>?
        var isAimed = false
        for number in engagements[place].rounds {
            let round = rounds[number]
            guard round.isFlying, round.due <= now, round.flownTo < now else { continue }
            if !isAimed {
                aim = estimatedTarget(place, unit: unit)
                isAimed = true
            }
            advance(number, round, place: place, aim: aim)
        }
        if engagements[place].roundsFlying == 0, engagements[place].phase == .flying,
            engagements[place].launched >= engagements[place].order.salvo || engagements[place].filter == nil
                || !targets[Int(engagements[place].truth)].isAlive
        {
            engagements[place].phase = .assessing
            queue.schedule(
                .assess(engagement: place), at: now.advanced(by: fireUnits[unit].assessmentDelay), phase: .assessment)
        }
    }

    private func advance(_ number: Int, _ round: Round, place: Int, aim: KinematicState<EarthFixed>?) {
        let target = targets[round.target]
        let start = round.flownTo
        let step = now.seconds(since: start)
        let range = (target.snapshot.position.vector - round.state.kinematics.position).length
        // Near the target the receiver measures twice a frame and the flight is resolved finely.
        let pieces = range < 12_000 ? 2 : 1
        for piece in 0..<pieces {
            let time = start.advanced(by: step * Double(piece) / Double(pieces))
            if flyPiece(number, round, target, place: place, aim: aim, from: time, step: step / Double(pieces), coarseRange: range)
            {
                return
            }
        }
        round.flownTo = now
        evade(round.target, target, from: round)
        let frames = framesToNextStep(round, target)
        // Half a frame early: frames are whole nanoseconds apart.
        round.due = now.advanced(by: frameInterval * (Double(frames) - 0.5))
    }

    /// How many frames pass until a round is flown on: every frame where it turns over, homes or nears its target; two
    /// in the rest of the boost and five in midcourse, where the path is a coast with small corrections.
    private func framesToNextStep(_ round: Round, _ target: TargetState) -> Int {
        let missile = interceptorTypes[round.interceptor]
        let longest: Int
        switch round.state.phase {
        case .boost:
            guard round.state.elapsed > missile.value.model.ignitionDelay + missile.value.model.turnOverTime + 1 else { return 1 }
            longest = 2
        case .midcourse: longest = 5
        case .ejection, .terminal, .ended: return 1
        }
        let offset = target.snapshot.position.vector - round.state.kinematics.position
        let closing = max(1, (target.snapshot.velocity.vector - round.state.kinematics.velocity).length)
        let range = offset.length
        var nearest = 14_000.0
        if !target.isEvading, let evasion = target.evasion { nearest = max(nearest, evasion.triggerRange + 1_000) }
        let free = min((range - nearest) / closing, range / closing - missile.value.model.terminalTime)
        return max(1, min(longest, Int(min(free / frameInterval, 1e3))))
    }

    /// One piece of a round's flight under one estimate; true when the flight is over.
    private func flyPiece(
        _ number: Int, _ round: Round, _ target: TargetState, place: Int, aim: KinematicState<EarthFixed>?,
        from start: SimulationTime, step: Double, coarseRange: Double
    ) -> Bool {
        let missile = interceptorTypes[round.interceptor]
        // The estimate is of now; the piece begins earlier.
        var aim = aim
        if let present = aim {
            let back = now.seconds(since: start)
            aim?.position = Position(present.position.vector - present.velocity.vector * back)
        }
        let closing = (target.snapshot.velocity.vector - round.state.kinematics.velocity).length
        let sight = max(30_000, missile.value.model.seekerActivationRange)
        guard coarseRange < sight + 2 * closing + 1_000 else {
            // Neither the receiver nor the fuze can meet the target within this piece.
            replan(round, estimate: aim, at: start)
            InterceptorFlight.fly(
                model: missile.value.model, state: &round.state,
                guidance: guidance(round, estimate: aim, at: start, since: start), step: step, over: model.ground)
            record.effort.interceptorSteps += 1
            if case .ended(let end) = round.state.phase {
                self.end(number, place: place, because: end.title)
                return true
            }
            return false
        }
        var truth = target.state(at: start)
        let range = (truth.position.vector - round.state.kinematics.position).length
        let estimate =
            targets[round.target].isAlive
            ? round.receiver.estimate(
                told: aim, truth: truth, missile: missile.value.model,
                round: (round.state.kinematics.position, round.state.phase == .terminal), isLit: engagements[place].filter != nil,
                over: model.ground, at: start)
            : aim
        replan(round, estimate: estimate, at: start)
        let slices = slices(range: range, closing: closing)
        let slice = step / Double(slices)
        for part in 0..<slices {
            let time = start.advanced(by: slice * Double(part))
            let before = round.state
            InterceptorFlight.fly(
                model: missile.value.model, state: &round.state,
                guidance: guidance(round, estimate: estimate, at: time, since: start), step: slice, over: model.ground)
            record.effort.interceptorSteps += 1
            if case .ended(let end) = round.state.phase {
                // It may have passed its target before it met the ground.
                let flown = round.state.elapsed - before.elapsed
                let later = target.state(at: time.advanced(by: flown))
                if flown > 0,
                    encounter(number, round, from: before, truth: truth, later: later, slice: flown, time: time, place: place, aim: estimate)
                {
                    return true
                }
                self.end(number, place: place, because: end.title)
                return true
            }
            // Too far away to be passed within the slice: nothing to resolve.
            let offset = truth.position.vector - before.kinematics.position
            let reach = ((truth.velocity.vector - before.kinematics.velocity).length + 200) * slice + 50
            if part == slices - 1, offset.lengthSquared > reach * reach { return false }
            let later = target.state(at: time.advanced(by: slice))
            if offset.lengthSquared <= reach * reach,
                encounter(number, round, from: before, truth: truth, later: later, slice: slice, time: time, place: place, aim: estimate)
            {
                return true
            }
            truth = later
        }
        return false
    }

    /// Into how many slices a piece is cut: none longer than a thirtieth of the time to go, up to five.
    private func slices(range: Double, closing: Double) -> Int {
        guard range < 8_000 else { return 1 }
        let timeToGo = range / max(closing, 1)
        return max(1, min(5, Int((3 / max(timeToGo, 0.1)).rounded(.up))))
    }

    /// Whether the round passes its target within this slice, and what comes of it.
    private func encounter(
        _ number: Int, _ round: Round, from before: InterceptorState, truth: KinematicState<EarthFixed>,
        later: KinematicState<EarthFixed>, slice: Double, time: SimulationTime, place: Int,
        aim: KinematicState<EarthFixed>?
    ) -> Bool {
        let startClosing = truth.velocity.vector - before.kinematics.velocity
        let approach = ClosestApproach(
            startPosition: truth.position.vector - before.kinematics.position, startVelocity: startClosing,
            endPosition: later.position.vector - round.state.kinematics.position,
            endVelocity: later.velocity.vector - round.state.kinematics.velocity, step: slice)
        guard approach.isInside else { return false }
        if round.state.phase == .ejection || round.state.phase == .boost, approach.distance > 200 { return false }
        if targets[round.target].isAlive {
            detonate(
                number, place: place, miss: approach.distance, closing: startClosing.length,
                ground: proximity(round, passing: later, aim: aim), at: time.advanced(by: approach.time))
        } else {
            end(number, place: place, because: "its target was already down")
        }
        return true
    }

    /// Where a round passes its target over the ground; nil high above it.
    private func proximity(_ round: Round, passing target: KinematicState<EarthFixed>, aim: KinematicState<EarthFixed>?) -> GroundProximity? {
        guard let height = model.ground.height(of: target.position, below: 1_000),
            let clearance = model.ground.height(of: round.state.position, below: 2_000)
        else { return nil }
        // Guidance knows the ground; the height above it is as wrong as the target's height is.
        let error = aim.map { WGS84.heightAboveEllipsoid($0.position) - WGS84.heightAboveEllipsoid(target.position) } ?? 0
        return GroundProximity(estimatedHeight: height + error, clearance: max(clearance, 0))
    }

    /// The intercept point afresh from the present estimate: each second, or each twentieth of the time to go.
    private func replan(_ round: Round, estimate: KinematicState<EarthFixed>?, at time: SimulationTime) {
        guard let estimate, time >= round.nextPlan else { return }
        round.nextPlan = time.advanced(by: 1)
        if round.state.phase != .terminal {
            let elapsed = time.seconds(since: round.launchTime)
            let isBallistic = (engagements[round.engagement].filter?.ballisticProbability ?? 0) > 0.5
            if let solution = interceptorTypes[round.interceptor].value.flyOut.predictedIntercept(
                from: round.launchPosition, target: estimate, launchDelay: -elapsed,
                extrapolation: isBallistic ? .ballistic(coefficient: .infinity) : .constantVelocity,
                near: round.intercept.map { $0.seconds(since: time) })
            {
                round.intercept = time.advanced(by: solution.time)
                round.interceptPoint = solution.point.vector
                round.climbAngle = solution.climbAngle
                round.nextPlan = time.advanced(by: max(1, 0.05 * solution.time))
                return
            }
        }
        // Homing steers by the estimate itself; the point is where it goes on to should the estimate be lost.
        round.interceptPoint = round.state.homingPoint(of: estimate)
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

    /// A target that can, manoeuvres when a round comes near.
    private func evade(_ place: Int, _ target: TargetState, from round: Round) {
        guard let evasion = target.evasion, !target.isEvading, target.isAlive,
            isNear(round.state.position, to: target, within: evasion.triggerRange)
        else { return }
        let truth = target.state(at: now)
        guard truth.position.distance(to: round.state.position) < evasion.triggerRange else { return }
        target.isEvading = true
        var draws = stream(.manoeuvre, entity: place)
        let threat = round.state.kinematics.position - truth.position.vector
        target.path = target.path.evading(
            from: now, threatDirection: threat, lateralAcceleration: evasion.lateralAcceleration,
            manoeuvre: draws.nextUniform() < 0.5 ? .beam : .weave, duration: evasion.duration)
        target.generation += 1
        target.ends = target.path.endTime
        queue.schedule(
            .targetEnds(target: place, generation: target.generation), at: target.ends, phase: .arrival)
    }
}
