import Foundation

/// A figure of the report: its picture for wide and narrow pages, its words, and its numbers.
package struct Figure: Sendable {
    /// Of letters and digits; unique in a report.
    package var name: String
    package var title: String
    /// What it shows, for those who do not see it.
    package var alternative: String
    /// How to read it.
    package var note: String
    /// The numbers drawn: a header and rows.
    package var header: [String]
    package var rows: [[String]]
    var wide: String?
    var narrow: String?

    /// - Parameter draw: the script and height of the picture at a width in pixels; half the columns on a phone.
    init(
        name: String, title: String, alternative: String, note: String, header: [String], rows: [[String]],
        draw: (_ width: Int) -> (script: String, height: Int)
    ) {
        self.name = name
        self.title = title
        self.alternative = alternative
        self.note = note
        self.header = header
        self.rows = rows
        let (wideScript, wideHeight) = draw(Self.wideWidth)
        wide = Gnuplot.draw(wideScript, name: name + "w", width: Self.wideWidth, height: wideHeight)
        let (narrowScript, narrowHeight) = draw(Self.narrowWidth)
        narrow = Gnuplot.draw(narrowScript, name: name + "n", width: Self.narrowWidth, height: narrowHeight)
    }

    static let wideWidth = 720
    static let narrowWidth = 360

    /// The numbers as comma-separated values (RFC 4180).
    package var csv: String {
        ([header] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        text.contains { ",\"\n\r".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// The first sentence of how to read it stands below the picture, the rest opens.
    private var words: String {
        guard let end = note.firstRange(of: /[.] (?=[A-Z])/) else { return note.isEmpty ? "" : "<p class=\"note\">\(escape(note))</p>" }
        let (lead, rest) = (note[..<end.lowerBound] + ".", note[end.upperBound...])
        return "<p class=\"note\">\(escape(String(lead)))</p>\n<details><summary>How to read it</summary><p class=\"note\">\(escape(String(rest)))</p></details>"
    }

    /// The figure in a page.
    var html: String {
        let picture =
            wide == nil || narrow == nil
            ? "<p class=\"missing\">This picture was not drawn, because gnuplot was not installed where the report was made. Its numbers are below.</p>"
            : "<div role=\"img\" aria-label=\"\(escape(alternative))\"><div class=\"wide\">\(wide!)</div><div class=\"narrow\">\(narrow!)</div></div>"
        let data = Data(csv.utf8).base64EncodedString()
        let head = header.map { "<th scope=\"col\">\(escape($0))</th>" }.joined()
        let body = rows.map { row in "<tr>" + row.map { "<td>\(escape($0))</td>" }.joined() + "</tr>" }.joined(separator: "\n")
        let shown = rows.count <= 200 ? "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Data: \(escape(title))\"><table><thead><tr>\(head)</tr></thead><tbody>\n\(body)\n</tbody></table></div>" : "<p>\(thousands(rows.count)) rows; open the file.</p>"
        return """
            <figure id="figure-\(name)">
            <figcaption><strong>\(escape(title))</strong></figcaption>
            \(picture)
            \(words)
            <details class="data"><summary>Its numbers</summary>
            <p><a download="\(name).csv" href="data:text/csv;charset=utf-8;base64,\(data)">Download as CSV: \(escape(title))</a></p>
            \(shown)
            </details>
            </figure>
            """
    }
}

/// A number in a figure's data: six significant digits, no exponent, a plain minus.
func datum(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    var scale = 1.0
    while abs(value) * scale < 100_000, scale < 1e9 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    let text = String(rounded)
    return text.contains("e") ? "0" : text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
