import Foundation
import Testing

/// The Python package reads what the program writes, so what the two share is held equal.
@Suite struct PythonPackageTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: LayerTests.root.appending(path: path), encoding: .utf8)
    }

    /// What stands in quotes after a beginning of a line.
    private static func quoted(after beginning: String, in text: String) -> String? {
        for line in text.split(separator: "\n") where line.trimmingCharacters(in: .whitespaces).hasPrefix(beginning) {
            return line.split(separator: "\"").dropFirst().first.map(String.init)
        }
        return nil
    }

    @Test func `the Python package has the program's version`() throws {
        let program = Self.quoted(after: "package static let text = ", in: try Self.text("Sources/CommandWork/CommandFailure.swift"))
        let package = Self.quoted(after: "__version__ = ", in: try Self.text("python/src/cupola/_version.py"))
        #expect(program != nil)
        #expect(program == package)
    }

    /// Names of the cases of an enumeration, in order.
    private static func cases(of name: String, in path: String) throws -> [String] {
        let lines = try text(path).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let start = lines.firstIndex(where: { $0.contains("enum \(name):") }) else { return [] }
        var found: [String] = []
        for line in lines[(start + 1)...] {
            if line.hasPrefix("case ") {
                found += line.dropFirst(5).split(separator: ",").map {
                    $0.split(separator: "=")[0].trimmingCharacters(in: .whitespaces)
                }
            } else if line.hasPrefix("}") || line.hasPrefix("public var") {
                break
            }
        }
        return found
    }

    /// Words in quotes of a tuple in the package's names.
    private static func names(_ tuple: String) throws -> [String] {
        let text = try text("python/src/cupola/_names.py")
        guard let start = text.range(of: "\(tuple) = ("), let end = text[start.upperBound...].firstIndex(of: ")") else { return [] }
        return text[start.upperBound..<end].split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter {
            $0.offset % 2 == 1
        }.map { String($0.element) }
    }

    @Test(arguments: [
        ("CAUSES", "LimitingCause", "Sources/RunRecords/LimitingCause.swift"),
        ("SIDES", "Allegiance", "Sources/RunRecords/TargetRecord.swift"),
        ("OUTCOMES", "TargetOutcome", "Sources/RunRecords/TargetRecord.swift"),
    ]) func `numbers of run records have the same names in Python`(tuple: String, type: String, file: String) throws {
        let program = try Self.cases(of: type, in: file)
        #expect(program.count >= 3)
        #expect(try Self.names(tuple) == program)
    }
}
