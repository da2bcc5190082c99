/// A date of the public record, known to the day, the month or the year. No clock, no time zone.
public struct CalendarDate: Sendable, Equatable, Comparable, CustomStringConvertible {
    package let year: Int
    /// Nil where only the year is known.
    public let month: Int?
    /// Nil where only the month is known.
    public let day: Int?

    /// `2019`, `2019-05` or `2019-05-30`; nil for anything else, and for days that no calendar has.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            parts[0].count == 4, parts.dropFirst().allSatisfy({ $0.count == 2 }), let year = Int(parts[0])
        else { return nil }
        self.year = year
        month = parts.count > 1 ? Int(parts[1]) : nil
        day = parts.count > 2 ? Int(parts[2]) : nil
        if let month, !(1...12).contains(month) { return nil }
        if let day, let month, !(1...Self.days(in: month, of: year)).contains(day) { return nil }
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    private var first: (Int, Int, Int) { (year, month ?? 1, day ?? 1) }
    private var last: (Int, Int, Int) {
        let month = month ?? 12
        return (year, month, day ?? Self.days(in: month, of: year))
    }

    /// Order by the first day that the date may mean.
    public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.first < b.first }

    /// True when the last day that `self` may mean is not after the last day that `other` may mean.
    public func isKnownBy(_ other: CalendarDate) -> Bool { last <= other.last }

    /// As `2019-06-01`.
    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let padded = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
        return padded + (month.map { "-" + two($0) } ?? "") + (day.map { "-" + two($0) } ?? "")
    }
}

extension FieldReader {
    /// A date, with or without quotes.
    public mutating func optionalDate(_ key: String, required: Bool = false, _ help: String = "") -> String? {
        guard let node = value(key, .date, required: required, help) else { return nil }
        guard case .scalar(let text, _) = node.content, CalendarDate(text) != nil else {
            fault(at: node, path: inner(key), "found \(node.found), allowed: \(FieldShape.date.words)")
            return nil
        }
        return text
    }
}
