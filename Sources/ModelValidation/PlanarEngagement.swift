import FlightDynamics
import NumericalMethods

/// The planar engagement with true proportional navigation and a lag on the size of the lateral acceleration.
struct PlanarEngagement {
    let missileSpeed: Double
    let targetSpeed: Double
    let missile: (Double, Double)
    let target: (Double, Double)
    let targetAngle: Double
    let headingError: Double
    let targetAcceleration: Double
    let navigationConstant: Double
    let lag: Double
    let limit: Double

    var time = 0.0
    var miss = 0.0
    var place = (0.0, 0.0)
    var effort = 0.0
    private var history: [(time: Double, value: Double)] = []

    init(
        missileSpeed: Double, targetSpeed: Double, missile: (Double, Double), target: (Double, Double),
        targetAngle: Double, headingError: Double, targetAcceleration: Double, navigationConstant: Double, lag: Double,
        limit: Double
    ) {
        self.missileSpeed = missileSpeed
        self.targetSpeed = targetSpeed
        self.missile = missile
        self.target = target
        self.targetAngle = targetAngle
        self.headingError = headingError
        self.targetAcceleration = targetAcceleration
        self.navigationConstant = navigationConstant
        self.lag = lag
        self.limit = limit
    }

    /// State: missile x, y, v_x, v_y; target x, y, flight angle; achieved n_L; ∫|n_L|.
    typealias State = SIMD16<Double>

    private func relative(_ state: State) -> (position: Vector3, velocity: Vector3) {
        (
            Vector3(state[4] - state[0], state[5] - state[1], 0),
            Vector3(
                -targetSpeed * Elementary.cos(state[6]) - state[2], targetSpeed * Elementary.sin(state[6]) - state[3], 0)
        )
    }

    /// n_c: the vector law's component across the line of sight (to its left), within the limit.
    private func command(_ state: State) -> Double {
        let (position, velocity) = relative(state)
        let law = ProportionalNavigation.acceleration(
            relativePosition: position, relativeVelocity: velocity, navigationConstant: navigationConstant)
        let across = Vector3(-position.y, position.x, 0).normalized
        let size = law.dot(across)
        return limit > 0 ? max(-limit, min(limit, size)) : size
    }

    private func achieved(_ state: State) -> Double { lag > 0 ? state[7] : command(state) }

    private func rate(_ state: State) -> State {
        let (position, _) = relative(state)
        let size = achieved(state)
        let across = Vector3(-position.y, position.x, 0).normalized
        var rate = State.zero
        rate[0] = state[2]
        rate[1] = state[3]
        rate[2] = size * across.x
        rate[3] = size * across.y
        rate[4] = -targetSpeed * Elementary.cos(state[6])
        rate[5] = targetSpeed * Elementary.sin(state[6])
        rate[6] = targetSpeed > 0 ? targetAcceleration / targetSpeed : 0
        if lag > 0 { rate[7] = AutopilotLag(timeConstant: lag).rate(command: command(state), achieved: state[7]) }
        rate[8] = abs(size)
        return rate
    }

    mutating func fly() {
        let sight = Elementary.atan2(target.1 - missile.1, target.0 - missile.0)
        let lead = Elementary.asin(targetSpeed * Elementary.sin(targetAngle + sight) / missileSpeed)
        let heading = sight + lead + headingError
        var state = State.zero
        state[0] = missile.0
        state[1] = missile.1
        state[2] = missileSpeed * Elementary.cos(heading)
        state[3] = missileSpeed * Elementary.sin(heading)
        state[4] = target.0
        state[5] = target.1
        state[6] = targetAngle
        history = [(0, achieved(state))]
        while time < 600 {
            let (position, velocity) = relative(state)
            let homing = position.length / max(velocity.length, 1)
            let step = max(1e-7, min(1e-3, 0.01 * homing))
            let next = RungeKutta4.step(state, time: time, step: step) { _, state in rate(state) }
            let (after, afterVelocity) = relative(next)
            if after.dot(afterVelocity) >= 0 {
                let approach = ClosestApproach(
                    startPosition: position, startVelocity: velocity, endPosition: after, endVelocity: afterVelocity,
                    step: step)
                let share = approach.time / step
                time += approach.time
                miss = approach.distance
                place = (state[0] + (next[0] - state[0]) * share, state[1] + (next[1] - state[1]) * share)
                effort = state[8] + (next[8] - state[8]) * share
                return
            }
            state = next
            time += step
            history.append((time, achieved(state)))
        }
    }

    func acceleration(at time: Double) -> Double {
        guard let after = history.firstIndex(where: { $0.time >= time }), after > 0 else { return history[0].value }
        let a = history[after - 1]
        let b = history[after]
        return a.value + (b.value - a.value) * (time - a.time) / (b.time - a.time)
    }
}
