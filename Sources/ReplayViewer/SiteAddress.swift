/// What an address of the local server asks for: read whole, by its form alone, before anything is looked up.
enum SiteAddress: Equatable {
    /// The list of sources, or the only one.
    case front
    case part(String)
    /// A source's page, or the columns of one of its arms.
    case source(Int, columns: Int?)
    /// A study's run with one arm or two, or the columns of one of them.
    case run(source: Int, setting: Int, sample: Int, run: Int, arms: [Int], columns: Int?)

    /// - Parameters:
    ///   - path: of the address, without its query.
    ///   - base: what every path begins with; ends with a slash.
    /// - Returns: nil for what names nothing.
    init?(_ path: String, base: String) {
        guard path.utf8.count <= 512, path.hasPrefix(base) else { return nil }
        let words = path.dropFirst(base.count).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard words.allSatisfy({ $0.utf8.allSatisfy(Self.isPlain) && $0 != ".." }) else { return nil }
        if words == [""] {
            self = .front
            return
        }
        if words.count == 2, words[0] == "parts" {
            self = .part(words[1])
            return
        }
        guard let number = Self.number(words[0]) else { return nil }
        let rest = words.dropFirst().filter { !$0.isEmpty }
        guard rest.first == "run", rest.count >= 5 else {
            guard let columns = Self.columns(rest) else { return nil }
            self = .source(number, columns: columns.number)
            return
        }
        let arms = rest[4].split(separator: "-", omittingEmptySubsequences: false).map { Self.number(String($0)) }
        guard let setting = Self.number(rest[1]), let sample = Self.number(rest[2]), let run = Self.number(rest[3]), (1...2).contains(arms.count),
            !arms.contains(nil), let columns = Self.columns(Array(rest.dropFirst(5)))
        else { return nil }
        self = .run(source: number, setting: setting, sample: sample, run: run, arms: arms.compactMap(\.self), columns: columns.number)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// A whole number, not below zero.
    private static func number(_ word: String) -> Int? { Int(word).flatMap { $0 >= 0 ? $0 : nil } }

    /// Nothing, or `columns` and the number of an arm; nil for anything else.
    private static func columns(_ words: [String]) -> (number: Int?, Void)? {
        if words.isEmpty { return (nil, ()) }
        guard words.count == 2, words[0] == "columns", let number = number(words[1]) else { return nil }
        return (number, ())
    }
}
