/// A table for people: columns as wide as their widest cell, numbers to the right.
public struct TextTable: Sendable {
    package enum Side: Sendable { case left, right }

    package let titles: [String]
    package let sides: [Side]
    package var rows: [[String]] = []

    package init(_ columns: (String, Side)...) {
        titles = columns.map(\.0)
        sides = columns.map(\.1)
    }

    /// Columns in `leftColumns` are set to the left, the rest to the right.
    public init(header: [String], leftColumns: Set<Int> = [0]) {
        titles = header
        sides = header.indices.map { leftColumns.contains($0) ? .left : .right }
    }

    package mutating func add(_ cells: String...) { add(cells: cells) }

    /// The same, of a list.
    package mutating func add(cells: [String]) {
        precondition(cells.count == titles.count)
        rows.append(cells)
    }

    /// Most letters of a cell: a name out of a file does not push the other columns away.
    private static let cellWidth = 400

    package var text: String { text(within: Terminal.columns) }

    /// - Parameter limit: columns to fit into, by breaking titles and words at their spaces; where that is not enough, names at their
    ///   signs (`.`, `_`, `-`, `/`), then anywhere, then intervals go below their numbers. Numbers are never broken.
    public func text(within limit: Int?) -> String {
        let titles = titles.map(Self.shown)
        let rows = rows.map { $0.map(Self.shown) }
        let widths = widths(titles, rows, limit: limit)
        func lines(_ cells: [String]) -> [String] {
            let parts = cells.indices.map { Self.broken(cells[$0], width: widths[$0], sides[$0]) }
            return (0..<(parts.map(\.count).max() ?? 0)).map { number in
                var line = ""
                for index in cells.indices {
                    if index > 0 { line += "  " }
                    let cell = number < parts[index].count ? parts[index][number] : ""
                    let space = String(repeating: " ", count: max(0, widths[index] - cell.count))
                    line += sides[index] == .left ? cell + space : space + cell
                }
                while line.last == " " { line.removeLast() }
                return line
            }
        }
        let rule = widths.map { String(repeating: "─", count: $0) }
        return (lines(titles) + lines(rule) + rows.flatMap(lines)).joined(separator: "\n")
    }

    /// As wide as the widest cell; where that is too wide in all, the widest columns that can give way do.
    private func widths(_ titles: [String], _ rows: [[String]], limit: Int?) -> [Int] {
        var widths = titles.map(\.count)
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
        }
        guard let limit else { return widths }
        let gaps = 2 * (widths.count - 1)
        // Ever smaller pieces, until all columns have room.
        var least: [Int] = []
        let pieces: [(left: (String) -> Int, right: (String) -> Int)] = [
            (Self.longestWord, \.count), (Self.longestPiece, \.count), (Self.shortestPiece, \.count),
            (Self.shortestPiece, Self.longestNumber),
        ]
        for piece in pieces {
            least = widths.indices.map { index -> Int in
                let cells = rows.map { (sides[index] == .left ? piece.left : piece.right)($0[index]) }.max() ?? 0
                return max(1, sides[index] == .left ? piece.left(titles[index]) : Self.longestWord(titles[index]), cells)
            }
            if least.reduce(gaps, +) <= limit { break }
        }
        var excess = widths.reduce(gaps, +) - limit
        while excess > 0, let widest = widths.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] }) {
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    /// Of a number and its interval, which is one piece.
    private static func longestNumber(_ text: String) -> Int { numbers(text).map(\.count).max() ?? 0 }

    /// A cell cut before its interval: `2.5 [1.0, 4.0]` has two pieces.
    private static func numbers(_ text: String) -> [Substring] {
        guard let open = text.firstRange(of: " [") ?? text.firstRange(of: " (") else { return [text[...]] }
        return [text[..<open.lowerBound], text[open.lowerBound...].dropFirst()]
    }

    private static func longestWord(_ text: String) -> Int { text.split(separator: " ").map(\.count).max() ?? 0 }

    /// Of what stands between the signs of names, each sign with what is before it.
    private static func longestPiece(_ text: String) -> Int {
        var longest = 0
        var count = 0
        for letter in text {
            count = letter == " " ? 0 : count + 1
            longest = max(longest, count)
            if isSign(letter) { count = 0 }
        }
        return longest
    }

    /// Names may break anywhere, but not into crumbs.
    private static func shortestPiece(_ text: String) -> Int { min(8, longestWord(text)) }

    private static func isSign(_ letter: Character) -> Bool { "._-/".contains(letter) }

    /// A cell in lines that are no wider than its column, broken at spaces; a word that is wider after a sign, or anywhere.
    private static func broken(_ cell: String, width: Int, _ side: Side) -> [String] {
        guard cell.count > width, width > 0 else { return [cell] }
        if side == .right, longestNumber(cell) <= width { return numbers(cell).map(String.init) }
        var lines: [String] = []
        for word in cell.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
                continue
            }
            var rest = word
            while rest.count > width {
                let end = rest.index(rest.startIndex, offsetBy: width)
                let cut = rest[..<end].lastIndex(where: isSign).map { rest.index(after: $0) } ?? end
                lines.append(String(rest[..<cut]))
                rest = rest[cut...]
            }
            lines.append(String(rest))
        }
        return lines
    }

    private static func shown(_ cell: String) -> String {
        ShownText.safe(cut(cell, to: cellWidth)).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
    }

    /// At most `count` letters, the cut marked.
    public static func cut(_ text: String, to count: Int) -> String { ShownText.cut(text, to: count) }
}
