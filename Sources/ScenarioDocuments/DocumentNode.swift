/// A parsed piece of a document with its place in the text: the reader's own tree, free of the YAML library.
public struct DocumentNode: Sendable {
    package indirect enum Content: Sendable {
        /// Text as written; `quoted` when it stood in quotes or in a block and is therefore text, whatever it looks like.
        case scalar(String, quoted: Bool)
        case list([DocumentNode])
        case map([Entry])
    }

    /// One `key: value` of a map.
    public struct Entry: Sendable {
        package let key: String
        package let line: Int
        package let column: Int
        package var value: DocumentNode

        package init(key: String, line: Int, column: Int, value: DocumentNode) {
            self.key = key
            self.line = line
            self.column = column
            self.value = value
        }
    }

    package let line: Int
    package let column: Int
    package var content: Content

    package init(line: Int, column: Int, content: Content) {
        self.line = line
        self.column = column
        self.content = content
    }

    package init(text: String, line: Int = 0, column: Int = 0) {
        self.init(line: line, column: column, content: .scalar(text, quoted: false))
    }

    /// An empty map: what an absent optional section reads as.
    public static let emptyMap = DocumentNode(line: 0, column: 0, content: .map([]))

    /// True for `key:` with nothing after it, and for `~` and `null`.
    var isNothing: Bool {
        guard case .scalar(let text, quoted: false) = content else { return false }
        return text.isEmpty || text == "~" || text.lowercased() == "null"
    }

    /// What stands here, for an error message.
    var found: String {
        switch content {
        case .list(let items): return items.isEmpty ? "an empty list" : "a list"
        case .map(let entries): return entries.isEmpty ? "an empty map" : "a map"
        case .scalar(let text, let quoted):
            if isNothing { return "nothing" }
            let short = text.count > 40 ? text.prefix(40) + "…" : Substring(text)
            let printable = String(short.map { $0.isNewline ? " " : $0 })
            return quoted ? "the text \"\(printable)\"" : printable
        }
    }
}
