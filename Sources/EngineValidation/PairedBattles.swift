import CommandAndControl
import ModelValidation
import RunRecords
import StudyStatistics

/// Two arms that meet the same dice (`models/a4_crn`): raids whose rounds kill with one probability or another, summed up as a study does.
///
/// Pairs of lethal radii are not flown: a textbook battle draws kills, not misses.
enum PairedBattles {
    private static let raid = 24
    private static let runs = 300

    @Sendable static func answers(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        guard entry.inputs["p1"] != nil else { return [] }
        let first = outcomes(try fixture.probability(entry, "p1"), from: 0)
        let second = try fixture.probability(entry, "p2")
        return [
            answer(fixture, entry, "var_diff_common", variance(first, outcomes(second, from: 0))),
            answer(fixture, entry, "var_diff_independent", variance(first, outcomes(second, from: runs))),
        ]
    }

    private static func outcomes(_ kill: Double, from index: Int) -> [RunOutcome] {
        EngineChecks.fly(
            TextbookBattle(
                killProbability: kill,
                doctrine: EngagementDoctrine(mode: .singleSalvo, salvo: 1, minimumKillProbability: 0, roundsPerTargetMaximum: 1),
                channels: raid, rounds: raid, arrivals: Array(repeating: 0, count: raid), stay: 21),
            runs: runs, from: index)
    }

    /// Variance of one target's difference, by the sums that a study keeps of paired differences.
    private static func variance(_ first: [RunOutcome], _ second: [RunOutcome]) -> Double {
        var summary = StudySummary(
            StudyPlan(
                name: "pair", question: "", arms: [first, second].indices.map { StudyArm(name: "\($0)", description: "", price: nil) },
                settings: [StudySetting(label: "", factors: [])], samples: 1, runs: runs, seed: EngineChecks.seed))
        for run in 0..<runs {
            for (arm, outcomes) in [first, second].enumerated() {
                summary.add(StudyRow(key: RunKey(setting: 0, sample: 0, arm: arm, run: run), digest: "", outcome: outcomes[run]))
            }
        }
        summary.finish()
        return summary.difference(setting: 0, pair: 0, .kills).withinVariance / Double(raid)
    }

    private static func answer(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ key: String, _ value: Double) -> ReferenceAnswer {
        // A difference on −1, 0, 1 has a fourth moment of its variance v, a sum of as many as the raid the excess of one over their number.
        let v = max(entry.expected[key]?.number ?? value, 1e-9)
        let excess = (1 / v - 3) / Double(raid)
        return EngineChecks.answer(
            fixture, entry, "\(key) over \(runs) runs of \(raid) targets", value, key,
            tolerance: 4 * v * ((2 + excess) / Double(runs)).squareRoot())
    }
}
