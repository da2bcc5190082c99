public import Quantities

/// How a tracker starts, keeps and drops tracks; SI.
public struct TrackerConfiguration: Sendable {
    public var motion: MotionModels
    /// Longest time between two looks of any of its radars at one place, seconds.
    public var renewalPeriod: Seconds
    /// Squared distance of the gate, three degrees of freedom.
    public var gate: Double
    /// Fastest target, m/s.
    public var speedMaximum: MetresPerSecond
    /// Hits out of looks that confirm a track.
    public var confirmationHits: Int
    public var confirmationLooks: Int
    /// A confirmed track is dropped after this time without a plot, seconds.
    public var coastTime: Seconds
    public var capacity: Int

    public init(
        motion: MotionModels = MotionModels(), renewalPeriod: Seconds = 6, gate: Double = 18,
        speedMaximum: MetresPerSecond = 3_000, confirmationHits: Int = 3, confirmationLooks: Int = 5,
        coastTime: Seconds = 30, capacity: Int = 1000
    ) {
        self.motion = motion
        self.renewalPeriod = renewalPeriod
        self.gate = gate
        self.speedMaximum = speedMaximum
        self.confirmationHits = confirmationHits
        self.confirmationLooks = confirmationLooks
        self.coastTime = coastTime
        self.capacity = capacity
    }
}
