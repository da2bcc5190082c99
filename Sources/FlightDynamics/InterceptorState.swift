public import NumericalMethods
public import Quantities

/// Where an interceptor is in its life.
public enum FlightPhase: Sendable, Equatable {
    /// Thrown up, motor not yet lit.
    case ejection
    /// Motor burning: turning over and climbing.
    case boost
    case midcourse
    case terminal
    /// Flight is over without an intercept.
    case ended(FlightEnd)

    public var isOver: Bool { if case .ended = self { true } else { false } }
}

/// Why a flight ended without an intercept.
public enum FlightEnd: String, Sendable, CaseIterable {
    case tooSlow, battery, ground
}

/// All that changes about an interceptor in flight.
public struct InterceptorState: Sendable, Equatable {
    /// Earth-fixed, m and m/s relative to the earth.
    public var kinematics: PointMassState
    /// Achieved lateral acceleration, m/s², earth-fixed.
    public var lateralAcceleration: Vector3
    /// kg.
    public var mass: Double
    /// Seconds since launch.
    public var elapsed: Double
    public var phase: FlightPhase
    /// Before this time, seconds after launch, it cannot have come down to the ground.
    public var groundDue = 0.0
    /// The last forecast of midcourse: what an unguided flight would miss the intercept point by, m, earth-fixed, …
    public var zeroEffortMiss = Vector3.zero
    /// …for which intercept point, …
    public var forecastPoint = Vector3.zero
    /// …how fast and where to it would pass it, m/s, earth-fixed, …
    public var forecastVelocity = Vector3.zero
    /// …the seconds after launch at which it would pass it, and when the next forecast is due.
    public var forecastArrival = 0.0
    public var forecastDue = 0.0

    @inlinable @inline(__always)
    public init(
        kinematics: PointMassState, lateralAcceleration: Vector3 = .zero, mass: Double, elapsed: Double = 0,
        phase: FlightPhase = .ejection
    ) {
        self.kinematics = kinematics
        self.lateralAcceleration = lateralAcceleration
        self.mass = mass
        self.elapsed = elapsed
        self.phase = phase
    }

    public var position: Position<EarthFixed> { Position(kinematics.position) }
    public var velocity: Velocity<EarthFixed> { Velocity(kinematics.velocity) }
    public var speed: MetresPerSecond { kinematics.velocity.length }
    public var kinematicState: KinematicState<EarthFixed> {
        KinematicState(position: position, velocity: velocity)
    }
}

/// What the missile is told: the estimated target and the solution it flies to. Never truth.
public struct GuidanceInput: Sendable, Equatable {
    /// Estimated target at the start of the step, earth-fixed, m, m/s, m/s².
    public var targetPosition: Vector3
    public var targetVelocity: Vector3
    public var targetAcceleration: Vector3
    /// Predicted intercept point for midcourse, earth-fixed, m.
    public var interceptPoint: Vector3
    /// Climb angle of the boost phase, radians: from the fly-out table at the intercept point.
    public var climbAngle: Double

    @inlinable @inline(__always)
    public init(
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
    public init(target: KinematicState<EarthFixed>, targetAcceleration: Vector3 = .zero, solution: InterceptSolution) {
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
    public func homingPoint(of target: KinematicState<EarthFixed>) -> Vector3 {
        let offset = target.position.vector - kinematics.position
        let relative = target.velocity.vector - kinematics.velocity
        let closing = max(200, -offset.dot(relative) / max(1, offset.length))
        return target.position.vector + target.velocity.vector * min(200, offset.length / closing)
    }
}
