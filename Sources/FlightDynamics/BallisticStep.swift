import NumericalMethods

/// Ballistic flight with a constant ballistic coefficient, by the production dynamics.
enum BallisticStep {
    static let inAir = PointMassDynamics(earth: .wgs84, air: .standard)
    static let inVacuum = PointMassDynamics(earth: .wgs84, air: .vacuum)
    static let unitDrag = DragTable(constant: 1)

    /// One step with β = m/(C_D A), kg/m².
    static func advance(_ state: PointMassState, coefficient: Double, step: Double, lateral: Vector3 = .zero) -> PointMassState {
        // Unit area and coefficient: mass is the ballistic coefficient.
        let forces = PointMassDynamics.Forces(area: 1, massStart: coefficient.isFinite ? coefficient : 1)
        return (coefficient.isFinite ? inAir : inVacuum).step(state, step: step, forces: forces, drag: unitDrag) { _, _ in
            lateral
        }
    }
}
