import PlainText

@testable import ScenarioDocuments

/// Another value for a key.
enum Change: Sendable {
    /// Another scalar at one place.
    case put(String)
    /// Another name, wherever the old one stands.
    case rename(from: String, to: String)

    /// Others to try for what stands at a place, the likeliest to matter first; each inside what the form allows.
    static func others(than text: String, _ shape: FieldShape, words: [String]) -> [Change] {
        switch shape {
        case .number(_, let low, let high), .catalogueNumber(_, let low, let high):
            return numbers(than: text, low, high).map { .put(StrictNumber.text($0)) }
        case .integer(let low, let high):
            // The largest whole number has no double of its own.
            let others = numbers(than: text, Double(low), Double(high)).compactMap { Int(exactly: $0.rounded()) }
            return others.filter { String($0) != text }.map { .put(String($0)) }
        case .flag: return ["true", "false"].filter { $0 != text }.map { .put($0) }
        case .choice(let names): return names.filter { $0 != text }.map { .put($0) }
        case .date: return [.put("2010-01-01"), .put("2017-06-01")]
        case .scalar: return [.put(text == "1" ? "2" : "1")]
        default: return [.rename(from: text, to: text + "-other")] + words.filter { $0 != text }.map { .put($0) }
        }
    }

    /// Twice and half first, then further away, for what only matters past a threshold.
    private static func numbers(than text: String, _ low: Double, _ high: Double) -> [Double] {
        guard let value = Double(text) else { return [] }
        let span = min(high, 10) - max(low, 0)
        let others = value == 0 ? [max(low, 0) + span / 4, max(low, 0) + span / 2] : [2, 0.5, 0.1, 1.25, 0.8, 10, 0.01].map { value * $0 }
        // The ends of what is allowed last: some values matter only there.
        return (others + [low, high]).filter { $0 >= low && $0 <= high && $0 != value }
    }

    func applied(to node: DocumentNode, at path: String) -> DocumentNode? {
        switch self {
        case .put(let text):
            node.putting(text, at: path[...]) ?? (try? node.applying([PathOverride(path: path, value: DocumentNode(text: text))], file: "probe"))
        case .rename(let old, let new): node.renaming(old, to: new)
        }
    }
}

extension DocumentNode {
    /// A copy with another text at a place that is there, whose names may hold dots themselves; nil where it is not.
    fileprivate func putting(_ text: String, at path: Substring) -> DocumentNode? {
        if path.isEmpty { return DocumentNode(text: text) }
        switch content {
        case .scalar: return nil
        case .list(let items):
            guard path.first == "[", let end = path.firstIndex(of: "]"), let index = Int(path[path.index(after: path.startIndex)..<end]),
                items.indices.contains(index), let changed = items[index].putting(text, at: Self.rest(path[path.index(after: end)...]))
            else { return nil }
            var copy = items
            copy[index] = changed
            return DocumentNode(line: line, column: column, content: .list(copy))
        case .map(let entries):
            for (place, entry) in entries.enumerated() where path.hasPrefix(entry.key) {
                let after = path.dropFirst(entry.key.count)
                guard after.isEmpty || after.first == "." || after.first == "[", let changed = entry.value.putting(text, at: Self.rest(after))
                else { continue }
                var copy = entries
                copy[place] = Entry(key: entry.key, line: entry.line, column: entry.column, value: changed)
                return DocumentNode(line: line, column: column, content: .map(copy))
            }
            return nil
        }
    }

    private static func rest(_ path: Substring) -> Substring { path.first == "." ? path.dropFirst() : path }
}
