import BattleSimulation
import CommandAndControl
import EarthEnvironment
import ModelValidation
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords

/// Radars that look again and again (`models/a3_detection_lethality`), as the engine's scans do.
///
/// Not flown: random search and parallel sweeps (no radar of the engine wanders), circles of lethality (misses emerge from flight
/// and are not given),
/// the first ranges that reach a cumulative probability (quantities of the closed form alone), M of N and the horizon (`mofn`,
/// `claims: horizon`).
enum DetectionBattles {
    private static let directions = 48
    private static let runs = 50

    @Sendable static func answers(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        if entry.inputs["snr0_dB_at_R0"] != nil { return try closing(fixture, entry) }
        if entry.inputs["n_glimpses"] != nil { return try glimpses(fixture, entry) }
        return []
    }

    /// A battle without rounds: the radar looks, and nobody shoots.
    private static func battle(_ radar: RadarModel, arrivals: [Double], stay: Double, swerling: Int) -> TextbookBattle {
        var battle = TextbookBattle(
            killProbability: 0, doctrine: EngagementDoctrine(mode: .singleSalvo, salvo: 1), channels: 1, rounds: 0, arrivals: arrivals,
            stay: stay)
        battle.radar = radar
        battle.swerling = swerling
        // No decisions either.
        battle.cycle = 1e5
        return battle
    }

    /// A radar that detects one square metre at a range with a probability, and measures well enough.
    private static func radar(range: Double, probability: Double, falseAlarm: Double, period: Double) -> RadarModel {
        var radar = RadarModel(name: "anchored", steering: .rotating, frequency: 3e9, referenceRange: range, referenceCrossSection: 1)
        radar.referenceDetectionProbability = probability
        radar.falseAlarmProbability = falseAlarm
        radar.swerlingAnchor = 1
        radar.instrumentedRange = 2_000_000
        radar.rangeMinimum = 0
        radar.renewalPeriod = period
        radar.elevationMinimum = -1
        radar.elevationMaximum = 1.5
        return radar
    }

    /// The place at a height, m, and a slant range from the antenna, m, in a direction, a share of a turn clockwise from north.
    private static func place(turn: Double, slant: Double, height: Double) -> GeodeticPosition {
        let antenna = WGS84.earthFixed(TextbookBattle.antenna)
        var (low, high) = (0.0, slant)
        var found = TextbookBattle.origin
        for _ in 0..<50 {
            let middle = 0.5 * (low + high)
            found = Geodesic.direct(from: TextbookBattle.origin, azimuth: 2 * .pi * turn, distance: middle).end.atHeight(height)
            if WGS84.earthFixed(found).distance(to: antenna) < slant { low = middle } else { high = middle }
        }
        return found
    }

    // MARK: A closing target

    /// Targets that close from one range to another: the share that was detected by then, where the first look comes at once or
    /// at any phase.
    private static func closing(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let falseAlarm = try fixture.positive(entry, "pfa")
        let period = try fixture.positive(entry, "scan_period_s")
        let start = try fixture.positive(entry, "R_start_km") * 1e3
        let end = try fixture.positive(entry, "R_end_km") * 1e3
        let ratio = Elementary.pow(10, try fixture.input(entry, "snr0_dB_at_R0") / 10)
        let stride = try fixture.positive(entry, "closing_speed_km_s") * 1e3 * period
        // Above the horizon all the way, at slant ranges that a height of 25 km leaves nearly level.
        let height = 25_000.0
        guard start < 600_000, end > 100_000, start > end else { return [] }
        let radar = radar(
            range: try fixture.positive(entry, "R0_km") * 1e3, probability: Elementary.pow(falseAlarm, 1 / (1 + ratio)),
            falseAlarm: falseAlarm, period: period)
        let turns = (0..<directions).map { (Double($0) + 0.5) / Double(directions) }
        // Two strides beyond the end, so that the last look is not cut off.
        let last = end - 2 * stride
        let paths = turns.map {
            (from: place(turn: $0, slant: start, height: height), to: place(turn: $0, slant: last, height: height))
        }
        // Slant ranges shrink at the closing speed: the path's length, a little more than their difference, in the same time.
        let stay = (start - last) / stride * period
        let length = Geodesic.inverse(from: paths[0].from, to: paths[0].to).distance * (1 + height / 6_371_000)
        /// Targets seen by the end, of those that appear when the beam comes (a hair before), or shares of a turn before it.
        func detected(_ phases: [Double], swerling: Int, from run: Int) -> Int {
            let arrivals = zip(turns, phases).map { ($0 - $1 + 1) * period - 1e-3 }
            var battle = battle(radar, arrivals: arrivals, stay: stay, swerling: swerling)
            battle.paths = paths
            battle.speed = length / stay
            let model = battle.model()
            return (0..<runs).reduce(0) { sum, number in
                sum + BattleRunner.run(model, seed: EngineChecks.seed, index: UInt32(run + number)).targets
                    .count { ($0.firstDetectedRange ?? 0) >= end - 0.05 * stride }
            }
        }
        let none = Array(repeating: 0.0, count: directions)
        // Phases spread evenly, in an order that has nothing to do with the directions.
        let even = (0..<directions).map { (Double($0 * 19 % directions) + 0.5) / Double(directions) }
        let trials = runs * directions
        func judge(_ key: String, _ count: Int, _ expected: String) -> ReferenceAnswer {
            EngineChecks.judgeShare(fixture, entry, key, count, of: trials, expectedKey: expected, over: "\(trials) targets")
        }
        return [
            judge("detected, Swerling 1", detected(none, swerling: 1, from: 0), "p_cum_sw1_phase0"),
            judge("detected, Swerling 0", detected(none, swerling: 0, from: runs), "p_cum_sw0_phase0"),
            judge("detected, any phase", detected(even, swerling: 1, from: 2 * runs), "p_cum_sw1_uniform_phase"),
        ]
    }

    // MARK: Glimpses

    /// Single targets that hover where a look detects with the probability given: detections in n looks, and looks to the first.
    private static func glimpses(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let count = try fixture.whole(entry, "n_glimpses", in: 1...1_000)
        let p = try fixture.probability(entry, "p_glimpse")
        guard p >= 0.01, p < 0.99 else { return [] }
        let runs = 2_000
        let period = 0.1
        let slant = 150_000.0
        let radar = radar(range: slant, probability: p, falseAlarm: 1e-6, period: period)
        let from = place(turn: 0.25, slant: slant, height: 9_000)
        /// Runs in which the target is there for so many looks, a quarter of a turn after each start of a scan, and until the
        /// last scan is over.
        func records(_ looks: Int, from run: Int) -> [RunRecord] {
            let stay = (Double(looks) + 0.1) * period
            var battle = battle(radar, arrivals: [0], stay: stay, swerling: 1)
            battle.speed = 10
            battle.paths = [(from, place(turn: 0.25, slant: slant - 10 * stay, height: 9_000))]
            let model = battle.model()
            return (0..<runs).map { BattleRunner.run(model, seed: EngineChecks.seed, index: UInt32(run + $0)) }
        }
        let some = records(count, from: 0)
        // So many that one in a million would not have been seen.
        let long = records(Int((Elementary.log(1e-6) / Elementary.log1p(-p)).rounded(.up)), from: runs)
        let looks = long.compactMap { $0.targets[0].firstDetected.map { ($0 / period).rounded(.down) + 1 } }
        return [
            EngineChecks.judgeShare(
                fixture, entry, "detected in n looks", some.count { $0.targets[0].firstDetected != nil }, of: runs,
                expectedKey: "p_glimpses"),
            EngineChecks.judgeShare(
                fixture, entry, "three of n looks", some.count { $0.effort.detections >= 3 }, of: runs, expectedKey: "p_at_least_3_of_n"),
            EngineChecks.judge(fixture, entry, "looks to the first", looks, expectedKey: "expected_glimpses_to_detect"),
        ]
    }
}
