import Foundation
import NumericalMethods

/// Maximal covering location (folder `sites`): by the solver that places battalions.
enum SiteCases {
    static let folder = ReferenceFolder(name: "sites") { url in
        let expected = try MechanismTables.Expected(url.appending(path: "expected.csv"))
        let file = url.appending(path: "instances.json")
        guard let list = try ReferenceJSON(file)["instances"]?.list else {
            throw ReferenceError.malformed(file: file.lastPathComponent, why: "instances is missing or no list")
        }
        return try list.flatMap { try answers($0, file: file.lastPathComponent, expected) }
    }

    private static func answers(
        _ instance: ReferenceJSON, file: String, _ expected: MechanismTables.Expected
    ) throws -> [ReferenceAnswer] {
        let name = instance["name"]?.text ?? "?"
        func refuse(_ why: String) -> ReferenceError { .malformed(file: file, why: "instance \(name): \(why)") }
        guard let sites = instance["p"]?.number.flatMap({ Int(exactly: $0) }), (0...10_000).contains(sites),
            let weights = instance["weights"]?.numbers, !weights.isEmpty, weights.allSatisfy({ $0 >= 0 && $0.isFinite })
        else { throw refuse("p or weights is missing or out of range") }
        let coverage = try (instance["coverage"]?.list ?? []).map { marks -> [Bool] in
            guard let text = marks.text, text.count == weights.count, text.allSatisfy({ "01".contains($0) }) else {
                throw refuse("a line of coverage is not \(weights.count) marks of 0 and 1")
            }
            return text.map { $0 == "1" }
        }
        guard !coverage.isEmpty else { throw refuse("coverage is missing") }
        let covering = MaximalCovering(weights: weights, coverage: coverage)
        let solution = covering.solve(sites)
        var chosen = expected.judged(
            fixture: "optima", caseName: name, key: "chosen",
            value: .text(solution.chosen.map(String.init).joined(separator: " ")))
        // Any choice that covers the optimum is right.
        if case .text(let wanted)? = chosen.expected, solution.isProved {
            let other = wanted.split(separator: " ").compactMap { Int($0) }.filter { coverage.indices.contains($0) }
            if covering.weight(of: other) <= solution.covered { chosen.expected = chosen.value }
        } else if case .number(let wanted)? = chosen.expected, let site = Int(exactly: wanted), coverage.indices.contains(site),
            covering.weight(of: [site]) <= solution.covered, solution.isProved
        {
            chosen.expected = chosen.value
        }
        return [
            expected.judged(fixture: "optima", caseName: name, key: "covered_weight", value: .number(solution.covered)), chosen,
        ]
    }
}
