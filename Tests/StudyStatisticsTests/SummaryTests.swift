import RunRecords
import Stochastics
import StudyExecution
import StudyStatistics
import Testing

@Suite struct SummaryTests {
    /// Rows of two arms, two settings, three samples of four runs, in the archive's order.
    static let plan = Fixtures.plan(settings: 2, samples: 3, runs: 4)
    static let rows: [StudyRow] = {
        var rows: [StudyRow] = []
        for setting in 0..<2 {
            for sample in 0..<3 {
                for run in 0..<4 {
                    for arm in 0..<2 {
                        rows.append(Fixtures.row(setting, sample, run, arm, leakers: (sample + run * (1 + arm)) % 5 + setting))
                    }
                }
            }
        }
        return rows
    }()

    static var summary: StudySummary {
        var summary = StudySummary(plan)
        for row in rows { summary.add(row) }
        summary.finish()
        return summary
    }

    @Test func `everything that is counted adds up`() {
        let summary = Self.summary
        for setting in 0..<2 {
            for arm in 0..<2 {
                let leakers = Self.rows.filter { $0.key.setting == setting && $0.key.arm == arm }.map(\.outcome.leakers)
                let mean = Double(leakers.reduce(0, +)) / 12
                #expect(abs(summary.sums(setting: setting, arm: arm, .leakers).mean - mean) < 1e-12)
                #expect(summary.causes(setting: setting, arm: arm).reduce(0, +) == leakers.reduce(0, +))
                #expect(abs(summary.cleanShare(setting: setting, arm: arm).value - Double(leakers.count { $0 == 0 }) / 12) < 1e-12)
                for p in [0.05, 0.5, 0.95, 1] {
                    // The smallest value that at least a share p of the sorted runs does not exceed.
                    let expected = leakers.sorted()[Int((p * 12).rounded(.up)) - 1]
                    #expect(summary.leakerQuantile(setting: setting, arm: arm, p) == expected)
                }
            }
            let difference = summary.difference(setting: setting, pair: 0, .leakers)
            #expect(difference.count == 12)
            #expect(
                abs(
                    difference.mean - summary.sums(setting: setting, arm: 1, .leakers).mean
                        + summary.sums(setting: setting, arm: 0, .leakers).mean) < 1e-12)
        }
    }

    @Test func `what a defence has not is not lost, and no mean over raids of several sizes exceeds theirs`() {
        var plan = Self.plan
        plan.unarmed = [0]
        var summary = StudySummary(plan)
        for row in Self.rows { summary.add(row) }
        summary.finish()
        #expect(summary.sums(setting: 0, arm: 0, .systemsLost).interval().high == 0)
        #expect(summary.sums(setting: 0, arm: 1, .systemsLost).interval().high > 0)
        let raiders = Self.rows.reduce(0.0) { $0 + Double($1.outcome.raiders) } / Double(Self.rows.count)
        #expect(summary.overall(arm: 1, .leakers).interval(confidence: 0.999_999).high <= raiders + 1e-9)
    }

    @Test func `a raid that only one arm has met counts for no difference`() {
        var summary = StudySummary(Self.plan)
        for row in Self.rows where !(row.key.run == 2 && row.key.arm == 1) { summary.add(row) }
        summary.finish()
        #expect(summary.difference(setting: 0, pair: 0, .leakers).count == 9)
        #expect(summary.sums(setting: 0, arm: 0, .leakers).count == 12)
    }

    @Test func `the running interval does not depend on the order of the rows`() throws {
        var forwards = RunningInterval(Self.plan, outcome: .leakers)
        var backwards = forwards
        for row in Self.rows { forwards.add(row) }
        for row in Self.rows.reversed() { backwards.add(row) }
        let final = Self.summary.difference(setting: 1, pair: 0, .leakers)
        let shown = try #require(forwards.current)
        let other = try #require(backwards.current)
        #expect(abs(shown.mean - final.mean) < 1e-12 && abs(other.mean - final.mean) < 1e-12)
        let error = try #require(final.error)
        #expect(abs(shown.halfWidth - 1.96 * error.variance.squareRoot()) < 1e-12)
    }

    @Test func `Sobol' indices come out of noisy rows, and their intervals hold the truth`() throws {
        // leakers = 20 g₁ + 40 g₂ + 10 × dice, rounded; each group is one coordinate (seed 12).
        let part = SensitivityPlan(groups: ["first", "second"], base: 512, runs: 4, setting: 0, outcome: .leakers)
        let plan = Fixtures.plan(arms: 1, samples: 1, runs: 1, sensitivity: part)
        let points = SensitivityPoints(part, groups: [0, 1], seed: 12)
        var summary = StudySummary(plan)
        var stream = Fixtures.stream(1, seed: 12)
        for sample in 0..<part.samples {
            let point = points[sample]
            for run in 0..<4 {
                let value = 100 + 20 * point[0] + 40 * point[1] + 10 * stream.nextNormal()
                summary.add(Fixtures.row(0, 1 + sample, run, 0, leakers: Int(value.rounded())))
            }
        }
        summary.finish()
        let result = try #require(summary.sensitivity(arm: 0))
        #expect(result.points == 512)
        // V = 400/12 + 1600/12; S = 0.2 and 0.8. Dice 100 (and 1/12 of rounding).
        #expect(abs(result.aleatoryVariance / 100 - 1) < 0.15)
        #expect(abs(result.epistemicVariance / (2000.0 / 12) - 1) < 0.15)
        for (index, truth) in zip(result.indices, [0.2, 0.8]) {
            for found in [index.first, index.total] {
                #expect(found.low - 0.03 < truth && truth < found.high + 0.03, "\(index.group): \(found)")
                #expect(found.high - found.low < 0.4)
            }
        }
        #expect(summary.sums(setting: 0, arm: 0, .leakers).count == 0, "the sensitivity part stays out of the answer")
    }
}

/// Rare events through the whole path of a study: rows in, intervals of means and paired differences out.
@Suite struct RareEventStudyTests {
    private static func outcome(leakers: Int) -> RunOutcome {
        RunOutcome(
            raiders: 12, leakers: leakers, killed: 12 - leakers, decoysKilled: 0, civilKilled: 0, friendsKilled: 0, assetsLost: min(2, leakers / 3),
            valueLost: 0, systemsLost: 0, roundsFired: 12, roundsCost: .zero, systemsCost: .zero,
            causes: LimitingCause.allCases.map { $0 == .engagedAndMissed ? leakers : 0 })
    }

    @Test(arguments: [0.02, 0.08]) func `leakers in rare clusters: means and differences cover in 93 of 100 of 1,000 replays`(chance: Double) {
        let chances = [chance, chance / 2]
        // A cluster has 1 to 5.
        let truth = chances.map { $0 * 3 }
        var means = 0
        var differences = 0
        var overall = 0
        let replays = 1_000
        for replay in 0..<replays {
            var plan = Fixtures.plan(arms: 2, samples: 10, runs: 4)
            plan.assets = 2
            var summary = StudySummary(plan)
            var stream = RandomStream(studySeed: 11, runIndex: UInt32(replay), entity: 0, purpose: DrawPurpose(rawValue: 0xFFF3))
            for sample in 0..<10 {
                for run in 0..<4 {
                    for arm in 0..<2 {
                        let leakers = stream.nextUniform() < chances[arm] ? 1 + Int(stream.nextUniform() * 5) : 0
                        summary.add(StudyRow(key: RunKey(setting: 0, sample: sample, arm: arm, run: run), digest: "", outcome: Self.outcome(leakers: leakers)))
                    }
                }
            }
            summary.finish()
            let mean = summary.sums(setting: 0, arm: 0, .leakers).interval()
            if mean.low <= truth[0], truth[0] <= mean.high { means += 1 }
            let difference = summary.difference(setting: 0, pair: 0, .leakers).interval()
            if difference.low <= truth[1] - truth[0], truth[1] - truth[0] <= difference.high { differences += 1 }
            let all = summary.overallDifference(pair: 0, .leakers).interval()
            if all.low <= truth[1] - truth[0], truth[1] - truth[0] <= all.high { overall += 1 }
            #expect(summary.sums(setting: 0, arm: 0, .assetsLost).interval().high <= 2, "no more sites are lost than there are")
        }
        print("rare clusters, chance \(chance), seed 11: means \(means), differences \(differences), over all raids \(overall) of \(replays) hold")
        for held in [means, differences, overall] { #expect(Double(held) / Double(replays) >= 0.93, "\(held) of \(replays)") }
    }
}
