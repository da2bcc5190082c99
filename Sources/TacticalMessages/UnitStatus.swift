public import Quantities

/// A target that a fire unit is engaging, where it believes it to be.
public struct EngagedTarget: Sendable, Equatable {
    /// The order that it is engaged by.
    public var order: OrderIdentifier
    /// Where the unit's own beam has it, earth-fixed, metres and m/s.
    public var state: KinematicState<EarthFixed>
    /// A round has left for it: it cannot be broken off any more.
    public var hasFired: Bool

    @inlinable
    package init(order: OrderIdentifier, state: KinematicState<EarthFixed>, hasFired: Bool = false) {
        self.order = order
        self.state = state
        self.hasFired = hasFired
    }
}

/// What a fire unit says of itself.
public struct UnitStatus: Sendable, Equatable {
    /// The unit that reports.
    public var fireUnit: FireUnitIdentifier
    /// When it was so.
    public var time: SimulationTime
    /// The unit and its engagement radar work.
    public var isAble: Bool
    /// Targets that it can still take on.
    public var freeTargetChannels: Int
    /// Rounds that it can still guide.
    public var freeGuidanceChannels: Int
    /// Ready rounds by interceptor type that are not promised to an engagement.
    public var readyRounds: [Int]
    /// Middle of the engagement radar's sector, clockwise from true north, and whether engagements hold it there.
    public var sectorCentre: Radians
    /// Whether its radar holds a target, so that its sector stays.
    public var isEngaged: Bool
    /// Engagements under way, of whichever post's order.
    public var engaged: [EngagedTarget]
    /// It stands ready: neither on the march, nor being set up or packed.
    public var isInAction = true
    /// Salvos fired since it came into action where it stands.
    public var salvosHere = 0
    /// It has another place to go to, and no order to go there.
    public var canMove = false

    @inlinable
    package init(
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
