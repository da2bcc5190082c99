import NumericalMethods

/// A constant-velocity Kalman filter in three dimensions, its covariance kept as three 3 × 3 blocks.
///
///     x' = F x,  P' = F P Fᵀ + q [T³/3, T²/2; T²/2, T] ⊗ I      (white acceleration of density q, m²/s³)
///     K = P Hᵀ (H P Hᵀ + R)⁻¹
/// With `gravity` given the mean falls freely besides.
/// - Source: Bar-Shalom, Li & Kirubarajan, *Estimation with Applications to Tracking and Navigation* (2001), ch. 6.
package struct KinematicFilter: Sendable {
    package var position: Vector3
    package var velocity: Vector3
    package internal(set) var positionCovariance: Matrix3
    /// E[δp δvᵀ].
    package internal(set) var crossCovariance: Matrix3
    package internal(set) var velocityCovariance: Matrix3

    package init(position: Vector3, positionCovariance: Matrix3, velocity: Vector3, velocityDeviation: Double) {
        self.init(
            position: position, positionCovariance: positionCovariance, velocity: velocity,
            velocityCovariance: .diagonal(velocityDeviation * velocityDeviation))
    }

    /// Position and velocity, not yet correlated.
    package init(position: Vector3, positionCovariance: Matrix3, velocity: Vector3, velocityCovariance: Matrix3) {
        self.position = position
        self.velocity = velocity
        self.positionCovariance = positionCovariance
        crossCovariance = .diagonal(0)
        self.velocityCovariance = velocityCovariance
    }

    /// Carries the estimate over `dt` seconds.
    /// - Parameters:
    ///   - dt: seconds, ≥ 0.
    ///   - q: white acceleration density, m²/s³.
    ///   - share: the same upwards, as a share of it.
    ///   - gravity: of a body that falls freely, m/s²; zero for what flies.
    @inline(__always)
    package mutating func predict(_ dt: Double, density q: Double, vertical share: Double = 1, gravity: Vector3 = .zero) {
        position += velocity * dt + gravity * (0.5 * dt * dt)
        velocity += gravity * dt
        let squared = dt * dt
        positionCovariance =
            (positionCovariance + (crossCovariance + crossCovariance.transposed).scaled(dt) + velocityCovariance.scaled(squared))
            .raised(by: q * squared * dt / 3, vertical: share * q * squared * dt / 3)
        crossCovariance = (crossCovariance + velocityCovariance.scaled(dt)).raised(by: q * squared / 2, vertical: share * q * squared / 2)
        velocityCovariance = velocityCovariance.raised(by: q * dt, vertical: share * q * dt)
    }

    /// Takes in a plot; returns the squared distance of the innovation and the determinant of its covariance.
    @inline(__always)
    @discardableResult
    package mutating func update(_ plot: CartesianPlot) -> PlotFit {
        let innovation = plot.position - position
        let (inverse, determinant) = (positionCovariance + plot.covariance).symmetricInverse
        let weighted = inverse * innovation
        let vp = crossCovariance.transposed
        // Gain blocks: K_p = P_pp S⁻¹, K_v = P_vp S⁻¹.
        let gainPosition = positionCovariance * inverse
        let gainVelocity = vp * inverse
        position += positionCovariance * weighted
        velocity += vp * weighted
        velocityCovariance = (velocityCovariance - gainVelocity * crossCovariance).symmetrised
        crossCovariance = crossCovariance - gainPosition * crossCovariance
        positionCovariance = (positionCovariance - gainPosition * positionCovariance).symmetrised
        return PlotFit(distance: innovation.dot(weighted), determinant: determinant)
    }

    /// How well a plot fits, the mean moved by `shift` (a moment's flight) before.
    @inline(__always)
    func fit(_ plot: CartesianPlot, shift: Vector3) -> PlotFit {
        let innovation = plot.position - position - shift
        let (inverse, determinant) = (positionCovariance + plot.covariance).symmetricInverse
        return PlotFit(distance: innovation.dot(inverse * innovation), determinant: determinant)
    }
}

/// How well a plot fits a prediction: innovation ν, covariance S.
package struct PlotFit: Sendable {
    /// νᵀ S⁻¹ ν.
    package var distance: Double
    /// |S|, m⁶.
    package var determinant: Double

    /// Gaussian density of the innovation, 1/m³.
    @inline(__always)
    var density: Double {
        // (2π)^(-3/2)
        0.063493635934240969 * Elementary.exp(-0.5 * min(distance, 1_000)) / max(determinant, 1e-30).squareRoot()
    }
}
