import EarthEnvironment
import NumericalMethods

/// Position and velocity in axes that turn with the earth, m and m/s: what the integrator carries.
package struct PointMassState: IntegrableState, Sendable, Equatable {
    package var position: Vector3
    package var velocity: Vector3

    @inlinable @inline(__always)
    package init(position: Vector3, velocity: Vector3) {
        self.position = position
        self.velocity = velocity
    }

    @inlinable @inline(__always)
    package static func + (left: PointMassState, right: PointMassState) -> PointMassState {
        PointMassState(position: left.position + right.position, velocity: left.velocity + right.velocity)
    }

    @inlinable @inline(__always)
    package static func * (left: PointMassState, scale: Double) -> PointMassState {
        PointMassState(position: left.position * scale, velocity: left.velocity * scale)
    }
}

/// Steady wind with a linear shear in height, m/s; velocity of the air relative to the earth, towards east and north.
package struct WindProfile: Sendable, Equatable {
    package var eastAtSurface: Double
    package var northAtSurface: Double
    /// Change per metre of height, 1/s.
    package var eastShear: Double
    package var northShear: Double

    package init(
        eastAtSurface: Double = 0, northAtSurface: Double = 0, eastShear: Double = 0, northShear: Double = 0
    ) {
        self.eastAtSurface = eastAtSurface
        self.northAtSurface = northAtSurface
        self.eastShear = eastShear
        self.northShear = northShear
    }

    /// The wind vector in earth-fixed axes at a point.
    @inlinable
    package func velocity(at position: Vector3, up: Vector3, height: Double) -> Vector3 {
        let east = Vector3(-position.y, position.x, 0).normalized
        let north = up.cross(east)
        return east * (eastAtSurface + eastShear * height) + north * (northAtSurface + northShear * height)
    }
}

/// Three-degree-of-freedom flight of a point mass over a turning earth: the equations of every flying thing here.
///
///     dv/dt = g(r) − 2Ω×v − Ω×(Ω×r) + (F cos α − D) v̂/m + a_⊥,   D = ½ ρ V² S (C_D0 + ΔC_D)
/// v is relative to the earth; drag uses the velocity relative to the air.
/// - Source: Zarchan, *Tactical and Strategic Missile Guidance*, 6th ed. (2012), ch. 10 and 17; NASA/TM-2015-218675.
package struct PointMassDynamics: Sendable {
    package var earth: EarthModel
    package var air: AirModel
    package var wind: WindProfile?

    @inlinable
    package init(earth: EarthModel = .wgs84, air: AirModel, wind: WindProfile? = nil) {
        self.earth = earth
        self.air = air
        self.wind = wind
    }

    /// Everything that acts on the body besides gravity and rotation, within one step.
    package struct Forces {
        /// Reference area, m².
        package var area: Double
        /// Mass at a time from the start of the step, kg: `massStart` − `massFlow` · t.
        package var massStart: Double
        package var massFlow: Double
        /// Thrust in vacuum along the velocity, N, and exit area, m².
        package var thrust: Double
        package var exitArea: Double
        /// Added to the zero-lift drag coefficient (drag due to lift).
        package var inducedDrag: Double
        package var powered: Bool

        @inlinable @inline(__always)
        package init(
            area: Double, massStart: Double, massFlow: Double = 0, thrust: Double = 0, exitArea: Double = 0,
            inducedDrag: Double = 0, powered: Bool = false
        ) {
            self.area = area
            self.massStart = massStart
            self.massFlow = massFlow
            self.thrust = thrust
            self.exitArea = exitArea
            self.inducedDrag = inducedDrag
            self.powered = powered
        }
    }

    /// dv/dt, m/s², at a state, `time` seconds into the step.
    @inlinable @inline(__always)
    package func acceleration(
        time: Double, state: PointMassState, forces: Forces, drag: DragTable, lateral: Vector3
    ) -> Vector3 {
        let sample = earth.sample(at: state.position)
        var total = sample.gravitation + lateral
        let rate = earth.rotationRate
        if rate != 0 {
            total.x += rate * (rate * state.position.x + 2 * state.velocity.y)
            total.y += rate * (rate * state.position.y - 2 * state.velocity.x)
        }
        let air = air.sample(height: sample.height)
        var flow = state.velocity
        if let wind {
            flow -= wind.velocity(at: state.position, up: earth.up(at: state.position), height: sample.height)
        }
        let speed = flow.length
        if speed > 0 {
            let mach = speed * air.inverseSoundSpeed
            let coefficient = drag.coefficient(mach: mach, powered: forces.powered) + forces.inducedDrag
            let mass = forces.massStart - forces.massFlow * time
            let push = forces.thrust - forces.exitArea * air.pressure
            let resistance = 0.5 * air.density * speed * forces.area * coefficient
            total += flow * (-resistance / mass)
            if forces.thrust != 0 { total += state.velocity * (push / (mass * state.velocity.length)) }
        }
        return total
    }

    /// One Runge–Kutta step of `step` seconds; `lateral` gives the acceleration across the path at a time into the step and
    /// a state, m/s².
    @inlinable @inline(__always)
    package func step(
        _ state: PointMassState, step: Double, forces: Forces, drag: DragTable,
        lateral: (Double, PointMassState) -> Vector3
    ) -> PointMassState {
        RungeKutta4.step(state, time: 0, step: step) { time, stage in
            PointMassState(
                position: stage.velocity,
                velocity: acceleration(
                    time: time, state: stage, forces: forces, drag: drag, lateral: lateral(time, stage)))
        }
    }
}
