/// What a fixed-step integrator needs of a state: a sum and a product with a number.
public protocol IntegrableState {
    static func + (left: Self, right: Self) -> Self
    static func * (left: Self, scale: Double) -> Self
}

extension Double: IntegrableState {}
extension SIMD2: IntegrableState where Scalar == Double {}
extension SIMD3: IntegrableState where Scalar == Double {}
extension SIMD4: IntegrableState where Scalar == Double {}
extension SIMD8: IntegrableState where Scalar == Double {}
extension SIMD16: IntegrableState where Scalar == Double {}

/// The classical fourth-order Runge–Kutta method: the one integrator of missiles, ballistic targets and reference cases.
///
///     y(t+h) = y + h/6 (k₁ + 2k₂ + 2k₃ + k₄)
/// - Source: Hairer, Nørsett & Wanner, *Solving Ordinary Differential Equations I*, 2nd ed. (1993), II.1.
public enum RungeKutta4 {
    /// One step from `time` to `time + step`; `rate` is dy/dt at a time and state.
    @inlinable @inline(__always)
    public static func step<State: IntegrableState>(
        _ state: State, time: Double, step: Double, rate: (Double, State) -> State
    ) -> State {
        let half = 0.5 * step
        let k1 = rate(time, state)
        let k2 = rate(time + half, state + k1 * half)
        let k3 = rate(time + half, state + k2 * half)
        let k4 = rate(time + step, state + k3 * step)
        return state + (k1 + (k2 + k3) * 2 + k4) * (step / 6)
    }
}
