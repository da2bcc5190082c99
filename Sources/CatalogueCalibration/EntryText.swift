import Foundation

/// Where the figures of an entry come from: one public source, or none.
package struct FigureSource: Sendable {
    /// Key in `sources.yaml`; nil: no source was named.
    package var ref: String?

    package init(ref: String?) { self.ref = ref }
}

/// The text of a catalogue file as it grows: a heading, then one block a value, each with its status and where it comes from.
struct EntryText {
    private(set) var text: String
    private let source: FigureSource

    init(kind: String, id: String, name: String, about: String, source: FigureSource, heading: [String]) {
        self.source = source
        let lines = ["version: 1", "kind: \(kind)", "id: \"\(id)\"", "name: \(Self.quoted(name))", "about: \(Self.quoted(about))"]
        text = (lines + heading).joined(separator: "\n") + "\n"
    }

    mutating func comment(_ words: String) { text += "\n# \(words)\n" }

    /// A figure as its source gives it.
    mutating func given(_ key: String, _ value: Double) {
        text += "\n\(key):\n  best: \(Self.number(value))\n  dist: const\n"
        if let ref = source.ref {
            text += "  status: found\n  sources:\n  - {ref: \(ref), status: found, says: \"\(Self.number(value))\"}\n"
        } else {
            text += "  status: assumed\n  method: \"given by hand; no source named\"\n"
        }
    }

    /// A value that follows from others by a method.
    mutating func derived(
        _ key: String, _ best: Double, low: Double? = nil, high: Double? = nil, _ distribution: String = "tri", method: String
    ) {
        block(key, best, low, high, distribution, "derived", method)
    }

    /// A modelling assumption with its spread.
    mutating func assumed(
        _ key: String, _ best: Double, low: Double? = nil, high: Double? = nil, _ distribution: String = "tri", method: String
    ) {
        block(key, best, low, high, distribution, "assumed", method)
    }

    /// A curve that follows from others by a method.
    mutating func curve(_ key: String, _ points: [(Double, Double)], method: String) {
        let pairs = points.map { "  - [\(Self.number($0.0)), \(Self.number($0.1))]" }.joined(separator: "\n")
        text += "\n\(key):\n  points:\n\(pairs)\n  status: derived\n  method: \(Self.quoted(method))\n"
    }

    private mutating func block(
        _ key: String, _ best: Double, _ low: Double?, _ high: Double?, _ distribution: String, _ status: String, _ method: String
    ) {
        var lines = ["", "\(key):"]
        if let low, let high, low < high {
            lines += [
                "  low: \(Self.number(low))", "  best: \(Self.number(best))", "  high: \(Self.number(high))", "  dist: \(distribution)",
            ]
        } else {
            lines += ["  best: \(Self.number(best))", "  dist: const"]
        }
        text += (lines + ["  status: \(status)", "  method: \(Self.quoted(method))"]).joined(separator: "\n") + "\n"
    }

    /// Four significant digits: no derived value is better known.
    static func number(_ value: Double) -> String {
        let text = String(format: "%.4g", locale: Locale(identifier: "en_US_POSIX"), value)
        // Exponents only where they are needed: files are read by people.
        guard text.contains("e"), abs(value) >= 1, abs(value) < 1e15 else { return text }
        return String(Int(Double(text) ?? value))
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ") + "\""
    }
}
