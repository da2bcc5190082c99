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
        guard text.contains("recording") else { return text }
        var lines: [String] = []
        for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            lines.append(try inlined(String(line), line: place + 1, path: path))
        }
        return lines.joined(separator: "\n")
    }

    /// The first file that a recording of the text names; nil where the text stands alone.
    public static func recording(in text: String) -> String? {
        guard text.contains("recording") else { return nil }
        for line in text.split(separator: "\n") {
            if let found = named(String(line)).first { return found.file }
        }
        return nil
    }

    /// The files named behind `recording:`, the key in quotes or not, and where each value stands in the line with its quotes.
    private static func named(_ line: String) -> [(file: String, value: Range<String.Index>)] {
        guard !line.trimmingCharacters(in: .whitespaces).hasPrefix("#") else { return [] }
        let key = /(?:^|[\s{,])(?:"recording"|'recording'|recording)[ \t]*:[ \t]*/
        return line.matches(of: key).compactMap { match in
            let value = line[match.range.upperBound...]
            guard let first = value.first else { return nil }
            let isQuoted = first == "\"" || first == "'"
            let name = (isQuoted ? value.dropFirst() : value).prefix { isQuoted ? $0 != first : !",}#".contains($0) }
            let file = name.trimmingCharacters(in: .whitespaces)
            guard file.hasSuffix(".csv") else { return nil }
            let end = isQuoted && name.endIndex < line.endIndex ? line.index(after: name.endIndex) : name.endIndex
            return (file, value.startIndex..<end)
        }
    }

    private static func inlined(_ line: String, line number: Int, path: String) throws(DocumentErrors) -> String {
        var text = line
        // From the last to the first, so that places before stay.
        for (file, value) in named(line).reversed() {
            let url = URL(filePath: file, relativeTo: URL(filePath: path).deletingLastPathComponent())
            let bytes = try DocumentParser.readBytes(path: url.path)
            // Spreadsheets write a byte order mark before UTF-8.
            let table = String(decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...], as: UTF8.self)
            guard table.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\r" || ($0.value >= 32 && $0.value < 127) }) else {
                throw DocumentErrors([
                    DocumentError(
                        file: path, line: number, column: 0, path: "recording", message: "\(file) is not a table of plain text")
                ])
            }
            let escaped = table.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
                .replacingOccurrences(of: "\r", with: "").replacingOccurrences(of: "\n", with: "\\n")
            text = line[..<value.lowerBound] + "\"" + escaped + "\"" + text[value.upperBound...]
        }
        return text
    }
}
