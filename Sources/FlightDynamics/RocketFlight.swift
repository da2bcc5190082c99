import NumericalMethods

/// Unguided flight of a rocket: thrust and drag along the velocity, mass falling as the motor burns.
package enum RocketFlight {
    /// One step of at most `step` seconds, cut at the next start or end of a thrust phase so that none is smeared.
    /// - Parameters: `area` m²; `mass` kg and `elapsed` seconds since launch advance with the state.
    @inlinable @inline(__always)
    package static func advance(
        thrust: ThrustProfile, drag: DragTable, area: Double, kinematics: inout PointMassState, mass: inout Double,
        elapsed: inout Double, step: Double, dynamics: PointMassDynamics,
        lateral: (Double, PointMassState) -> Vector3 = { _, _ in .zero }
    ) {
        let motor = thrust.phase(at: elapsed + 1e-9)
        let step = min(step, thrust.nextChange(after: elapsed + 1e-9) - elapsed)
        let forces = PointMassDynamics.Forces(
            area: area, massStart: mass, massFlow: motor.massFlow, thrust: motor.thrust, exitArea: thrust.exitArea,
            powered: motor.thrust > 0)
        kinematics = dynamics.step(kinematics, step: step, forces: forces, drag: drag, lateral: lateral)
        mass -= motor.massFlow * step
        elapsed += step
    }
}
