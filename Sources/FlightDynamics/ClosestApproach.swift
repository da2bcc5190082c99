public import NumericalMethods

/// Closest approach of two bodies within one step.
public struct ClosestApproach: Sendable, Equatable {
    /// Seconds into the step.
    public var time: Double
    /// Metres.
    public var distance: Double
    /// Relative position there, target minus missile.
    public var relativePosition: Vector3
    /// Whether it lies within the step rather than at its end (the range is still falling there).
    public var isInside: Bool

    /// The least distance over a step, with the relative motion taken as a parabola between the two relative states.
    ///
    ///     r(t) = r₀ + v₀ t + ½ (v₁ − v₀)/Δt · t²
    /// corrected so that it ends at r₁; the minimum of |r|² by Newton's rule from the straight-line answer.
    /// - Parameters: target minus missile at the start and end of the step, m and m/s; `step` seconds > 0.
    @inlinable
    public init(
        startPosition: Vector3, startVelocity: Vector3, endPosition: Vector3, endVelocity: Vector3, step: Double
    ) {
        let inverse = 1 / step
        // Cubic through both ends: c1 t + c2 t² + c3 t³ beyond r₀.
        let chord = (endPosition - startPosition) * inverse
        let c2 = (chord * 3 - startVelocity * 2 - endVelocity) * inverse
        let c3 = (startVelocity + endVelocity - chord * 2) * (inverse * inverse)
        let squared = chord.lengthSquared
        var time = squared > 0 ? -startPosition.dot(chord) / squared : 0
        time = max(0, min(step, time))
        for _ in 0..<6 {
            let place = startPosition + (startVelocity + (c2 + c3 * time) * time) * time
            let rate = startVelocity + (c2 * 2 + c3 * (3 * time)) * time
            let bend = c2 * 2 + c3 * (6 * time)
            let slope = place.dot(rate)
            let curvature = rate.lengthSquared + place.dot(bend)
            if curvature <= 0 { break }
            let next = max(0, min(step, time - slope / curvature))
            if abs(next - time) < 1e-12 { time = next; break }
            time = next
        }
        self.time = time
        relativePosition = startPosition + (startVelocity + (c2 + c3 * time) * time) * time
        distance = relativePosition.length
        isInside = time < step
    }
}
