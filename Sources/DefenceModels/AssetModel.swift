public import EarthEnvironment
public import Quantities
public import RunRecords

/// Something on the ground that can be hit.
public struct AssetModel: Sendable {
    public var name: String
    public var kind: String
    public var position: GeodeticPosition
    /// Share of what is defended; 0 for the defence's own parts.
    public var value: Double
    /// Worth to the planner: what is lost with it, in the same units.
    public var plannerValue: Double
    public var radius: Metres
    public var hitsToDestroy: Int
    public var price: PriceRecord?

    public init(
        name: String, kind: String, position: GeodeticPosition, value: Double, plannerValue: Double, radius: Metres,
        hitsToDestroy: Int, price: PriceRecord?
    ) {
        self.name = name
        self.kind = kind
        self.position = position
        self.value = value
        self.plannerValue = plannerValue
        self.radius = radius
        self.hitsToDestroy = hitsToDestroy
        self.price = price
    }
}
