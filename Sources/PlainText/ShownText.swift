/// Text from files and calls made fit to be shown: nothing in it moves a terminal's cursor, and nothing in it fills the screen.
public enum ShownText {
    /// A text whose control characters are written out as `\u001b` is: those of ASCII but the new line and the tabulator, those
    /// of Latin-1 (a terminal may take U+009B for an escape), and the marks that turn the direction of writing.
    ///
    /// Inside the strings of a JSON text the result means the same as the text did.
    public static func safe(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var out = ""
        out.reserveCapacity(text.utf8.count + 32)
        for scalar in text.unicodeScalars {
            if isControl(scalar) {
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Whether a terminal might obey the character instead of showing it.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F: true
        // Line and paragraph separators; overrides and isolates of direction (Unicode Standard Annex 9).
        case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
        default: false
        }
    }

    /// At most `count` letters, the cut marked at the end.
    public static func cut(_ text: String, to count: Int) -> String {
        // Fewer bytes than letters there cannot be.
        text.utf8.count <= count || text.count <= count ? text : String(text.prefix(max(0, count - 1))) + "…"
    }

    /// At most about `count` letters, the middle left out: what stands there and what is allowed stay readable.
    public static func cutInside(_ text: String, to count: Int) -> String {
        guard text.utf8.count > count, text.count > count else { return text }
        let tail = count / 2
        let left = text.count - count
        return "\(text.prefix(count - tail)) … (\(left) letters) … \(text.suffix(tail))"
    }

    /// Lines for a person: safe, none longer than `width` letters, no more than `most` of them.
    public static func lines(_ text: String, width: Int, most: Int = .max) -> String {
        let all = safe(text).split(separator: "\n", omittingEmptySubsequences: false)
        var kept = all.prefix(most).map { cutInside(String($0), to: width) }
        if all.count > most { kept.append("… and \(all.count - most) lines more") }
        return kept.joined(separator: "\n")
    }
}
