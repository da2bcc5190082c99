import PlainText
import Testing

@Suite struct ShownTextTests {
    @Test func `control characters are written out, letters are not`() {
        #expect(ShownText.safe("a\u{1B}[2J\u{9B}31m\u{7F}\rb\u{202E}c") == "a\\u001b[2J\\u009b31m\\u007f\\u000db\\u202ec")
        #expect(Markup.escaped("<a \u{1B}]0;owned\u{7}>") == "&lt;a \\u001b]0;owned\\u0007&gt;")
        #expect(ShownText.safe("Фаворит, 35° N\n\tnext") == "Фаворит, 35° N\n\tnext")
    }

    @Test func `names are not broken at their hyphens, pictures and data stay as they are`() {
        let markup = "<p>S-400 and S-300PMU2 &amp; a-b</p><svg><text>S-400</text></svg><pre>S-400,1</pre><td title=\"S-400\">9M96E2</td>"
        let name = "<span class=\"name\">S-400</span>"
        #expect(Markup.unbroken(markup) == markup.replacing("<p>S-400 and S-300PMU2", with: "<p>\(name) and <span class=\"name\">S-300PMU2</span>"))
    }

    @Test func `what is long is cut, and both ends stay`() {
        let long = String(repeating: "x", count: 1_000_000)
        #expect(ShownText.cut(long, to: 10) == "xxxxxxxxx…")
        #expect(ShownText.cutInside("found " + long + ", allowed: 3", to: 40).hasSuffix(", allowed: 3"))
        #expect(ShownText.lines(long + "\nshort", width: 100).split(separator: "\n").map(\.count).max()! < 140)
        #expect(ShownText.lines("a\nb\nc", width: 10, most: 2) == "a\nb\n… and 1 lines more")
    }
}

@Suite struct TableWidthTests {
    private static var table: TextTable {
        var table = TextTable(header: ["paired difference, first minus second", "got through"])
        table.rows = [["S-300PMU2 and S-400 − S-300PMU2 as delivered", "−3.1 [−3.7, −2.6]"]]
        return table
    }

    @Test func `a table fits its terminal: words are broken, numbers are not`() {
        let narrow = Self.table.text(within: 44)
        #expect(narrow.split(separator: "\n").allSatisfy { $0.count <= 44 })
        #expect(narrow.contains("−3.1 [−3.7, −2.6]"))
        #expect(narrow.contains("S-300PMU2") && narrow.contains("delivered"))
    }

    @Test(arguments: [46, 50, 60, 80]) func `names are broken at their signs where spaces are not enough, and nothing is lost`(limit: Int) {
        var table = TextTable(("id", .left), ("kind", .left), ("what", .left), ("number", .right))
        table.add("ir.2007.s300_contract_of_five_battalions", "resolution-of-council", "UNSCR1929-paragraph-8/annexes", "−12.5 [−13, −2]")
        let lines = table.text(within: limit).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= limit }, "\(lines)")
        let letters = table.text(within: nil).filter { !" \n─".contains($0) }.sorted()
        #expect(table.text(within: limit).filter { !" \n─".contains($0) }.sorted() == letters)
        #expect(table.text(within: limit).contains("−12.5 [−13, −2]"))
        #expect(lines.contains { $0.hasPrefix("ir.2007.") })
    }

    @Test func `where nothing else is left to give way, intervals go below their numbers`() {
        var table = TextTable(header: ["defence", "got through", "rounds fired"])
        table.rows = [["old", "10.8 [9.9, 11.8]", "16.0 [6.2, 16.0]"]]
        let lines = table.text(within: 34).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 34 }, "\(lines)")
        #expect(lines.suffix(2).map(String.init) == ["old             10.8          16.0", "         [9.9, 11.8]   [6.2, 16.0]"])
    }

    @Test func `sentences are broken at their spaces to fit a terminal, and stay whole elsewhere`() {
        let text = "a sentence of some words\nshort\n"
        #expect(Terminal.fitted(text, to: 12) == "a sentence\nof some\nwords\nshort\n")
        #expect(Terminal.fitted(text, to: nil) == text)
    }

    @Test func `without a terminal a table is as wide as it is`() { #expect(Self.table.text(within: nil).split(separator: "\n").count == 3) }
}
