/// Help as it is printed: 80 columns, and every example on one line of its own, however long, so that it can be pasted.
public enum HelpText {
    /// Breaks the lines of a help page that was rendered without a width.
    ///
    /// Lines that the source broke in the middle of a sentence are joined first. Examples are the lines that begin with two blanks and
    /// the program's name; they are never broken. Descriptions of options hang under their column.
    public static func wrapped(_ page: String, program: String, columns: Int = 80) -> String {
        var lines: [String] = []
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let example = "Example: \(program) "
            if line.hasPrefix(example) {
                lines += ["Example:", "  " + line.dropFirst("Example: ".count)]
            } else if let last = lines.last, isBroken(last, program), let first = line.first, first != " " {
                lines[lines.count - 1] = last + " " + line
            } else {
                lines.append(line)
            }
        }
        return lines.flatMap { line -> [String] in
            isExample(line, program) || line.count <= columns ? [line] : broken(line, columns)
        }.joined(separator: "\n")
    }

    private static func isExample(_ line: String, _ program: String) -> Bool { line.hasPrefix("  \(program) ") }

    /// Whether the source broke a sentence at the end of a line: it is long, begins at the margin and does not end one.
    private static func isBroken(_ line: String, _ program: String) -> Bool {
        guard let first = line.first, first != " ", line.count > 60, !line.hasPrefix("USAGE:") else { return false }
        return !line.hasSuffix(".") && !line.hasSuffix(":")
    }

    /// One line over as many as it needs; words that are longer than the rest of a line stand alone.
    static func broken(_ line: String, _ columns: Int) -> [String] {
        let indent = line.prefix { $0 == " " }.count
        // Options stand in a column of 26: "  --out <dir>             What it is."
        let label = line.dropFirst(indent)
        let gap = label.firstRange(of: "  ")?.lowerBound
        let isOption = indent == 2 && gap.map { line.distance(from: line.startIndex, to: $0) < 26 } == true
        let hanging = String(repeating: " ", count: isOption ? 26 : line.hasPrefix("USAGE: ") ? 7 : indent)
        var head = isOption ? String(line.prefix(26)) : String(line.prefix(indent))
        let words = (isOption ? line.dropFirst(26) : line.dropFirst(indent)).split(separator: " ")
        var lines: [String] = []
        var isEmpty = true
        for word in words {
            if !isEmpty, head.count + 1 + word.count > columns {
                lines.append(head)
                head = hanging
                isEmpty = true
            }
            head += isEmpty ? String(word) : " " + word
            isEmpty = false
        }
        return lines + [head]
    }
}
