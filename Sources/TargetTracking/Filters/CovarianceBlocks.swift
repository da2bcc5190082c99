import NumericalMethods

// Small pieces of algebra on the 3 × 3 blocks of a covariance.
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
    static func - (left: Matrix3, right: Matrix3) -> Matrix3 {
        Matrix3(columns: left.column0 - right.column0, left.column1 - right.column1, left.column2 - right.column2)
    }

    /// The diagonal raised by `value`.
    @inline(__always)
    func raised(by value: Double) -> Matrix3 {
        Matrix3(
            columns: column0 + Vector3(value, 0, 0), column1 + Vector3(0, value, 0), column2 + Vector3(0, 0, value))
    }

    /// The diagonal raised by `value`, its third place by `vertical`.
    @inline(__always)
    func raised(by value: Double, vertical: Double) -> Matrix3 {
        Matrix3(
            columns: column0 + Vector3(value, 0, 0), column1 + Vector3(0, value, 0), column2 + Vector3(0, 0, vertical))
    }

    /// a bᵀ.
    @inline(__always)
    static func outer(_ a: Vector3, _ b: Vector3) -> Matrix3 { Matrix3(columns: a * b.x, a * b.y, a * b.z) }

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
