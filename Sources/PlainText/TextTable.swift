/// A table for people: columns as wide as their widest cell, numbers to the right.
public struct TextTable: Sendable {
    public enum Side: Sendable { case left, right }

    public let titles: [String]
    public let sides: [Side]
    public var rows: [[String]] = []

    public init(_ columns: (String, Side)...) {
        titles = columns.map(\.0)
        sides = columns.map(\.1)
    }

    /// Columns in `leftColumns` are set to the left, the rest to the right.
    public init(header: [String], leftColumns: Set<Int> = [0]) {
        titles = header
        sides = header.indices.map { leftColumns.contains($0) ? .left : .right }
    }

    public mutating func add(_ cells: String...) {
        precondition(cells.count == titles.count)
        rows.append(cells)
    }

    /// Most letters of a cell: a name out of a file does not push the other columns away.
    private static let cellWidth = 400

    public var text: String {
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

    private static func shown(_ cell: String) -> String {
        ShownText.safe(cut(cell, to: cellWidth)).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
    }

    /// At most `count` letters, the cut marked.
    public static func cut(_ text: String, to count: Int) -> String { ShownText.cut(text, to: count) }
}
