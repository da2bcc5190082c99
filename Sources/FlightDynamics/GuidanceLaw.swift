public import NumericalMethods

/// What a homing missile steers by: the extension point of guidance laws.
///
/// A law is a value that turns the sight of the target into the lateral acceleration that is asked for; `InterceptorModel.law`
/// says which one a missile has. The built-in law is `TrueProportionalNavigation`. Gravity, the limits of air and structure and the
/// autopilot's lag come after it, and are not the law's affair.
public protocol GuidanceLaw: Sendable {
    /// The acceleration asked for, m/s², earth-fixed; its part along the path is dropped.
    func acceleration(_ sight: HomingSight) -> Vector3
}

/// The target as the missile's guidance sees it: estimates, never truth; earth-fixed throughout.
public struct HomingSight: Sendable {
    /// Target less missile, m.
    public var relativePosition: Vector3
    /// Target's velocity less the missile's, m/s.
    public var relativeVelocity: Vector3
    /// The target's acceleration as estimated, m/s²; zero where nobody estimates it.
    public var targetAcceleration: Vector3
    /// The missile's own velocity, m/s.
    public var velocity: Vector3
    /// N′ of the missile's entry.
    public var navigationConstant: Double

    /// What a round sees of its target at one moment: estimates, earth-fixed, SI.
    @inlinable
    public init(
        relativePosition: Vector3, relativeVelocity: Vector3, targetAcceleration: Vector3 = .zero, velocity: Vector3,
        navigationConstant: Double
    ) {
        self.relativePosition = relativePosition
        self.relativeVelocity = relativeVelocity
        self.targetAcceleration = targetAcceleration
        self.velocity = velocity
        self.navigationConstant = navigationConstant
    }
}

/// The built-in law: true proportional navigation, augmented by the target's acceleration where that is estimated.
public struct TrueProportionalNavigation: GuidanceLaw {
    /// The built-in law has no numbers of its own.
    @inlinable public init() {}

    /// Across the line of sight, m/s², earth-fixed: N times closing speed times the line's rate of turn.
    @inlinable
    public func acceleration(_ sight: HomingSight) -> Vector3 {
        ProportionalNavigation.acceleration(
            relativePosition: sight.relativePosition, relativeVelocity: sight.relativeVelocity,
            navigationConstant: sight.navigationConstant, targetAcceleration: sight.targetAcceleration)
    }
}
