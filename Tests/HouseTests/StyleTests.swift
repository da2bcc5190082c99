import Foundation
import Testing

/// Habits that a reader of the sources can count on.
@Suite struct StyleTests {
    /// Longest line, columns; and how long it may be with its texts for people taken out.
    static let columns = 140
    static let columnsBesideText = 100
    /// Most lines of a file.
    static let lines = 300

    static func files(_ part: String) -> [(target: String, file: URL, text: String)] {
        LayerTests.swiftFiles(under: LayerTests.root.appending(path: part)).compactMap { file in
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            let parts = file.pathComponents
            return (parts[(parts.lastIndex(of: part) ?? 0) + 1], file, text)
        }
    }

    @Test func `no file is longer than 300 lines`() {
        for part in ["Sources", "Tests"] {
            for (target, file, text) in Self.files(part) {
                let count = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
                #expect(count <= Self.lines, "\(target)/\(file.lastPathComponent)")
            }
        }
    }

    /// Lines over 140 columns whose length is not that of a text: `12: …`.
    static func long(_ text: String) -> [String] {
        var isText = false
        var found: [String] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let quotes = line.ranges(of: "\"\"\"").count
            let wasText = isText
            if quotes % 2 == 1 { isText.toggle() }
            guard line.count > columns, !wasText else { continue }
            let bare = line.replacing(/"(?:[^"\\]|\\.)*"/, with: "\"\"").trimmingCharacters(in: .whitespaces)
            if bare.count > columnsBesideText { found.append("\(number + 1): \(bare.prefix(60))…") }
        }
        return found
    }

    @Test func `no line of the engine is longer than 140 columns, texts for people apart`() {
        for (target, file, text) in Self.files("Sources") where (layerOfTarget[target] ?? 9) < 8 {
            for line in Self.long(text) { Issue.record("\(target)/\(file.lastPathComponent):\(line)") }
        }
    }

    @Test func `every package that the manifest names is used by a target`() throws {
        let manifest = try String(contentsOf: LayerTests.root.appending(path: "Package.swift"), encoding: .utf8)
        let imports = try Set(
            LayerTests.swiftFiles(under: LayerTests.root.appending(path: "Sources")).flatMap { try LayerTests.imports(in: $0) })
        let products = manifest.matches(of: /\.product\(name: "([A-Za-z]+)"/).map { String($0.1) }
        #expect(!products.isEmpty)
        for product in products { #expect(imports.contains(product), "\(product)") }
    }

    /// Public declarations of the floors that others build on, and those without a comment.
    static func publicDeclarations() -> (all: Int, bare: [String]) {
        var all = 0
        var bare: [String] = []
        for (target, file, text) in files("Sources") where (layerOfTarget[target] ?? 9) <= 5 {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            for (number, line) in lines.enumerated() {
                guard line.contains(/^(?:@\w+(?:\([^)]*\))? )*public (?!import|extension)(?:\w+\(set\) )?(?:static |final |mutating |nonmutating |indirect )*(?:func|var|let|init|subscript|struct|enum|class|protocol|typealias|actor)/)
                else { continue }
                all += 1
                var above = number - 1
                while above >= 0, lines[above].hasPrefix("@") { above -= 1 }
                if above < 0 || !lines[above].hasPrefix("///") { bare.append("\(target)/\(file.lastPathComponent):\(number + 1)") }
            }
        }
        return (all, bare)
    }

    @Test func `public declarations without a comment become fewer, never more`() {
        let (all, bare) = Self.publicDeclarations()
        print("public declarations of floors 0 to 5: \(all), \(bare.count) of them without a comment")
        #expect(bare.count <= Self.bareMost)
    }

    /// None is left.
    static let bareMost = 0
}
