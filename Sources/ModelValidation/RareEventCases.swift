import NumericalMethods

/// Intervals when little or nothing is seen (folder `rare_events`), by the intervals that studies use and those they are held against.
enum RareEventCases {
    static let folder = ReferenceFolder(name: "rare_events") { url in
        try MechanismTables.answer(
            folder: url,
            tables: [
                "binomial_few": few, "poisson_mean": poisson, "paired_ties": ties, "counts_interval": counts, "paired_counts": pairs,
                "coverage_binomial": RareEventCoverage.binomial, "coverage_poisson": RareEventCoverage.poisson,
                "coverage_paired": RareEventCoverage.paired, "coverage_counts": RareEventCoverage.counts,
                "coverage_paired_counts": RareEventCoverage.pairedCounts, "stopping": RareEventCoverage.stopping,
            ])
    }

    typealias Bounds = (low: Double, high: Double)

    static func confidence(_ table: ReferenceTable, _ row: Int) throws -> Double {
        let value = try table.number(row, "confidence")
        guard value > 0, value < 1 else {
            throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): confidence is not between 0 and 1")
        }
        return value
    }

    static func ends(_ name: String, _ bounds: Bounds) -> MechanismTables.Answers {
        MechanismTables.numbers(("\(name)_lo", bounds.low), ("\(name)_hi", bounds.high))
    }

    /// Intervals of a share by name; the names are those of the columns.
    static let shares: [String: @Sendable (_ successes: Int, _ count: Int, _ confidence: Double) -> Bounds] = [
        "clopper_pearson": { BinomialInterval.clopperPearson(successes: $0, of: $1, confidence: $2) },
        "wilson": { BinomialInterval.wilson(successes: Double($0), of: Double($1), confidence: $2) },
        "jeffreys": { BinomialInterval.jeffreys(successes: $0, of: $1, confidence: $2) },
        "agresti_coull": { BinomialInterval.agrestiCoull(successes: $0, of: $1, confidence: $2) },
        "mid_p": { BinomialInterval.midP(successes: $0, of: $1, confidence: $2) },
        "wald": { BinomialInterval.wald(successes: $0, of: $1, confidence: $2) },
        "garwood": { CountInterval.garwood(total: Double($0), of: Double($1), confidence: $2) },
        "bootstrap_percentile": { BinomialBootstrap(successes: $0, of: $1).percentile(confidence: $2) },
        "bootstrap_t": { BinomialBootstrap(successes: $0, of: $1).studentised(confidence: $2) },
    ]

    private static func few(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let n = try table.whole(row, "n", in: 1...1_000_000)
        let x = try table.whole(row, "events", in: 0...n)
        let confidence = try confidence(table, row)
        let wanted = ["clopper_pearson", "wilson", "jeffreys", "agresti_coull", "mid_p"]
        return wanted.flatMap { name in shares[name].map { ends(name, $0(x, n, confidence)) } ?? [] }
            + MechanismTables.numbers(("one_sided_upper", BinomialInterval.upperLimit(successes: x, of: n, confidence: confidence)))
    }

    private static func poisson(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let n = Double(try table.whole(row, "n_runs", in: 1...100_000_000))
        let x = Double(try table.whole(row, "total_count", in: 0...100_000_000))
        let confidence = try confidence(table, row)
        return ends("garwood", CountInterval.garwood(total: x, of: n, confidence: confidence))
            + ends("score", CountInterval.score(total: x, of: n, confidence: confidence))
            + MechanismTables.numbers(("one_sided_upper", CountInterval.upperLimit(total: x, of: n, confidence: confidence)))
    }

    private static func ties(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let n = try table.whole(row, "n", in: 2...1_000_000)
        let plus = try table.whole(row, "plus", in: 0...n)
        let pairs = PairedInterval(count: n, plus: plus, minus: try table.whole(row, "minus", in: 0...(n - plus)))
        let confidence = try confidence(table, row)
        return ends("tango", pairs.tango(confidence: confidence)) + ends("agresti_min", pairs.agrestiMin(confidence: confidence))
            + ends("bonett_price", pairs.bonettPrice(confidence: confidence)) + ends("wald", pairs.wald(confidence: confidence))
            + ends("student_t", student(pairs, confidence))
    }

    static func student(_ pairs: PairedInterval, _ confidence: Double) -> Bounds {
        StudentT.interval(
            sum: Double(pairs.plus - pairs.minus), squares: Double(pairs.plus + pairs.minus), count: Double(pairs.count),
            confidence: confidence)
    }

    private static func counts(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let runs = try (0...3).map { try table.whole(row, "runs_with_\($0)", in: 0...100_000_000) }
        let count = Double(runs.reduce(0, +))
        guard count > 0 else { throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): no run") }
        let gamma = try interval(Array(runs[1...]), of: count, largest: table.number(row, "largest_possible"))
        let confidence = try confidence(table, row)
        return MechanismTables.numbers(("mean", gamma.mean)) + ends("fay_feuer", gamma.bounds(confidence: confidence))
            + ends("garwood", CountInterval.garwood(total: gamma.sum, of: count, confidence: confidence))
    }

    /// The gamma interval of units that gave 1, 2, 3 … so many times.
    static func interval(_ units: [Int], of count: Double, largest: Double) -> GammaInterval {
        units.enumerated().reduce(into: GammaInterval(sum: 0, squares: 0, largest: largest, count: count)) { gamma, entry in
            let value = Double(entry.offset + 1)
            gamma.sum += value * Double(entry.element)
            gamma.squares += value * value * Double(entry.element)
        }
    }

    private static func pairs(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let n = Double(try table.whole(row, "n", in: 2...100_000_000))
        let largest = try table.positive(row, "largest_possible")
        let plus = try interval((1...3).map { try table.whole(row, "plus_\($0)", in: 0...100_000_000) }, of: n, largest: largest)
        let minus = try interval((1...3).map { try table.whole(row, "minus_\($0)", in: 0...100_000_000) }, of: n, largest: largest)
        let confidence = try confidence(table, row)
        return MechanismTables.numbers(("mean_difference", plus.mean - minus.mean))
            + ends("mover", GammaInterval.difference(plus, minus, confidence: confidence))
            + ends(
                "student_t",
                StudentT.interval(
                    sum: plus.sum - minus.sum, squares: plus.squares + minus.squares, count: n, confidence: confidence))
    }
}

/// Bootstrap intervals of a share, with infinitely many resamples; both fail on rare events, and are here to show it.
struct BinomialBootstrap {
    let successes: Int
    let count: Int

    init(successes: Int, of count: Int) {
        self.successes = successes
        self.count = count
    }

    private var share: Double { Double(successes) / Double(count) }

    /// The smallest number of successes of a resample whose cumulative probability reaches a level.
    private func quantiles(_ levels: [Double]) -> [Int] {
        let terms = BinomialCount.distribution(count, share)
        return levels.map { level in
            var sum = 0.0
            for (k, term) in terms.enumerated() {
                sum += term
                if sum >= level { return k }
            }
            return count
        }
    }

    func percentile(confidence: Double) -> (low: Double, high: Double) {
        let found = quantiles([(1 - confidence) / 2, (1 + confidence) / 2])
        return (Double(found[0]) / Double(count), Double(found[1]) / Double(count))
    }

    /// t* = (p* − p)/se* rises with the resample's successes, so its quantiles are those of the successes.
    func studentised(confidence: Double) -> (low: Double, high: Double) {
        guard successes > 0, successes < count else { return (share, share) }
        func deviation(_ k: Int) -> Double {
            if k == 0 { return -.infinity }
            if k == count { return .infinity }
            let p = Double(k) / Double(count)
            return (p - share) / (p * (1 - p) / Double(count)).squareRoot()
        }
        let found = quantiles([(1 - confidence) / 2, (1 + confidence) / 2]).map(deviation)
        let error = (share * (1 - share) / Double(count)).squareRoot()
        return (
            found[1].isFinite ? share - found[1] * error : 0, found[0].isFinite ? share - found[0] * error : 1
        )
    }
}
