import Foundation
import PlainText
import Testing

/// Help as a newcomer reads it.
@Suite struct HelpTests {
    /// The help page of a command and of its subcommands, all the way down.
    private static func pages(_ words: [String] = []) throws -> [(words: [String], text: String)] {
        let page = try ProgramCallTests.run(words + ["--help"]).output
        var found = [(words, page)]
        guard let list = page.firstRange(of: "SUBCOMMANDS:\n") else { return found }
        for match in page[list.upperBound...].matches(of: /(?:^|\n)  ([a-z][a-z-]*)/) {
            found += try pages(words + [String(match.1)])
        }
        return found
    }

    @Test func `every command's help has an example on one line of its own, and nothing else is over 80 columns`() throws {
        let pages = try Self.pages()
        #expect(pages.count > 25)
        for (words, text) in pages {
            let name = words.joined(separator: " ")
            let lines = text.split(separator: "\n").map(String.init)
            let examples = lines.filter { $0.hasPrefix("  cupola ") }
            #expect(!examples.isEmpty, "\(name): no example")
            for line in lines where line.count > 80 && !line.hasPrefix("  cupola ") { Issue.record("\(name): \(line)") }
            for example in examples { #expect(!example.hasSuffix("\\"), "\(name): \(example)") }
        }
    }

    @Test func `sentences that the source broke are joined, options hang, examples stay whole`() {
        let long = String(repeating: "word ", count: 16) + "end"
        let page = "OVERVIEW: Short.\n\n\(long)\nand on.\nExample: tool \(long)\n\nOPTIONS:\n  --out <dir>             \(long)"
        let lines = HelpText.wrapped(page, program: "tool").split(separator: "\n").map(String.init)
        #expect(lines.contains("  tool \(long)"))
        #expect(lines.filter { !$0.hasPrefix("  tool ") }.allSatisfy { $0.count <= 80 })
        #expect(lines.contains { $0.hasSuffix("end and on.") })
        #expect(lines.last?.hasPrefix(String(repeating: " ", count: 26)) == true)
    }
}
