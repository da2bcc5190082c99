import EarthEnvironment
import NumericalMethods
import Quantities

// Where a missile meets the ground under it.
extension InterceptorFlight {
    /// Ends a flight that went below the ground within its last step, at the time and place where it met it.
    ///
    /// High above the highest ground nothing is computed; above the highest ground around, the next look waits for as long as the
    /// missile needs at least to come down to it or to leave its neighbourhood.
    static func meetGround(_ state: inout InterceptorState, from before: InterceptorState, _ ground: GroundSurface) {
        let earth = EarthModel.wgs84
        let speed = max(before.kinematics.velocity.length, state.kinematics.velocity.length)
        let high = min(earth.height(at: before.kinematics.position), earth.height(at: state.kinematics.position))
        // What a second of the strongest boost (40 g) adds to the speed.
        let fastest = speed + 400
        guard high < ground.highest + fastest else {
            state.groundDue = state.elapsed + min(1, (high - ground.highest) / fastest)
            return
        }
        // On the catapult it stands on its launcher.
        guard before.phase != .ejection else { return }
        let start = WGS84.geodetic(before.position)
        let end = WGS84.geodetic(state.position)
        let step = state.elapsed - before.elapsed
        let near = ground.highestNear(latitude: end.latitude, longitude: end.longitude)
        let margin = min(start.height, end.height) - near.height
        if margin > 0, near.within > speed * step {
            state.groundDue = state.elapsed + min(1, margin / fastest, (near.within - speed * step) / fastest)
            return
        }
        let climb = before.kinematics.velocity.dot(WGS84.vertical(at: before.position))
        guard let time = ground.firstTimeBelow(from: start, climbRate: climb, to: end, duration: step) else { return }
        let piece = PathSegment.cubic(start: 0, duration: step, from: before.kinematics, to: state.kinematics)
        let met = piece.state(after: time)
        state.kinematics = PointMassState(position: met.position, velocity: met.velocity)
        state.elapsed = before.elapsed + time
        state.phase = .ended(.ground)
    }
}
