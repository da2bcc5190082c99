import NumericalMethods
import Quantities

/// Flights against points that stand still: what tables and calibration are made from.
enum InterceptorTrial {
    struct Result {
        var arrived = false
        var timeOfFlight = 0.0
        var arrivalSpeed = 0.0
        var lateralAcceleration = 0.0
        var speedMaximum = 0.0
        var apogee = 0.0
        var miss = Double.infinity
    }

    /// One flight at a fixed point, with `time` as the expected time of flight.
    static func fly(
        model: InterceptorModel, from site: Vector3, at point: Vector3, timeGuess: Double, coarse: Double = 0.5
    ) -> Result {
        var result = Result()
        var state = InterceptorFlight.launch(model: model, from: Position(site))
        let burnEnd = model.thrust.burnEnd
        var before = point - state.kinematics.position
        while !state.phase.isOver {
            let range = before.length
            let speed = max(state.kinematics.velocity.length, 1)
            var step = state.elapsed < model.ignitionDelay + model.turnOverTime ? 0.1 : state.elapsed < burnEnd ? 0.2 : coarse
            if state.elapsed < model.ignitionDelay { step = model.ignitionDelay }
            step = min(step, max(0.02, 0.12 * range / speed))
            let guidance = GuidanceInput(
                targetPosition: point, targetVelocity: .zero, interceptPoint: point,
                timeToGo: max(timeGuess - state.elapsed, 0.6 * range / speed))
            let start = state
            state = InterceptorFlight.step(model: model, state: state, guidance: guidance, step: step)
            let after = point - state.kinematics.position
            result.speedMaximum = max(result.speedMaximum, state.kinematics.velocity.length)
            result.apogee = max(result.apogee, EarthModel.wgs84.height(at: state.kinematics.position))
            if state.elapsed > model.ignitionDelay + 1, after.dot(state.kinematics.velocity) <= 0 {
                let approach = ClosestApproach(
                    startPosition: before, startVelocity: start.kinematics.velocity * -1, endPosition: after,
                    endVelocity: state.kinematics.velocity * -1, step: state.elapsed - start.elapsed)
                result.miss = approach.distance
                result.timeOfFlight = start.elapsed + approach.time
                result.arrivalSpeed = state.kinematics.velocity.length
                let height = EarthModel.wgs84.height(at: point)
                result.lateralAcceleration =
                    model.aerodynamicAcceleration(
                        density: InterceptorFlight.dynamics.air.sample(height: height).density,
                        speed: result.arrivalSpeed, mass: state.mass) + model.thrusterAcceleration
                result.arrived = approach.distance < 60
                return result
            }
            before = after
        }
        result.timeOfFlight = state.elapsed
        return result
    }

    /// Flies until the expected and the flown time of flight agree within 3 %.
    static func settled(
        model: InterceptorModel, from site: Vector3, at point: Vector3, timeGuess: Double
    ) -> Result {
        var guess = timeGuess
        var result = Result()
        for _ in 0..<4 {
            result = fly(model: model, from: site, at: point, timeGuess: guess)
            if !result.arrived { break }
            if abs(result.timeOfFlight - guess) < 0.03 * guess + 0.2 { break }
            guess = result.timeOfFlight
        }
        return result
    }

    /// A table's value: time of flight, arrival speed, lateral acceleration, margin (−1 where it never arrives).
    static func arrival(
        model: InterceptorModel, from site: Vector3, at point: Vector3, timeGuess: Double,
        requirement: FlyOutTable.Requirement
    ) -> SIMD4<Double> {
        let result = settled(model: model, from: site, at: point, timeGuess: timeGuess)
        guard result.arrived else { return SIMD4(timeGuess, 0, 0, -1) }
        let margin = min(
            result.arrivalSpeed / requirement.arrivalSpeed,
            result.lateralAcceleration / requirement.lateralAcceleration) - 1
        return SIMD4(result.timeOfFlight, result.arrivalSpeed, result.lateralAcceleration, max(-0.99, margin))
    }
}
