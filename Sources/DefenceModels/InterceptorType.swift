public import FlightDynamics
public import Quantities
public import RunRecords

/// A type of round: how it flies, what it reaches, what it costs.
public struct InterceptorType: Sendable {
    /// Identifier of the catalogue's missile.
    public var name: String
    /// How it flies and kills.
    public var model: InterceptorModel
    package var flyOut: FlyOutTable
    /// What the planner believes of one round against a class, 0…1; the flown round decides for itself.
    public var plannedKillProbability: PlannedKillProbability
    /// Lowest height above the ellipsoid at which the planner uses it, metres.
    public var plannedHeightMinimum: Metres
    /// Of one round, million US dollars.
    public var price: PriceRecord
    /// A closed form's round kills with this probability whatever its miss distance, and the planner knows it; nil in every
    /// real run.
    public var fixedKillProbability: Double?

    package init(
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
    /// Against aircraft, 0…1.
    public var aircraft: Double
    /// Against cruise missiles and what flies like them, 0…1.
    public var cruiseMissile: Double
    /// Against ballistic missiles, 0…1.
    public var ballistic: Double

    package init(aircraft: Double, cruiseMissile: Double, ballistic: Double) {
        self.aircraft = aircraft
        self.cruiseMissile = cruiseMissile
        self.ballistic = ballistic
    }
}
