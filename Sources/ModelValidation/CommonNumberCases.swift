import FlightDynamics
import NumericalMethods
import Stochastics

/// Common random numbers (`models/a4_crn`): two arms that meet the same chances.
enum CommonNumberCases {
    @Sendable static func answer(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in try closedForm(fixture, entry) + streams(fixture, entry) }
    }

    /// What pairing gains, from the shares of the two arms alone.
    private static func closedForm(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        var answers: [ReferenceAnswer] = []
        let pair: CommonRandomNumbers
        if entry.inputs["p1"] != nil {
            pair = CommonRandomNumbers(try fixture.probability(entry, "p1"), try fixture.probability(entry, "p2"))
            answers.append(fixture.answer(entry, "correlation_common", pair.correlation))
        } else {
            // Two lethal radii about the same misses.
            let misses = MissDistribution(deviation: try fixture.positive(entry, "sigma"))
            pair = CommonRandomNumbers(
                misses.within(try fixture.positive(entry, "R1")), misses.within(try fixture.positive(entry, "R2")))
            answers += [fixture.answer(entry, "p1", pair.first), fixture.answer(entry, "p2", pair.second)]
        }
        return answers + [
            fixture.answer(entry, "var_diff_independent", pair.varianceIndependent),
            fixture.answer(entry, "var_diff_common", pair.varianceCommon), fixture.answer(entry, "variance_ratio", pair.gain),
        ]
    }

    /// Variances of the difference of two arms over 200,000 runs, where both draw from the same addresses and where not, within
    /// four standard errors.
    private static func streams(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> [ReferenceAnswer] {
        let count = 200_000
        let first: (inout RandomStream) -> Bool
        let second: (inout RandomStream) -> Bool
        if entry.inputs["p1"] != nil {
            let (p1, p2) = (try fixture.input(entry, "p1"), try fixture.input(entry, "p2"))
            first = { $0.nextUniform() < p1 }
            second = { $0.nextUniform() < p2 }
        } else {
            let deviation = try fixture.input(entry, "sigma")
            let (r1, r2) = (try fixture.input(entry, "R1"), try fixture.input(entry, "R2"))
            func isWithin(_ radius: Double) -> (inout RandomStream) -> Bool {
                { stream in
                    Elementary.hypot(deviation * stream.nextNormal(), deviation * stream.nextNormal()) <= radius
                }
            }
            first = isWithin(r1)
            second = isWithin(r2)
        }
        func variance(seedOfSecond: UInt64) -> Double {
            var sum = 0.0
            var squares = 0.0
            for run in 0..<count {
                var one = RandomStream(studySeed: 5, runIndex: UInt32(run), entity: 3, purpose: DrawPurpose(rawValue: 0x7E57))
                var two = RandomStream(studySeed: seedOfSecond, runIndex: UInt32(run), entity: 3, purpose: DrawPurpose(rawValue: 0x7E57))
                let difference = (first(&one) ? 1.0 : 0) - (second(&two) ? 1.0 : 0)
                sum += difference
                squares += difference * difference
            }
            let n = Double(count)
            return squares / n - (sum / n) * (sum / n)
        }
        let independent = variance(seedOfSecond: 6)
        let paired = variance(seedOfSecond: 5)
        func answer(_ key: String, _ value: Double, kurtosis: Double) -> ReferenceAnswer {
            var answer = fixture.answer(entry, key, value)
            answer.fixture = "streams: \(fixture.identifier)"
            // Four standard errors of a variance of a variable on −1, 0, 1, √((1/v − 1)/n) of itself at most.
            answer.absoluteTolerance = 0
            answer.relativeTolerance = 4 * (kurtosis / Double(count)).squareRoot()
            return answer
        }
        let pairedExpected = max(entry.expected["var_diff_common"]?.number ?? paired, 1e-9)
        let independentExpected = max(entry.expected["var_diff_independent"]?.number ?? independent, 1e-9)
        return [
            answer("var_diff_independent", independent, kurtosis: 1 / independentExpected),
            answer("var_diff_common", paired, kurtosis: 1 / pairedExpected),
        ]
    }
}
