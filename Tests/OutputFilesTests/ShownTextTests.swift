import PlainText
import Testing

@Suite struct ShownTextTests {
    @Test func `control characters are written out, letters are not`() {
        #expect(ShownText.safe("a\u{1B}[2J\u{9B}31m\u{7F}\rb\u{202E}c") == "a\\u001b[2J\\u009b31m\\u007f\\u000db\\u202ec")
        #expect(ShownText.safe("Фаворит, 35° N\n\tnext") == "Фаворит, 35° N\n\tnext")
    }

    @Test func `what is long is cut, and both ends stay`() {
        let long = String(repeating: "x", count: 1_000_000)
        #expect(ShownText.cut(long, to: 10) == "xxxxxxxxx…")
        #expect(ShownText.cutInside("found " + long + ", allowed: 3", to: 40).hasSuffix(", allowed: 3"))
        #expect(ShownText.lines(long + "\nshort", width: 100).split(separator: "\n").map(\.count).max()! < 140)
        #expect(ShownText.lines("a\nb\nc", width: 10, most: 2) == "a\nb\n… and 1 lines more")
    }
}
