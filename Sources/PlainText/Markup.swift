/// Text inside markup.
public enum Markup {
    /// For HTML and XML, in text and in attributes; control characters, which XML has none of, are written out.
    public static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for character in ShownText.safe(text).unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    /// Markup in whose sentences and cells no name such as `S-300PMU2` is broken at its hyphen; pictures and code stay as they are.
    public static func unbroken(_ markup: String) -> String {
        var inside = 0
        return markup.split(separator: "<", omittingEmptySubsequences: false).enumerated().map { place, part -> String in
            guard place > 0, let end = part.firstIndex(of: ">") else { return String(part) }
            let tag = part[..<end]
            let kept = ["svg", "pre", "code"]
            if kept.contains(where: { tag == $0 || tag.hasPrefix($0 + " ") }) { inside += 1 }
            if kept.contains(where: { tag == "/" + $0 }) { inside -= 1 }
            let text = part[end...].dropFirst()
            guard inside == 0, text.contains("-") else { return String(part) }
            return tag + ">" + text.replacing(/\b[A-Z]{1,2}-[0-9][0-9A-Z]*/) { "<span class=\"name\">\($0.output)</span>" }
        }.joined(separator: "<")
    }
}

/// Comma-separated values. - Source: RFC 4180.
public enum CommaSeparated {
    /// A field, in quotation marks where it must be.
    public static func field(_ text: String) -> String {
        text.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0) }
            ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : text
    }

    /// A line with its end.
    public static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\n" }
}
