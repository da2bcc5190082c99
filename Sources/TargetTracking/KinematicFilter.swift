public import NumericalMethods

/// A constant-velocity Kalman filter in three dimensions, its covariance kept as three 3 × 3 blocks.
///
///     x' = F x,  P' = F P Fᵀ + q [T³/3, T²/2; T²/2, T] ⊗ I      (white acceleration of density q, m²/s³)
///     K = P Hᵀ (H P Hᵀ + R)⁻¹
/// With `gravity` set the mean falls freely besides.
/// - Source: Bar-Shalom, Li & Kirubarajan, *Estimation with Applications to Tracking and Navigation* (2001), ch. 6.
public struct KinematicFilter: Sendable {
    public var position: Vector3
    public var velocity: Vector3
    var positionCovariance: Matrix3
    var crossCovariance: Matrix3
    var velocityCovariance: Matrix3

    public init(position: Vector3, positionCovariance: Matrix3, velocity: Vector3, velocityDeviation: Double) {
        self.position = position
        self.velocity = velocity
        self.positionCovariance = positionCovariance
        crossCovariance = Matrix3(columns: .zero, .zero, .zero)
        let variance = velocityDeviation * velocityDeviation
        velocityCovariance = Matrix3(columns: Vector3(variance, 0, 0), Vector3(0, variance, 0), Vector3(0, 0, variance))
    }

    mutating func predict(_ dt: Double, density q: Double, gravity: Vector3) {
        position += velocity * dt + gravity * (0.5 * dt * dt)
        velocity += gravity * dt
        let squared = dt * dt
        positionCovariance =
            positionCovariance + (crossCovariance + crossCovariance.transposed).scaled(dt) + velocityCovariance.scaled(squared)
            + Matrix3.diagonal(q * squared * dt / 3)
        crossCovariance = crossCovariance + velocityCovariance.scaled(dt) + Matrix3.diagonal(q * squared / 2)
        velocityCovariance = velocityCovariance + Matrix3.diagonal(q * dt)
    }

    /// Takes in a plot; returns the squared distance of the innovation and the logarithm of its determinant.
    mutating func update(_ plot: CartesianPlot) -> (distance: Double, logDeterminant: Double) {
        let innovation = plot.position - position
        let total = positionCovariance + plot.covariance
        let (inverse, determinant) = total.symmetricInverse
        let weighted = inverse * innovation
        // Gain blocks: K_p = P_pp S⁻¹, K_v = P_vp S⁻¹.
        let gainPosition = positionCovariance * inverse
        let gainVelocity = crossCovariance.transposed * inverse
        position += positionCovariance * weighted
        velocity += crossCovariance.transposed * weighted
        let oldCross = crossCovariance
        velocityCovariance = velocityCovariance + (gainVelocity * oldCross).scaled(-1)
        crossCovariance = crossCovariance + (gainPosition * oldCross).scaled(-1)
        positionCovariance = positionCovariance + (gainPosition * positionCovariance).scaled(-1)
        positionCovariance = positionCovariance.symmetrised
        velocityCovariance = velocityCovariance.symmetrised
        return (innovation.dot(weighted), Elementary.log(max(determinant, 1e-30)))
    }

    /// Squared distance of a plot in units of its predicted spread, and the logarithm of the spread's determinant.
    func distance(_ plot: CartesianPlot) -> (distance: Double, logDeterminant: Double) {
        let innovation = plot.position - position
        let (inverse, determinant) = (positionCovariance + plot.covariance).symmetricInverse
        return (innovation.dot(inverse * innovation), Elementary.log(max(determinant, 1e-30)))
    }
}

extension Matrix3 {
    @inline(__always)
    func scaled(_ factor: Double) -> Matrix3 {
        Matrix3(columns: column0 * factor, column1 * factor, column2 * factor)
    }

    @inline(__always)
    static func diagonal(_ value: Double) -> Matrix3 {
        Matrix3(columns: Vector3(value, 0, 0), Vector3(0, value, 0), Vector3(0, 0, value))
    }

    @inline(__always)
    var symmetrised: Matrix3 { (self + transposed).scaled(0.5) }

    @inline(__always)
    var trace: Double { column0.x + column1.y + column2.z }

    /// Inverse and determinant of a symmetric positive definite matrix, by cofactors.
    @inline(__always)
    var symmetricInverse: (inverse: Matrix3, determinant: Double) {
        let first = column1.cross(column2)
        let determinant = column0.dot(first)
        let second = column2.cross(column0)
        let third = column0.cross(column1)
        let scale = 1 / determinant
        return (Matrix3(rows: first * scale, second * scale, third * scale), determinant)
    }
}
