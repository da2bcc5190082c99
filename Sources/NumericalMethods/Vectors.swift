/// A three-component vector of doubles; SI unless a comment says otherwise.
///
/// The frame is not part of this type: arithmetic leaves use it, and the typed `Position<Frame>` and
/// `Velocity<Frame>` of `Quantities` wrap it wherever a value crosses a module.
public typealias Vector3 = SIMD3<Double>

extension SIMD3 where Scalar == Double {
    /// The scalar product.
    @inlinable @inline(__always)
    public func dot(_ other: Vector3) -> Double { x * other.x + y * other.y + z * other.z }

    /// The vector product, right-handed.
    @inlinable @inline(__always)
    public func cross(_ other: Vector3) -> Vector3 {
        Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    /// The Euclidean length.
    @inlinable @inline(__always)
    public var length: Double { dot(self).squareRoot() }

    /// The squared Euclidean length.
    @inlinable @inline(__always)
    public var lengthSquared: Double { dot(self) }

    /// The unit vector along this one, or zero for the zero vector.
    @inlinable @inline(__always)
    public var normalized: Vector3 {
        let magnitude = length
        return magnitude > 0 ? self / magnitude : .zero
    }
}

/// A 3 × 3 matrix of doubles, stored by columns.
public struct Matrix3: Sendable, Equatable {
    /// First column.
    public var column0: Vector3
    /// Second column.
    public var column1: Vector3
    /// Third column.
    public var column2: Vector3

    /// A matrix by its columns.
    @inlinable @inline(__always)
    public init(columns column0: Vector3, _ column1: Vector3, _ column2: Vector3) {
        self.column0 = column0
        self.column1 = column1
        self.column2 = column2
    }

    /// Rows are easier to read in rotation formulas.
    @inlinable @inline(__always)
    public init(rows row0: Vector3, _ row1: Vector3, _ row2: Vector3) {
        column0 = Vector3(row0.x, row1.x, row2.x)
        column1 = Vector3(row0.y, row1.y, row2.y)
        column2 = Vector3(row0.z, row1.z, row2.z)
    }

    /// Ones on the diagonal.
    public static let identity = Matrix3(columns: Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1))

    /// Matrix times column.
    @inlinable @inline(__always)
    public static func * (matrix: Matrix3, vector: Vector3) -> Vector3 {
        matrix.column0 * vector.x + matrix.column1 * vector.y + matrix.column2 * vector.z
    }

    /// Matrix product.
    @inlinable @inline(__always)
    public static func * (left: Matrix3, right: Matrix3) -> Matrix3 {
        Matrix3(columns: left * right.column0, left * right.column1, left * right.column2)
    }

    /// Sum, entry by entry.
    @inlinable @inline(__always)
    public static func + (left: Matrix3, right: Matrix3) -> Matrix3 {
        Matrix3(
            columns: left.column0 + right.column0, left.column1 + right.column1, left.column2 + right.column2)
    }

    /// Rows for columns.
    @inlinable @inline(__always)
    public var transposed: Matrix3 {
        Matrix3(rows: column0, column1, column2)
    }
}
