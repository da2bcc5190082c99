import BattleSimulation
import Foundation
import ModelValidation
import NumericalMethods
import RunRecords

/// The engine against the closed forms of `models/a3_*` and `a4_crn`: command, channels, magazines, assessment, looks and dice
/// counted right.
///
/// Cases that no battle can be configured to are told by `notFlown`, with the reason.
package enum EngineChecks {
    /// Runs of the engine for each case of salvos, looks and magazines.
    package static let runs = 250
    static let seed: UInt64 = 20_190_530

    typealias Check = @Sendable (ModelFixture, ModelFixture.Case) throws -> [ReferenceAnswer]

    private static let checks: [(family: String, check: Check)] = [
        ("a3_leakage", LeakageBattles.answers), ("a3_fire_channels", ChannelBattles.answers), ("a3_hughes_salvo", SalvoBattles.answers),
        ("a3_detection_lethality", DetectionBattles.answers), ("a4_crn", PairedBattles.answers),
    ]

    /// Answers the cases found in a `models` folder by flying the engine, on all cores.
    package static func answers(models folder: URL) throws -> [ReferenceAnswer] {
        typealias Work = @Sendable () throws -> [ReferenceAnswer]
        var pieces: [Work] = []
        for (family, check) in checks {
            let file = folder.appending(path: family + ".json")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            let fixture = try ModelFixture(file)
            for entry in fixture.cases { pieces.append { try check(fixture, entry) } }
        }
        let results = ConcurrentResults<[ReferenceAnswer]>(count: pieces.count)
        let work = pieces
        DispatchQueue.concurrentPerform(iterations: work.count) { place in
            results.set(place, Result { try work[place]() })
        }
        return try results.all().flatMap { try $0.get() }
    }

    /// Outcomes of battles that differ by their run index alone.
    static func fly(_ battle: TextbookBattle, runs: Int = runs, from first: Int = 0) -> [RunOutcome] {
        let model = battle.model()
        return (first..<first + runs).map { RunOutcome(BattleRunner.run(model, seed: seed, index: UInt32($0))) }
    }

    // MARK: Judging

    /// A mean of the engine against an expected one, within four standard errors.
    static func judge(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ key: String, _ values: [Double], expectedKey: String, per unit: Double = 1,
        over sample: String? = nil
    ) -> ReferenceAnswer {
        let (mean, deviation) = moments(values)
        let count = Double(values.count)
        return answer(
            fixture, entry, "\(key) over \(sample ?? "\(values.count) runs")", mean / unit, expectedKey,
            tolerance: 4 * deviation / unit / count.squareRoot() + 1e-9)
    }

    /// A mean count among `number` against an expected one, within four standard errors; not below what a binomial count of that
    /// mean would be
    /// given, so that a count too rare to show its spread is judged by the expected one.
    static func judgeCount(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ key: String, _ values: [Double], of number: Int, expectedKey: String
    ) -> ReferenceAnswer {
        var answer = judge(fixture, entry, key, values, expectedKey: expectedKey)
        if let expected = entry.expected[expectedKey]?.number {
            let binomial = Double(number) * shareTolerance(expected / Double(number), trials: number * values.count)
            answer.absoluteTolerance = max(answer.absoluteTolerance, binomial)
        }
        return answer
    }

    /// A share of independent trials against an expected one, within four standard errors; where so few are expected that the count is not
    /// Gaussian, within the counts that leave out no more than four standard errors do (6.3 in 100,000, both tails).
    static func judgeShare(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ key: String, _ count: Int, of trials: Int, expectedKey: String,
        over sample: String? = nil
    ) -> ReferenceAnswer {
        let expected = entry.expected[expectedKey]?.number
        return answer(
            fixture, entry, "\(key) over \(sample ?? "\(trials) runs")", Double(count) / Double(trials), expectedKey,
            tolerance: expected.map { shareTolerance($0, trials: trials) } ?? 0)
    }

    /// The distribution of a count against an expected one: Pearson's χ² of the bins, neighbours joined until five are expected
    /// in each; passes
    /// below the quantile that chance exceeds as rarely as four standard errors.
    static func judgeDistribution(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ key: String, _ counts: [Int], expectedKey: String
    ) -> [ReferenceAnswer] {
        guard let shares = entry.expected[expectedKey]?.numbers, shares.count == entry.expected[expectedKey]?.list?.count else { return [] }
        let runs = Double(counts.count)
        var bins: [(expected: Double, found: Double)] = []
        var open = (expected: 0.0, found: 0.0)
        for (number, share) in shares.enumerated() {
            open.expected += share * runs
            open.found += Double(counts.count { $0 == number })
            if open.expected >= 5 {
                bins.append(open)
                open = (0, 0)
            }
        }
        // What is left over joins the last bin; so does what no bin holds.
        open.found += Double(counts.count { !shares.indices.contains($0) })
        if bins.isEmpty { bins.append(open) } else {
            bins[bins.count - 1].expected += open.expected
            bins[bins.count - 1].found += open.found
        }
        guard bins.count > 1 else { return [] }
        let statistic = bins.reduce(0.0) { $0 + ($1.found - $1.expected) * ($1.found - $1.expected) / $1.expected }
        return [
            ReferenceAnswer(
                fixture: "engine: \(fixture.identifier)", caseName: entry.name, key: "χ² of \(key) over \(counts.count) runs",
                value: .number(statistic), expected: .number(0),
                absoluteTolerance: ChiSquare.upperQuantile(rarity, degreesOfFreedom: Double(bins.count - 1)))
        ]
    }

    static func answer(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ key: String, _ value: Double, _ expectedKey: String, tolerance: Double
    ) -> ReferenceAnswer {
        ReferenceAnswer(
            fixture: "engine: \(fixture.identifier)", caseName: entry.name, key: key, value: .number(value),
            expected: entry.expected[expectedKey]?.number.map { .number($0) }, absoluteTolerance: tolerance)
    }

    /// How often a Gaussian lies beyond four standard errors, either way.
    static let rarity = 2 * NormalDistribution.cumulative(-4)

    static func shareTolerance(_ p: Double, trials: Int) -> Double {
        guard p > 0, p < 1 else { return 1e-9 }
        let n = Double(trials)
        let gaussian = 4 * (p * (1 - p) / n).squareRoot()
        guard n * p * (1 - p) < 100 else { return gaussian }
        // Counts from the middle outwards until what is left out is rare enough: P(X ≤ low) + P(X ≥ high).
        var reach = gaussian
        while reach < 1 {
            let low = ((p - reach) * n - 1e-9).rounded(.up) - 1
            let high = ((p + reach) * n + 1e-9).rounded(.down) + 1
            let below = low < 0 ? 0 : 1 - IncompleteBeta.regularised(p, low + 1, n - low)
            let above = high > n ? 0 : IncompleteBeta.regularised(p, high, n - high + 1)
            if below + above <= rarity { break }
            reach += 0.25 / n
        }
        return reach
    }

    static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
        return (mean, variance.squareRoot())
    }
}
