import NumericalMethods
import Quantities

/// Where an interceptor is in its life.
package enum FlightPhase: Sendable, Equatable {
    /// Thrown up, motor not yet lit.
    case ejection
    /// Motor burning: turning over and climbing.
    case boost
    case midcourse
    case terminal
    /// Flight is over without an intercept.
    case ended(FlightEnd)

    package var isOver: Bool { if case .ended = self { true } else { false } }
}

/// Why a flight ended without an intercept.
package enum FlightEnd: String, Sendable, CaseIterable {
    case tooSlow, battery, ground
}

/// All that changes about an interceptor in flight.
package struct InterceptorState: Sendable, Equatable {
    /// Earth-fixed, m and m/s relative to the earth.
    package var kinematics: PointMassState
    /// Achieved lateral acceleration, m/s², earth-fixed.
    package var lateralAcceleration: Vector3
    /// kg.
    package var mass: Double
    /// Seconds since launch.
    package var elapsed: Double
    package var phase: FlightPhase
    /// Before this time, seconds after launch, it cannot have come down to the ground.
    package var groundDue = 0.0
    /// The last forecast of midcourse: what an unguided flight would miss the intercept point by, m, earth-fixed, …
    package var zeroEffortMiss = Vector3.zero
    /// …for which intercept point, …
    package var forecastPoint = Vector3.zero
    /// …how fast and where to it would pass it, m/s, earth-fixed, …
    package var forecastVelocity = Vector3.zero
    /// …the seconds after launch at which it would pass it, and when the next forecast is due.
    package var forecastArrival = 0.0
    package var forecastDue = 0.0

    @inlinable @inline(__always)
    package init(
        kinematics: PointMassState, lateralAcceleration: Vector3 = .zero, mass: Double, elapsed: Double = 0,
        phase: FlightPhase = .ejection
    ) {
        self.kinematics = kinematics
        self.lateralAcceleration = lateralAcceleration
        self.mass = mass
        self.elapsed = elapsed
        self.phase = phase
    }

    package var position: Position<EarthFixed> { Position(kinematics.position) }
    package var velocity: Velocity<EarthFixed> { Velocity(kinematics.velocity) }
    package var speed: MetresPerSecond { kinematics.velocity.length }
    package var kinematicState: KinematicState<EarthFixed> {
        KinematicState(position: position, velocity: velocity)
    }
}

/// What the missile is told: the estimated target and the solution it flies to. Never truth.
package struct GuidanceInput: Sendable, Equatable {
    /// Estimated target at the start of the step, earth-fixed, m, m/s, m/s².
    package var targetPosition: Vector3
    package var targetVelocity: Vector3
    package var targetAcceleration: Vector3
    /// Predicted intercept point for midcourse, earth-fixed, m.
    package var interceptPoint: Vector3
    /// Climb angle of the boost phase, radians: from the fly-out table at the intercept point.
    package var climbAngle: Double

    @inlinable @inline(__always)
    package init(
        targetPosition: Vector3, targetVelocity: Vector3, targetAcceleration: Vector3 = .zero, interceptPoint: Vector3,
        climbAngle: Double
    ) {
        self.targetPosition = targetPosition
        self.targetVelocity = targetVelocity
        self.targetAcceleration = targetAcceleration
        self.interceptPoint = interceptPoint
        self.climbAngle = climbAngle
    }

    /// An estimate carried on for `ahead` seconds: straight on, or with the acceleration of free fall, which is known of a target that
    /// falls (augmented proportional navigation: Zarchan, *Tactical and Strategic Missile Guidance*, 6th ed. (2012), ch. 8).
    public init(estimate: KinematicState<EarthFixed>, isFalling: Bool, ahead: Seconds, interceptPoint: Vector3, climbAngle: Double) {
        let velocity = estimate.velocity.vector
        let fall = isFalling ? EarthModel.wgs84.fall(at: estimate.position.vector, velocity: velocity) : .zero
        self.init(
            targetPosition: estimate.position.vector + velocity * ahead + fall * (0.5 * ahead * ahead),
            targetVelocity: velocity + fall * ahead, targetAcceleration: fall, interceptPoint: interceptPoint, climbAngle: climbAngle)
    }

    /// From a typed estimate and an intercept solution.
    package init(target: KinematicState<EarthFixed>, targetAcceleration: Vector3 = .zero, solution: InterceptSolution) {
        self.init(
            targetPosition: target.position.vector, targetVelocity: target.velocity.vector,
            targetAcceleration: targetAcceleration, interceptPoint: solution.point.vector,
            climbAngle: solution.climbAngle)
    }
}

extension InterceptorState {
    /// Where to go for a target that no planned intercept meets: its place, straight on, when closing at the present rate ends, 200 s
    /// ahead at
    /// the most.
    /// - Returns: earth-fixed, m.
    package func homingPoint(of target: KinematicState<EarthFixed>) -> Vector3 {
        let offset = target.position.vector - kinematics.position
        let relative = target.velocity.vector - kinematics.velocity
        let closing = max(200, -offset.dot(relative) / max(1, offset.length))
        return target.position.vector + target.velocity.vector * min(200, offset.length / closing)
    }
}
