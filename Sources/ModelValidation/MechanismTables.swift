import Foundation

/// A folder of cases of one mechanism: wide tables with a column `case` for inputs, and `expected.csv`
/// (`fixture,case,key,value,abs_tol,rel_tol`)
/// for what is judged.
package enum MechanismTables {
    /// Answers to one row: key and value.
    package typealias Answers = [(key: String, value: ReferenceAnswer.Value)]
    package typealias RowAnswer = @Sendable (ReferenceTable, Int) throws -> Answers

    /// Answers every row of every table.
    /// - Parameters:
    ///   - tables: the answer to a row by file name without its ending; another file is an error.
    ///   - inputs: files that the tables' answers read themselves.
    package static func answer(folder: URL, tables: [String: RowAnswer], inputs: Set<String> = []) throws -> [ReferenceAnswer] {
        let wanted = try Expected(folder.appending(path: "expected.csv"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var all: [ReferenceAnswer] = []
        for name in names where name.hasSuffix(".csv") && name != "expected.csv" {
            let fixture = String(name.dropLast(4))
            if inputs.contains(fixture) { continue }
            guard let answer = tables[fixture] else {
                throw ReferenceError.unknownFile("\(folder.lastPathComponent)/\(name)")
            }
            let table = try ReferenceTable(folder.appending(path: name))
            for row in table.rows.indices {
                let place = try table.text(row, "case")
                for (key, value) in try answer(table, row) {
                    all.append(wanted.judged(fixture: fixture, caseName: place, key: key, value: value))
                }
            }
        }
        return all
    }

    /// What an independent program expects, by fixture, case and key.
    struct Expected {
        private struct Entry {
            var value: ReferenceAnswer.Value?
            var absolute: Double
            var relative: Double
        }

        private var entries: [String: Entry] = [:]

        /// An absent file leaves everything unjudged.
        init(_ file: URL) throws {
            guard FileManager.default.fileExists(atPath: file.path) else { return }
            let table = try ReferenceTable(file)
            for row in table.rows.indices {
                let text = try table.text(row, "value")
                let value: ReferenceAnswer.Value? =
                    text.isEmpty || text == "null" ? nil : Double(text).map { .number($0) } ?? .text(text)
                entries[try Self.name(table.text(row, "fixture"), table.text(row, "case"), table.text(row, "key"))] = Entry(
                    value: value, absolute: try table.number(row, "abs_tol"), relative: try table.number(row, "rel_tol"))
            }
        }

        private static func name(_ fixture: String, _ place: String, _ key: String) -> String { "\(fixture)\n\(place)\n\(key)" }

        func judged(fixture: String, caseName: String, key: String, value: ReferenceAnswer.Value) -> ReferenceAnswer {
            let entry = entries[Self.name(fixture, caseName, key)]
            return ReferenceAnswer(
                fixture: fixture, caseName: caseName, key: key, value: value, expected: entry?.value,
                absoluteTolerance: entry?.absolute ?? 0, relativeTolerance: entry?.relative ?? 0)
        }
    }

    /// Numbers under their keys; what is nil is left out.
    package static func numbers(_ list: (String, Double?)...) -> Answers {
        list.compactMap { entry in entry.1.map { (entry.0, .number($0)) } }
    }
}

extension ReferenceTable {
    /// An input that must be a number above 0.
    package func positive(_ row: Int, _ column: String) throws(ReferenceError) -> Double {
        let value = try number(row, column)
        guard value > 0, value.isFinite else {
            throw .malformed(file: file, why: "row \(row + 1): \(column) is not above 0")
        }
        return value
    }

    /// An input that must be a whole number of a range.
    package func whole(_ row: Int, _ column: String, in range: ClosedRange<Int>) throws(ReferenceError) -> Int {
        guard let value = Int(exactly: try number(row, column)), range.contains(value) else {
            throw .malformed(
                file: file, why: "row \(row + 1): \(column) is no whole number of \(range.lowerBound)…\(range.upperBound)")
        }
        return value
    }

    /// An input that must be a probability.
    package func probability(_ row: Int, _ column: String) throws(ReferenceError) -> Double {
        let value = try number(row, column)
        guard (0...1).contains(value) else {
            throw .malformed(file: file, why: "row \(row + 1): \(column) is not between 0 and 1")
        }
        return value
    }
}
