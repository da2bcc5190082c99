import StudyStatistics
import Testing

@Suite struct StoppingTests {
    @Test func `a rule that never stops early covers as often as it says`() {
        let rule = StoppingRule(outcome: .leakers, halfWidth: 1e-9, confidence: 0.95, minimum: 10, lookInterval: 10)
        let effect = rule.effect(deviation: 3, limit: 60, seed: 2)
        // Four standard errors over 4,000 replays: 0.0138; of the mean 4 · 3/√60/√4000 = 0.0245 (seed 2).
        #expect(abs(effect.coverage - 0.95) < 0.0138)
        #expect(abs(effect.bias) < 0.0245)
    }

    @Test func `a rule that looks early and often covers less`() {
        let eager = StoppingRule(outcome: .leakers, halfWidth: 1.2, confidence: 0.95, minimum: 2, lookInterval: 1)
        let patient = StoppingRule(outcome: .leakers, halfWidth: 1.2, confidence: 0.95, minimum: 30, lookInterval: 10)
        let shortfall = eager.effect(deviation: 3, limit: 200, seed: 3)
        #expect(shortfall.coverage < 0.9)
        #expect(patient.effect(deviation: 3, limit: 200, seed: 3).coverage > shortfall.coverage + 0.03)
    }

    @Test func `it stops when every interval is narrow and not before its minimum`() {
        let plan = Fixtures.plan(samples: 1, runs: 40)
        var summary = StudySummary(plan)
        for run in 0..<40 {
            for arm in 0..<2 { summary.add(Fixtures.row(0, 0, run, arm, leakers: 2 * arm + run % 2)) }
        }
        summary.finish()
        // Paired, the runs' spread cancels: the difference is 2 in every raid; yet 8 more or 12 fewer of ten raiders may be rare.
        let rule = StoppingRule(outcome: .leakers, halfWidth: 1.2, confidence: 0.95, minimum: 30, lookInterval: 10)
        #expect(rule.widest(summary) > 0.5 && rule.widest(summary) < 1.2)
        #expect(rule.isReached(summary, seen: 40))
        #expect(!rule.isReached(summary, seen: 20))
    }

    @Test func `a study in which nothing has happened yet goes on`() {
        let plan = Fixtures.plan(samples: 1, runs: 2_000)
        let rule = StoppingRule(outcome: .leakers, halfWidth: 0.1, confidence: 0.95, minimum: 30, lookInterval: 50)
        func seen(_ runs: Int) -> StudySummary {
            var summary = StudySummary(plan)
            for run in 0..<runs { for arm in 0..<2 { summary.add(Fixtures.row(0, 0, run, arm, leakers: 0)) } }
            summary.finish()
            return summary
        }
        #expect(!rule.isReached(seen(50), seen: 50))
        // Ten raiders at a time at most: 18.4/n each way.
        #expect(rule.isReached(seen(600), seen: 600))
    }

    @Test func `stopping on rare events covers as often as it says`() {
        let rule = StoppingRule(outcome: .leakers, halfWidth: 0.05, confidence: 0.95, minimum: 30, lookInterval: 50)
        let effect = rule.effectOnRare(halfWidthSeen: 0.01, limit: 400, seed: 5)
        #expect(effect.coverage >= 0.93, "\(effect.coverage)")
    }
}
