import ClosedForms
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import RadarSensing
import TargetTracking

/// `models/a3_detection_lethality`: the detector look by look, the endgame, M of N, the horizon, and the closed forms of search,
/// glimpses and the lead triangle.
enum DetectionLethalityCases {
    @Sendable static func answer(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry -> [ReferenceAnswer] in
            if entry.inputs["snr0_dB_at_R0"] != nil { return try cumulative(fixture, entry) }
            if entry.inputs["lethal_radius_m"] != nil { return try lethality(fixture, entry) }
            if entry.inputs["h_radar_m"] != nil { return try horizon(fixture, entry) }
            if entry.inputs["m"] != nil {
                let m = Int(try fixture.input(entry, "m"))
                let n = Int(try fixture.input(entry, "n"))
                return [fixture.answer(entry, "p", TrackInitiation.atLeast(m, of: n, try fixture.input(entry, "p")))]
            }
            if entry.inputs["n_glimpses"] != nil { return try glimpses(fixture, entry) }
            if entry.inputs["sweep_width_km"] != nil { return try search(fixture, entry) }
            if entry.inputs["target_pos_m"] != nil { return try triangle(fixture, entry) }
            throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): its inputs name no question that is known")
        }
    }

    private static func glimpses(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let count = try fixture.whole(entry, "n_glimpses", in: 0...1_000_000)
        let p = try fixture.probability(entry, "p_glimpse")
        return [
            fixture.answer(
                entry, "p_poisson",
                Glimpses.detection(rate: try fixture.input(entry, "rate_per_s"), time: try fixture.input(entry, "t_s"))),
            fixture.answer(entry, "p_glimpses", Glimpses.detection(probability: p, count: count)),
            fixture.answer(entry, "expected_glimpses_to_detect", Glimpses.meanCount(probability: p)),
            fixture.answer(entry, "p_at_least_3_of_n", TrackInitiation.atLeast(3, of: count, p)),
        ]
    }

    private static func search(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let width = try fixture.positive(entry, "sweep_width_km") * 1e3
        let search = AreaSearch(
            sweepWidth: width, speed: try fixture.positive(entry, "speed_km_h") / 3.6, area: try fixture.positive(entry, "area_km2") * 1e6)
        let time = try fixture.input(entry, "time_h") * 3_600
        return [
            fixture.answer(entry, "p_random_search", search.random(after: time)),
            fixture.answer(entry, "p_exhaustive", search.exhaustive(after: time)),
            fixture.answer(
                entry, "p_inverse_cube_parallel",
                AreaSearch.parallelSweeps(sweepWidth: width, spacing: try fixture.positive(entry, "track_spacing_km") * 1e3)),
            fixture.answer(entry, "mean_time_to_detect_h", search.meanTimeRandom / 3_600),
        ]
    }

    private static func triangle(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        guard let place = entry.inputs["target_pos_m"]?.numbers, let motion = entry.inputs["target_vel_m_s"]?.numbers,
            place.count == 2, motion.count == 2
        else {
            throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): position and velocity are not two numbers each")
        }
        let meeting = LeadTriangle(
            target: Vector3(place[0], place[1], 0), velocity: Vector3(motion[0], motion[1], 0),
            speed: try fixture.positive(entry, "missile_speed_m_s"), delay: try fixture.input(entry, "launch_delay_s"))
        guard let meeting else { return [fixture.answer(entry, "feasible", false)] }
        return [
            fixture.answer(entry, "feasible", true), fixture.answer(entry, "t_intercept_s", meeting.time),
            fixture.answer(entry, "x_m", meeting.point.x), fixture.answer(entry, "y_m", meeting.point.y),
            fixture.answer(entry, "range_m", meeting.range),
        ]
    }

    /// Cumulative probability of detection of a closing target, look by look.
    private static func cumulative(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let signal = Elementary.pow(10, try fixture.input(entry, "snr0_dB_at_R0") / 10)
        let anchor = try fixture.input(entry, "R0_km")
        let detector = SquareLawDetector(pulses: 1, falseAlarmProbability: try fixture.input(entry, "pfa"))
        let stride = try fixture.input(entry, "closing_speed_km_s") * fixture.input(entry, "scan_period_s")
        let start = try fixture.input(entry, "R_start_km")
        let end = try fixture.input(entry, "R_end_km")
        guard stride > 0, end > 0, start > end else {
            throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): the target does not close from R_start to R_end")
        }
        func single(_ swerling: Int, _ range: Double) -> Double {
            let ratio = anchor / range
            return detector.probability(swerling: swerling, signalToNoise: signal * ratio * ratio * ratio * ratio).detection
        }
        func cumulated(_ swerling: Int, phase: Double) -> (probability: Double, looks: Int) {
            var miss = 1.0
            var looks = 0
            while start - (phase + Double(looks)) * stride >= end - 1e-9 {
                miss *= 1 - single(swerling, start - (phase + Double(looks)) * stride)
                looks += 1
            }
            return (1 - miss, looks)
        }
        func rangeReaching(_ probability: Double) -> Double {
            var miss = 1.0
            var looks = 0.0
            while true {
                let range = start - looks * stride
                guard range > 0 else { return 0 }
                miss *= 1 - single(1, range)
                if 1 - miss >= probability { return range }
                looks += 1
            }
        }
        // The mean over the phase: the number of looks changes at one phase; midpoints of each part.
        let whole = ((start - end) / stride).rounded(.down)
        let joint = (start - end) / stride - whole
        var mean = 0.0
        for (from, to) in [(0, joint), (joint, 1)] where to > from {
            let parts = 200
            for part in 0..<parts {
                mean +=
                    cumulated(1, phase: from + (to - from) * (Double(part) + 0.5) / Double(parts)).probability * (to - from) / Double(parts)
            }
        }
        let fluctuating = cumulated(1, phase: 0)
        return [
            fixture.answer(entry, "n_looks_phase0", Double(fluctuating.looks)),
            fixture.answer(entry, "p_cum_sw1_phase0", fluctuating.probability),
            fixture.answer(entry, "p_cum_sw0_phase0", cumulated(0, phase: 0).probability),
            fixture.answer(entry, "p_cum_sw1_uniform_phase", mean),
            fixture.answer(entry, "first_look_range_with_pcum_ge_0p5_km", rangeReaching(0.5)),
            fixture.answer(entry, "first_look_range_with_pcum_ge_0p9_km", rangeReaching(0.9)),
            fixture.answer(entry, "pd_single_at_R0_sw1", single(1, anchor)),
            fixture.answer(entry, "pd_single_at_R0_sw0", single(0, anchor)),
        ]
    }

    private static func horizon(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let antenna = try fixture.input(entry, "h_radar_m")
        let target = try fixture.input(entry, "h_target_m")
        let k = try fixture.input(entry, "k")
        let radius = try fixture.input(entry, "R_earth_m")
        return [
            fixture.answer(
                entry, "slant_horizon_m", Horizon.slantDistance(antennaHeight: antenna, targetHeight: target, k: k, earthRadius: radius)),
            fixture.answer(
                entry, "approx_sqrt2Reh_m",
                Horizon.approximateDistance(antennaHeight: antenna, targetHeight: target, k: k, earthRadius: radius)),
            fixture.answer(
                entry, "ground_arc_m", Horizon.distance(antennaHeight: antenna, targetHeight: target, k: k, earthRadius: radius)),
        ]
    }

    // MARK: Lethality

    /// The endgame's kill probability averaged over Gaussian misses: a warhead that always kills within its fuze radius is the
    /// lethal circle, one without a fuze limit the diffuse damage function.
    private static func lethality(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let radius = try fixture.input(entry, "lethal_radius_m")
        let deviation = try fixture.input(entry, "sigma_m")
        let bias = try fixture.input(entry, "bias_m")
        let other = try fixture.input(entry, "sigma_y_m")
        guard radius > 0, deviation > 0, other > 0 else {
            throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): radius and deviations must be positive")
        }
        let circle = Lethality(lethalRadius: 1e12, fuzeRadius: radius, fuzeReliability: 1)
        let diffuse = Lethality(lethalRadius: radius, fuzeRadius: .infinity, fuzeReliability: 1)
        let certain = TargetVulnerability(killAtZeroMiss: 1)
        func kill(_ lethality: Lethality, _ miss: Double) -> Double {
            Endgame.killProbability(miss: miss, lethality: lethality, vulnerability: certain)
        }
        func plane(_ lethality: Lethality, to end: Double, bias: Double, _ x: Double, _ y: Double) -> Double {
            radial(to: end) { r in kill(lethality, r) * r * around(r, bias: bias, x, y) }
        }
        let single = plane(circle, to: radius, bias: 0, deviation, deviation)
        let cube = radial(to: radius) { r in
            kill(circle, r) * 4 * .pi * r * r * Elementary.exp(-r * r / (2 * deviation * deviation))
                / (Elementary.pow(2 * .pi, 1.5) * deviation * deviation * deviation)
        }
        let misses = MissDistribution(deviation: deviation)
        var shots = 1
        while Elementary.pow(1 - single, Double(shots)) > 0.05, shots < 10_000 { shots += 1 }
        return [
            fixture.answer(entry, "pk_2d", single),
            fixture.answer(entry, "pk_2d_biased", plane(circle, to: radius, bias: bias, deviation, deviation)),
            fixture.answer(entry, "pk_2d_elliptic", plane(circle, to: radius, bias: 0, deviation, other)),
            fixture.answer(entry, "pk_3d", cube),
            fixture.answer(entry, "pk_gaussian_damage_b_eq_R", plane(diffuse, to: 12 * deviation, bias: 0, deviation, deviation)),
            fixture.answer(entry, "n_shots_for_0p95", Double(shots)),
            fixture.answer(entry, "cep_m", misses.median),
            fixture.answer(entry, "rms_miss_2d_m", misses.rootMeanSquare),
            fixture.answer(entry, "mean_miss_2d_m", misses.mean),
        ]
    }

    /// ∮ of the miss's density on a circle, by the trapezoidal rule, which is exact beyond all orders there.
    private static func around(_ r: Double, bias: Double, _ x: Double, _ y: Double) -> Double {
        let parts = 128
        var sum = 0.0
        for part in 0..<parts {
            let (sine, cosine) = Elementary.sincos(2 * .pi * Double(part) / Double(parts))
            let a = (r * cosine - bias) / x
            let b = r * sine / y
            sum += Elementary.exp(-0.5 * (a * a + b * b))
        }
        return sum / Double(parts) / (x * y)
    }

    /// ∫₀^end f by five-point Gauss–Legendre over 40 panels.
    private static func radial(to end: Double, _ f: (Double) -> Double) -> Double {
        let nodes = [-0.906179845938664, -0.5384693101056831, 0, 0.5384693101056831, 0.906179845938664]
        let weights = [0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665, 0.2369268850561891]
        let width = end / 40
        var sum = 0.0
        for panel in 0..<40 {
            for (node, weight) in zip(nodes, weights) { sum += weight * f((Double(panel) + 0.5 + 0.5 * node) * width) }
        }
        return 0.5 * width * sum
    }
}
