import NumericalMethods
import Stochastics

/// Sobol' indices (`models/a4_sobol_indices`).
enum SensitivityCases {
    /// The family's test functions, decomposed by quadrature under its own name, and the estimators of studies on the same functions.
    @Sendable static func indices(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry -> [ReferenceAnswer] in
            let (dimensions, function) = try testFunction(fixture, entry)
            return decomposed(fixture, entry, dimensions, function) + estimated(fixture, entry, dimensions, function)
        }
    }

    /// Ishigami's function, the g-function or a sum, on the unit cube.
    private static func testFunction(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case
    ) throws -> (dimensions: Int, function: ([Double]) -> Double) {
        if let b = entry.inputs["b"]?.number {
            let a = try fixture.input(entry, "a")
            return (3, { x in
                let angle = x.map { Double.pi * (2 * $0 - 1) }
                let (first, second) = (Elementary.sin(angle[0]), Elementary.sin(angle[1]))
                let square = angle[2] * angle[2]
                return first + a * second * second + b * square * square * first
            })
        }
        if let a = entry.inputs["a"]?.numbers, (1...10).contains(a.count) {
            return (a.count, { x in zip(x, a).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) } })
        }
        if let c = entry.inputs["coeffs"]?.numbers, (1...10).contains(c.count) {
            return (c.count, { x in zip(x, c).reduce(0) { $0 + $1.0 * $1.1 } })
        }
        throw ReferenceError.malformed(
            file: fixture.file, why: "case \(entry.name): neither a, b nor coeffs of one to ten numbers is given")
    }

    /// By quadrature, to the family's own tolerance.
    private static func decomposed(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ dimensions: Int, _ function: ([Double]) -> Double
    ) -> [ReferenceAnswer] {
        let parts = SobolDecomposition(dimensions: dimensions, function)
        var answers = [fixture.answer(entry, "mean", parts.mean), fixture.answer(entry, "variance", parts.variance)]
        answers += fixture.answers(entry, "S1", parts.first) + fixture.answers(entry, "ST", parts.total)
        if entry.inputs["b"] != nil { answers.append(fixture.answer(entry, "S13", parts.interaction(0, 2))) }
        return answers
    }

    /// By the estimators of studies on a scrambled Sobol' design of 8,192 points, within the 0.02 that the family states for them.
    private static func estimated(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ dimensions: Int, _ function: ([Double]) -> Double
    ) -> [ReferenceAnswer] {
        let points = 8_192
        let design = SobolSequence(dimensions: 2 * dimensions, scrambledBy: 20_260_101)
        let rows = (0..<points).map { index -> [Double] in
            let point = design.centred(index)
            let a = Array(point[..<dimensions])
            let b = Array(point[dimensions...])
            return [function(a), function(b)]
                + (0..<dimensions).map { place in
                    var mixed = a
                    mixed[place] = b[place]
                    return function(mixed)
                }
        }
        guard let found = SobolIndices(rows) else { return [] }
        func answer(_ key: String, _ value: Double, tolerance: Double) -> ReferenceAnswer {
            var answer = fixture.answer(entry, key, value)
            answer.fixture = "estimators: \(fixture.identifier)"
            answer.absoluteTolerance = tolerance
            answer.relativeTolerance = 0
            return answer
        }
        let size = max(1, abs(entry.expected["variance"]?.number ?? found.variance))
        return [
            answer("mean", found.mean, tolerance: 0.02 * size.squareRoot()), answer("variance", found.variance, tolerance: 0.02 * size),
        ]
            + found.first.enumerated().map { answer("S1.\($0.offset)", $0.element, tolerance: 0.02) }
            + found.total.enumerated().map { answer("ST.\($0.offset)", $0.element, tolerance: 0.02) }
    }
}
