import FlightDynamics
import NumericalMethods

/// Answers the proportional-navigation families (`models/a1_*`) with the engine's guidance law, autopilot lag and integrator.
public enum GuidanceCases {
    /// The fixtures answered here, by identifier.
    public static let answers: [String: @Sendable (ModelFixture) throws -> [ReferenceAnswer]] = [
        "a1_pn_linear_miss": linearMiss, "a1_pn_zero_lag": zeroLag, "a1_pn_stochastic": stochastic,
        "a1_pn_nonlinear_planar": planar,
    ]

    @Sendable public static func linearMiss(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            let loop = LinearHomingLoop(
                navigationConstant: try fixture.input(entry, "Nprime"),
                totalLag: try fixture.input(entry, "T_total_s"),
                stages: Int(try fixture.input(entry, "lags")), flightTime: try fixture.input(entry, "tF_s"))
            let targetGain = loop.miss(targetAcceleration: 1)
            let headingGain = loop.miss(offsetRate: 1)
            let targetAcceleration = try fixture.input(entry, "n_T_m_s2")
            let sideways = -(try fixture.input(entry, "V_M_m_s")) * (try fixture.input(entry, "HE_rad"))
            return [
                fixture.answer(entry, "miss_per_nT_s2", targetGain),
                fixture.answer(entry, "miss_per_minusVMHE_s", headingGain),
                fixture.answer(entry, "miss_nT_m", targetGain * targetAcceleration),
                fixture.answer(entry, "miss_HE_m", headingGain * sideways),
            ]
        }
    }

    @Sendable public static func zeroLag(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            let loop = LinearHomingLoop(
                navigationConstant: try fixture.input(entry, "Nprime"), totalLag: 0, stages: 0,
                flightTime: try fixture.input(entry, "tF_s"))
            let time = try fixture.input(entry, "t_s")
            let target = try fixture.input(entry, "n_T_m_s2")
            let sideways = -(try fixture.input(entry, "V_M_m_s")) * (try fixture.input(entry, "HE_rad"))
            return [
                fixture.answer(entry, "nc_HE", loop.command(at: time, offsetRate: sideways)),
                fixture.answer(entry, "nc_nT", loop.command(at: time, targetAcceleration: target)),
                fixture.answer(
                    entry, "nc_APN_nT", loop.command(at: time, targetAcceleration: target, isAugmented: true)),
                fixture.answer(entry, "dV_HE", loop.effort(offsetRate: sideways)),
            ]
        }
    }

    @Sendable public static func stochastic(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            let navigation = try fixture.input(entry, "Nprime")
            let lag = try fixture.input(entry, "T_s")
            let stages = Int(try fixture.input(entry, "lags"))
            let flightTime = try fixture.input(entry, "tF_s")
            let target = try fixture.input(entry, "n_T_m_s2")
            let density = try fixture.input(entry, "glint_psd_m2_per_Hz")
            func loop(_ time: Double) -> LinearHomingLoop {
                LinearHomingLoop(navigationConstant: navigation, totalLag: lag, stages: stages, flightTime: time)
            }
            // A manoeuvre that starts at a random time; white noise of the measured offset.
            let step = integral(to: flightTime) { time in
                let miss = loop(time).miss(targetAcceleration: target)
                return miss * miss
            }
            let noise = integral(to: flightTime) { time in
                let miss = loop(time).missOfNoiseImpulse()
                return miss * miss
            }
            return [
                fixture.answer(entry, "rms_miss_random_start_m", (step / flightTime).squareRoot()),
                fixture.answer(entry, "rms_miss_glint_m", (density * noise).squareRoot()),
            ]
        }
    }

    /// ∫₀^end f by five-point Gauss–Legendre over 48 panels.
    private static func integral(to end: Double, _ f: (Double) -> Double) -> Double {
        let nodes = [-0.906179845938664, -0.5384693101056831, 0, 0.5384693101056831, 0.906179845938664]
        let weights = [0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665, 0.2369268850561891]
        let panels = 48
        let width = end / Double(panels)
        var sum = 0.0
        for panel in 0..<panels {
            let middle = (Double(panel) + 0.5) * width
            for (node, weight) in zip(nodes, weights) { sum += weight * f(middle + 0.5 * width * node) }
        }
        return 0.5 * width * sum
    }

    @Sendable public static func planar(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            func pair(_ key: String) throws -> (Double, Double) {
                guard let values = entry.inputs[key]?.numbers, values.count == 2 else {
                    throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): \(key) is not a pair")
                }
                return (values[0], values[1])
            }
            var engagement = PlanarEngagement(
                missileSpeed: try fixture.input(entry, "V_M"), targetSpeed: try fixture.input(entry, "V_T"),
                missile: try pair("R_M"), target: try pair("R_T"), targetAngle: try fixture.input(entry, "gamma_T"),
                headingError: try fixture.input(entry, "HE"), targetAcceleration: try fixture.input(entry, "n_T"),
                navigationConstant: try fixture.input(entry, "Nprime"), lag: try fixture.input(entry, "T"),
                limit: try fixture.input(entry, "a_lim"))
            engagement.fly()
            return [
                fixture.answer(entry, "t_ca_s", engagement.time),
                fixture.answer(entry, "miss_m", engagement.miss),
                fixture.answer(entry, "x_m", engagement.place.0), fixture.answer(entry, "y_m", engagement.place.1),
                fixture.answer(entry, "dv_m_s", engagement.effort),
            ] + (0..<3).map { quarter in
                fixture.answer(
                    entry, "a_at_quarters_m_s2.\(quarter)",
                    engagement.acceleration(at: engagement.time * Double(quarter + 1) / 4))
            }
        }
    }
}

/// The linearised homing loop: y'' = n_T − n_L, n_L behind n_c by equal first-order lags, n_c by proportional navigation.
private struct LinearHomingLoop {
    let navigationConstant: Double
    let lag: AutopilotLag
    let stages: Int
    let flightTime: Double
    /// Cancels from the law: any value serves.
    let closingSpeed = 1_000.0

    init(navigationConstant: Double, totalLag: Double, stages: Int, flightTime: Double) {
        precondition(stages <= 13, "at most 13 lags are carried")
        self.navigationConstant = navigationConstant
        self.stages = totalLag > 0 ? stages : 0
        lag = AutopilotLag(timeConstant: self.stages > 0 ? totalLag / Double(stages) : 0)
        self.flightTime = flightTime
    }

    /// State: offset, its rate, the integral of |n_c|, then the lags' outputs.
    typealias State = SIMD16<Double>

    func command(_ state: State, time: Double, targetAcceleration: Double) -> Double {
        ProportionalNavigation.acceleration(
            navigationConstant: navigationConstant, closingSpeed: closingSpeed,
            lineOfSightRate: ProportionalNavigation.linearLineOfSightRate(
                offset: state[0], offsetRate: state[1], closingSpeed: closingSpeed, timeToGo: flightTime - time),
            targetAcceleration: targetAcceleration)
    }

    func run(_ start: State, until end: Double, targetAcceleration: Double, isAugmented: Bool = false) -> State {
        var state = start
        var time = 0.0
        let known = isAugmented ? targetAcceleration : 0
        while time < end {
            let toGo = flightTime - time
            // Steps shrink with the time to go, since the law's gain grows as its inverse square.
            var step = 0.005 * toGo
            if stages > 0 { step = min(step, 0.1 * lag.timeConstant) }
            step = min(step, end - time)
            if time + step == time { break }
            state = RungeKutta4.step(state, time: time, step: step) { time, state in
                let command = command(state, time: time, targetAcceleration: known)
                var rate = State.zero
                var output = command
                for stage in 0..<stages {
                    rate[3 + stage] = lag.rate(command: output, achieved: state[3 + stage])
                    output = state[3 + stage]
                }
                rate[0] = state[1]
                rate[1] = targetAcceleration - output
                rate[2] = abs(command)
                return rate
            }
            time += step
        }
        return state
    }

    /// Offset at the end of flight; the last billionth of it is flown straight.
    func miss(offsetRate: Double = 0, targetAcceleration: Double = 0, start: State = .zero) -> Double {
        var state = start
        state[1] += offsetRate
        let rest = 1e-8 * flightTime
        let end = run(state, until: flightTime - rest, targetAcceleration: targetAcceleration)
        return end[0] + end[1] * rest
    }

    func command(
        at time: Double, offsetRate: Double = 0, targetAcceleration: Double = 0, isAugmented: Bool = false
    ) -> Double {
        var state = State.zero
        state[1] = offsetRate
        let time = min(time, flightTime * (1 - 1e-7))
        let end = run(state, until: time, targetAcceleration: targetAcceleration, isAugmented: isAugmented)
        return command(end, time: time, targetAcceleration: isAugmented ? targetAcceleration : 0)
    }

    /// ∫|n_c| dt over the flight.
    func effort(offsetRate: Double) -> Double {
        var state = State.zero
        state[1] = offsetRate
        return run(state, until: flightTime * (1 - 1e-9), targetAcceleration: 0)[2]
    }

    /// Miss from a unit impulse of noise on the measured offset at the start of the flight.
    ///
    /// The law differentiates it: n_c = N′/t_F · δ′. Through the first lag that leaves δ/τ − e^(−t/τ)/τ²: a jump −N′/(t_F τ²)
    /// of the first lag's output and N′/(t_F τ) of what follows it (the next lag's input integral, or the offset rate).
    func missOfNoiseImpulse() -> Double {
        let tau = lag.timeConstant
        let gain = navigationConstant / flightTime
        var state = State.zero
        state[3] = -gain / (tau * tau)
        if stages > 1 { state[4] = gain / (tau * tau) } else { state[1] = -gain / tau }
        return miss(start: state)
    }
}

/// The planar engagement with true proportional navigation and a lag on the size of the lateral acceleration.
private struct PlanarEngagement {
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
