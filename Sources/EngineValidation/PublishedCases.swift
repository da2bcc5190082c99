import BattleSimulation
import ClosedForms
import CommandAndControl
import EarthEnvironment
import ModelValidation
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import Stochastics

/// Cases from others' papers and codes; each answer is computed by the code that runs, studies and reports use.
package enum PublishedCases {
    package static let all: [PublishedCase] = lossSystems + salvos + weaponTargets + horizons + detection + earth

    static func whole(_ value: Double?) -> Int { Int((value ?? 0).rounded()) }

    // MARK: Fire channels

    private static let channelInputs: [PublishedCase.Input] = [
        .init("channels", 10, 1...200), .init("load_erlangs", 10, 0.01...1_000),
    ]

    private static let lossSystems = [
        PublishedCase(
            "erlang-alone", "share of targets engaged", source: "Erlang-loss model of fire control, ten channels at ten erlangs",
            path: "closed form", inputs: channelInputs, published: 0.795, tolerance: 0.00005, corrected: 0.7854,
            remark: "The printed 0.795 is not 1 − B(10, 10): Erlang's recursion gives B = 0.2146, which every table of traffic has. "
                + "The battle below agrees with 0.7854.",
            solve: { .init(1 - ChannelSaturation(channels: whole($0["channels"]), load: $0["load_erlangs"] ?? 0).lost) }),
        PublishedCase(
            "erlang-mutual-help", "share of targets engaged", source: "the same with mutual help by pairs, the second channel handed back",
            path: "closed form", inputs: channelInputs, published: 0.8825, tolerance: 0.00005,
            solve: { .init(1 - MutualHelp(channels: whole($0["channels"]), load: $0["load_erlangs"] ?? 0).pairsHandedBack.lost) }),
        PublishedCase(
            "erlang-battle", "share of targets engaged", source: "tables of Erlang's B: B(10, 10) = 0.2146",
            path: "battle", inputs: channelInputs, published: 0.7854, tolerance: 0,
            remark: "Twelve battles of 600 targets each; the first sixty, before the queue has settled, are left out. "
                + "By Sevastyanov's theorem the fixed time of service changes nothing.",
            solve: { battle(channels: whole($0["channels"]), load: $0["load_erlangs"] ?? 0) }),
    ]

    /// Engaged share of targets that come at random at a unit whose channels are all that limits it.
    private static func battle(channels: Int, load: Double) -> PublishedCase.Answer {
        // Long against the half second between a post's decisions, which holds a channel a little longer.
        let (count, settling, service) = (600, 60, 200.0)
        let shares = (0..<12).map { index -> Double in
            var stream = RandomStream(studySeed: 1912, runIndex: UInt32(index), entity: 1, purpose: DrawPurpose(rawValue: 0x7E57))
            var time = 0.0
            let arrivals = (0..<count).map { _ in
                time += stream.nextExponential(mean: service / load)
                return time
            }
            var battle = TextbookBattle(
                killProbability: 1, doctrine: EngagementDoctrine(mode: .singleSalvo, salvo: 1, minimumKillProbability: 0),
                channels: channels, rounds: 1_000_000, arrivals: arrivals, stay: service + 20)
            battle.serviceTime = service
            battle.refusalIsFinal = true
            let record = BattleRunner.run(battle.model(), seed: EngineChecks.seed, index: UInt32(index))
            let settled = record.targets.sorted { $0.appears < $1.appears }.dropFirst(settling)
            // Served is who was given a channel; whether the shot at its end still finds its target, 200 s on, is no part of Erlang's law.
            return Double(settled.count { target in target.decisions.contains { $0.order != nil } }) / Double(settled.count)
        }
        return mean(shares)
    }

    /// A mean with Student's 95 % interval, from independent values.
    static func mean(_ values: [Double]) -> PublishedCase.Answer {
        let sum = values.reduce(0, +)
        let interval = StudentT.interval(
            sum: sum, squares: values.reduce(0) { $0 + $1 * $1 }, count: Double(values.count), confidence: 0.95)
        return .init(sum / Double(values.count), interval: interval.low...interval.high)
    }

    // MARK: Weapons and targets

    /// Five tanks, two aircraft and a ship against three targets.
    private static func armoury(_ input: [String: Double]) -> WeaponTargetProblem {
        let tank = [input["tank_1"] ?? 0.3, input["tank_2"] ?? 0.2, input["tank_3"] ?? 0.5]
        let rows = Array(repeating: tank, count: 5) + Array(repeating: [0.1, 0.6, 0.5], count: 2) + [[0.4, 0.5, 0.4]]
        return WeaponTargetProblem(values: [5, 10, 20], killProbabilities: rows.flatMap { $0 })
    }

    /// Kill probabilities of a tank; those that a plan uses.
    private static let planInputs: [PublishedCase.Input] = [.init("tank_1", 0.3, 0...1), .init("tank_2", 0.2, 0...1)]
    private static let optimumInputs: [PublishedCase.Input] = [.init("tank_1", 0.3, 0...1), .init("tank_3", 0.5, 0...1)]
    private static let armourySource = "Wikipedia, Weapon target assignment problem (example)"

    private static let weaponTargets = [
        PublishedCase(
            "weapon-target-first-plan", "value that is expected to survive", source: armourySource, path: "solver", inputs: planInputs,
            published: 10.275, tolerance: 0.0005,
            solve: { .init(armoury($0).survivingValue([0, 0, 0, 1, 1, 1, 2, 2])) }),
        PublishedCase(
            "weapon-target-better-plan", "value that is expected to survive", source: armourySource, path: "solver", inputs: planInputs,
            published: 9.915, tolerance: 0.0005,
            solve: { .init(armoury($0).survivingValue([0, 0, 0, 1, 1, 2, 2, 1])) }),
        PublishedCase(
            "weapon-target-optimum", "least value that is expected to survive", source: armourySource, path: "solver",
            inputs: optimumInputs, published: 9.915, tolerance: 0.0005, corrected: armouryOptimum,
            remark: "The page calls its second plan better, not best: trying all 3⁸ plans leaves half of it, "
                + "4.95: one tank and the ship at the first target, both aircraft at the second, four tanks at the third.",
            solve: { .init(WeaponTargetSolver.solve(armoury($0)).value) }),
        familySet("WD", 5_001_562, 82.04267149318932), familySet("AH", 5_000_562, 160.2389103744472),
        familySet("ENV", 5_002_562, 10.164595345087866),
    ]

    /// Twenty weapons and twenty targets of a family of random instances; optima proved by column generation elsewhere.
    private static func familySet(_ name: String, _ seed: Double, _ optimum: Double) -> PublishedCase {
        PublishedCase(
            "weapon-target-\(name)-20", "least value that is expected to survive",
            source: "Validation/reference/assignment, family \(name), optimum proved by column generation", path: "solver",
            inputs: [.init("seed", seed, 0...1e9), .init("weapons", 20, 1...60), .init("targets", 20, 1...60)], published: optimum,
            tolerance: 1e-9 * optimum,
            solve: { input in
                guard let family = WeaponTargetFamily(rawValue: name) else { return .init(.nan) }
                let problem = family.problem(
                    weapons: whole(input["weapons"]), targets: whole(input["targets"]), seed: UInt64(whole(input["seed"])))
                return .init(WeaponTargetSolver.solve(problem).value)
            })
    }

    /// By trying all plans: no part of the solver.
    private static var armouryOptimum: Double {
        let problem = armoury([:])
        var best = Double.infinity
        for plan in 0..<6_561 {
            var rest = plan
            let targets = (0..<8).map { _ -> Int32 in
                defer { rest /= 3 }
                return Int32(rest % 3)
            }
            best = min(best, problem.survivingValue(targets))
        }
        return best
    }

    // MARK: Radar horizons

    private static let foot = 0.3048
    private static let nauticalMile = 1_852.0

    /// The rule of thumb that studies of cruise missile defence print, against the exact arc over the effective earth.
    private static let horizons = [700.0, 10_000, 30_000, 60_000].map { sensor in
        // 1.23 √h each, nautical miles and feet, to the tenth of a mile.
        let printed = ((1.23 * (sensor.squareRoot() + 300.0.squareRoot())) * 10).rounded() / 10
        return PublishedCase(
            "horizon-\(Int(sensor))-ft", "radar horizon of a raider at 300 ft, nautical miles",
            source: "1.23 (√h + √t), as in Skolnik, Introduction to Radar Systems, 3rd ed. (2001), and studies of cruise missile defence",
            path: "closed form",
            inputs: [
                .init("sensor_ft", sensor, 1...100_000), .init("raider_ft", 300, 1...100_000), .init("refraction_k", 4.0 / 3, 0.5...10),
            ],
            // The constant has three digits: a half in the last is 0.4 %; what is left is the rule's parabola for the arc.
            published: printed, tolerance: 0.005 / 1.23 * printed + 0.05,
            solve: { input in
                let distance = Horizon.distance(
                    antennaHeight: (input["sensor_ft"] ?? 1) * foot, targetHeight: (input["raider_ft"] ?? 1) * foot,
                    k: input["refraction_k"] ?? 1, earthRadius: 6_371_000)
                return .init(distance / nauticalMile)
            })
    }

    // MARK: Detection

    private static func decibels(_ ratio: Double) -> Double { 10 * Elementary.log10(ratio) }

    private static let detectionInputs: [PublishedCase.Input] = [
        .init("pulses", 1, 1...500), .init("detection_probability", 0.9, 0.05...0.999),
        .init("false_alarm_probability", 1e-6, 1e-12...0.01),
    ]

    private static func required(_ swerling: Int, _ input: [String: Double]) -> PublishedCase.Answer {
        .init(
            decibels(
                DetectionProbability.requiredSignalToNoise(
                    swerling: swerling, pulses: whole(input["pulses"]), falseAlarmProbability: input["false_alarm_probability"] ?? 1e-6,
                    detectionProbability: input["detection_probability"] ?? 0.9)))
    }

    private static let detection = [
        PublishedCase(
            "detection-steady", "signal-to-noise ratio for 0.9 at 10⁻⁶, dB",
            source: "Skolnik, Introduction to Radar Systems, 3rd ed. (2001), fig. 2.6", path: "closed form",
            inputs: detectionInputs, published: 13.2, tolerance: 0.05, solve: { required(0, $0) }),
        PublishedCase(
            "detection-swerling-1", "signal-to-noise ratio for 0.9 at 10⁻⁶, dB",
            source: "Swerling (1954): ln P_fa/ln P_d − 1 for one pulse, 21.14 dB", path: "closed form", inputs: detectionInputs,
            published: 21.14, tolerance: 0.005, solve: { required(1, $0) }),
    ]

    // MARK: Earth and air

    private static let earth = [
        PublishedCase(
            "geodesic-wellington-salamanca", "distance, metres", source: "Karney, GeographicLib (documentation's example): 19 959 679.267",
            path: "closed form",
            inputs: [
                .init("latitude_1_deg", -41.32, -90...90), .init("longitude_1_deg", 174.81, -180...180),
                .init("latitude_2_deg", 40.96, -90...90), .init("longitude_2_deg", -5.50, -180...180),
            ], published: 19_959_679.267, tolerance: 0.0005,
            solve: { input in
                func place(_ number: Int) -> GeodeticPosition {
                    GeodeticPosition(
                        latitude: (input["latitude_\(number)_deg"] ?? 0) * Units.degree,
                        longitude: (input["longitude_\(number)_deg"] ?? 0) * Units.degree, height: 0)
                }
                return .init(Geodesic.inverse(from: place(1), to: place(2)).distance)
            }),
        PublishedCase(
            "air-20-km", "pressure, pascals", source: "U.S. Standard Atmosphere (1976), table I, 20,000 m geometric: 55.293 mb",
            path: "closed form", inputs: [.init("altitude_m", 20_000, 0...80_000)], published: 5_529.3, tolerance: 0.05,
            solve: { .init(StandardAtmosphere.state(geometricAltitude: $0["altitude_m"] ?? 0).pressure) }),
    ]
}
