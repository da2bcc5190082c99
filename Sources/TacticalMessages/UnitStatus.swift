public import Quantities

/// What a fire unit says of itself.
public struct UnitStatus: Sendable, Equatable {
    public var fireUnit: FireUnitIdentifier
    /// When it was so.
    public var time: SimulationTime
    /// The unit and its engagement radar work.
    public var isAble: Bool
    public var freeTargetChannels: Int
    public var freeGuidanceChannels: Int
    /// Ready rounds by interceptor type that are not promised to an engagement.
    public var readyRounds: [Int]
    /// Middle of the engagement radar's sector, clockwise from true north, and whether engagements hold it there.
    public var sectorCentre: Radians
    public var isEngaged: Bool

    @inlinable
    public init(
        fireUnit: FireUnitIdentifier, time: SimulationTime, isAble: Bool, freeTargetChannels: Int,
        freeGuidanceChannels: Int, readyRounds: [Int], sectorCentre: Radians, isEngaged: Bool
    ) {
        self.fireUnit = fireUnit
        self.time = time
        self.isAble = isAble
        self.freeTargetChannels = freeTargetChannels
        self.freeGuidanceChannels = freeGuidanceChannels
        self.readyRounds = readyRounds
        self.sectorCentre = sectorCentre
        self.isEngaged = isEngaged
    }
}
