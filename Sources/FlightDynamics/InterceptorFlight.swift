import EarthEnvironment
import NumericalMethods
import Quantities

/// Flies an interceptor step by step: ejection, turn-over and climb, lofted midcourse, proportional navigation.
///
/// Boost turns the velocity to the climb angle that the fly-out table gives for the intercept point, so that the coast that
/// follows passes through it without lift: the loft is the ballistic arc. Midcourse forecasts that coast and steers out what
/// it would miss by; terminal flight follows the missile's guidance law on the estimate, by default true proportional
/// navigation, with gravity compensated:
///
///     boost      a = V κ (û_climb − v̂ …)_⊥ − g_⊥
///     midcourse  a = N′ Z_⊥ / t_go²        Z, t_go: miss and time of the forecast unguided flight
///     terminal   a = N′ V_c ω × û − g_⊥
/// - Source: zero-effort-miss guidance, Zarchan, *Tactical and Strategic Missile Guidance*, 6th ed. (2012), ch. 2, 16.
public enum InterceptorFlight {
    /// The world that interceptors fly in.
    package static let dynamics = PointMassDynamics(earth: .wgs84, air: .standard)

    /// A missile at launch: thrown straight up from `position`.
    package static func launch(model: InterceptorModel, from position: Position<EarthFixed>) -> InterceptorState {
        let up = EarthModel.wgs84.up(at: position.vector)
        return InterceptorState(
            kinematics: PointMassState(position: position.vector, velocity: up * model.ejectionSpeed),
            mass: model.launchMass)
    }

    /// The state `step` seconds later under one guidance input; steps end at motor events, 0.02…0.5 s are sensible.
    /// - Parameters:
    ///   - model: the missile.
    ///   - state: at the beginning of the step.
    ///   - guidance: what it is told, held over the step.
    ///   - step: seconds, > 0.
    ///   - ground: what ends the flight where the missile meets it; nil where there is none.
    package static func step(
        model: InterceptorModel, state: InterceptorState, guidance: GuidanceInput, step: Double, over ground: GroundSurface? = nil
    ) -> InterceptorState {
        var state = state
        fly(model: model, state: &state, guidance: guidance, step: step, over: ground)
        return state
    }

    /// The same in place: for loops that fly many missiles.
    package static func fly(
        model: InterceptorModel, state: inout InterceptorState, guidance: GuidanceInput, step: Double, over ground: GroundSurface? = nil
    ) {
        // Most steps end before the ground can be met: only where it can, what was before is kept.
        guard let ground, state.elapsed + step >= state.groundDue - 1e-3 else {
            return advance(model: model, state: &state, guidance: guidance, step: step, dynamics: dynamics)
        }
        let before = state
        advance(model: model, state: &state, guidance: guidance, step: step, dynamics: dynamics)
        if state.elapsed >= state.groundDue { meetGround(&state, from: before, ground) }
    }

    static func advance(
        model: InterceptorModel, state start: InterceptorState, guidance: GuidanceInput, step: Double,
        dynamics: PointMassDynamics
    ) -> InterceptorState {
        var state = start
        advance(model: model, state: &state, guidance: guidance, step: step, dynamics: dynamics)
        return state
    }

    private static func advance(
        model: InterceptorModel, state: inout InterceptorState, guidance: GuidanceInput, step: Double,
        dynamics: PointMassDynamics
    ) {
        if state.phase.isOver { return }
        let change = model.thrust.nextChange(after: state.elapsed + 1e-9) - state.elapsed
        if change >= step - 1e-9 {
            piece(model: model, state: &state, guidance: guidance, sinceInput: 0, step: step, dynamics: dynamics)
        } else {
            var done = 0.0
            while done < step - 1e-9, !state.phase.isOver {
                let next = model.thrust.nextChange(after: state.elapsed + 1e-9) - state.elapsed
                let piece = min(step - done, next)
                self.piece(
                    model: model, state: &state, guidance: guidance, sinceInput: done, step: piece, dynamics: dynamics)
                done += piece
            }
        }
    }

    @inline(__always)
    private static func piece(
        model: InterceptorModel, state: inout InterceptorState, guidance: GuidanceInput, sinceInput: Double, step: Double,
        dynamics: PointMassDynamics
    ) {
        let motor = model.thrust.phase(at: state.elapsed + 0.5 * step)
        let position = state.kinematics.position
        let velocity = state.kinematics.velocity
        let sample = dynamics.earth.sample(at: position)
        let air = dynamics.air.sample(height: sample.height)
        let speedSquared = max(velocity.lengthSquared, 1e-6)
        let speed = speedSquared.squareRoot()
        let pressure = 0.5 * air.density * speedSquared

        var sineMaximum = model.liftCoefficientMaximum / model.normalForceSlope
        if motor.thrust > 0, state.elapsed < model.ignitionDelay + model.turnOverTime {
            sineMaximum = Elementary.sin(model.turnOverAngleMaximum)
        }
        // Normal force of body and thrust together: (q S C_Nα + F) sin α.
        let normalForce = pressure * model.referenceArea * model.normalForceSlope + motor.thrust
        let capability = normalForce * sineMaximum / state.mass
        var limit = min(capability, model.structuralLimit)
        var memory = 0.0
        var command = Vector3.zero

        if state.phase != .ejection {
            // Geometry half a step ahead, so that a held command is right in the middle of the step.
            let ahead = 0.5 * step
            let target = guidance.targetPosition + guidance.targetVelocity * (sinceInput + ahead)
                + guidance.targetAcceleration * (0.5 * (sinceInput + ahead) * (sinceInput + ahead))
            let targetVelocity = guidance.targetVelocity + guidance.targetAcceleration * (sinceInput + ahead)
            let here = position + velocity * ahead
            let relative = target - here
            let closing = targetVelocity - velocity
            let rangeSquared = relative.lengthSquared
            let approach = -relative.dot(closing)
            let homingTime = approach > 0 ? rangeSquared / approach : .infinity

            // Gravity with rotation, across the path.
            let fall = dynamics.earth.turned(sample.gravitation, at: position, velocity: velocity)
            let fallAcross = fall - velocity * (fall.dot(velocity) / speedSquared)

            if state.phase != .terminal, homingTime < model.terminalTime,
                state.elapsed > model.ignitionDelay + 0.6 * model.turnOverTime
            {
                state.phase = .terminal
            }
            if state.phase == .terminal {
                command = model.law.acceleration(
                    HomingSight(
                        relativePosition: relative, relativeVelocity: closing, targetAcceleration: guidance.targetAcceleration,
                        velocity: velocity, navigationConstant: model.navigationConstant))
                command -= fallAcross
            } else {
                if state.phase == .boost {
                    let wanted = climb(
                        towards: guidance.interceptPoint - here, angle: guidance.climbAngle,
                        up: dynamics.earth.up(at: position))
                    let along = wanted.dot(velocity) / speed
                    let across = wanted - velocity * (along / speed)
                    // Faster while turning over: the turn must be done before the missile is fast.
                    let turning = state.elapsed < model.ignitionDelay + model.turnOverTime ? 2.5 : model.headingRate
                    let angle = along > 0 ? across : across.normalized
                    command = angle * (speed * turning) - fallAcross
                } else {
                    let shift = guidance.interceptPoint - state.forecastPoint
                    if state.elapsed >= state.forecastDue
                        || shift.lengthSquared > 0.0025 * (guidance.interceptPoint - here).lengthSquared
                    {
                        forecast(model: model, state: &state, point: guidance.interceptPoint, dynamics: dynamics)
                    } else if shift != .zero {
                        moveForecast(&state, to: guidance.interceptPoint, shift: shift)
                    }
                    let timeToGo = max(state.forecastArrival - state.elapsed - ahead, 0.5)
                    command = state.zeroEffortMiss * (model.navigationConstant / (timeToGo * timeToGo))
                }
            }
            let lag: AutopilotLag
            if model.thrusterAcceleration > 0, homingTime < model.thrusterTime {
                limit += model.thrusterAcceleration
                lag = model.thrusterLag
            } else {
                lag = model.autopilot
            }
            command -= velocity * (command.dot(velocity) / speedSquared)
            let wanted = command.lengthSquared
            if wanted > limit * limit { command *= limit / wanted.squareRoot() }
            memory = lag.memory(after: step)
        }

        let begin = state.lateralAcceleration
        let excess = begin - command
        let middle = command + excess * memory.squareRoot()
        let end = command + excess * memory
        // Drag due to lift of the middle of the step: C_D = C_Nα sin² α.
        var sineSquared = 0.0
        var axial = 1.0
        if normalForce > 0 {
            sineSquared = min(
                middle.lengthSquared * state.mass * state.mass / (normalForce * normalForce), sineMaximum * sineMaximum)
            axial = (1 - sineSquared).squareRoot()
        }
        let forces = PointMassDynamics.Forces(
            area: model.referenceArea, massStart: state.mass, massFlow: motor.massFlow, thrust: motor.thrust * axial,
            exitArea: model.thrust.exitArea, inducedDrag: model.normalForceSlope * sineSquared,
            powered: motor.thrust > 0)
        state.kinematics = dynamics.step(state.kinematics, step: step, forces: forces, drag: model.drag) { time, stage in
            let lateral = time == 0 ? begin : time < step ? middle : end
            return lateral - stage.velocity * (lateral.dot(stage.velocity) / max(stage.velocity.lengthSquared, 1e-6))
        }
        state.lateralAcceleration = end
        state.mass -= motor.massFlow * step
        state.elapsed += step
        finish(model: model, state: &state, speed: speed)
    }

    @inline(__always)
    private static func finish(model: InterceptorModel, state: inout InterceptorState, speed: Double) {
        switch state.phase {
        case .ejection: if state.elapsed >= model.ignitionDelay - 1e-9 { state.phase = .boost }
        case .boost: if state.elapsed >= model.thrust.boostEnd - 1e-9 { state.phase = .midcourse }
        case .midcourse, .terminal, .ended: break
        }
        if state.elapsed > model.flightTimeMaximum {
            state.phase = .ended(.battery)
        } else if state.elapsed > model.thrust.burnEnd, speed < model.speedMinimum {
            state.phase = .ended(.tooSlow)
        }
    }

    /// The unit vector at an elevation, in the vertical plane of `direction`.
    @inline(__always)
    private static func climb(towards direction: Vector3, angle: Double, up: Vector3) -> Vector3 {
        let level = (direction - up * direction.dot(up)).normalized
        let (sine, cosine) = Elementary.sincos(angle)
        return level * cosine + up * sine
    }

    /// One unguided step of a missile: thrust along the velocity, drag, no lift.
    @inline(__always)
    static func coast(
        model: InterceptorModel, kinematics: inout PointMassState, mass: inout Double, elapsed: inout Double, step: Double,
        dynamics: PointMassDynamics
    ) {
        RocketFlight.advance(
            thrust: model.thrust, drag: model.drag, area: model.referenceArea, kinematics: &kinematics, mass: &mass,
            elapsed: &elapsed, step: step, dynamics: dynamics)
    }

    /// Takes a small shift of the intercept point into a forecast made before, to first order: the flight is the same and
    /// passes the new point sooner or later.
    @inline(__always)
    private static func moveForecast(_ state: inout InterceptorState, to point: Vector3, shift: Vector3) {
        let velocity = state.forecastVelocity
        let later = shift.dot(velocity) / max(velocity.lengthSquared, 1)
        state.zeroEffortMiss += shift - velocity * later
        state.forecastArrival += later
        state.forecastPoint = point
    }

    /// Flies the missile on without guidance to where it is nearest to `point`, and keeps by what and when it misses.
    private static func forecast(
        model: InterceptorModel, state: inout InterceptorState, point: Vector3, dynamics: PointMassDynamics
    ) {
        var body = state.kinematics
        var mass = state.mass
        var elapsed = state.elapsed
        var relative = point - body.position
        let step = max(0.25, min(6, relative.length / max(body.velocity.length, 1) / 8))
        state.zeroEffortMiss = relative
        state.forecastArrival = elapsed + relative.length / max(body.velocity.length, 1)
        state.forecastVelocity = body.velocity
        for _ in 0..<64 {
            let before = body
            let start = elapsed
            coast(model: model, kinematics: &body, mass: &mass, elapsed: &elapsed, step: step, dynamics: dynamics)
            let after = point - body.position
            if after.dot(body.velocity) <= 0 || dynamics.earth.height(at: body.position) < -3_000 {
                let approach = ClosestApproach(
                    startPosition: relative, startVelocity: before.velocity * -1, endPosition: after,
                    endVelocity: body.velocity * -1, step: elapsed - start)
                state.zeroEffortMiss = approach.relativePosition
                state.forecastArrival = start + approach.time
                state.forecastVelocity = body.velocity
                break
            }
            relative = after
        }
        state.forecastPoint = point
        state.forecastDue = state.elapsed + max(0.5, 0.08 * (state.forecastArrival - state.elapsed))
    }
}
