public import FlightDynamics
public import Quantities
public import RunRecords

/// A type of round: how it flies, what it reaches, what it costs.
public struct InterceptorType: Sendable {
    public var name: String
    public var model: InterceptorModel
    public var flyOut: FlyOutTable
    /// What the planner believes of one round against a class, 0…1; the flown round decides for itself.
    public var plannedKillProbability: PlannedKillProbability
    /// Lowest height above the ellipsoid at which the planner uses it, metres.
    public var plannedHeightMinimum: Metres
    public var price: PriceRecord
    /// A closed form's round kills with this probability whatever its miss distance, and the planner knows it; nil in every
    /// real run.
    public var fixedKillProbability: Double?

    public init(
        name: String, model: InterceptorModel, flyOut: FlyOutTable, plannedKillProbability: PlannedKillProbability,
        plannedHeightMinimum: Metres, price: PriceRecord
    ) {
        self.name = name
        self.model = model
        self.flyOut = flyOut
        self.plannedKillProbability = plannedKillProbability
        self.plannedHeightMinimum = plannedHeightMinimum
        self.price = price
    }
}

/// Public single-shot claims by what the tracker can tell apart.
public struct PlannedKillProbability: Sendable {
    public var aircraft: Double
    public var cruiseMissile: Double
    public var ballistic: Double

    public init(aircraft: Double, cruiseMissile: Double, ballistic: Double) {
        self.aircraft = aircraft
        self.cruiseMissile = cruiseMissile
        self.ballistic = ballistic
    }
}
