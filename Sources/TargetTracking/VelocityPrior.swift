import NumericalMethods
import Quantities

/// What is known of the velocity of a target not seen before: most fly at the speed of an aircraft in some direction, some
/// hover or crawl, a few are much faster.
///
///     p(v) = a Σ_k N(v; s (sin kδ, cos kδ, 0), Σ)/n + b N(v; 0, Σ_slow) + c N(v; 0, Σ_fast)
/// The first part is a ring of `directions` Gaussians; all m/s. A sum of Gaussians meets a pair of plots in closed form,
/// whether the plots tell the velocity well (a slow scan) or hardly at all (a fast one).
package struct VelocityPrior: Sendable {
    package var speed: MetresPerSecond
    package var speedDeviation: MetresPerSecond
    package var vertical: MetresPerSecond
    package var slowShare: Double
    package var slowDeviation: MetresPerSecond
    package var fastShare: Double
    package var fastDeviation: MetresPerSecond
    package var fastVertical: MetresPerSecond
    /// Share of targets in a formation that keep its velocity, and how closely.
    package var groupShare: Double
    package var groupDeviation: MetresPerSecond

    package init(
        speed: MetresPerSecond = 260, speedDeviation: MetresPerSecond = 60, vertical: MetresPerSecond = 20,
        slowShare: Double = 0.08, slowDeviation: MetresPerSecond = 40, fastShare: Double = 0.01,
        fastDeviation: MetresPerSecond = 1_100, fastVertical: MetresPerSecond = 500,
        groupShare: Double = 0.8, groupDeviation: MetresPerSecond = 25
    ) {
        self.speed = speed
        self.speedDeviation = speedDeviation
        self.vertical = vertical
        self.slowShare = slowShare
        self.slowDeviation = slowDeviation
        self.fastShare = fastShare
        self.fastDeviation = fastDeviation
        self.fastVertical = fastVertical
        self.groupShare = groupShare
        self.groupDeviation = groupDeviation
    }

    /// Covers every class from 50 to 3,000 m/s: a ring about the speeds of aircraft and cruise missiles, a tenth slow, a fifth fast in
    /// any direction, up and down alike. The fast part has the variance of velocities spread evenly through a ball of 3 km/s, V²/5 an
    /// axis; the shares are about those of the slow and fast classes among the catalogue's.
    package static let anyClass = VelocityPrior(
        slowShare: 0.1, slowDeviation: 60, fastShare: 0.2, fastDeviation: 1_342, fastVertical: 1_342)

    private static let directions = 16

    private static func spread(_ horizontal: Double, _ vertical: Double) -> Matrix3 {
        Matrix3(
            columns: Vector3(horizontal * horizontal, 0, 0), Vector3(0, horizontal * horizontal, 0),
            Vector3(0, 0, vertical * vertical))
    }

    /// Density of a second plot `interval` seconds after a first, 1/m³; 0 where it is out of the question.
    /// - Parameter group: velocity of the formation around, if there is one.
    func density(first: CartesianPlot, second: CartesianPlot, interval: Double, group: Vector3?) -> Double {
        let density = density(first: first, second: second, interval: interval)
        guard let group else { return density }
        let offset = second.position - first.position - group * interval
        let noise = first.covariance + second.covariance + Self.spread(groupDeviation, vertical).scaled(interval * interval)
        return (1 - groupShare) * density + groupShare * Self.centred(offset, noise)
    }

    private func density(first: CartesianPlot, second: CartesianPlot, interval: Double) -> Double {
        let offset = second.position - first.position
        let noise = first.covariance + second.covariance
        let squared = interval * interval
        var density = 0.0
        let (inverse, determinant) = (noise + Self.spread(speedDeviation, vertical).scaled(squared)).symmetricInverse
        // Nothing of the ring is nearer than its mean radius less the offset's length.
        if offset.z * offset.z * inverse.column2.z < 40,
            offset.length < (speed + 6 * speedDeviation) * interval + 6 * noise.trace.squareRoot()
        {
            var sum = 0.0
            for direction in Self.ring {
                let innovation = offset - direction * (speed * interval)
                let distance = innovation.dot(inverse * innovation)
                if distance < 30 { sum += Elementary.exp(-0.5 * distance) }
            }
            density += (1 - slowShare - fastShare) * sum / Double(Self.directions) * PlotFit(distance: 0, determinant: determinant).density
        }
        density += slowShare * Self.centred(offset, noise + Self.spread(slowDeviation, vertical).scaled(squared))
        density += fastShare * Self.centred(offset, noise + Self.spread(fastDeviation, fastVertical).scaled(squared))
        return density
    }

    private static func centred(_ offset: Vector3, _ covariance: Matrix3) -> Double {
        let (inverse, determinant) = covariance.symmetricInverse
        let distance = offset.dot(inverse * offset)
        return distance < 25 ? PlotFit(distance: distance, determinant: determinant).density : 0
    }

    private static let ring: [Vector3] = (0..<directions).map { place in
        let (sine, cosine) = Elementary.sincos(2 * .pi * Double(place) / Double(directions))
        return Vector3(sine, cosine, 0)
    }

    /// The estimate at the second plot: mean and covariance of the sum of Gaussians given both plots.
    func start(first: CartesianPlot, second: CartesianPlot, interval: Double, group: Vector3?) -> KinematicFilter {
        // One part a direction, and the group, the slow and the fast: on the stack, since tracks start in every scan.
        withUnsafeTemporaryAllocation(of: MixturePart.self, capacity: Self.directions + 3) { room in
            start(first: first, second: second, interval: interval, group: group, sum: MixtureSum(room: room))
        }
    }

    private func start(
        first: CartesianPlot, second: CartesianPlot, interval: Double, group: Vector3?, sum given: MixtureSum
    ) -> KinematicFilter {
        var sum = given
        let rest = group == nil ? 1 : 1 - groupShare
        if let group { sum.add(groupShare, velocity: group, Self.spread(groupDeviation, vertical), first, second, interval) }
        let ringShare = rest * (1 - slowShare - fastShare) / Double(Self.directions)
        for direction in Self.ring {
            sum.add(ringShare, velocity: direction * speed, Self.spread(speedDeviation, vertical), first, second, interval)
        }
        sum.add(rest * slowShare, velocity: .zero, Self.spread(slowDeviation, vertical), first, second, interval)
        sum.add(rest * fastShare, velocity: .zero, Self.spread(fastDeviation, fastVertical), first, second, interval)
        return sum.filter(or: second)
    }
}

/// A posterior Gaussian and its unnormalised weight.
private struct MixturePart {
    var weight: Double
    var filter: KinematicFilter
}

/// Adds up posterior Gaussians into one.
private struct MixtureSum {
    /// Room for the parts, of which the first `count` are set.
    private let room: UnsafeMutableBufferPointer<MixturePart>
    private var count = 0
    private var weight = 0.0
    private var position = Vector3.zero
    private var velocity = Vector3.zero

    init(room: UnsafeMutableBufferPointer<MixturePart>) { self.room = room }

    mutating func add(
        _ share: Double, velocity prior: Vector3, _ spread: Matrix3, _ first: CartesianPlot, _ second: CartesianPlot,
        _ interval: Double
    ) {
        var filter = KinematicFilter(
            position: first.position, positionCovariance: first.covariance, velocity: prior, velocityCovariance: spread)
        filter.predict(interval, density: 1)
        let part = share * filter.update(second).density
        guard part > 0 else { return }
        weight += part
        position += filter.position * part
        velocity += filter.velocity * part
        room.initializeElement(at: count, to: MixturePart(weight: part, filter: filter))
        count += 1
    }

    func filter(or plot: CartesianPlot) -> KinematicFilter {
        guard weight > 0 else {
            return KinematicFilter(position: plot.position, positionCovariance: plot.covariance, velocity: .zero, velocityDeviation: 300)
        }
        let mean = position / weight
        let meanVelocity = velocity / weight
        var spread = StateCovariance.zero
        for place in 0..<count { spread.add(room[place].filter, weight: room[place].weight / weight, about: (mean, meanVelocity)) }
        var result = KinematicFilter(
            position: mean, positionCovariance: spread.position, velocity: meanVelocity, velocityCovariance: spread.velocity)
        result.crossCovariance = spread.cross
        return result
    }
}
