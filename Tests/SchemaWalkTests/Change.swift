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
        case .put(let text): try? node.applying([PathOverride(path: path, value: DocumentNode(text: text))], file: "probe")
        case .rename(let old, let new): node.renaming(old, to: new)
        }
    }
}
