import NumericalMethods
import Quantities
import TacticalMessages

/// A plot, the known part of its radar's errors taken out.
struct AlignedPlot {
    let plot: CartesianPlot
    let time: SimulationTime
    /// Place of the radar's errors, nil for a reference.
    private let place: Int?
    /// Derivatives of the position by range and azimuth.
    private let along: Vector3
    private let across: Vector3

    init(_ detection: Detection, pose: SensorPose, _ registration: RadarRegistration) {
        plot = CartesianPlot(registration.corrected(detection), pose: pose)
        time = detection.time
        place = registration.place(of: detection.radar)
        let local = pose.toSensor(plot.position)
        along = pose.rotation * local / local.length
        across = pose.rotation * Vector3(local.y, -local.x, 0)
    }

    /// Derivative of the position by one of the registration's errors.
    func derivative(_ error: Int) -> Vector3 {
        guard let place else { return .zero }
        return error == place ? along : error == place + 1 ? across : .zero
    }
}

/// A track as it would be were the radars' constant errors b known, and its derivatives by them.
///
/// With the errors at b̂ + δ the estimate is x̂ + V δ and its covariance stays; a plot z of a radar whose errors move it by D δ
///
///     ν = z − H x̂,  J = H V + D,  V' = F V,  V⁺ = V − K J,  K = P⁺ Hᵀ R⁻¹
/// K is the derivative of the posterior mean by the plot, which holds for any prior and Gaussian noise R, thus for interacting
/// modes too, with P⁺ their joint covariance; that all modes share one V is an approximation.
/// - Source: Friedland, *Treatment of bias in recursive filtering*, IEEE AC-14 (1969) 359–367.
struct AlignedTrack: Sendable {
    private(set) var isSinglePoint = true
    private var estimate: TrackFilter
    /// Derivatives of position, then of velocity, by each error.
    private var sensitivity: [Vector3]
    /// The errors that the estimate is for.
    private var errors: [Double]

    init(first: AlignedPlot, _ registration: RadarRegistration, _ motion: MotionModels) {
        estimate = TrackFilter(configuration: motion, plot: first.plot, time: first.time, velocity: .zero, velocityDeviation: 300)
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
    mutating func start(_ second: AlignedPlot, _ motion: MotionModels, prior: VelocityPrior, group: Vector3?) {
        let first = CartesianPlot(position: estimate.position, covariance: estimate.cruiseCovariance)
        let interval = second.time.seconds(since: estimate.time)
        let start = prior.start(first: first, second: second.plot, interval: interval, group: group)
        estimate = TrackFilter(configuration: motion, start: start, time: second.time)
        isSinglePoint = false
        followGain(second, delay: 0, noise: second.plot.covariance)
    }

    mutating func predict(to time: SimulationTime) {
        let interval = time.seconds(since: estimate.time)
        guard interval > 0 else { return }
        estimate.predict(to: time)
        for place in errors.indices { sensitivity[place] += sensitivity[errors.count + place] * interval }
    }

    /// Takes in a plot, at or before the time of the estimate.
    mutating func update(_ received: AlignedPlot) {
        let noise = estimate.lateCovariance(received.plot, at: received.time)
        let delay = estimate.time.seconds(since: received.time)
        estimate.update(late: received.plot, at: received.time)
        followGain(received, delay: delay, noise: noise)
    }

    /// Teaches the registration what a plot says of the errors, before the track takes it in; whether it was likely enough.
    func teach(_ received: AlignedPlot, _ registration: inout RadarRegistration, gate: Double) -> Bool {
        let delay = estimate.time.seconds(since: received.time)
        let innovation = received.plot.position - estimate.position + estimate.velocity * delay
        let noise = estimate.lateCovariance(received.plot, at: received.time)
        return registration.learn(
            innovation, covariance: estimate.positionCovariance + noise,
            jacobian: errors.indices.map { derivative(of: received, by: $0, delay: delay) }, gate: gate)
    }

    /// The estimate, its covariance widened by what is left of the errors.
    func filter(_ registration: RadarRegistration) -> TrackFilter {
        estimate.widened(by: registration.spread(sensitivity))
    }

    /// Derivative of the innovation of a plot by an error.
    private func derivative(of received: AlignedPlot, by place: Int, delay: Double) -> Vector3 {
        sensitivity[place] - sensitivity[errors.count + place] * delay + received.derivative(place)
    }

    /// The derivatives after an update.
    private mutating func followGain(_ received: AlignedPlot, delay: Double, noise: Matrix3) {
        let covariance = estimate.covariance
        let fromPosition = covariance.cross.transposed
        let inverse = noise.symmetricInverse.inverse
        for place in errors.indices {
            let weighted = inverse * derivative(of: received, by: place, delay: delay)
            sensitivity[place] -= covariance.position * weighted
            sensitivity[errors.count + place] -= fromPosition * weighted
        }
    }
}
