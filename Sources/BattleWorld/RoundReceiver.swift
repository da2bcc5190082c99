public import EarthEnvironment
public import FlightDynamics
public import NumericalMethods
public import Quantities
public import Stochastics
import TargetTracking

/// What a round knows of its target: the engagement radar's estimate, and near the target what its own receiver measures.
///
/// The receiver measures the direction with its own error (across the line of sight, growing with range to a floor); range comes from
/// command link and receiver together. The plots go through a filter of the round's own, earth-fixed.
public struct RoundReceiver: Sendable {
    /// Standard deviation of range, metres (assumed): of a receiver whose measurements the ground joins with its own, or that
    /// measures range itself; and of one that hears an echo and no more, and carries the last range on by its Doppler.
    static let rangeDeviation = 15.0
    static let rangeDeviationAlone = 150.0

    private var stream: RandomStream
    private var filter: TrackFilter?
    /// What free fall has added to place and velocity since the filter began, for a target that falls; the filter follows the rest.
    private var fallen = (place: Vector3.zero, velocity: Vector3.zero)
    private var filteredAt = SimulationTime.zero

    /// - Parameter stream: the draws of its errors.
    public init(stream: RandomStream) { self.stream = stream }

    /// The estimate to steer by, earth-fixed.
    /// - Parameters:
    ///   - told: the engagement radar's estimate of now; nil where the beam has lost the target.
    ///   - truth: the target's true state.
    ///   - missile: type of the round.
    ///   - round: where the round is, and whether it is in its terminal phase.
    ///   - isFalling: the engagement radar takes the target for one in free fall, whose acceleration is then known.
    ///   - isLit: the engagement radar is on the target, which receivers that do not transmit need.
    ///   - ground: what lies below; a low target's image in it makes errors of its height.
    ///   - time: the time of the look.
    /// - Returns: the receiver's estimate within its reach in the terminal phase (and from then on), elsewhere what it is told.
    public mutating func estimate(
        told: KinematicState<EarthFixed>?, truth: KinematicState<EarthFixed>, missile: InterceptorModel,
        round: (position: Vector3, isTerminal: Bool), isFalling: Bool = false, isLit: Bool, over ground: GroundSurface? = nil,
        at time: SimulationTime
    ) -> KinematicState<EarthFixed>? {
        guard missile.seeker == .active || missile.seeker != .command && isLit, round.isTerminal || filter != nil else { return told }
        let offset = truth.position.vector - round.position
        let range = offset.length
        guard range < max(missile.seekerActivationRange, missile.seeker == .active ? 0 : 30_000) else { return told }
        let across = max(missile.seekerErrorFloor, missile.seekerAngleError * range)
        var plot = plot(of: truth.position.vector, line: offset / max(range, 1), across: across,
            along: missile.seeker == .semiActive ? Self.rangeDeviationAlone : Self.rangeDeviation)
        if let ground, let height = ground.height(of: truth.position, below: 500),
            let own = ground.height(of: Position(round.position), below: 50_000),
            let image = missile.receiverImage(targetHeight: height, missileHeight: own, range: range)
        {
            // The phase of one measurement says nothing of the next: the path changes by many wavelengths between them.
            let up = WGS84.vertical(at: truth.position)
            plot.position += up * image.heightError(phase: 2 * .pi * stream.nextUniform())
            let spread = image.heightDeviation * image.heightDeviation
            plot.covariance = plot.covariance
                + Matrix3(columns: up * (up.x * spread), up * (up.y * spread), up * (up.z * spread))
        }
        if filter == nil {
            filter = TrackFilter(
                configuration: .roundReceiver, plot: plot, time: time, velocity: told?.velocity.vector ?? .zero, velocityDeviation: 60)
        } else {
            if isFalling { fall(until: time) }
            plot.position -= fallen.place
            filter?.predict(to: time)
            filter?.update(plot)
        }
        filteredAt = time
        guard let estimate = filter?.estimateInPlace() else { return told }
        return KinematicState(
            position: Position(estimate.position + fallen.place), velocity: Velocity(estimate.velocity + fallen.velocity))
    }

    /// Free fall from the last measurement to this one: known, and taken out of what the filter has to follow.
    private mutating func fall(until time: SimulationTime) {
        guard let estimate = filter?.estimateInPlace() else { return }
        let interval = time.seconds(since: filteredAt)
        let acceleration = EarthModel.wgs84.fall(at: estimate.position + fallen.place, velocity: estimate.velocity + fallen.velocity)
        fallen.place += fallen.velocity * interval + acceleration * (0.5 * interval * interval)
        fallen.velocity += acceleration * interval
    }

    /// One measurement with its errors along and across the line of sight (a unit vector).
    private mutating func plot(of place: Vector3, line: Vector3, across: Double, along: Double) -> CartesianPlot {
        let noise = stream.nextNormals()
        let lengthwise = noise.dot(line)
        let measured = place + (noise - line * lengthwise) * across + line * (lengthwise * along)
        let spread = across * across
        let extra = along * along - spread
        let covariance = Matrix3(
            columns: line * (line.x * extra) + Vector3(spread, 0, 0), line * (line.y * extra) + Vector3(0, spread, 0),
            line * (line.z * extra) + Vector3(0, 0, spread))
        return CartesianPlot(position: measured, covariance: covariance)
    }
}
