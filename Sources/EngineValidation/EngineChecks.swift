import BattleSimulation
import CommandAndControl
public import Foundation
public import ModelValidation
import NumericalMethods
import Quantities
import RunRecords
import Stochastics

/// The engine against the closed forms of `models/a3_*`: command, channels, magazines and assessment counted right.
public enum EngineChecks {
    /// Runs of the engine for each case of salvos, looks and magazines.
    public static let runs = 400

    /// Answers the cases of leakage, salvos and fire channels found in a `models` folder by flying the engine, on all cores.
    public static func answers(models folder: URL) throws -> [ReferenceAnswer] {
        typealias Check = @Sendable () throws -> [ReferenceAnswer]
        var checks: [Check] = []
        func add(_ name: String, _ answer: @escaping @Sendable (ModelFixture, ModelFixture.Case) throws -> [ReferenceAnswer]) throws {
            let file = folder.appending(path: name + ".json")
            guard FileManager.default.fileExists(atPath: file.path) else { return }
            let fixture = try ModelFixture(file)
            for entry in fixture.cases { checks.append { try answer(fixture, entry) } }
        }
        try add("a3_leakage", leakage)
        try add("a3_fire_channels", fireChannels)
        try add("a3_hughes_salvo", SalvoChecks.answers)
        let results = ConcurrentResults<[ReferenceAnswer]>(count: checks.count)
        let work = checks
        DispatchQueue.concurrentPerform(iterations: work.count) { place in
            results.set(place, Result { try work[place]() })
        }
        return try results.all().flatMap { try $0.get() }
    }

    /// A mean of the engine against an expected one, within four standard errors.
    static func judge(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ key: String, mean: Double, deviation: Double, count: Int,
        expectedKey: String
    ) -> ReferenceAnswer {
        ReferenceAnswer(
            fixture: "engine: \(fixture.identifier)", caseName: entry.name, key: "\(key) over \(count) runs",
            value: .number(mean), expected: entry.expected[expectedKey]?.number.map { .number($0) },
            absoluteTolerance: 4 * deviation / Double(count).squareRoot() + 1e-9)
    }

    @Sendable private static func leakage(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        if entry.inputs["salvos"] != nil { return try looks(fixture, entry) }
        if entry.inputs["magazine_M"] != nil { return try magazine(fixture, entry) }
        if entry.inputs["shots_per_target"] != nil { return try salvo(fixture, entry) }
        return []
    }

    /// Each target of a raid gets n rounds at once.
    private static func salvo(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let shots = Int(try fixture.input(entry, "shots_per_target"))
        let raid = Int(try fixture.input(entry, "raid_N"))
        let battle = TextbookBattle(
            killProbability: try fixture.input(entry, "pk"),
            doctrine: EngagementDoctrine(mode: .singleSalvo, salvo: shots, minimumKillProbability: 0, roundsPerTargetMaximum: shots),
            channels: raid, rounds: raid * shots, arrivals: Array(repeating: 0, count: raid), stay: 60)
        let outcome = fly(battle)
        return [
            judge(fixture, entry, "leakers", mean: outcome.leakers.mean, deviation: outcome.leakers.deviation, count: runs,
                expectedKey: "expected_leakers_n_each")
        ]
    }

    /// Shoot, look, shoot, with assessment that can be wrong both ways.
    private static func looks(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        guard let salvos = entry.inputs["salvos"]?.numbers?.map({ Int($0) }) else {
            throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): salvos is not a list of numbers")
        }
        var doctrine = EngagementDoctrine(minimumKillProbability: 0)
        doctrine.salvoSequence = salvos
        var battle = TextbookBattle(
            killProbability: try fixture.input(entry, "pk"), doctrine: doctrine, channels: 16,
            rounds: 16 * salvos.reduce(0, +), arrivals: Array(repeating: 0, count: 16), stay: 120)
        battle.falseKill = 1 - (try fixture.input(entry, "p_declare_live_given_live"))
        battle.falseAlive = try fixture.input(entry, "p_declare_live_given_killed")
        let outcome = fly(battle)
        return [
            judge(fixture, entry, "leak", mean: outcome.leakers.mean / 16, deviation: outcome.leakers.deviation / 16, count: runs,
                expectedKey: "p_leak"),
            judge(fixture, entry, "shots", mean: outcome.shots.mean / 16, deviation: outcome.shots.deviation / 16, count: runs,
                expectedKey: "expected_shots"),
        ]
    }

    /// Targets one after another, up to k rounds each with a look between, from one magazine.
    private static func magazine(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let raid = Int(try fixture.input(entry, "raid_N"))
        let shots = Int(try fixture.input(entry, "max_shots_per_target"))
        var doctrine = EngagementDoctrine(minimumKillProbability: 0)
        doctrine.salvoSequence = Array(repeating: 1, count: shots)
        let stay = 15 + 6 * Double(shots)
        let battle = TextbookBattle(
            killProbability: try fixture.input(entry, "pk"), doctrine: doctrine, channels: 1,
            rounds: Int(try fixture.input(entry, "magazine_M")), arrivals: (0..<raid).map { Double($0) * (stay + 5) }, stay: stay)
        let outcome = fly(battle)
        return [
            judge(fixture, entry, "leakers", mean: outcome.leakers.mean, deviation: outcome.leakers.deviation, count: runs,
                expectedKey: "expected_leakers"),
            judge(fixture, entry, "rounds left", mean: Double(battle.rounds) - outcome.shots.mean, deviation: outcome.shots.deviation,
                count: runs, expectedKey: "expected_rounds_left"),
        ]
    }

    private struct Outcome {
        var leakers: (mean: Double, deviation: Double)
        var shots: (mean: Double, deviation: Double)
    }

    private static func fly(_ battle: TextbookBattle) -> Outcome {
        let model = battle.model()
        var leakers: [Double] = []
        var shots: [Double] = []
        for run in 0..<runs {
            let outcome = RunOutcome(BattleRunner.run(model, seed: 20_190_530, index: UInt32(run)))
            leakers.append(Double(outcome.leakers))
            shots.append(Double(outcome.roundsFired))
        }
        return Outcome(leakers: moments(leakers), shots: moments(shots))
    }

    static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
        return (mean, variance.squareRoot())
    }

    /// Poisson arrivals at c channels: the share of targets that find no channel is Erlang's B.
    @Sendable private static func fireChannels(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        guard entry.inputs["arrival_rate_per_s"] != nil else { return [] }
        let rate = try fixture.input(entry, "arrival_rate_per_s")
        let service = try fixture.input(entry, "service_time_s")
        let channels = Int(try fixture.input(entry, "channels"))
        guard rate > 0, service > 0, (1...1_000).contains(channels) else {
            throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): rate, time and channels must be positive")
        }
        let count = 3_000
        var stream = RandomStream(studySeed: 77, runIndex: 0, entity: 1, purpose: DrawPurpose(rawValue: 0x7E57))
        var time = 0.0
        let arrivals = (0..<count).map { _ in
            time += stream.nextExponential(mean: 1 / rate)
            return time
        }
        var battle = TextbookBattle(
            killProbability: 1, doctrine: EngagementDoctrine(mode: .singleSalvo, salvo: 1, minimumKillProbability: 0),
            channels: channels, rounds: 1_000_000, arrivals: arrivals, stay: service + 20)
        battle.serviceTime = service
        battle.refusalIsFinal = true
        let outcome = RunOutcome(BattleRunner.run(battle.model(), seed: 20_190_530, index: 0))
        let blocked = Double(outcome.leakers) / Double(outcome.raiders)
        let expected = entry.expected["erlang_B"]?.number
        let spread = expected ?? blocked
        return [
            ReferenceAnswer(
                fixture: "engine: \(fixture.identifier)", caseName: entry.name, key: "blocked share of \(count) arrivals",
                value: .number(blocked), expected: expected.map { .number($0) },
                // Four standard errors, widened for the correlation of neighbours in a queue.
                absoluteTolerance: 4 * 2.5 * (spread * (1 - spread) / Double(count)).squareRoot() + 1e-9)
        ]
    }
}
