import NumericalMethods
import Quantities

/// How a missile learns where its target is.
public enum SeekerKind: String, Sendable, CaseIterable {
    /// Ground radar commands all the way.
    case command
    /// The missile's receiver sends what it hears of the reflected illumination back to the ground, which commands.
    case trackViaMissile
    /// The missile homes on the reflected illumination.
    case semiActive
    /// The missile's own radar in the terminal phase.
    case active

    /// Whether a ground radar must hold the target until impact.
    public var needsIlluminationToImpact: Bool { self != .active }
}

/// One type of interceptor, SI throughout: everything about it that never changes.
///
/// Where public sources give no engineering value, `InterceptorCalibration` derives one from public speed, range and
/// altitude; nothing here clamps range: it emerges from flight.
public struct InterceptorModel: Sendable {
    // MARK: Launch
    /// Height to which the catapult throws the missile before the motor lights, m.
    public var ejectionHeight: Double
    /// From launch to ignition, s.
    public var ignitionDelay: Double
    /// How long after ignition the motor's vanes may turn the missile over, s.
    public var turnOverTime: Double
    /// Largest angle between thrust and velocity while it turns over, radians.
    public var turnOverAngleMaximum: Double

    // MARK: Mass and thrust
    /// At launch, kg.
    public var launchMass: Double
    /// Motor phases, in seconds from launch.
    public var thrust: ThrustProfile

    // MARK: Aerodynamics
    /// Reference area, m².
    public var referenceArea: Double
    /// Zero-lift drag by Mach.
    public var drag: DragTable
    /// ∂C_N/∂α, per radian; drag due to lift is C_L²/C_Nα.
    public var normalForceSlope: Double
    /// Largest trimmed lift coefficient.
    public var liftCoefficientMaximum: Double
    /// Structural limit of lateral acceleration, m/s².
    public var structuralLimit: Double
    /// Lateral acceleration of gas thrusters in the last second, m/s²; zero without.
    public var thrusterAcceleration: Double
    /// How long before intercept the thrusters fire, s.
    public var thrusterTime: Double

    // MARK: Guidance
    /// τ of the autopilot, s.
    package var autopilot: AutopilotLag
    /// τ with lateral thrusters working, s.
    package var thrusterLag: AutopilotLag
    /// N′.
    public var navigationConstant: Double
    /// Rate at which the boost phase turns the velocity towards its aim, 1/s.
    public var headingRate: Double
    /// Steepest and flattest climb during boost, radians: the ends of the fan that the fly-out table is made from.
    public var climbAngleMaximum: Double
    /// Flattest climb of the boost, radians above the horizontal.
    public var climbAngleMinimum: Double
    /// Terminal homing starts this long before intercept, s.
    public var terminalTime: Double
    /// Who sees the target at the end.
    public var seeker: SeekerKind
    /// Range at which an active seeker switches on, m.
    public var seekerActivationRange: Double
    /// One-sigma error of the missile's own view of the target, radians, and its floor (glint), m; without effect for
    /// command guidance.
    public var seekerAngleError = 3e-3
    /// Error across the line of sight that nearness does not remove, metres, one standard deviation.
    public var seekerErrorFloor = 3.0
    /// What it steers by once it homes.
    public var law: any GuidanceLaw = TrueProportionalNavigation()

    // MARK: Limits of guided flight
    /// Slower than this after burn-out it cannot be controlled, m/s.
    public var speedMinimum: Double
    /// Battery and gas supply, s.
    public var flightTimeMaximum: Double
    /// Nearest ground range of an intercept, m.
    public var rangeMinimum: Double
    /// Lowest and highest intercept, m above the surface.
    public var altitudeMinimum: Double
    /// Fastest target that guidance and fuze are made for, m/s.
    public var targetSpeedMaximum: Double

    // MARK: Endgame
    /// Warhead and fuze.
    public var lethality: Lethality
    /// Probability that the missile flies as it should.
    package var flightReliability: Double

    package init(
        ejectionHeight: Double = 25, ignitionDelay: Double = 1.2, turnOverTime: Double = 2.5,
        turnOverAngleMaximum: Double = 1.2, launchMass: Double, thrust: ThrustProfile, referenceArea: Double,
        drag: DragTable, normalForceSlope: Double = 14, liftCoefficientMaximum: Double = 4,
        structuralLimit: Double = 25 * Units.standardGravity, thrusterAcceleration: Double = 0, thrusterTime: Double = 0,
        autopilot: AutopilotLag = AutopilotLag(timeConstant: 0.3), thrusterLag: AutopilotLag = AutopilotLag(timeConstant: 0.03),
        navigationConstant: Double = 4, headingRate: Double = 1,
        climbAngleMaximum: Double = 1.5, climbAngleMinimum: Double = 0.02, terminalTime: Double = 10,
        seeker: SeekerKind = .trackViaMissile, seekerActivationRange: Double = 30_000, speedMinimum: Double = 500,
        flightTimeMaximum: Double = 300, rangeMinimum: Double = 3_000, altitudeMinimum: Double = 10,
        targetSpeedMaximum: Double = 2_800, lethality: Lethality = Lethality(lethalRadius: 20), flightReliability: Double = 0.95
    ) {
        precondition(launchMass > thrust.propellantMass, "a missile must outweigh its propellant")
        self.ejectionHeight = ejectionHeight
        self.ignitionDelay = ignitionDelay
        self.turnOverTime = turnOverTime
        self.turnOverAngleMaximum = turnOverAngleMaximum
        self.launchMass = launchMass
        self.thrust = thrust
        self.referenceArea = referenceArea
        self.drag = drag
        self.normalForceSlope = normalForceSlope
        self.liftCoefficientMaximum = liftCoefficientMaximum
        self.structuralLimit = structuralLimit
        self.thrusterAcceleration = thrusterAcceleration
        self.thrusterTime = thrusterTime
        self.autopilot = autopilot
        self.thrusterLag = thrusterLag
        self.navigationConstant = navigationConstant
        self.headingRate = headingRate
        self.climbAngleMaximum = climbAngleMaximum
        self.climbAngleMinimum = climbAngleMinimum
        self.terminalTime = terminalTime
        self.seeker = seeker
        self.seekerActivationRange = seekerActivationRange
        self.speedMinimum = speedMinimum
        self.flightTimeMaximum = flightTimeMaximum
        self.rangeMinimum = rangeMinimum
        self.altitudeMinimum = altitudeMinimum
        self.targetSpeedMaximum = targetSpeedMaximum
        self.lethality = lethality
        self.flightReliability = flightReliability
    }

    /// Speed with which the catapult throws the missile, m/s, so that it is at `ejectionHeight` at ignition.
    public var ejectionSpeed: Double {
        ignitionDelay > 0
            ? ejectionHeight / ignitionDelay + 0.5 * Units.standardGravity * ignitionDelay : 30
    }

    /// Mass after burn-out, kg.
    public var burnOutMass: Double { launchMass - thrust.propellantMass }

    /// One-sigma position error, m on each axis, of what terminal guidance steers by, from that of the ground radar's track.
    ///
    ///     σ = max(floor, σ_angle · range)  once the missile's own receiver works, and never more than the track's
    /// - Parameters:
    ///   - trackError: of the ground radar's track, one sigma on each axis, m.
    ///   - range: missile to target, m.
    public func homingError(trackError: Double, range: Double) -> Double {
        switch seeker {
        case .command: return trackError
        case .active where range > seekerActivationRange: return trackError
        case .trackViaMissile, .semiActive, .active:
            return min(trackError, max(seekerErrorFloor, seekerAngleError * range))
        }
    }

    /// Largest lateral acceleration that the air gives, m/s²: q S C_Lmax / m, within the structural limit.
    public func aerodynamicAcceleration(density: Double, speed: Double, mass: Double) -> Double {
        min(structuralLimit, 0.5 * density * speed * speed * referenceArea * liftCoefficientMaximum / mass)
    }
}
