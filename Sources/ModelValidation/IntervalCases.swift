import NumericalMethods

/// Interval estimates of a binomial share and their exact coverage (`models/a4_intervals`).
enum IntervalCases {
    @Sendable static func answer(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry -> [ReferenceAnswer] in
            let confidence = try fixture.input(entry, "confidence")
            guard confidence > 0, confidence < 1 else {
                throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): confidence is not between 0 and 1")
            }
            if entry.inputs["successes"] != nil { return try bounds(fixture, entry, confidence) }
            if entry.inputs["rule"] != nil || entry.inputs["batch"] != nil { return try sequential(fixture, entry, confidence) }
            return try coverage(fixture, entry, confidence)
        }
    }

    private static func bounds(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ confidence: Double) throws -> [ReferenceAnswer] {
        let n = Int(try fixture.input(entry, "n"))
        let k = Int(try fixture.input(entry, "successes"))
        guard n >= 1, (0...n).contains(k) else {
            throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): successes is not between 0 and n")
        }
        let wilson = BinomialInterval.wilson(successes: Double(k), of: Double(n), confidence: confidence)
        let exact = BinomialInterval.clopperPearson(successes: k, of: n, confidence: confidence)
        let jeffreys = BinomialInterval.jeffreys(successes: k, of: n, confidence: confidence)
        // The family writes −1 where the rule of three does not apply.
        let none = BinomialInterval.ruleOfThree(successes: k, of: n, confidence: confidence) ?? -1
        return [
            fixture.answer(entry, "wilson_lo", wilson.low), fixture.answer(entry, "wilson_hi", wilson.high),
            fixture.answer(entry, "clopper_pearson_lo", exact.low), fixture.answer(entry, "clopper_pearson_hi", exact.high),
            fixture.answer(entry, "jeffreys_lo", jeffreys.low), fixture.answer(entry, "jeffreys_hi", jeffreys.high),
            fixture.answer(entry, "rule_of_three_upper", none),
        ]
    }

    /// The share of all outcomes whose interval holds the truth.
    private static func coverage(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ confidence: Double) throws -> [ReferenceAnswer] {
        let n = Int(try fixture.input(entry, "n"))
        let p = try fixture.input(entry, "p")
        var wilson = 0.0
        var exact = 0.0
        for k in 0...n {
            let weight = BinomialCount.probability(k, of: n, p)
            let first = BinomialInterval.wilson(successes: Double(k), of: Double(n), confidence: confidence)
            if first.low <= p, p <= first.high { wilson += weight }
            let second = BinomialInterval.clopperPearson(successes: k, of: n, confidence: confidence)
            if second.low <= p, p <= second.high { exact += weight }
        }
        return [
            fixture.answer(entry, "exact_coverage_wilson", wilson), fixture.answer(entry, "exact_coverage_clopper_pearson", exact),
        ]
    }

    /// A stopping rule on Wilson's interval, by exact enumeration of the counts that are still running.
    private static func sequential(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ confidence: Double) throws -> [ReferenceAnswer] {
        let p = try fixture.input(entry, "p")
        let relative = try fixture.input(entry, "rel_half_width")
        let batch = Int(try fixture.input(entry, "batch"))
        let limit = Int(try fixture.input(entry, "n_max"))
        let least = try fixture.input(entry, "k_min")
        guard p > 0, p < 1, batch > 0, limit >= batch, limit <= 1_000_000 else {
            throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): p, batch or n_max is out of range")
        }
        let steps = (0...batch).map { BinomialCount.probability($0, of: batch, p) }
        var running = [1.0]
        var low = 0
        var count = 0
        var mean = 0.0
        var covered = 0.0
        var early = 0.0
        var share = 0.0
        while count < limit {
            count += batch
            var next = [Double](repeating: 0, count: running.count + batch)
            for (place, weight) in running.enumerated() where weight > 1e-25 {
                for (extra, step) in steps.enumerated() { next[place + extra] += weight * step }
            }
            for place in next.indices where next[place] > 0 {
                let k = Double(low + place)
                let interval = BinomialInterval.wilson(successes: k, of: Double(count), confidence: confidence)
                let isNarrow = (interval.high - interval.low) / 2 <= relative * k / Double(count) && k >= least
                guard isNarrow || count + batch > limit else { continue }
                mean += next[place] * Double(count)
                share += next[place] * k / Double(count)
                if interval.low <= p, p <= interval.high { covered += next[place] }
                if isNarrow, count < limit { early += next[place] }
                next[place] = 0
            }
            // Keep the part that still runs.
            guard let first = next.firstIndex(where: { $0 > 1e-25 }), let last = next.lastIndex(where: { $0 > 1e-25 }) else { break }
            low += first
            running = Array(next[first...last])
        }
        let z = NormalDistribution.quantile(0.5 + confidence / 2)
        return [
            fixture.answer(entry, "expected_n", mean), fixture.answer(entry, "coverage", covered),
            fixture.answer(entry, "p_stop_before_nmax", early), fixture.answer(entry, "mean_phat_at_stop", share),
            fixture.answer(entry, "normal_theory_n", z * z * (1 - p) / (p * relative * relative)),
        ]
    }
}
