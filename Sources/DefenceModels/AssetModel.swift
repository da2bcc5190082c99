public import EarthEnvironment
public import Quantities
public import RunRecords

/// Something on the ground that can be hit.
public struct AssetModel: Sendable {
    /// As scenario and records call it.
    public var name: String
    /// Word of the scenario for people, such as `city`.
    public var kind: String
    /// Where it stands, geodetic.
    public var position: GeodeticPosition
    /// Share of what is defended; 0 for the defence's own parts.
    public var value: Double
    /// Worth to the planner: what is lost with it, in the same units.
    public var plannerValue: Double
    /// What lands within it hits, metres, ≥ 0.
    public var radius: Metres
    /// Hits that it does not survive, ≥ 1.
    public var hitsToDestroy: Int
    /// Million US dollars; nil where none is public.
    public var price: PriceRecord?

    package init(
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
