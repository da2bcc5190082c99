import NumericalMethods

/// Where a round of constant speed that starts after a delay meets a target that flies straight, both in free space.
///
///     |P₀ + V t| = s (t − t₀),   the earliest t ≥ t₀
/// The sides of the triangle that proportional navigation holds. Flat space and constant speed only:
/// `FlyOutTable.predictedIntercept` is for
/// rounds that boost and coast over the ellipsoid.
/// - Source: N. A. Shneydor, *Missile Guidance and Pursuit* (1998), ch. 4.
package struct LeadTriangle: Sendable, Equatable {
    /// Seconds from now to the meeting.
    package let time: Double
    /// The place of it, from the launcher, m.
    package let point: Vector3
    /// The round's path, m.
    package let range: Double

    /// - Parameters:
    ///   - position: of the target from the launcher now, m.
    ///   - velocity: of the target, m/s.
    ///   - speed: of the round, m/s, > 0.
    ///   - delay: seconds from now to the launch, ≥ 0.
    /// - Returns: nil where the round never catches it.
    package init?(target position: Vector3, velocity: Vector3, speed: Double, delay: Double) {
        // From the launch on, τ = t − t₀:  (s² − V²) τ² − 2 Q·V τ − Q² = 0.
        let start = position + velocity * delay
        let a = speed * speed - velocity.lengthSquared
        let b = start.dot(velocity)
        let c = start.lengthSquared
        let flight: Double
        if c == 0 {
            flight = 0
        } else {
            let root = b * b + a * c
            guard root >= 0 else { return nil }
            // The form that does not cancel; for a target faster than the round the smaller of two positive roots.
            let divisor = -b + root.squareRoot()
            guard divisor > 0 else { return nil }
            flight = c / divisor
        }
        time = delay + flight
        point = position + velocity * time
        range = speed * flight
    }
}
