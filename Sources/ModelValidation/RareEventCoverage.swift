import NumericalMethods

/// Exact coverage of intervals and of stopping rules (folder `rare_events`), by enumerating all that can be seen.
enum RareEventCoverage {
    /// Probabilities below this change no digit that is judged.
    private static let negligible = 1e-16

    private static func holds(_ bounds: (low: Double, high: Double), _ value: Double) -> Bool {
        // Equal up to rounding is inside.
        let slack = 1e-13 * max(1, abs(value))
        return bounds.low <= value + slack && value <= bounds.high + slack
    }

    @Sendable static func binomial(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let n = try table.whole(row, "n", in: 1...20_000)
        let p = try table.probability(row, "p")
        let confidence = try RareEventCases.confidence(table, row)
        let weights = BinomialCount.distribution(n, p)
        return RareEventCases.shares.sorted { $0.key < $1.key }.map { name, bounds in
            let cover = weights.enumerated().reduce(0.0) { sum, entry in
                entry.element > negligible && holds(bounds(entry.offset, n, confidence), p) ? sum + entry.element : sum
            }
            return ("cover_\(name)", .number(cover))
        }
    }

    @Sendable static func poisson(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let mean = try table.positive(row, "expected_total")
        let confidence = try RareEventCases.confidence(table, row)
        let z = NormalDistribution.quantile(0.5 + confidence / 2)
        var term = Elementary.exp(-mean)
        var cover = (garwood: 0.0, score: 0.0, wald: 0.0)
        for x in 0..<Int(mean + 40 * mean.squareRoot() + 60) {
            let count = Double(x)
            if holds(CountInterval.garwood(total: count, of: 1, confidence: confidence), mean) { cover.garwood += term }
            if holds(CountInterval.score(total: count, of: 1, confidence: confidence), mean) { cover.score += term }
            if holds((count - z * count.squareRoot(), count + z * count.squareRoot()), mean) { cover.wald += term }
            term *= mean / (count + 1)
        }
        return MechanismTables.numbers(("cover_garwood", cover.garwood), ("cover_score", cover.score), ("cover_wald", cover.wald))
    }

    @Sendable static func paired(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let n = try table.whole(row, "n", in: 2...5_000)
        let up = try table.probability(row, "p_plus")
        let down = try table.probability(row, "p_minus")
        let confidence = try RareEventCases.confidence(table, row)
        var cover = [0.0, 0, 0, 0, 0]
        forEachCount(n, up + down) { unlike, weight in
            for (plus, share) in BinomialCount.distribution(unlike, up / (up + down)).enumerated() where weight * share > negligible {
                let pairs = PairedInterval(count: n, plus: plus, minus: unlike - plus)
                let bounds = [
                    pairs.tango(confidence: confidence), pairs.agrestiMin(confidence: confidence),
                    pairs.bonettPrice(confidence: confidence), pairs.wald(confidence: confidence),
                    RareEventCases.student(pairs, confidence),
                ]
                for (place, bound) in bounds.enumerated() where holds(bound, up - down) { cover[place] += weight * share }
            }
        }
        return zip(["tango", "agresti_min", "bonett_price", "wald", "student_t"], cover).map { ("cover_\($0)", .number($1)) }
    }

    private static func forEachCount(_ n: Int, _ p: Double, _ body: (_ count: Int, _ weight: Double) -> Void) {
        for (count, weight) in BinomialCount.distribution(n, p).enumerated() where weight > negligible { body(count, weight) }
    }

    // MARK: Counts

    /// Sum and sum of squares of some counts, with their probability.
    private struct Sums: Hashable {
        var sum: Int
        var squares: Int
    }

    /// For 0…most counts that are not zero: the sums that they can have, given the shares of 1, 2, 3.
    private static func sums(_ most: Int, _ shares: [Double]) -> [[(sums: Sums, weight: Double)]] {
        let whole = shares.reduce(0, +)
        var table: [[(sums: Sums, weight: Double)]] = [[(Sums(sum: 0, squares: 0), 1)]]
        guard whole > 0 else { return table }
        for _ in 0..<most {
            var next: [Sums: Double] = [:]
            for (state, weight) in table[table.count - 1] {
                for (place, share) in shares.enumerated() where share > 0 {
                    let value = place + 1
                    next[Sums(sum: state.sum + value, squares: state.squares + value * value), default: 0] += weight * share / whole
                }
            }
            table.append(next.map { ($0.key, $0.value) }.sorted { ($0.0.sum, $0.0.squares) < ($1.0.sum, $1.0.squares) })
        }
        return table
    }

    @Sendable static func counts(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let n = try table.whole(row, "n", in: 2...2_000)
        let shares = try (1...3).map { try table.probability(row, "p\($0)") }
        let confidence = try RareEventCases.confidence(table, row)
        let some = shares.reduce(0, +)
        let mean = shares.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
        let weights = BinomialCount.distribution(n, some)
        let most = weights.lastIndex { $0 > negligible } ?? 0
        var cover = (student: 0.0, garwood: 0.0, gamma: 0.0)
        for (seen, states) in sums(most, shares).enumerated() {
            for (state, share) in states where weights[seen] * share > negligible {
                let weight = weights[seen] * share
                let gamma = GammaInterval(sum: Double(state.sum), squares: Double(state.squares), largest: 3, count: Double(n))
                if holds(gamma.bounds(confidence: confidence), mean) { cover.gamma += weight }
                if holds(CountInterval.garwood(total: gamma.sum, of: Double(n), confidence: confidence), mean) { cover.garwood += weight }
                if holds(StudentT.interval(sum: gamma.sum, squares: gamma.squares, count: Double(n), confidence: confidence), mean) {
                    cover.student += weight
                }
            }
        }
        return MechanismTables.numbers(
            ("mean", mean), ("p_all_zero", weights[0]), ("cover_student_t", cover.student), ("cover_garwood", cover.garwood),
            ("cover_fay_feuer", cover.gamma))
    }

    @Sendable static func pairedCounts(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let n = try table.whole(row, "n", in: 2...2_000)
        let up = try (1...3).map { try table.probability(row, "plus_\($0)") }
        let down = try (1...3).map { try table.probability(row, "minus_\($0)") }
        let largest = try table.positive(row, "largest_possible")
        let confidence = try RareEventCases.confidence(table, row)
        func mean(_ shares: [Double]) -> Double { shares.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element } }
        let difference = mean(up) - mean(down)
        let (ups, downs) = (up.reduce(0, +), down.reduce(0, +))
        let unlike = BinomialCount.distribution(n, ups + downs)
        let most = unlike.lastIndex { $0 > negligible } ?? 0
        typealias Side = (mean: Double, bounds: (low: Double, high: Double), sum: Double, squares: Double, weight: Double)
        func sides(_ shares: [Double]) -> [[Side]] {
            sums(most, shares).map { states in
                states.map { state, weight in
                    let gamma = GammaInterval(sum: Double(state.sum), squares: Double(state.squares), largest: largest, count: Double(n))
                    return (gamma.mean, gamma.bounds(confidence: confidence), gamma.sum, gamma.squares, weight)
                }
            }
        }
        let (plus, minus) = (sides(up), sides(down))
        let quantile = StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: Double(n - 1))
        var cover = (mover: 0.0, student: 0.0)
        for (seen, weight) in unlike.enumerated() where weight > negligible {
            for (first, share) in BinomialCount.distribution(seen, ups / (ups + downs)).enumerated() where weight * share > negligible {
                guard first < plus.count, seen - first < minus.count else { continue }
                for p in plus[first] where weight * share * p.weight > negligible {
                    for q in minus[seen - first] {
                        let all = weight * share * p.weight * q.weight
                        if holds(GammaInterval.difference((p.mean, p.bounds), (q.mean, q.bounds)), difference) { cover.mover += all }
                        let middle = (p.sum - q.sum) / Double(n)
                        let variance = max(0, p.squares + q.squares - (p.sum - q.sum) * middle) / Double(n - 1) / Double(n)
                        let half = quantile * variance.squareRoot()
                        if holds((middle - half, middle + half), difference) { cover.student += all }
                    }
                }
            }
        }
        return MechanismTables.numbers(
            ("mean_difference", difference), ("cover_mover", cover.mover), ("cover_student_t", cover.student))
    }

    // MARK: Stopping

    /// A rule that looks every batch and stops when its interval is narrow enough, by the distribution of what it has seen.
    @Sendable static func stopping(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let name = try table.text(row, "rule")
        guard let rule = RareEventCases.shares[name] else {
            throw ReferenceError.malformed(
                file: table.file,
                why: "row \(row + 1): rule \(name) is none of \(RareEventCases.shares.keys.sorted().joined(separator: ", "))")
        }
        let p = try table.probability(row, "p")
        let limit = try table.whole(row, "n_max", in: 1...20_000)
        let first = try table.whole(row, "n_first", in: 1...limit)
        let batch = try table.whole(row, "batch", in: 1...limit)
        let wanted = try table.positive(row, "half_width")
        let confidence = try RareEventCases.confidence(table, row)
        var states = BinomialCount.distribution(first, p)
        let steps = BinomialCount.distribution(batch, p)
        var n = first
        var result = (expected: 0.0, coverage: 0.0, first: 0.0)
        while true {
            var open = 0.0
            for (x, weight) in states.enumerated() where weight > 0 {
                let bounds = rule(x, n, confidence)
                guard (bounds.high - bounds.low) / 2 <= wanted || n >= limit else {
                    open += weight
                    continue
                }
                result.expected += weight * Double(n)
                if holds(bounds, p) { result.coverage += weight }
                if n == first { result.first += weight }
                states[x] = 0
            }
            guard open > negligible, n < limit else { break }
            let step = min(batch, limit - n)
            let added = step == batch ? steps : BinomialCount.distribution(step, p)
            var next = [Double](repeating: 0, count: states.count + step)
            for (x, weight) in states.enumerated() where weight > negligible * 1e-4 {
                for (more, share) in added.enumerated() { next[x + more] += weight * share }
            }
            states = next
            n += step
        }
        return MechanismTables.numbers(
            ("expected_n", result.expected), ("coverage", result.coverage), ("p_stop_at_first_look", result.first))
    }
}
