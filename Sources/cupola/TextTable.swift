import PlainText

/// A table for people: columns as wide as their widest cell, numbers to the right.
struct TextTable {
    enum Side { case left, right }

    let titles: [String]
    let sides: [Side]
    var rows: [[String]] = []

    init(_ columns: (String, Side)...) {
        titles = columns.map(\.0)
        sides = columns.map(\.1)
    }

    /// Columns in `leftColumns` are set to the left, the rest to the right.
    init(header: [String], leftColumns: Set<Int> = [0]) {
        titles = header
        sides = header.indices.map { leftColumns.contains($0) ? .left : .right }
    }

    mutating func add(_ cells: String...) {
        precondition(cells.count == titles.count)
        rows.append(cells)
    }

    /// Most letters of a cell: a name out of a file does not push the other columns away.
    private static let cellWidth = 400

    var text: String {
        let titles = titles.map(Self.shown)
        let rows = rows.map { $0.map(Self.shown) }
        var widths = titles.map(\.count)
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
        }
        func line(_ cells: [String]) -> String {
            var line = ""
            for (index, cell) in cells.enumerated() {
                if index > 0 { line += "  " }
                let space = String(repeating: " ", count: widths[index] - cell.count)
                line += sides[index] == .left ? cell + space : space + cell
            }
            while line.last == " " { line.removeLast() }
            return line
        }
        let rule = widths.map { String(repeating: "─", count: $0) }
        return ([line(titles), line(rule)] + rows.map(line)).joined(separator: "\n")
    }

    private static func shown(_ cell: String) -> String { ShownText.safe(cut(cell, to: cellWidth)).replacing("\n", with: " ") }

    /// At most `count` letters, the cut marked.
    static func cut(_ text: String, to count: Int) -> String { ShownText.cut(text, to: count) }
}

/// A number as people write it: at most five significant digits, no exponent for everyday sizes.
func readable(_ value: Double) -> String {
    if value == 0 { return "0" }
    let size = abs(value)
    if value == value.rounded(), size < 1e9 { return String(Int64(value)) }
    if size < 1e-4 || size >= 1e9 {
        var exponent = 0
        var mantissa = size
        while mantissa < 1 { mantissa *= 10; exponent -= 1 }
        while mantissa >= 10 { mantissa /= 10; exponent += 1 }
        let digits = (mantissa * 1000).rounded() / 1000
        return "\(value < 0 ? "-" : "")\(digits == digits.rounded() ? String(Int(digits)) : String(digits))e\(exponent)"
    }
    var scale = 1.0
    while size * scale < 10_000, scale < 1e8 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
}
