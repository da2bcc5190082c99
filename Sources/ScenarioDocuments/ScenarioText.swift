import Foundation

/// The text of a scenario with its recordings in place of their files' names, so that it stands alone.
///
///     recording: traffic.csv   →   recording: "time_s,icao,…\n…"
/// Lines stay lines, so errors name the places of the file that was written.
public enum ScenarioText {
    /// - Returns: the file's text; a name after `recording:` that ends in `.csv` is replaced by that file's text, relative to the scenario.
    public static func read(path: String) throws(DocumentErrors) -> String {
        let bytes = try DocumentParser.readBytes(path: path)
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("recording:") else { return text }
        var lines: [String] = []
        for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            lines.append(try inlined(String(line), line: place + 1, path: path))
        }
        return lines.joined(separator: "\n")
    }

    /// The first file that a recording of the text names; nil where the text stands alone.
    public static func recording(in text: String) -> String? {
        guard text.contains("recording:") else { return nil }
        for line in text.split(separator: "\n") {
            if let found = named(String(line)) { return found.file }
        }
        return nil
    }

    /// The file named behind `recording:`, and where it stands in the line.
    private static func named(_ line: String) -> (file: String, key: Range<String.Index>, name: Substring, isQuoted: Bool)? {
        guard !line.trimmingCharacters(in: .whitespaces).hasPrefix("#"), let key = line.range(of: "recording:") else { return nil }
        let value = line[key.upperBound...].drop { $0 == " " }
        let isQuoted = value.first == "\"" || value.first == "'"
        let name = (isQuoted ? value.dropFirst() : value).prefix { !"\"',}#".contains($0) }
        let file = name.trimmingCharacters(in: .whitespaces)
        return file.hasSuffix(".csv") ? (file, key, name, isQuoted) : nil
    }

    private static func inlined(_ line: String, line number: Int, path: String) throws(DocumentErrors) -> String {
        guard let (file, key, name, isQuoted) = named(line) else { return line }
        let url = URL(filePath: file, relativeTo: URL(filePath: path).deletingLastPathComponent())
        let table = String(decoding: try DocumentParser.readBytes(path: url.path), as: UTF8.self)
        guard table.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\r" || ($0.value >= 32 && $0.value < 127) }) else {
            throw DocumentErrors([
                DocumentError(
                    file: path, line: number, column: 0, path: "recording", message: "\(file) is not a table of plain text")
            ])
        }
        let escaped = table.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
            .replacingOccurrences(of: "\r", with: "").replacingOccurrences(of: "\n", with: "\\n")
        let after = line[name.endIndex...].drop { isQuoted && ($0 == "\"" || $0 == "'") }
        return line[..<key.upperBound] + " \"" + escaped + "\"" + after
    }
}
