extension DocumentNode {
    /// The tree as YAML: maps and lists below one another, short ones on a line.
    ///
    /// It reads back to the same tree. Comments are not in the tree and so are not in the text.
    public var yaml: String {
        var text = ""
        write(&text, indent: 0)
        return text
    }

    private static let widthMaximum = 120

    private func write(_ text: inout String, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        switch content {
        case .scalar: text += margin + flow + "\n"
        case .map(let entries):
            for entry in entries {
                text += "\(margin)\(Self.quoted(entry.key)):"
                entry.value.writeAfterKey(&text, indent: indent, used: indent + entry.key.count + 1)
            }
        case .list(let items):
            for item in items {
                let short = item.flow
                if case .map(let entries) = item.content, !entries.isEmpty, indent + short.count + 2 > Self.widthMaximum {
                    var inner = ""
                    item.write(&inner, indent: indent + 2)
                    text += "\(margin)- \(inner.dropFirst(indent + 2))"
                } else {
                    text += "\(margin)- \(short)\n"
                }
            }
        }
    }

    private func writeAfterKey(_ text: inout String, indent: Int, used: Int) {
        let short = flow
        switch content {
        case .scalar: text += " \(short)\n"
        case .map, .list:
            if used + short.count + 1 <= Self.widthMaximum, depth <= 2 {
                text += " \(short)\n"
            } else {
                text += "\n"
                write(&text, indent: indent + 2)
            }
        }
    }

    /// Levels of maps and lists from here down.
    private var depth: Int {
        switch content {
        case .scalar: 0
        case .list(let items): 1 + (items.map(\.depth).max() ?? 0)
        case .map(let entries): 1 + (entries.map(\.value.depth).max() ?? 0)
        }
    }

    /// All of it on one line.
    private var flow: String {
        switch content {
        case .scalar(let text, let quoted):
            quoted || isNothing && !text.isEmpty ? Self.inQuotes(text) : text.isEmpty ? "" : Self.quoted(text)
        case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .map(let entries): "{" + entries.map { "\(Self.quoted($0.key)): \($0.value.flow)" }.joined(separator: ", ") + "}"
        }
    }

    /// A plain word as it is; what YAML might read as something else in quotes.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy {
            ($0.value > 127) || ($0.properties.isAlphabetic) || ("0"..."9").contains($0) || " _-.+/()%".unicodeScalars.contains($0)
        }
        let edges = text.first?.isWhitespace == true || text.last?.isWhitespace == true
        return isPlain && !edges && !text.hasPrefix("- ") && text != "-" && text != "." ? text : inQuotes(text)
    }

    private static func inQuotes(_ text: String) -> String {
        var result = "\""
        for character in text {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n", "\r\n": result += "\\n"
            case "\t": result += "\\t"
            default: result.append(character)
            }
        }
        return result + "\""
    }
}
