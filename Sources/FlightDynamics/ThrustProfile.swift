/// Thrust and mass flow of a rocket motor in up to four phases of constant thrust.
///
///     F(t) = F_vacuum − p A_e,   dm/dt = −ṁ
/// - Source: Sutton & Biblarz, *Rocket Propulsion Elements*, 9th ed. (2017), eq. 2-13.
public struct ThrustProfile: Sendable {
    /// One phase: from `start` to `end` seconds after launch, constant thrust (N) and mass flow (kg/s).
    public struct Phase: Sendable, Equatable {
        /// Seconds after leaving the tube.
        public var start: Double
        /// Seconds after leaving the tube, > start.
        public var end: Double
        /// Newtons.
        public var thrust: Double
        /// Mass that leaves, kg/s.
        public var massFlow: Double

        /// A phase of constant thrust: seconds, newtons, kg/s.
        @inlinable
        public init(start: Double, end: Double, thrust: Double, massFlow: Double) {
            self.start = start
            self.end = end
            self.thrust = thrust
            self.massFlow = massFlow
        }

        @usableFromInline static var none: Phase { Phase(start: .infinity, end: .infinity, thrust: 0, massFlow: 0) }
    }

    /// How many phases a profile may have.
    public static let phasesMaximum = 4

    @usableFromInline var phase0: Phase = .none
    @usableFromInline var phase1: Phase = .none
    @usableFromInline var phase2: Phase = .none
    @usableFromInline var phase3: Phase = .none
    /// Exit area A_e, m²; zero when the thrust is given as it acts.
    public var exitArea: Double
    /// The end of the last phase, seconds after launch.
    public private(set) var burnEnd: Double = 0

    /// - Parameters:
    ///   - phases: at most four, in order of time, not overlapping.
    ///   - exitArea: of the nozzle, m².
    public init(phases: [Phase], exitArea: Double = 0) {
        precondition(phases.count <= Self.phasesMaximum, "a thrust profile has at most four phases")
        var time = -Double.infinity
        for phase in phases {
            precondition(phase.start >= time && phase.end >= phase.start, "thrust phases must follow one another")
            time = phase.end
        }
        if phases.count > 0 { phase0 = phases[0] }
        if phases.count > 1 { phase1 = phases[1] }
        if phases.count > 2 { phase2 = phases[2] }
        if phases.count > 3 { phase3 = phases[3] }
        self.exitArea = exitArea
        burnEnd = phases.last?.end ?? 0
    }

    /// The end of the first phase, seconds after launch.
    @inlinable
    public var boostEnd: Double { phase0.end.isFinite ? phase0.end : 0 }

    /// No motor.
    public static let none = ThrustProfile(phases: [])

    /// The phase that burns at `time` seconds after launch (its end excluded), or one without thrust.
    @inlinable @inline(__always)
    public func phase(at time: Double) -> Phase {
        if time >= burnEnd { return .none }
        if time >= phase0.start && time < phase0.end { return phase0 }
        if time >= phase1.start && time < phase1.end { return phase1 }
        if time >= phase2.start && time < phase2.end { return phase2 }
        if time >= phase3.start && time < phase3.end { return phase3 }
        return .none
    }

    /// The next start or end of a phase strictly after `time`; infinity when there is none.
    @inlinable
    public func nextChange(after time: Double) -> Double {
        if time >= burnEnd { return .infinity }
        return min(
            min(Self.change(phase0, time), Self.change(phase1, time)),
            min(Self.change(phase2, time), Self.change(phase3, time)))
    }

    @inlinable @inline(__always)
    static func change(_ phase: Phase, _ time: Double) -> Double {
        phase.start > time ? phase.start : phase.end > time ? phase.end : .infinity
    }

    /// Propellant burnt over all phases, kg.
    public var propellantMass: Double {
        [phase0, phase1, phase2, phase3].reduce(0) {
            $1.start.isFinite ? $0 + ($1.end - $1.start) * $1.massFlow : $0
        }
    }

    /// Total impulse at vacuum thrust, N s.
    public var totalImpulse: Double {
        [phase0, phase1, phase2, phase3].reduce(0) {
            $1.start.isFinite ? $0 + ($1.end - $1.start) * $1.thrust : $0
        }
    }
}
