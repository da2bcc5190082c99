import FlightDynamics
import NumericalMethods

/// Answers the proportional-navigation families (`models/a1_*`) with the engine's guidance law, autopilot lag and integrator.
package enum GuidanceCases {
    /// The fixtures answered here, by identifier.
    package static let answers: [String: @Sendable (ModelFixture) throws -> [ReferenceAnswer]] = [
        "a1_pn_linear_miss": linearMiss, "a1_pn_zero_lag": zeroLag, "a1_pn_stochastic": stochastic,
        "a1_pn_nonlinear_planar": planar,
    ]

    @Sendable package static func linearMiss(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
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

    @Sendable package static func zeroLag(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
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

    @Sendable package static func stochastic(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
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

    @Sendable package static func planar(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
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
