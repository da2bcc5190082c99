import Foundation

/// One `models/*.json` family: named cases with inputs and expected values, and tolerances by key.
package struct ModelFixture: Sendable {
    package struct Case: Sendable {
        package let name: String
        package let inputs: ReferenceJSON
        package let expected: ReferenceJSON
    }

    struct Tolerance: Sendable {
        let pattern: String
        let absolute: Double
        let relative: Double
    }

    package let file: String
    package let identifier: String
    package let root: ReferenceJSON
    package let cases: [Case]
    let tolerances: [Tolerance]

    package init(_ url: URL) throws(ReferenceError) {
        file = url.lastPathComponent
        root = try ReferenceJSON(url)
        identifier = root["id"]?.text ?? url.deletingPathExtension().lastPathComponent
        guard let list = root["cases"]?.list else { throw .malformed(file: file, why: "has no list `cases`") }
        var cases: [Case] = []
        for (index, entry) in list.enumerated() {
            guard let name = entry["name"]?.text, let inputs = entry["inputs"] else {
                throw .malformed(file: file, why: "cases[\(index)] has no `name` or no `inputs`")
            }
            cases.append(Case(name: name, inputs: inputs, expected: entry["expected"] ?? .null))
        }
        self.cases = cases
        tolerances = (root["tol"]?.list ?? []).map {
            Tolerance(
                pattern: $0["key_regex"]?.text ?? "", absolute: $0["abs"]?.number ?? 0, relative: $0["rel"]?.number ?? 0)
        }
    }

    /// The first tolerance whose pattern is found in `key`.
    package func tolerance(for key: String) -> (absolute: Double, relative: Double) {
        for entry in tolerances
        where entry.pattern.isEmpty || key.range(of: entry.pattern, options: .regularExpression) != nil {
            return (entry.absolute, entry.relative)
        }
        return (0, 0)
    }

    /// An input that must be a number.
    package func input(_ entry: Case, _ key: String) throws(ReferenceError) -> Double {
        guard let value = entry.inputs[key]?.number else {
            throw .malformed(file: file, why: "case \(entry.name): input \(key) is missing or not a number")
        }
        return value
    }

    /// An input that must be a whole number of a range.
    package func whole(_ entry: Case, _ key: String, in range: ClosedRange<Int>) throws(ReferenceError) -> Int {
        guard let value = Int(exactly: try input(entry, key)), range.contains(value) else {
            throw .malformed(
                file: file, why: "case \(entry.name): \(key) is no whole number of \(range.lowerBound)…\(range.upperBound)")
        }
        return value
    }

    /// An input that must be a probability.
    package func probability(_ entry: Case, _ key: String) throws(ReferenceError) -> Double {
        let value = try input(entry, key)
        guard (0...1).contains(value) else {
            throw .malformed(file: file, why: "case \(entry.name): \(key) is not between 0 and 1")
        }
        return value
    }

    /// An input that must be a number above 0.
    package func positive(_ entry: Case, _ key: String) throws(ReferenceError) -> Double {
        let value = try input(entry, key)
        guard value > 0, value.isFinite else { throw .malformed(file: file, why: "case \(entry.name): \(key) is not positive") }
        return value
    }

    /// A truth value under `key`, compared as a word.
    package func answer(_ entry: Case, _ key: String, _ value: Bool) -> ReferenceAnswer {
        ReferenceAnswer(
            fixture: identifier, caseName: entry.name, key: key, value: .text("\(value)"),
            expected: entry.expected[key]?.bool.map { .text("\($0)") })
    }

    /// Answers under `key.0`, `key.1`, ….
    package func answers(_ entry: Case, _ key: String, _ values: [Double]) -> [ReferenceAnswer] {
        values.enumerated().map { answer(entry, "\(key).\($0.offset)", $0.element) }
    }

    /// An answer under `key` (dotted for nested values: `salvos.0.dA`), judged against the same path of `expected`.
    package func answer(_ entry: Case, _ key: String, _ value: Double) -> ReferenceAnswer {
        let tolerance = tolerance(for: key)
        var node: ReferenceJSON? = entry.expected
        for part in key.split(separator: ".") {
            if let list = node?.list {
                node = Int(part).flatMap { $0 < list.count ? list[$0] : nil }
            } else {
                node = node?[String(part)]
            }
        }
        return ReferenceAnswer(
            fixture: identifier, caseName: entry.name, key: key, value: .number(value),
            expected: node?.number.map { .number($0) }, absoluteTolerance: tolerance.absolute,
            relativeTolerance: tolerance.relative)
    }
}
