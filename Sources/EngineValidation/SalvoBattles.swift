import BattleSimulation
import CommandAndControl
import Foundation
import ModelValidation
import RunRecords

/// The engine against salvo equations (`models/a3_hughes_salvo`): raids that meet a bounded number of rounds.
enum SalvoBattles {
    @Sendable static func answers(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        entry.inputs["incoming"] != nil ? try chance(fixture, entry) : try exchange(fixture, entry)
    }

    /// Hits on what is defended in one run.
    static func hits(incoming: Int, rounds: Int, killProbability: Double, hitProbability: Double, run: Int) -> Int {
        var battle = TextbookBattle(
            killProbability: killProbability,
            doctrine: EngagementDoctrine(mode: .singleSalvo, salvo: 1, minimumKillProbability: 0, roundsPerTargetMaximum: 1),
            channels: max(1, incoming), rounds: rounds, arrivals: Array(repeating: 0, count: incoming), stay: 21)
        battle.hitProbability = hitProbability
        return BattleRunner.run(battle.model(), seed: 20_190_531, index: UInt32(run)).assets[0].hits
    }

    /// A raid of which some are shot at once and leakers hit with a probability: mean hits and the chance of none.
    private static func chance(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let incoming = try fixture.whole(entry, "incoming", in: 0...144)
        let defended = try fixture.whole(entry, "defended", in: 0...10_000)
        let kill = try fixture.probability(entry, "p_intercept")
        let hit = try fixture.probability(entry, "p_hit")
        let runs = EngineChecks.runs
        let found = (0..<runs).map { run in
            hits(incoming: incoming, rounds: min(incoming, defended), killProbability: kill, hitProbability: hit, run: run)
        }
        return [
            EngineChecks.judgeCount(fixture, entry, "hits", found.map(Double.init), of: incoming, expectedKey: "mean_hits"),
            EngineChecks.judgeShare(
                fixture, entry, "no hit", found.count { $0 == 0 }, of: runs, expectedKey: "p_zero_hits"),
        ] + EngineChecks.judgeDistribution(fixture, entry, "hits", found, expectedKey: "pmf_hits")
    }

    /// The exchange of two sides, as far as its numbers of missiles and of rounds are whole: each salvo is a battle in which
    /// every round kills and every leaker hits.
    private static func exchange(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        var a = try fixture.input(entry, "A")
        var b = try fixture.input(entry, "B")
        func lost(_ fired: Double, _ rounds: Double, staying: Double, of side: Double, run: Int) -> Double? {
            guard side > 0, fired > 0 else { return 0 }
            guard let missiles = Int(exactly: fired.rounded()), abs(fired - fired.rounded()) < 1e-9,
                let shots = Int(exactly: rounds.rounded()),
                abs(rounds - rounds.rounded()) < 1e-9, missiles <= 144
            else { return nil }
            let hits = hits(incoming: missiles, rounds: min(shots, missiles), killProbability: 1, hitProbability: 1, run: run)
            return min(side, Double(hits) / staying)
        }
        var answers: [ReferenceAnswer] = []
        let (alpha, beta) = (try fixture.input(entry, "alpha"), try fixture.input(entry, "beta"))
        let (a1, b1) = (try fixture.input(entry, "a1"), try fixture.input(entry, "b1"))
        let (a3, b3) = (try fixture.input(entry, "a3"), try fixture.input(entry, "b3"))
        guard a1 > 0, b1 > 0, a >= 0, b >= 0 else {
            throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): sides and staying power must be positive")
        }
        for salvo in 0..<fixture.salvoCount(entry) {
            guard let lostB = lost(alpha * a, b3 * b, staying: b1, of: b, run: 2 * salvo),
                let lostA = lost(beta * b, a3 * a, staying: a1, of: a, run: 2 * salvo + 1)
            else { break }
            a -= lostA
            b -= lostB
            for (key, value) in [("dA", lostA), ("dB", lostB), ("A_left", a), ("B_left", b)] {
                var answer = fixture.answer(entry, "salvos.\(salvo).\(key)", value)
                answer.fixture = "engine: \(fixture.identifier)"
                answers.append(answer)
            }
        }
        return answers
    }
}
