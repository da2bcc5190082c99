public import NumericalMethods

/// True proportional navigation: acceleration perpendicular to the line of sight, in proportion to its rate of turn.
///
///     a = N′ · V_c · (ω × û),   ω = (r × v)/|r|²,   V_c = −(r·v)/|r|
/// with r, v the target's position and velocity relative to the missile and û = r/|r|. The augmented form adds N′/2 of the
/// target's acceleration perpendicular to the line of sight.
/// - Source: Zarchan, *Tactical and Strategic Missile Guidance*, 6th ed. (2012), ch. 2 and 8.
public enum ProportionalNavigation {
    /// The scalar law, m/s²: `navigationConstant` N′ (3…5), closing speed m/s, line-of-sight rate rad/s, and the target's
    /// acceleration perpendicular to the line of sight, m/s² (zero for the plain law).
    @inlinable @inline(__always)
    public static func acceleration(
        navigationConstant: Double, closingSpeed: Double, lineOfSightRate: Double, targetAcceleration: Double = 0
    ) -> Double {
        navigationConstant * (closingSpeed * lineOfSightRate + 0.5 * targetAcceleration)
    }

    /// The vector law, m/s², in the frame of the relative position (m) and velocity (m/s); zero at zero range.
    @inlinable @inline(__always)
    public static func acceleration(
        relativePosition: Vector3, relativeVelocity: Vector3, navigationConstant: Double,
        targetAcceleration: Vector3 = .zero
    ) -> Vector3 {
        let rangeSquared = relativePosition.lengthSquared
        guard rangeSquared > 0 else { return .zero }
        let inverseRange = 1 / rangeSquared.squareRoot()
        let direction = relativePosition * inverseRange
        let along = direction.dot(relativeVelocity)
        // ω × û = (v − (v·û) û)/|r|: the transverse relative velocity over the range.
        let turning = (relativeVelocity - direction * along) * inverseRange
        let closingSpeed = -along
        let across = targetAcceleration - direction * direction.dot(targetAcceleration)
        return (turning * closingSpeed + across * 0.5) * navigationConstant
    }

    /// Line-of-sight rate of the linearised planar engagement, rad/s: λ = y/(V_c t_go), dλ/dt = (y + ẏ t_go)/(V_c t_go²).
    @inlinable @inline(__always)
    public static func linearLineOfSightRate(
        offset: Double, offsetRate: Double, closingSpeed: Double, timeToGo: Double
    ) -> Double {
        (offset + offsetRate * timeToGo) / (closingSpeed * timeToGo * timeToGo)
    }
}
