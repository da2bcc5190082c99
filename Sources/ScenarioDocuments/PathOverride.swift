import PlainText

/// A scalar that replaces the value at a path of another document.
public struct PathOverride: Sendable {
    /// Such as `raids[first-wave].count` (list items by index or by their `name`) or `missiles.48n6e3.range_aircraft_km`.
    public let path: String
    package let value: DocumentNode

    package init(path: String, value: DocumentNode) {
        self.path = path
        self.value = value
    }

    package init(path: String, number: Double) {
        self.init(path: path, value: DocumentNode(text: StrictNumber.text(number)))
    }

    /// The text as written.
    public var text: String {
        if case .scalar(let text, _) = value.content { return text }
        return ""
    }

    /// The number, in the unit that the path's last word names; nil where it is not a finite decimal number.
    public var number: Double? {
        guard case .scalar(let text, quoted: false) = value.content else { return nil }
        return try? StrictNumber.parse(text).get()
    }
}

extension DocumentNode {
    /// The steps of a path: keys, and list items by index or name.
    static func steps(of path: String) -> [String]? {
        var steps: [String] = []
        var word = ""
        var inBrackets = false
        for character in path {
            switch character {
            case "." where !inBrackets:
                if !word.isEmpty { steps.append(word) }
                word = ""
            case "[" where !inBrackets:
                if !word.isEmpty { steps.append(word) }
                word = ""
                inBrackets = true
            case "]" where inBrackets:
                guard !word.isEmpty else { return nil }
                steps.append("[" + word)
                word = ""
                inBrackets = false
            default: word.append(character)
            }
        }
        guard !inBrackets else { return nil }
        if !word.isEmpty { steps.append(word) }
        return steps.isEmpty ? nil : steps
    }

    /// Puts `value` at the end of `steps`; keys of a map that are missing are added, list items that are missing
    /// are refused with a message.
    mutating func set(_ steps: ArraySlice<String>, to value: DocumentNode) -> String? {
        guard let step = steps.first else {
            if case .scalar = content {} else { return "a path must end at a single value, not at \(found)" }
            // Not a line of this file any more: the override's own, below zero, until faults are told apart.
            self = DocumentNode(line: -value.line, column: value.column, content: value.content)
            return nil
        }
        let rest = steps.dropFirst()
        switch content {
        case .scalar:
            return "nothing lies below a single value at \(step)"
        case .map(var entries):
            guard let index = entries.firstIndex(where: { $0.key == step }) else {
                guard !step.hasPrefix("["), rest.allSatisfy({ !$0.hasPrefix("[") }) else {
                    let near = Spelling.nearest(to: step, among: entries.map(\.key))
                    return "no \(step) there" + (near.map { "; did you mean \($0)?" } ?? "")
                }
                // An optional value that the file leaves out; a misspelt one becomes an unknown key in its place.
                var added = DocumentNode(line: -value.line, column: value.column, content: value.content)
                for key in rest.reversed() {
                    let entry = Entry(key: key, line: added.line, column: added.column, value: added)
                    added = DocumentNode(line: 0, column: 0, content: .map([entry]))
                }
                entries.append(Entry(key: step, line: added.line, column: added.column, value: added))
                content = .map(entries)
                return nil
            }
            let fault = entries[index].value.set(rest, to: value)
            content = .map(entries)
            return fault
        case .list(var items):
            guard step.hasPrefix("[") else { return "a list there: write [index] or [name], not \(step)" }
            let word = String(step.dropFirst())
            let index: Int
            if let number = Int(word) {
                guard items.indices.contains(number) else { return "no item [\(number)] there: the list has \(items.count)" }
                index = number
            } else {
                guard let found = items.firstIndex(where: { $0.textOfKey("name") == word }) else {
                    return "no item named \(word) there"
                }
                index = found
            }
            let fault = items[index].set(rest, to: value)
            content = .list(items)
            return fault
        }
    }

    /// The steps of a path with list items by their index, so that two spellings of one place are the same.
    func place(of path: String) -> [String] {
        var node: DocumentNode? = self
        return (Self.steps(of: path) ?? []).map { step in
            guard step.hasPrefix("["), case .list(let items)? = node?.content else {
                node = node?[step]
                return step
            }
            let word = step.dropFirst()
            let index = Int(word) ?? items.firstIndex { $0.textOfKey("name") == String(word) } ?? -1
            node = items.indices.contains(index) ? items[index] : nil
            return node == nil ? step : "[\(index)"
        }
    }

    func textOfKey(_ key: String) -> String? {
        guard case .map(let entries) = content, let entry = entries.first(where: { $0.key == key }),
            case .scalar(let text, _) = entry.value.content
        else { return nil }
        return text
    }

    /// A copy with every override applied; faults name the override's own place (the study file).
    func applying(_ overrides: [PathOverride], file: String) throws(DocumentErrors) -> DocumentNode {
        var copy = self
        var errors: [DocumentError] = []
        for item in overrides {
            func fault(_ message: String) {
                errors.append(
                    DocumentError(
                        file: file, line: item.value.line, column: item.value.column, path: item.path, message: message))
            }
            guard let steps = Self.steps(of: item.path) else {
                fault("is not a path such as raids[0].count")
                continue
            }
            if let message = copy.set(steps[...], to: item.value) { fault(message) }
        }
        guard errors.isEmpty else { throw DocumentErrors(errors) }
        return copy
    }
}

extension DocumentErrors {
    /// Faults of a document that was sound before its overrides, each blamed on the override that made it: the one in whose place it
    /// was found, or the first.
    func blaming(_ overrides: [PathOverride], of file: String) -> DocumentErrors {
        guard let first = overrides.first else { return self }
        return DocumentErrors(errors.map { error in
            let own = error.line < 0 ? overrides.first { $0.value.line == -error.line && $0.value.column == error.column } : nil
            func key(_ path: String) -> Substring? { path.split(separator: ".").last }
            let guilty = own ?? overrides.first { key($0.path) == key(error.path) } ?? first
            let message = own == nil ? "with \(guilty.text): \(error.path): \(error.message)" : error.message
            return DocumentError(file: file, line: guilty.value.line, column: guilty.value.column, path: guilty.path, message: message)
        })
    }
}
