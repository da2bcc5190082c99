import NumericalMethods

/// The autopilot and airframe as a first-order lag between commanded and achieved lateral acceleration.
///
///     da/dt = (a_c − a)/τ
/// - Source: Zarchan, *Tactical and Strategic Missile Guidance*, 6th ed. (2012), ch. 3 (single-lag guidance system).
package struct AutopilotLag: Sendable, Equatable {
    /// τ, seconds, ≥ 0; zero is an ideal autopilot.
    package var timeConstant: Double

    @inlinable
    package init(timeConstant: Double) {
        precondition(timeConstant >= 0, "a time constant cannot be negative")
        self.timeConstant = timeConstant
    }

    /// da/dt for a commanded and an achieved acceleration, m/s³; for τ > 0.
    @inlinable @inline(__always)
    package func rate(command: Double, achieved: Double) -> Double { (command - achieved) / timeConstant }

    /// The share of the old value that remains after `interval` seconds under a held command: e^(−Δt/τ).
    @inlinable @inline(__always)
    package func memory(after interval: Double) -> Double {
        timeConstant > 0 ? Elementary.exp(-interval / timeConstant) : 0
    }

    /// Achieved acceleration after `interval` seconds under a held command; exact for any interval.
    @inlinable @inline(__always)
    package func response(command: Vector3, achieved: Vector3, memory: Double) -> Vector3 {
        command + (achieved - command) * memory
    }
}
