import NumericalMethods
import Quantities

// What a filter says of its target at another time, how surely, and how it takes one that falls.
extension TrackFilter {
    /// What a falling body's acceleration is taken for, m/s², and how white it is about that, m²/s³: gravity and drag (`FallingBody`), a
    /// half of which is unknown and stays for some seconds.
    ///
    ///     a = g − k v⃗,   q = q₀ + τ (½ k v)²,   k = ρ v/2β
    /// The height is that over the curving earth from the origin of the frame, whose third axis is upright.
    @inline(__always)
    var falling: (acceleration: Vector3, density: Double) {
        let place = fall.position
        let speed = fall.velocity.length
        let drag = FallingBody.drag(height: place.z + (place.x * place.x + place.y * place.y) / (2 * 6_371_000), speed: speed)
        let unknown = 0.5 * drag * speed
        return (Vector3(0, 0, -Units.standardGravity) - fall.velocity * drag, models.fallDensity + Self.dragTime * unknown * unknown)
    }

    /// How long drag stays what it is, as the filter takes it, seconds: a scale height at a steep missile's speed.
    private static let dragTime = 4.0

    /// The estimate carried to another time, each mode by its own motion.
    @inline(__always)
    package func extrapolated(to other: SimulationTime) -> (position: Vector3, velocity: Vector3) {
        let dt = other.seconds(since: time)
        var position = (cruise.position + cruise.velocity * dt) * cruiseWeight
        var velocity = cruise.velocity * cruiseWeight
        if turnWeight > 0 {
            let carried = turn.extrapolated(dt)
            position += carried.position * turnWeight
            velocity += carried.velocity * turnWeight
        }
        if agileWeight > 0 {
            position += (agile.position + agile.velocity * dt) * agileWeight
            velocity += agile.velocity * agileWeight
        }
        if fallWeight > 0 {
            let acceleration = falling.acceleration
            position += (fall.position + fall.velocity * dt + acceleration * (0.5 * dt * dt)) * fallWeight
            velocity += (fall.velocity + acceleration * dt) * fallWeight
        }
        return (position, velocity)
    }

    /// The same for who may change the filter: to read one that stands in an optional copies it, and it has many parts.
    package mutating func extrapolatedInPlace(to other: SimulationTime) -> (position: Vector3, velocity: Vector3) {
        extrapolated(to: other)
    }

    /// Position and velocity now, for who may change the filter.
    package mutating func estimateInPlace() -> (position: Vector3, velocity: Vector3) { (position, velocity) }

    /// Root of the mean of the three axes' variances, metres, and metres per second.
    @inline(__always)
    package var deviations: (position: Double, velocity: Double) {
        let p = cruise.positionCovariance.trace * cruiseWeight + turn.pp.trace * turnWeight
            + fall.positionCovariance.trace * fallWeight + agile.positionCovariance.trace * agileWeight
        let v = cruise.velocityCovariance.trace * cruiseWeight + turn.vv.trace * turnWeight
            + fall.velocityCovariance.trace * fallWeight + agile.velocityCovariance.trace * agileWeight
        return ((max(0, p) / 3).squareRoot(), (max(0, v) / 3).squareRoot())
    }
}
