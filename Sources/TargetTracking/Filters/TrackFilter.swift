import NumericalMethods
import Quantities
import TacticalMessages

/// The estimator of one target: straight flight, coordinated turn and, where asked for, agile flight and (for the fast) free
/// fall, interacting
/// (Blom & Bar-Shalom, IEEE AC-33, 1988).
///
///     w_j⁻ = Σ_i π_ij w_i,  x_j⁰ = Σ_i (π_ij w_i / w_j⁻) x_i,  w_j ∝ w_j⁻ N(ν_j; 0, S_j)
/// Transitions π follow from the mean times in a mode. Where the modes differ in state, the turn takes a straight flight with
/// an unknown acceleration across it, and gives back position and velocity.
package struct TrackFilter: Sendable {
    package private(set) var time: SimulationTime
    var cruise: KinematicFilter
    var turn: TurnFilter
    var agile: KinematicFilter
    var fall: KinematicFilter
    /// Probabilities of the modes; they add to one.
    var cruiseWeight: Double
    var turnWeight: Double
    var agileWeight: Double
    var fallWeight: Double
    /// Seconds flown straight and manoeuvring, as it seemed at each plot.
    var straightSeconds = 0.0
    var manoeuvringSeconds = 0.0
    private var sinceUpdate = 0.0
    /// The last power of e that mixing asked for: plots at an even rate ask for the same.
    var decay = (exponent: 0.0, value: 1.0)
    let models: MotionModels

    /// Starts from one plot and a velocity from elsewhere.
    package init(
        configuration: MotionModels, first: Detection, pose: SensorPose, velocity: Vector3, velocityDeviation: Double
    ) {
        self.init(
            configuration: configuration, plot: CartesianPlot(first, pose: pose), time: first.time, velocity: velocity,
            velocityDeviation: velocityDeviation)
    }

    package init(
        configuration: MotionModels, plot: CartesianPlot, time: SimulationTime, velocity: Vector3, velocityDeviation: Double
    ) {
        self.init(
            configuration: configuration,
            start: KinematicFilter(
                position: plot.position, positionCovariance: plot.covariance, velocity: velocity,
                velocityDeviation: velocityDeviation), time: time)
    }

    /// Starts every mode from one estimate.
    package init(configuration: MotionModels, start: KinematicFilter, time: SimulationTime) {
        models = configuration
        self.time = time
        cruise = start
        turn = TurnFilter(
            start, across: configuration.turnAcceleration, along: configuration.alongAcceleration, vertical: configuration.verticalShare)
        agile = start
        fall = start
        let share = configuration.turnTime / (configuration.turnTime + configuration.cruiseTime)
        turnWeight = configuration.isInteracting ? share : 0
        agileWeight = configuration.isInteracting && configuration.agileDensity > 0 ? 0.02 : 0
        cruiseWeight = 1 - turnWeight - agileWeight
        fallWeight = 0
        considerFall()
    }

    /// Probability of free fall.
    package var ballisticProbability: Double { fallWeight }

    /// Probability of a turn or of agile flight.
    package var manoeuvreProbability: Double { turnWeight + agileWeight }

    /// Free fall joins the modes when a target proves fast, and leaves them when it is out of the question.
    private mutating func considerFall() {
        guard models.isInteracting else { return }
        let limit = models.fallSpeed
        if fallWeight == 0 {
            if cruise.velocity.lengthSquared > limit * limit, cruiseWeight > 0.2 {
                fall = cruise
                fallWeight = 0.5 * cruiseWeight
                cruiseWeight -= fallWeight
            }
        } else if fallWeight < 0.01, cruise.velocity.lengthSquared < 0.64 * limit * limit {
            let rest = 1 / (1 - fallWeight)
            cruiseWeight *= rest
            turnWeight *= rest
            agileWeight *= rest
            fallWeight = 0
        }
    }

    /// Copies the estimate of a filter over that of another of the same models. A mode that is not alive stays behind: most of a filter
    /// is at rest most of the time. Its parts are moved where they stand side by side, in the order in which they are declared.
    @inline(__always)
    static func copy(_ source: UnsafePointer<TrackFilter>, to target: UnsafeMutablePointer<TrackFilter>) {
        guard let agile = MemoryLayout<TrackFilter>.offset(of: \.agile), let fall = MemoryLayout<TrackFilter>.offset(of: \.fall),
            let weights = MemoryLayout<TrackFilter>.offset(of: \.cruiseWeight), let models = MemoryLayout<TrackFilter>.offset(of: \.models)
        else { return target.update(from: source, count: 1) }
        func copy(_ bytes: Range<Int>) {
            UnsafeMutableRawPointer(target).advanced(by: bytes.lowerBound)
                .copyMemory(from: UnsafeRawPointer(source).advanced(by: bytes.lowerBound), byteCount: bytes.count)
        }
        copy(0..<agile)
        if source.pointee.agileWeight > 0 { copy(agile..<fall) }
        if source.pointee.fallWeight > 0 { copy(fall..<weights) }
        copy(weights..<models)
    }

    /// Carries all modes to a time at or after the present one.
    package mutating func predict(to later: SimulationTime) {
        let dt = later.seconds(since: time)
        guard dt > 0 else { return }
        if models.isInteracting {
            mix(dt)
            turn.predict(dt, jerkDensity: models.turnJerkDensity, vertical: models.verticalShare)
            if agileWeight > 0 { agile.predict(dt, density: models.agileDensity, vertical: models.verticalShare) }
            if fallWeight > 0 {
                let (acceleration, density) = falling
                fall.predict(dt, density: density, gravity: acceleration)
            }
        }
        cruise.predict(dt, density: models.cruiseDensity)
        time = later
        sinceUpdate += dt
    }

    /// Takes in a plot of this target.
    package mutating func update(_ detection: Detection, pose: SensorPose) {
        predict(to: detection.time)
        update(CartesianPlot(detection, pose: pose))
    }

    /// Takes in a plot at the filter's time.
    package mutating func update(_ plot: CartesianPlot) {
        let first = cruise.update(plot)
        guard models.isInteracting else { return }
        let second = turn.update(plot)
        if models.coordination > 0 { turn.coordinate(deviation: models.coordination) }
        let third = fallWeight > 0 ? fall.update(plot) : second
        let fourth = agileWeight > 0 ? agile.update(plot) : second
        // Densities relative to the best, so that none vanishes.
        let nearest = min(min(first.distance, second.distance), min(third.distance, fourth.distance))
        let a = cruiseWeight * Self.relativeDensity(first, nearest)
        let b = turnWeight * Self.relativeDensity(second, nearest)
        let c = fallWeight > 0 ? fallWeight * Self.relativeDensity(third, nearest) : 0
        let d = agileWeight > 0 ? agileWeight * Self.relativeDensity(fourth, nearest) : 0
        let total = a + b + c + d
        // No mode is ever given up for good.
        let least = 1e-6
        cruiseWeight = max(a / total, least)
        turnWeight = max(b / total, least)
        fallWeight = fallWeight > 0 ? max(c / total, least) : 0
        agileWeight = agileWeight > 0 ? max(d / total, least) : 0
        let sum = cruiseWeight + turnWeight + fallWeight + agileWeight
        agileWeight /= sum
        cruiseWeight /= sum
        turnWeight /= sum
        fallWeight /= sum
        if turnWeight + agileWeight > 0.5 { manoeuvringSeconds += sinceUpdate } else { straightSeconds += sinceUpdate }
        sinceUpdate = 0
        considerFall()
    }

    /// Takes in a plot of any time. One older than the estimate (another radar's, by a slower link) is carried forward along
    /// the track, its covariance grown by the velocity's over the delay: near the exact answer while the delay is short
    /// beside the memory of the filter.
    /// - Source: Bar-Shalom, *Update with out-of-sequence measurements in tracking*, IEEE AES-38 (2002) 769–778, gives the exact one.
    package mutating func update(late plot: CartesianPlot, at plotTime: SimulationTime) {
        predict(to: plotTime)
        let delay = time.seconds(since: plotTime)
        guard delay > 0 else { return update(plot) }
        let spread = cruise.velocityCovariance.scaled(delay * delay)
        return update(CartesianPlot(position: plot.position + velocity * delay, covariance: plot.covariance + spread))
    }

    @inline(__always)
    private static func relativeDensity(_ fit: PlotFit, _ nearest: Double) -> Double {
        PlotFit(distance: fit.distance - nearest, determinant: fit.determinant).density
    }

    /// Smallest squared distance of a plot over the modes that matter, and the density over all (0 from `limit` on), the means
    /// moved by `shift`.
    /// In line, as `gateHull`, `position`, `velocity` and `reach`: a call would first copy the filter out of its array.
    @inline(__always)
    func gate(_ plot: CartesianPlot, shift: Vector3, limit: Double) -> (distance: Double, density: Double) {
        let first = cruise.fit(plot, shift: shift)
        guard models.isInteracting else { return first.distance < limit ? (first.distance, first.density) : (first.distance, 0) }
        let second = turn.fit(plot, shift: shift)
        let fourth = agileWeight > 0 ? agile.fit(plot, shift: shift) : second
        let third = fallWeight > 0 ? fall.fit(plot, shift: shift) : second
        let distance = min(min(first.distance, second.distance), min(third.distance, fourth.distance))
        guard distance < limit else { return (distance, 0) }
        var density = cruiseWeight * first.density + turnWeight * second.density
        if agileWeight > 0 { density += agileWeight * fourth.density }
        if fallWeight > 0 { density += fallWeight * third.density }
        return (distance, density)
    }

    /// A box that holds the gates of all modes, one axis along the sight from a radar: no plot outside can have a squared distance
    /// below `limit`.
    ///
    ///     νᵀ S⁻¹ ν ≥ (u·ν)² / uᵀ S u    for every u
    @inline(__always)
    func gateHull(_ limit: Double, from eye: Vector3) -> GateHull {
        var hull = GateHull(centre: cruise.position, eye: eye, limit: limit, spread: cruise.positionCovariance)
        if models.isInteracting {
            hull.take(turn.position, turn.pp)
            if agileWeight > 0 { hull.take(agile.position, agile.positionCovariance) }
            if fallWeight > 0 { hull.take(fall.position, fall.positionCovariance) }
        }
        return hull
    }

    package var position: Vector3 {
        @inline(__always) get {
            cruise.position * cruiseWeight + turn.position * turnWeight + fall.position * fallWeight
                + agile.position * agileWeight
        }
    }

    package var velocity: Vector3 {
        @inline(__always) get {
            cruise.velocity * cruiseWeight + turn.velocity * turnWeight + fall.velocity * fallWeight
                + agile.velocity * agileWeight
        }
    }

    /// Covariance of the position over all modes, m².
    package var positionCovariance: Matrix3 { covariance.position }

    /// Covariance of the position in straight flight.
    var cruiseCovariance: Matrix3 { cruise.positionCovariance }

    /// The spread of position now over all axes, metres (for a quick gate).
    var reach: Double {
        @inline(__always) get {
            var widest = cruise.positionCovariance.trace
            if models.isInteracting { widest = max(widest, turn.pp.trace) }
            if fallWeight > 0 { widest = max(widest, fall.positionCovariance.trace) }
            return widest.squareRoot()
        }
    }
}

/// Where the plots of a predicted track can be at most.
struct GateHull {
    private let centre: Vector3
    /// Along the sight, across it and level, and upright on both.
    private let axes: (Vector3, Vector3, Vector3)
    /// Greatest distance of a mode's mean from the centre along each axis, metres.
    private var offset = Vector3.zero
    /// Greatest variance of a mode's position along each axis, m².
    private var spread: Vector3
    /// With a margin far above rounding.
    private let limit: Double

    @inline(__always)
    init(centre: Vector3, eye: Vector3, limit: Double, spread covariance: Matrix3) {
        self.centre = centre
        self.limit = limit * (1 + 1e-6)
        let sight = (centre - eye).normalized
        let level = Vector3(-sight.y, sight.x, 0).normalized
        axes = (sight, level, sight.cross(level))
        spread = Self.variances(covariance, axes)
    }

    @inline(__always)
    private static func variances(_ covariance: Matrix3, _ axes: (Vector3, Vector3, Vector3)) -> Vector3 {
        Vector3((covariance * axes.0).dot(axes.0), (covariance * axes.1).dot(axes.1), (covariance * axes.2).dot(axes.2))
    }

    /// Takes in another mode.
    @inline(__always)
    mutating func take(_ mean: Vector3, _ covariance: Matrix3) {
        let shift = mean - centre
        let aside = Vector3(abs(shift.dot(axes.0)), abs(shift.dot(axes.1)), abs(shift.dot(axes.2)))
        let variances = Self.variances(covariance, axes)
        offset.replace(with: aside, where: aside .> offset)
        spread.replace(with: variances, where: variances .> spread)
    }

    /// False if the gate surely misses a plot, the means moved by `shift`.
    @inline(__always)
    func mayHold(_ plot: CartesianPlot, shift: Vector3) -> Bool {
        let miss = plot.position - centre - shift
        func isBeyond(_ axis: Vector3, _ offset: Double, _ spread: Double) -> Bool {
            let distance = abs(miss.dot(axis)) - offset
            return distance > 0 && distance * distance > limit * (spread + (plot.covariance * axis).dot(axis))
        }
        return !isBeyond(axes.0, offset.x, spread.x) && !isBeyond(axes.1, offset.y, spread.y) && !isBeyond(axes.2, offset.z, spread.z)
    }
}
