package import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
package import Quantities
import Stochastics

// Flight on estimates: a round is flown in frames near its target, in longer steps on its way there.
extension World {
    /// A round leaves a launcher for the target that its beam is on.
    /// - Parameters:
    ///   - aim: the target as the engagement radar estimates it, earth-fixed.
    /// - Returns: its number.
    package mutating func launch(
        _ type: Int, of unit: Int, from asset: Int, at target: Int, aim: KinematicState<EarthFixed>, now: SimulationTime
    ) -> Int {
        let place = tables.assetPlaces[asset]
        let site = WGS84.earthFixed(place)
        let address = nextRound(of: unit, at: target)
        let round = RoundPlace.allocate(capacity: 1)
        round.initialize(
            to: Round(
                interceptor: type, state: InterceptorFlight.launch(model: tables.interceptors[type].value.model, from: site),
                launchPosition: site,
                receiver: RoundReceiver(stream: dice.stream(.seeker, of: address.pair, number: address.number)), launchTime: now,
                interceptPoint: aim.position.vector, climbAngle: 0.8, target: target, pair: address.pair, number: address.number))
        rounds.append(round)
        return rounds.count - 1
    }

    /// Whether a round is to be flown on in a frame.
    package func isDue(_ number: Int, at now: SimulationTime) -> Bool {
        let round = rounds[number]
        return round.pointee.isFlying && round.pointee.due <= now && round.pointee.flownTo < now
    }

    /// Flies a round on until now, on what it is told and what its own receiver measures.
    /// - Returns: how its flight ended, where it did.
    package mutating func fly(_ number: Int, told uplink: Uplink, at now: SimulationTime) -> RoundEnd? {
        let round = rounds[number]
        let target = targets.baseAddress! + round.pointee.target
        let start = round.pointee.flownTo
        let step = now.seconds(since: start)
        let range = (target.pointee.snapshot.position.vector - round.pointee.state.kinematics.position).length
        // Near the target the receiver measures twice a frame and the flight is resolved finely.
        let pieces = range < 12_000 ? 2 : 1
        for piece in 0..<pieces {
            let time = start.advanced(by: step * Double(piece) / Double(pieces))
            if let end = flyPiece(
                round, target, uplink, from: time, step: step / Double(pieces), coarseRange: range, now: now)
            {
                round.pointee.isFlying = false
                return end
            }
        }
        round.pointee.flownTo = now
        evade(round.pointee.target, target, from: round, now: now)
        let frames = framesToNextStep(round, target)
        // Half a frame early: frames are whole nanoseconds apart.
        round.pointee.due = now.advanced(by: frameInterval * (Double(frames) - 0.5))
        return nil
    }

    /// How many frames pass until a round is flown on: every frame where it turns over, homes or nears its target; two
    /// in the rest of the boost and five in midcourse, where the path is a coast with small corrections.
    private func framesToNextStep(_ round: RoundPlace, _ target: TargetPlace) -> Int {
        let missile = tables.interceptors[round.pointee.interceptor]
        let longest: Int
        switch round.pointee.state.phase {
        case .boost:
            guard round.pointee.state.elapsed > missile.value.model.ignitionDelay + missile.value.model.turnOverTime + 1 else { return 1 }
            longest = 2
        case .midcourse: longest = 5
        case .ejection, .terminal, .ended: return 1
        }
        let offset = target.pointee.snapshot.position.vector - round.pointee.state.kinematics.position
        let closing = max(1, (target.pointee.snapshot.velocity.vector - round.pointee.state.kinematics.velocity).length)
        let range = offset.length
        var nearest = 14_000.0
        if !target.pointee.isEvading, let evasion = target.pointee.evasion { nearest = max(nearest, evasion.triggerRange + 1_000) }
        let free = min((range - nearest) / closing, range / closing - missile.value.model.terminalTime)
        return max(1, min(longest, Int(min(free / frameInterval, 1e3))))
    }

    /// One piece of a round's flight under one estimate; how the flight ended within it.
    private mutating func flyPiece(
        _ round: RoundPlace, _ target: TargetPlace, _ uplink: Uplink, from start: SimulationTime, step: Double,
        coarseRange: Double, now: SimulationTime
    ) -> RoundEnd? {
        let missile = tables.interceptors[round.pointee.interceptor]
        // The estimate is of now; the piece begins earlier.
        var aim = uplink.estimate
        if let present = aim {
            let back = now.seconds(since: start)
            aim?.position = Position(present.position.vector - present.velocity.vector * back)
        }
        let isBallistic = uplink.ballisticProbability > 0.5
        let closing = (target.pointee.snapshot.velocity.vector - round.pointee.state.kinematics.velocity).length
        let sight = max(30_000, missile.value.model.seekerActivationRange)
        guard coarseRange < sight + 2 * closing + 1_000 else {
            // Neither the receiver nor the fuze can meet the target within this piece.
            replan(round, estimate: aim, isBallistic: isBallistic, at: start)
            InterceptorFlight.fly(
                model: missile.value.model, state: &round.pointee.state,
                guidance: guidance(round, estimate: aim, isBallistic: isBallistic, at: start, since: start), step: step, over: surface)
            interceptorSteps += 1
            if case .ended(let end) = round.pointee.state.phase { return .flight(end, isGuided: aim != nil) }
            return nil
        }
        var truth = target.pointee.state(at: start)
        let range = (truth.position.vector - round.pointee.state.kinematics.position).length
        let estimate =
            target.pointee.isAlive
            ? round.pointee.receiver.estimate(
                told: aim, truth: truth, missile: missile.value.model,
                round: (round.pointee.state.kinematics.position, round.pointee.state.phase == .terminal), isFalling: isBallistic,
                isLit: uplink.estimate != nil,
                over: surface, at: start)
            : aim
        replan(round, estimate: estimate, isBallistic: isBallistic, at: start)
        let slices = slices(range: range, closing: closing)
        let slice = step / Double(slices)
        for part in 0..<slices {
            let time = start.advanced(by: slice * Double(part))
            let before = round.pointee.state.kinematics
            let elapsed = round.pointee.state.elapsed
            InterceptorFlight.fly(
                model: missile.value.model, state: &round.pointee.state,
                guidance: guidance(round, estimate: estimate, isBallistic: isBallistic, at: time, since: start), step: slice, over: surface)
            interceptorSteps += 1
            if case .ended(let end) = round.pointee.state.phase {
                // It may have passed its target before it met the ground.
                let flown = round.pointee.state.elapsed - elapsed
                let later = target.pointee.state(at: time.advanced(by: flown))
                if flown > 0,
                    let burst = encounter(
                        round, target, from: before, truth: truth, later: later, slice: flown, time: time, aim: estimate)
                {
                    return burst
                }
                return .flight(end, isGuided: estimate != nil)
            }
            // Too far away to be passed within the slice: nothing to resolve.
            let offset = truth.position.vector - before.position
            let reach = ((truth.velocity.vector - before.velocity).length + 200) * slice + 50
            if part == slices - 1, offset.lengthSquared > reach * reach { return nil }
            let later = target.pointee.state(at: time.advanced(by: slice))
            if offset.lengthSquared <= reach * reach,
                let end = encounter(
                    round, target, from: before, truth: truth, later: later, slice: slice, time: time, aim: estimate)
            {
                return end
            }
            truth = later
        }
        return nil
    }

    /// Into how many slices a piece is cut: none longer than a thirtieth of the time to go, up to five.
    private func slices(range: Double, closing: Double) -> Int {
        guard range < 8_000 else { return 1 }
        let timeToGo = range / max(closing, 1)
        return max(1, min(5, Int((3 / max(timeToGo, 0.1)).rounded(.up))))
    }

    /// Whether the round passes its target within this slice, and what comes of it.
    private func encounter(
        _ round: RoundPlace, _ target: TargetPlace, from before: PointMassState,
        truth: KinematicState<EarthFixed>, later: KinematicState<EarthFixed>, slice: Double, time: SimulationTime,
        aim: KinematicState<EarthFixed>?
    ) -> RoundEnd? {
        let startClosing = truth.velocity.vector - before.velocity
        let approach = ClosestApproach(
            startPosition: truth.position.vector - before.position, startVelocity: startClosing,
            endPosition: later.position.vector - round.pointee.state.kinematics.position,
            endVelocity: later.velocity.vector - round.pointee.state.kinematics.velocity, step: slice)
        guard approach.isInside else { return nil }
        if round.pointee.state.phase == .ejection || round.pointee.state.phase == .boost, approach.distance > 200 { return nil }
        guard target.pointee.isAlive else { return .targetWasDown }
        return .burst(
            burst(
                round, miss: approach.distance, closing: startClosing.length,
                ground: proximity(round, passing: later, aim: aim), at: time.advanced(by: approach.time)))
    }

    /// Where a round passes its target over the ground; nil high above it.
    private func proximity(
        _ round: RoundPlace, passing target: KinematicState<EarthFixed>, aim: KinematicState<EarthFixed>?
    ) -> GroundProximity? {
        guard let height = surface.height(of: target.position, below: 1_000),
            let clearance = surface.height(of: round.pointee.state.position, below: 2_000)
        else { return nil }
        // Guidance knows the ground; the height above it is as wrong as the target's height is.
        let error = aim.map { WGS84.heightAboveEllipsoid($0.position) - WGS84.heightAboveEllipsoid(target.position) } ?? 0
        return GroundProximity(estimatedHeight: height + error, clearance: max(clearance, 0))
    }

    /// What a round does at its closest approach.
    private func burst(
        _ round: RoundPlace, miss: Metres, closing: Double, ground: GroundProximity?, at time: SimulationTime
    ) -> RoundEnd.Burst {
        let type = tables.interceptors[round.pointee.interceptor]
        var draws = dice.stream(.lethality, of: round.pointee.pair, number: round.pointee.number)
        let lethality =
            type.value.fixedKillProbability
            ?? type.value.model.flightReliability
            * Endgame.killProbability(
                miss: miss, closingSpeed: closing, lethality: type.value.model.lethality,
                vulnerability: raid[round.pointee.target].vulnerability, ground: ground)
        return RoundEnd.Burst(
            time: time, miss: miss, killProbability: lethality, isKill: draws.nextUniform() < lethality,
            height: WGS84.geodetic(round.pointee.state.position).height,
            groundRange: groundRange(round.pointee.launchPosition, round.pointee.state.position))
    }

    /// A round which is not flown: whether it kills.
    package mutating func draw(_ effector: any Effector, _ type: Int, of unit: Int, at target: Int, now: SimulationTime) -> Bool {
        let address = nextRound(of: unit, at: target)
        var draws = dice.stream(.lethality, of: address.pair, number: address.number)
        let truth = targets[target].state(at: now)
        let shot = EffectorShot(
            range: (truth.position.vector - tables.unitSites[unit]).length, speed: truth.velocity.speed,
            fixedKillProbability: tables.interceptors[type].value.fixedKillProbability)
        return draws.nextUniform() < effector.killProbability(of: shot)
    }

    private func groundRange(_ first: Position<EarthFixed>, _ second: Position<EarthFixed>) -> Double {
        let a = first.vector.normalized
        let b = second.vector.normalized
        return Elementary.atan2(a.cross(b).length, a.dot(b)) * 6_371_008.8
    }

    /// The intercept point afresh from the present estimate: each second, or each twentieth of the time to go.
    private func replan(
        _ round: RoundPlace, estimate: KinematicState<EarthFixed>?, isBallistic: Bool, at time: SimulationTime
    ) {
        guard let estimate, time >= round.pointee.nextPlan else { return }
        round.pointee.nextPlan = time.advanced(by: 1)
        if round.pointee.state.phase != .terminal {
            let elapsed = time.seconds(since: round.pointee.launchTime)
            if let solution = tables.interceptors[round.pointee.interceptor].value.flyOut.predictedIntercept(
                from: round.pointee.launchPosition, target: estimate, launchDelay: -elapsed,
                extrapolation: isBallistic ? .falling : .constantVelocity,
                near: round.pointee.intercept.map { $0.seconds(since: time) })
            {
                round.pointee.intercept = time.advanced(by: solution.time)
                round.pointee.interceptPoint = solution.point.vector
                round.pointee.climbAngle = solution.climbAngle
                round.pointee.nextPlan = time.advanced(by: max(1, 0.05 * solution.time))
                return
            }
        }
        // Homing steers by the estimate itself; the point is where it goes on to should the estimate be lost.
        round.pointee.interceptPoint = round.pointee.state.homingPoint(of: estimate)
    }

    /// What a round steers by.
    private func guidance(
        _ round: RoundPlace, estimate: KinematicState<EarthFixed>?, isBallistic: Bool, at time: SimulationTime, since start: SimulationTime
    ) -> GuidanceInput {
        guard let estimate else {
            // No estimate any more: on to where the target was last expected.
            return GuidanceInput(
                targetPosition: round.pointee.interceptPoint, targetVelocity: .zero, interceptPoint: round.pointee.interceptPoint,
                climbAngle: round.pointee.climbAngle)
        }
        return GuidanceInput(
            estimate: estimate, isFalling: isBallistic, ahead: time.seconds(since: start), interceptPoint: round.pointee.interceptPoint,
            climbAngle: round.pointee.climbAngle)
    }

    /// A target that can, manoeuvres when a round comes near.
    private mutating func evade(_ place: Int, _ target: TargetPlace, from round: RoundPlace, now: SimulationTime) {
        guard let evasion = target.pointee.evasion, !target.pointee.isEvading, target.pointee.isAlive,
            isNear(round.pointee.state.position, to: target, within: evasion.triggerRange, at: now)
        else { return }
        let truth = target.pointee.state(at: now)
        guard truth.position.distance(to: round.pointee.state.position) < evasion.triggerRange else { return }
        target.pointee.isEvading = true
        var draws = dice.stream(.manoeuvre, of: names[place])
        let threat = round.pointee.state.kinematics.position - truth.position.vector
        let path = target.pointee.path.evading(
            from: now, threatDirection: threat, lateralAcceleration: evasion.lateralAcceleration,
            manoeuvre: draws.nextUniform() < 0.5 ? .beam : .weave, duration: evasion.duration)
        target.pointee.follow(path)
        newPaths.append(place)
    }
}
