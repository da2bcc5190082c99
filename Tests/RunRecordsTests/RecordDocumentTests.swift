import Foundation
import Testing

/// `docs/RUN-RECORD.md` is written from the types of `RunRecords` and their comments; `CUPOLA_WRITE_DOCS=1` writes it anew.
@Suite struct RecordDocumentTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Files in the order of the document; the replay section has a document of its own.
    static let files = [
        "RunRecord", "TargetRecord", "DecisionRecord", "ShotRecord", "SubmittedDecision", "RunOutcome", "RoundSummary", "LimitingCause",
        "Words",
    ]

    /// Types with their fields or cases, as tables.
    static func tables(of source: String) -> String {
        var text = ""
        var comment: [String] = []
        var isOpen = false
        for line in source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let words = line.trimmingCharacters(in: .whitespaces)
            if words.hasPrefix("///") {
                comment.append(words.dropFirst(3).trimmingCharacters(in: .whitespaces))
                continue
            }
            let said = comment.joined(separator: " ")
            if let match = words.firstMatch(of: /^public (struct|enum) ([A-Za-z]+)/) {
                text +=
                    "\n### \(match.2)\n\n\(said)\n\n"
                    + (match.1 == "struct" ? "| field | type | |\n|---|---|---|\n" : "| word | |\n|---|---|\n")
                isOpen = true
            } else if isOpen, let match = words.firstMatch(of: /^public var ([A-Za-z]+): ([^{=]+?)( =.*)?$/) {
                text += "| `\(match.1)` | `\(match.2)` | \(said) |\n"
            } else if isOpen, words.hasPrefix("case "), !words.contains(":") {
                for item in words.dropFirst(5).split(separator: ",") {
                    let parts = item.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
                    text += "| `\(parts.last?.trimmingCharacters(in: ["\""]) ?? "")` | \(said) |\n"
                }
            }
            if !words.hasPrefix("@") { comment = [] }
        }
        return text
    }

    static func document() throws -> String {
        var text = """
            # The run record

            What `cupola run --out` and a study's archive keep of one run, and `cupola run --json` prints: one JSON document, written from
            the types of `Sources/RunRecords` and their comments (a test holds this page to them).

            The envelope has `format` (`cupola-run`), `version` (2), `digest` (SHA-256 over every field of the record in order, see
            `RecordDigest`), `outcome`, `record` and, where it was asked for, `replay` (docs/REPLAY.md). Fields that are nil are absent.
            Enumerations of numbers are numbers in the order of their cases. A round stands in the record of its target and names its
            battery (`fireUnit`) and its launcher, which is one of the record's assets and has a place.

            A file also has `seal`: the SHA-256 of its bytes with zeros in place of the seal's own 64 digits, so that a reader in any language
            can hold the whole file against itself before it believes any of it. It shows damage and careless change; it has no key, so not malice.

            Records of version 1 and of models up to 4 are read: their sentences in the place of words, and nothing where they kept
            nothing. Their digests are theirs still.

            """
        for file in files {
            text += tables(of: try String(contentsOf: root.appending(path: "Sources/RunRecords/\(file).swift"), encoding: .utf8))
        }
        return text
    }

    @Test func `the page on the run record says what the types say`() throws {
        let page = Self.root.appending(path: "docs/RUN-RECORD.md")
        let wanted = try Self.document()
        if ProcessInfo.processInfo.environment["CUPOLA_WRITE_DOCS"] == "1" {
            try wanted.write(to: page, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: page, encoding: .utf8) == wanted)
        #expect(wanted.contains("| `killProbability` | `Double` |") && wanted.contains("| `too_slow` |"))
    }
}
