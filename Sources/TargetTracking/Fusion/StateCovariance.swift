import NumericalMethods

/// Covariance of a position and a velocity in 3 × 3 blocks: m², m²/s, m²/s².
struct StateCovariance: Sendable {
    var position: Matrix3
    /// E[δp δvᵀ].
    var cross: Matrix3
    var velocity: Matrix3

    static let zero = StateCovariance(position: .diagonal(0), cross: .diagonal(0), velocity: .diagonal(0))

    /// Adds one part of a mixture of Gaussians, the spread of its mean about that of all included.
    @inline(__always)
    mutating func add(_ part: KinematicFilter, weight: Double, about mean: (position: Vector3, velocity: Vector3)) {
        let dp = part.position - mean.position
        let dv = part.velocity - mean.velocity
        position = position + (part.positionCovariance + Matrix3.outer(dp, dp)).scaled(weight)
        cross = cross + (part.crossCovariance + Matrix3.outer(dp, dv)).scaled(weight)
        velocity = velocity + (part.velocityCovariance + Matrix3.outer(dv, dv)).scaled(weight)
    }
}

extension TrackFilter {
    /// Covariance over all modes, the spread of their means included.
    var covariance: StateCovariance {
        let mean = (position: position, velocity: velocity)
        var sum = StateCovariance.zero
        func add(_ filter: KinematicFilter, _ weight: Double) {
            if weight > 0 { sum.add(filter, weight: weight, about: mean) }
        }
        add(cruise, cruiseWeight)
        add(turn.straight, turnWeight)
        add(agile, agileWeight)
        add(fall, fallWeight)
        return sum
    }

    /// Moves the means of all modes.
    mutating func move(position: Vector3, velocity: Vector3) {
        func move(_ filter: inout KinematicFilter) {
            filter.position += position
            filter.velocity += velocity
        }
        move(&cruise)
        move(&agile)
        move(&fall)
        turn.position += position
        turn.velocity += velocity
    }

    /// The same with an independent error of position and velocity added to every mode.
    func widened(by spread: StateCovariance) -> TrackFilter {
        var result = self
        func widen(_ filter: inout KinematicFilter) {
            filter.positionCovariance = filter.positionCovariance + spread.position
            filter.crossCovariance = filter.crossCovariance + spread.cross
            filter.velocityCovariance = filter.velocityCovariance + spread.velocity
        }
        widen(&result.cruise)
        widen(&result.agile)
        widen(&result.fall)
        result.turn.pp = result.turn.pp + spread.position
        result.turn.pv = result.turn.pv + spread.cross
        result.turn.vv = result.turn.vv + spread.velocity
        return result
    }
}
