public import NumericalMethods
public import Quantities
public import TacticalMessages

/// How a target may move, as far as a filter knows.
public struct MotionModels: Sendable {
    /// Acceleration density of cruising flight and of manoeuvre, m²/s³.
    public var cruiseDensity: Double
    public var manoeuvreDensity: Double
    /// Mean time in a mode, seconds.
    public var cruiseTime: Seconds
    public var manoeuvreTime: Seconds
    /// Free fall is assumed above this height over the tracker's origin and this speed.
    public var ballisticHeight: Metres
    public var ballisticSpeed: MetresPerSecond

    public init(
        cruiseDensity: Double = 1, manoeuvreDensity: Double = 600, cruiseTime: Seconds = 60, manoeuvreTime: Seconds = 10,
        ballisticHeight: Metres = 18_000, ballisticSpeed: MetresPerSecond = 800
    ) {
        self.cruiseDensity = cruiseDensity
        self.manoeuvreDensity = manoeuvreDensity
        self.cruiseTime = cruiseTime
        self.manoeuvreTime = manoeuvreTime
        self.ballisticHeight = ballisticHeight
        self.ballisticSpeed = ballisticSpeed
    }
}

/// The estimator of one target: two interacting models, cruise and manoeuvre (Blom & Bar-Shalom 1988).
public struct TrackFilter: Sendable {
    public private(set) var time: SimulationTime
    private var cruise: KinematicFilter
    private var manoeuvre: KinematicFilter
    /// Probability of the manoeuvre model.
    public private(set) var manoeuvreProbability: Double
    private let models: MotionModels

    /// Starts from one plot and a velocity from elsewhere.
    public init(
        configuration: MotionModels, first: Detection, pose: SensorPose, velocity: Vector3, velocityDeviation: Double
    ) {
        self.init(
            configuration: configuration, plot: CartesianPlot(first, pose: pose), time: first.time, velocity: velocity,
            velocityDeviation: velocityDeviation)
    }

    public init(
        configuration: MotionModels, plot: CartesianPlot, time: SimulationTime, velocity: Vector3, velocityDeviation: Double
    ) {
        models = configuration
        self.time = time
        cruise = KinematicFilter(
            position: plot.position, positionCovariance: plot.covariance, velocity: velocity,
            velocityDeviation: velocityDeviation)
        manoeuvre = cruise
        manoeuvreProbability = 0.3
    }

    private func gravity(_ filter: KinematicFilter) -> Vector3 {
        isBallistic(filter) ? Vector3(0, 0, -Units.standardGravity) : .zero
    }

    private func isBallistic(_ filter: KinematicFilter) -> Bool {
        filter.position.z > models.ballisticHeight && filter.velocity.lengthSquared > models.ballisticSpeed * models.ballisticSpeed
    }

    /// 1 where free fall is assumed.
    public var ballisticProbability: Double { isBallistic(cruise) ? 1 : 0 }

    /// Carries both models to a time at or after the present one.
    public mutating func predict(to later: SimulationTime) {
        let dt = later.seconds(since: time)
        guard dt > 0 else { return }
        mix(dt)
        cruise.predict(dt, density: models.cruiseDensity, gravity: gravity(cruise))
        manoeuvre.predict(dt, density: models.manoeuvreDensity, gravity: gravity(manoeuvre))
        time = later
    }

    /// Interaction: each model starts from the mixture of both.
    private mutating func mix(_ dt: Double) {
        let leave = 1 - Elementary.exp(-dt / models.cruiseTime)
        let back = 1 - Elementary.exp(-dt / models.manoeuvreTime)
        let m = manoeuvreProbability
        let toManoeuvre = m * (1 - back) + (1 - m) * leave
        let toCruise = 1 - toManoeuvre
        let oldCruise = cruise
        let oldManoeuvre = manoeuvre
        cruise = Self.mixture(oldCruise, oldManoeuvre, weight: m * back / max(toCruise, 1e-12))
        manoeuvre = Self.mixture(oldManoeuvre, oldCruise, weight: (1 - m) * leave / max(toManoeuvre, 1e-12))
        manoeuvreProbability = toManoeuvre
    }

    private static func mixture(_ own: KinematicFilter, _ other: KinematicFilter, weight: Double) -> KinematicFilter {
        guard weight > 1e-6 else { return own }
        var result = own
        let keep = 1 - weight
        result.position = own.position * keep + other.position * weight
        result.velocity = own.velocity * keep + other.velocity * weight
        let dp = own.position - other.position
        let dv = own.velocity - other.velocity
        let spread = keep * weight
        result.positionCovariance =
            own.positionCovariance.scaled(keep) + other.positionCovariance.scaled(weight)
            + Matrix3(columns: dp * dp.x, dp * dp.y, dp * dp.z).scaled(spread)
        result.crossCovariance =
            own.crossCovariance.scaled(keep) + other.crossCovariance.scaled(weight)
            + Matrix3(columns: dp * dv.x, dp * dv.y, dp * dv.z).scaled(spread)
        result.velocityCovariance =
            own.velocityCovariance.scaled(keep) + other.velocityCovariance.scaled(weight)
            + Matrix3(columns: dv * dv.x, dv * dv.y, dv * dv.z).scaled(spread)
        return result
    }

    /// Takes in a plot of this target.
    public mutating func update(_ detection: Detection, pose: SensorPose) {
        predict(to: detection.time)
        update(CartesianPlot(detection, pose: pose))
    }

    public mutating func update(_ plot: CartesianPlot) {
        let first = cruise.update(plot)
        let second = manoeuvre.update(plot)
        // Likelihood ratio of the two Gaussians, in logarithms.
        let ratio = Elementary.exp(
            min(50, max(-50, 0.5 * (first.distance + first.logDeterminant - second.distance - second.logDeterminant))))
        let weight = manoeuvreProbability * ratio
        manoeuvreProbability = min(0.99, max(0.01, weight / (weight + 1 - manoeuvreProbability)))
    }

    /// The gate distance of a plot: the smaller of the two models'.
    func gate(_ plot: CartesianPlot) -> (distance: Double, logDeterminant: Double) {
        manoeuvreProbability > 0.5 ? manoeuvre.distance(plot) : Self.nearer(cruise.distance(plot), manoeuvre.distance(plot))
    }

    private static func nearer(
        _ first: (distance: Double, logDeterminant: Double), _ second: (distance: Double, logDeterminant: Double)
    ) -> (distance: Double, logDeterminant: Double) {
        first.distance + first.logDeterminant <= second.distance + second.logDeterminant ? first : second
    }

    public var position: Vector3 {
        cruise.position * (1 - manoeuvreProbability) + manoeuvre.position * manoeuvreProbability
    }

    public var velocity: Vector3 {
        cruise.velocity * (1 - manoeuvreProbability) + manoeuvre.velocity * manoeuvreProbability
    }

    /// The estimate carried to another time.
    public func extrapolated(to other: SimulationTime) -> (position: Vector3, velocity: Vector3) {
        let dt = other.seconds(since: time)
        let fall = gravity(cruise)
        let velocity = self.velocity
        return (position + velocity * dt + fall * (0.5 * dt * dt), velocity + fall * dt)
    }

    /// Root of the mean of the three axes' variances, metres, and metres per second.
    public var deviations: (position: Double, velocity: Double) {
        let m = manoeuvreProbability
        let p = cruise.positionCovariance.trace * (1 - m) + manoeuvre.positionCovariance.trace * m
        let v = cruise.velocityCovariance.trace * (1 - m) + manoeuvre.velocityCovariance.trace * m
        return ((max(0, p) / 3).squareRoot(), (max(0, v) / 3).squareRoot())
    }

    /// The axis-wise spread of position now, metres (for a quick gate).
    var reach: Double { (max(cruise.positionCovariance.trace, manoeuvre.positionCovariance.trace)).squareRoot() }
}
