public import Quantities

/// A target that a fire unit is engaging, where it believes it to be.
public struct EngagedTarget: Sendable, Equatable {
    public var order: OrderIdentifier
    public var state: KinematicState<EarthFixed>

    @inlinable
    public init(order: OrderIdentifier, state: KinematicState<EarthFixed>) {
        self.order = order
        self.state = state
    }
}

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
    /// Engagements under way, of whichever post's order.
    public var engaged: [EngagedTarget]

    @inlinable
    public init(
        fireUnit: FireUnitIdentifier, time: SimulationTime, isAble: Bool, freeTargetChannels: Int,
        freeGuidanceChannels: Int, readyRounds: [Int], sectorCentre: Radians, isEngaged: Bool,
        engaged: [EngagedTarget] = []
    ) {
        self.fireUnit = fireUnit
        self.time = time
        self.isAble = isAble
        self.freeTargetChannels = freeTargetChannels
        self.freeGuidanceChannels = freeGuidanceChannels
        self.readyRounds = readyRounds
        self.sectorCentre = sectorCentre
        self.isEngaged = isEngaged
        self.engaged = engaged
    }
}
