import EarthEnvironment
import NumericalMethods
import Quantities

/// One guided flight against a target of known motion: for tables' checks, calibration and envelopes.
package enum InterceptorTrial {
    package struct Result: Sendable {
        /// Closest approach, m; infinity when the flight ended before.
        package var miss = Double.infinity
        /// Seconds after launch.
        package var time = 0.0
        /// m/s.
        package var arrivalSpeed = 0.0
        package var speedMaximum = 0.0
        /// m above the surface.
        package var apogee = 0.0
        /// Lateral acceleration that the air gives at the end, m/s².
        package var lateralAcceleration = 0.0
        package var end: FlightEnd?
    }

    /// Flies at a target that moves steadily, known exactly; the intercept point is solved anew every `update` seconds.
    /// - Parameters: `coarseStep` of midcourse and `fineStep` near the target, s.
    package static func fly(
        model: InterceptorModel, table: FlyOutTable, from site: Position<EarthFixed>, target: KinematicState<EarthFixed>,
        targetAcceleration: @Sendable (Double) -> Velocity<EarthFixed> = { _ in .zero }, update: Double = 2,
        coarseStep: Double = 0.1, fineStep: Double = 0.01
    ) -> Result {
        var result = Result()
        var state = InterceptorFlight.launch(model: model, from: site)
        var position = target.position.vector
        var velocity = target.velocity.vector
        guard var solution = table.predictedIntercept(from: site, target: target, launchDelay: 0) else { return result }
        var nextUpdate = update
        while !state.phase.isOver {
            if state.elapsed >= nextUpdate, state.phase != .terminal {
                let now = KinematicState<EarthFixed>(position: Position(position), velocity: Velocity(velocity))
                if let better = table.predictedIntercept(from: site, flight: state, target: now) { solution = better }
                nextUpdate += update
            }
            let guidance = GuidanceInput(
                targetPosition: position, targetVelocity: velocity, interceptPoint: solution.point.vector,
                climbAngle: solution.climbAngle)
            let relative = position - state.kinematics.position
            let closing = velocity - state.kinematics.velocity
            let homing = relative.length / max(1, closing.length)
            let step = homing < 1.5 ? fineStep : coarseStep
            let before = state
            state = InterceptorFlight.step(model: model, state: state, guidance: guidance, step: step)
            let acceleration = targetAcceleration(before.elapsed).vector
            let position1 = position + velocity * step + acceleration * (0.5 * step * step)
            let velocity1 = velocity + acceleration * step
            let relative1 = position1 - state.kinematics.position
            let closing1 = velocity1 - state.kinematics.velocity
            result.speedMaximum = max(result.speedMaximum, state.speed)
            result.apogee = max(result.apogee, EarthModel.wgs84.height(at: state.kinematics.position))
            if relative.dot(closing) < 0, relative1.dot(closing1) >= 0 {
                let approach = ClosestApproach(
                    startPosition: relative, startVelocity: closing, endPosition: relative1, endVelocity: closing1,
                    step: step)
                result.miss = approach.distance
                result.time = before.elapsed + approach.time
                result.arrivalSpeed = state.speed
                let height = EarthModel.wgs84.height(at: state.kinematics.position)
                result.lateralAcceleration = model.aerodynamicAcceleration(
                    density: InterceptorFlight.dynamics.air.sample(height: height).density, speed: state.speed,
                    mass: state.mass)
                return result
            }
            position = position1
            velocity = velocity1
        }
        if case .ended(let end) = state.phase { result.end = end }
        result.time = state.elapsed
        return result
    }
}
