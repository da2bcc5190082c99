import NumericalMethods
import Quantities
import TacticalMessages

/// An estimate as it would be were the radars' constant errors b known, and its derivatives by them.
///
/// With the errors at b̂ + δ the estimate is x̂ + V δ and its covariance stays; a plot z of a radar whose errors move it by D δ
///
///     ν = z − H x̂,  J = H V + D,  V' = F V,  V⁺ = V − K J,  K = P⁺ Hᵀ R⁻¹
/// K is the derivative of the posterior mean by the plot, which holds for any prior and Gaussian noise R, thus for interacting
/// modes too, with P⁺ their joint covariance; that all modes share one V is an approximation.
/// - Source: Friedland, *Treatment of bias in recursive filtering*, IEEE AC-14 (1969) 359–367.
struct AlignedEstimate: Sendable {
    private var estimate: TrackFilter
    /// Derivatives of position, then of velocity, by each error.
    private var sensitivity: [Vector3]
    /// The errors that the estimate is for.
    private var errors: [Double]

    var time: SimulationTime { estimate.time }

    init(first: AlignedPlot, at time: SimulationTime, _ registration: RadarRegistration, _ motion: MotionModels) {
        estimate = TrackFilter(configuration: motion, plot: first.plot, time: time, velocity: .zero, velocityDeviation: 300)
        errors = registration.estimate
        sensitivity = [Vector3](repeating: .zero, count: 2 * errors.count)
        for place in errors.indices { sensitivity[place] = -first.derivative(place) }
    }

    /// Moves the estimate to the errors as they are known now.
    mutating func align(_ registration: RadarRegistration) {
        var position = Vector3.zero
        var velocity = Vector3.zero
        for place in errors.indices {
            let change = registration.estimate[place] - errors[place]
            position += sensitivity[place] * change
            velocity += sensitivity[errors.count + place] * change
            errors[place] = registration.estimate[place]
        }
        estimate.move(position: position, velocity: velocity)
    }

    /// Takes in the second plot of a track.
    mutating func start(
        _ second: AlignedPlot, at time: SimulationTime, _ motion: MotionModels, prior: VelocityPrior, group: Vector3?
    ) {
        let first = CartesianPlot(position: estimate.position, covariance: estimate.cruiseCovariance)
        let interval = time.seconds(since: estimate.time)
        let start = prior.start(first: first, second: second.plot, interval: interval, group: group)
        estimate = TrackFilter(configuration: motion, start: start, time: time)
        followGain(second)
    }

    /// Carries the estimate to a time at or after the present one.
    mutating func predict(to time: SimulationTime) {
        let interval = time.seconds(since: estimate.time)
        guard interval > 0 else { return }
        estimate.predict(to: time)
        for place in errors.indices { sensitivity[place] += sensitivity[errors.count + place] * interval }
    }

    /// Takes in a plot at the time of the estimate.
    mutating func update(_ received: AlignedPlot) {
        estimate.update(received.plot)
        followGain(received)
    }

    /// Teaches the registration what a plot at the time of the estimate says of the errors, before the estimate takes it in.
    func teach(_ received: AlignedPlot, _ registration: inout RadarRegistration, gate: Double) {
        registration.learn(
            received.plot.position - estimate.position, covariance: estimate.positionCovariance + received.plot.covariance,
            jacobian: errors.indices.map { sensitivity[$0] + received.derivative($0) }, gate: gate)
    }

    /// The estimate, its covariance widened by what is left of the errors.
    func filter(_ registration: RadarRegistration) -> TrackFilter {
        estimate.widened(by: registration.spread(sensitivity))
    }

    /// The derivatives after an update.
    private mutating func followGain(_ received: AlignedPlot) {
        let covariance = estimate.covariance
        let fromPosition = covariance.cross.transposed
        let inverse = received.plot.covariance.symmetricInverse.inverse
        for place in errors.indices {
            let weighted = inverse * (sensitivity[place] + received.derivative(place))
            sensitivity[place] -= covariance.position * weighted
            sensitivity[errors.count + place] -= fromPosition * weighted
        }
    }
}
