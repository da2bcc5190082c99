import EarthEnvironment
import NumericalMethods
import Quantities

/// The fall of a track with the drag of a missile (`FallingBody`), over the plane at right angles to its vertical: integrated once, as
/// far down as it is asked for.
struct FallPath {
    private struct Step {
        /// Seconds from now, and metres above the track.
        var time: Seconds
        var rise: Metres
        var climb: MetresPerSecond
        /// Across the vertical.
        var velocity: Vector3
        var flown: Vector3
    }

    /// Height of the track above the ellipsoid, metres.
    private let height: Metres
    private var steps: [Step]

    init(of state: KinematicState<EarthFixed>) {
        let up = state.position.vector.normalized
        let climb = state.velocity.vector.dot(up)
        height = WGS84.heightAboveEllipsoid(state.position)
        steps = []
        steps.reserveCapacity(256)
        steps.append(Step(time: 0, rise: 0, climb: climb, velocity: state.velocity.vector - up * climb, flown: .zero))
    }

    /// When it comes down to a level, and what it has flown across the vertical by then.
    /// - Parameter rise: of the level above the track, metres; where it lies below it already, now.
    mutating func meets(_ rise: Metres) -> (time: Seconds, flown: Vector3) {
        while let last = steps.last, last.time < 1_800, last.rise > rise || last.climb > 0 { steps.append(next(last)) }
        // The first step below the level on its way down; heights fall from the top on.
        var (above, below) = (0, steps.count - 1)
        guard steps[below].rise < rise, steps[below].climb < 0 else { return (steps[below].time, steps[below].flown) }
        while above < below {
            let middle = (above + below) / 2
            if steps[middle].climb <= 0, steps[middle].rise <= rise { below = middle } else { above = middle + 1 }
        }
        // Back to where it met the level.
        let step = steps[below]
        guard below > 0 else { return (0, .zero) }
        let late = (step.rise - rise) / step.climb
        return (step.time - late, step.flown - step.velocity * late)
    }

    /// Half-second steps where the air is thick.
    private func next(_ now: Step) -> Step {
        // The earth falls away below the plane.
        let height = height + now.rise + now.flown.lengthSquared / (2 * WGS84.meanRadius)
        let step = height < 40_000 ? 0.5 : 2.0
        let drag = FallingBody.drag(height: height, speed: (now.climb * now.climb + now.velocity.lengthSquared).squareRoot())
        let shed = 1 / (1 + drag * step)
        let climb = (now.climb - Units.standardGravity * step) * shed
        let velocity = now.velocity * shed
        return Step(
            time: now.time + step, rise: now.rise + 0.5 * (now.climb + climb) * step, climb: climb, velocity: velocity,
            flown: now.flown + (now.velocity + velocity) * (0.5 * step))
    }
}
