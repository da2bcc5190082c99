/// A time since the start of a run, in integer nanoseconds, so that events order the same way everywhere.
public struct SimulationTime: Sendable, Hashable, Comparable {
    /// Nanoseconds since the start of the run.
    public var nanoseconds: Int64

    /// A time by whole nanoseconds since the start.
    @inlinable
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// The nearest nanosecond to `seconds` (ties away from zero).
    @inlinable
    public init(seconds: Double) { nanoseconds = Int64((seconds * 1e9).rounded()) }

    /// The start of the run.
    public static let zero = SimulationTime(nanoseconds: 0)

    /// Later than every event.
    public static let distantFuture = SimulationTime(nanoseconds: .max)

    /// Seconds since the start of the run.
    @inlinable
    public var seconds: Double { Double(nanoseconds) * 1e-9 }

    /// By time.
    @inlinable
    public static func < (left: SimulationTime, right: SimulationTime) -> Bool { left.nanoseconds < right.nanoseconds }

    /// This time moved by `seconds`.
    @inlinable
    public func advanced(by seconds: Double) -> SimulationTime {
        SimulationTime(nanoseconds: nanoseconds + Int64((seconds * 1e9).rounded()))
    }

    /// Seconds from `earlier` to this time.
    @inlinable
    public func seconds(since earlier: SimulationTime) -> Double { Double(nanoseconds - earlier.nanoseconds) * 1e-9 }
}
