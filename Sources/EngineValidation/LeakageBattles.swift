import ClosedForms
import CommandAndControl
import ModelValidation
import RunRecords

/// Raids against a known number of rounds (`models/a3_leakage`).
enum LeakageBattles {
    @Sendable static func answers(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        if entry.inputs["salvos"] != nil { return try looks(fixture, entry) }
        if entry.inputs["magazine_M"] != nil { return try magazine(fixture, entry) }
        if entry.inputs["leak_required"] != nil { return try need(fixture, entry) }
        if entry.inputs["shots_per_target"] != nil { return try salvo(fixture, entry) }
        return []
    }

    /// A raid that comes at once, each target with its own channel, and salvos one after another without a look: every target is called
    /// alive after every salvo.
    private static func blind(_ kill: Double, raid: Int, salvos: [Int], rounds: Int) -> TextbookBattle {
        var doctrine = EngagementDoctrine(minimumKillProbability: 0, roundsPerTargetMaximum: salvos.reduce(0, +))
        doctrine.salvoSequence = salvos
        var battle = TextbookBattle(
            killProbability: kill, doctrine: doctrine, channels: max(1, raid), rounds: rounds,
            arrivals: Array(repeating: 0, count: raid), stay: 15 + 6 * Double(salvos.count))
        battle.falseAlive = 1
        return battle
    }

    private static func leakers(_ outcomes: [RunOutcome]) -> [Double] { outcomes.map { Double($0.leakers) } }
    private static func clean(_ outcomes: [RunOutcome]) -> Int { outcomes.count { $0.leakers == 0 } }

    /// Each target of a raid gets n rounds at once; then a magazine that is spread evenly.
    private static func salvo(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let kill = try fixture.probability(entry, "pk")
        let shots = try fixture.whole(entry, "shots_per_target", in: 1...100)
        let raid = try fixture.whole(entry, "raid_N", in: 1...144)
        let magazine = try fixture.whole(entry, "interceptors_M", in: 0...10_000)
        let each = EngineChecks.fly(blind(kill, raid: raid, salvos: [shots], rounds: raid * shots))
        var answers = [
            EngineChecks.judgeCount(fixture, entry, "leakers, n each", leakers(each), of: raid, expectedKey: "expected_leakers_n_each"),
            EngineChecks.judgeShare(
                fixture, entry, "leak, n each", each.reduce(0) { $0 + $1.leakers }, of: each.count * raid, expectedKey: "p_leak_one",
                over: "\(each.count) runs"),
            EngineChecks.judgeShare(
                fixture, entry, "no leaker, n each", clean(each), of: each.count, expectedKey: "p_no_leaker_n_each"),
        ]
        // One round more for as many targets as the magazine's rest allows: a second salvo that runs out of rounds.
        let whole = magazine / raid
        let salvos = (whole > 0 ? [whole] : []) + (magazine % raid > 0 ? [1] : [])
        guard !salvos.isEmpty else { return answers }
        let spread = EngineChecks.fly(blind(kill, raid: raid, salvos: salvos, rounds: magazine))
        answers += [
            EngineChecks.judgeCount(
                fixture, entry, "leakers, even spread", leakers(spread), of: raid, expectedKey: "expected_leakers_even_spread"),
            EngineChecks.judgeShare(
                fixture, entry, "no leaker, even spread", clean(spread), of: spread.count, expectedKey: "p_no_leaker_even_spread"),
        ]
        return answers
            + EngineChecks.judgeDistribution(
                fixture, entry, "leakers, even spread", spread.map(\.leakers), expectedKey: "pmf_leakers_even_spread")
    }

    /// The rounds that a requirement asks for, fired.
    private static func need(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let kill = try fixture.probability(entry, "pk")
        let raid = try fixture.whole(entry, "raid_N", in: 1...144)
        let plan = SalvoPlan(killProbability: kill)
        guard let forLeak = plan.roundsNeeded(leak: try fixture.positive(entry, "leak_required")),
            let forClean = plan.roundsNeeded(clean: try fixture.probability(entry, "p_no_leaker_required"), targets: raid)
        else { return [] }
        let one = EngineChecks.fly(blind(kill, raid: raid, salvos: [forLeak], rounds: raid * forLeak))
        let two = EngineChecks.fly(blind(kill, raid: raid, salvos: [forClean], rounds: raid * forClean), from: EngineChecks.runs)
        let trials = one.count * raid
        return [
            EngineChecks.judgeShare(
                fixture, entry, "achieved leak", one.reduce(0) { $0 + $1.leakers }, of: trials, expectedKey: "achieved_leak",
                over: "\(one.count) runs"),
            EngineChecks.judgeShare(
                fixture, entry, "no leaker", clean(two), of: two.count, expectedKey: "achieved_p_no_leaker"),
            EngineChecks.judge(
                fixture, entry, "rounds fired", two.map { Double($0.roundsFired) }, expectedKey: "magazine_for_salvo"),
        ]
    }

    /// Shoot, look, shoot, with assessment that can be wrong both ways; then all its rounds without a look.
    private static func looks(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let salvos = try fixture.salvos(entry)
        let kill = try fixture.probability(entry, "pk")
        let raid = 16
        let all = salvos.reduce(0, +)
        var battle = blind(kill, raid: raid, salvos: salvos, rounds: raid * all)
        battle.falseKill = 1 - (try fixture.probability(entry, "p_declare_live_given_live"))
        battle.falseAlive = try fixture.probability(entry, "p_declare_live_given_killed")
        let looked = EngineChecks.fly(battle)
        let once = EngineChecks.fly(blind(kill, raid: raid, salvos: [all], rounds: raid * all))
        func shots(_ outcomes: [RunOutcome]) -> [Double] { outcomes.map { Double($0.roundsFired) } }
        let unit = Double(raid)
        func leak(_ key: String, _ outcomes: [RunOutcome], _ expected: String) -> ReferenceAnswer {
            EngineChecks.judgeShare(
                fixture, entry, key, outcomes.reduce(0) { $0 + $1.leakers }, of: outcomes.count * raid, expectedKey: expected,
                over: "\(outcomes.count) runs")
        }
        return [
            leak("leak", looked, "p_leak"),
            EngineChecks.judge(fixture, entry, "shots", shots(looked), expectedKey: "expected_shots", per: unit),
            leak("leak, no look", once, "p_leak_same_salvo_no_look"),
            EngineChecks.judge(
                fixture, entry, "shots, no look", shots(once), expectedKey: "expected_shots_same_salvo_no_look", per: unit),
        ]
    }

    /// Targets one after another, up to k rounds each with a look between, from one magazine.
    private static func magazine(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let raid = try fixture.whole(entry, "raid_N", in: 1...1_000)
        let shots = try fixture.whole(entry, "max_shots_per_target", in: 1...100)
        var doctrine = EngagementDoctrine(minimumKillProbability: 0, roundsPerTargetMaximum: shots)
        doctrine.salvoSequence = Array(repeating: 1, count: shots)
        let stay = 15 + 6 * Double(shots)
        let battle = TextbookBattle(
            killProbability: try fixture.probability(entry, "pk"), doctrine: doctrine, channels: 1,
            rounds: try fixture.whole(entry, "magazine_M", in: 1...100_000),
            arrivals: (0..<raid).map { Double($0) * (stay + 5) }, stay: stay)
        let outcomes = EngineChecks.fly(battle)
        return [
            EngineChecks.judgeCount(fixture, entry, "leakers", leakers(outcomes), of: raid, expectedKey: "expected_leakers"),
            EngineChecks.judgeShare(fixture, entry, "no leaker", clean(outcomes), of: outcomes.count, expectedKey: "p_no_leaker"),
            EngineChecks.judge(
                fixture, entry, "rounds left", outcomes.map { Double(battle.rounds - $0.roundsFired) },
                expectedKey: "expected_rounds_left"),
            EngineChecks.judgeShare(
                fixture, entry, "magazine empty at the end", outcomes.count { $0.roundsFired >= battle.rounds }, of: outcomes.count,
                expectedKey: "p_magazine_empty_at_end"),
        ] + EngineChecks.judgeDistribution(fixture, entry, "leakers", outcomes.map(\.leakers), expectedKey: "pmf_leakers")
    }
}
