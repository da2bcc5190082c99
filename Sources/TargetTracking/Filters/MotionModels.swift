import Quantities

/// How a target may move, as far as a filter knows.
package struct MotionModels: Sendable {
    /// White acceleration density of straight flight, m²/s³.
    package var cruiseDensity: Double
    /// Standard deviation of the acceleration across the flight with which a turn begins, and along it, m/s².
    package var turnAcceleration: Double
    package var alongAcceleration: Double
    /// White jerk density within a turn, m²/s⁵.
    package var turnJerkDensity: Double
    /// How closely a turn keeps its speed: deviation of the acceleration along the flight, m/s²; 0 leaves it free.
    package var coordination: Double
    /// Mean time in straight flight and in a turn, seconds.
    package var cruiseTime: Seconds
    package var turnTime: Seconds
    /// What the mean time in straight flight is worth as a prior, in turns seen: each target's own rate of turns is learned from how it
    /// flies. 0: one rate for all.
    package var rateWeight: Double
    /// A mode's estimate is not mixed into another below this weight: long straight flights keep their accuracy.
    package var mixingFloor: Double
    /// White acceleration density of flight that no turn describes, m²/s³ (a slow scan sees turns begin and end between looks); 0
    /// leaves the mode out. And the mean times until it comes, out of straight flight and out of a turn, and that it lasts.
    package var agileDensity: Double
    package var agileEntryTime: Seconds
    package var agileFromTurnTime: Seconds
    package var agileTime: Seconds
    /// White acceleration density of free fall, m²/s³, and the speed above which free fall is considered.
    package var fallDensity: Double
    package var fallSpeed: MetresPerSecond
    /// Variance of a manoeuvre's acceleration upwards as a share of that to the side; 1: any way alike. Aircraft turn mostly level.
    /// The filter's third axis must then be near the upright.
    package var verticalShare: Double
    /// False: straight flight alone (a constant-velocity filter).
    package var isInteracting: Bool

    package init(
        cruiseDensity: Double = 0.3, turnAcceleration: Double = 25, alongAcceleration: Double = 5,
        turnJerkDensity: Double = 20, coordination: Double = 5, cruiseTime: Seconds = 60, turnTime: Seconds = 12,
        rateWeight: Double = 0, mixingFloor: Double = 0.05, agileDensity: Double = 0, agileEntryTime: Seconds = 600,
        agileFromTurnTime: Seconds = 30,
        agileTime: Seconds = 10, fallDensity: Double = 0.5, fallSpeed: MetresPerSecond = 650, verticalShare: Double = 1,
        isInteracting: Bool = true
    ) {
        self.cruiseDensity = cruiseDensity
        self.turnAcceleration = turnAcceleration
        self.alongAcceleration = alongAcceleration
        self.turnJerkDensity = turnJerkDensity
        self.coordination = coordination
        self.cruiseTime = cruiseTime
        self.turnTime = turnTime
        self.rateWeight = rateWeight
        self.mixingFloor = mixingFloor
        self.agileDensity = agileDensity
        self.agileEntryTime = agileEntryTime
        self.agileFromTurnTime = agileFromTurnTime
        self.agileTime = agileTime
        self.fallDensity = fallDensity
        self.fallSpeed = fallSpeed
        self.verticalShare = verticalShare
        self.isInteracting = isInteracting
    }
}

extension MotionModels {
    /// What an engagement radar assumes of the target that it guides rounds to.
    package static let engagementRadar = MotionModels(
        cruiseDensity: 2, turnAcceleration: 30, turnJerkDensity: 60, cruiseTime: 30, turnTime: 8)

    /// What a round's receiver assumes in the last seconds, in an earth-fixed frame: no free fall, which needs an upright axis.
    package static let roundReceiver = MotionModels(
        cruiseDensity: 20, turnAcceleration: 40, alongAcceleration: 15, turnJerkDensity: 400, coordination: 20, cruiseTime: 10,
        turnTime: 5, fallSpeed: .infinity)
}
