public import NumericalMethods

/// A coordinate frame, used as a type tag only.
public protocol Frame: Sendable {}

/// WGS84 earth-centred, earth-fixed axes; metres.
public enum EarthFixed: Frame {}

/// East, north, up about a site's origin on the ellipsoid; metres.
public enum LocalLevel: Frame {}

/// A point in a frame, metres.
public struct Position<F: Frame>: Sendable, Equatable {
    /// Components along the frame's axes, SI.
    public var vector: Vector3

    /// By its components along the frame's axes, SI.
    @inlinable @inline(__always)
    public init(_ vector: Vector3) { self.vector = vector }

    /// By its components along the frame's axes, SI.
    @inlinable @inline(__always)
    public init(x: Double, y: Double, z: Double) { vector = Vector3(x, y, z) }

    /// The displacement from one point to another.
    @inlinable @inline(__always)
    public static func - (left: Position, right: Position) -> Vector3 { left.vector - right.vector }

    /// A place moved by components of its own frame, metres.
    @inlinable @inline(__always)
    public static func + (point: Position, displacement: Vector3) -> Position {
        Position(point.vector + displacement)
    }

    /// Straight-line distance, metres.
    @inlinable @inline(__always)
    public func distance(to other: Position) -> Metres { (vector - other.vector).length }
}

/// A velocity in a frame (relative to that frame), metres per second.
public struct Velocity<F: Frame>: Sendable, Equatable {
    /// Components along the frame's axes, SI.
    public var vector: Vector3

    /// By its components along the frame's axes, SI.
    @inlinable @inline(__always)
    public init(_ vector: Vector3) { self.vector = vector }

    /// By its components along the frame's axes, SI.
    @inlinable @inline(__always)
    public init(x: Double, y: Double, z: Double) { vector = Vector3(x, y, z) }

    /// Metres per second.
    @inlinable @inline(__always)
    public var speed: MetresPerSecond { vector.length }

    /// At rest in the frame.
    public static var zero: Velocity { Velocity(.zero) }
}

/// Position and velocity in one frame.
public struct KinematicState<F: Frame>: Sendable, Equatable {
    /// Metres.
    public var position: Position<F>
    /// m/s.
    public var velocity: Velocity<F>

    /// A place, metres, and its velocity, m/s, in one frame.
    @inlinable @inline(__always)
    public init(position: Position<F>, velocity: Velocity<F>) {
        self.position = position
        self.velocity = velocity
    }
}
