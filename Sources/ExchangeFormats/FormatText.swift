/// Numbers and texts as exchange files write them.
enum FormatText {
    private static let scales: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

    /// A number with at most so many decimals, without trailing zeros and without an exponent.
    /// - Parameter value: finite, |value| · 10^decimals < 9·10¹⁸.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        let scaled = Int64((value * scales[decimals]).rounded())
        if decimals == 0 { return String(scaled) }
        let size = scaled.magnitude
        let unit = UInt64(scales[decimals])
        var fraction = size % unit
        let whole = (scaled < 0 ? "-" : "") + String(size / unit)
        if fraction == 0 { return whole == "-0" ? "0" : whole }
        var places = decimals
        while fraction % 10 == 0 {
            fraction /= 10
            places -= 1
        }
        let digits = String(fraction)
        return whole + "." + String(repeating: "0", count: places - digits.utf8.count) + digits
    }

    /// JSON's quotes and escapes (RFC 8259, section 7).
    static func json(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// XML's five entities; letters that XML 1.0 does not allow are left out.
    static func xml(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&apos;"
            case "\t", "\n": out.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: continue
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// A CSV cell (RFC 4180).
    static func cell(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        return needsQuotes ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : text
    }

    /// Seconds since the epoch as an ISO 8601 time in UTC, with at most six decimals.
    static func time(_ seconds: Double, after epoch: ExchangeEpoch) -> String {
        let micros = Int64((seconds * 1e6).rounded())
        let (whole, rest) = micros.quotientAndRemainder(dividingBy: 1_000_000)
        let fraction = rest < 0 ? rest + 1_000_000 : rest
        let moment = epoch.seconds + whole - (rest < 0 ? 1 : 0)
        var text = ExchangeEpoch(seconds: moment).text
        if fraction != 0 {
            var digits = String(fraction + 1_000_000).dropFirst()
            while digits.last == "0" { digits = digits.dropLast() }
            text.removeLast()
            text += "." + digits + "Z"
        }
        return text
    }
}

/// The moment in UTC that exchange files give to the start of a run; runs themselves have no date.
package struct ExchangeEpoch: Sendable, Equatable {
    /// Since 1970-01-01T00:00:00Z, without leap seconds.
    package var seconds: Int64

    package init(seconds: Int64) { self.seconds = seconds }

    /// A notional date.
    package static let notional = ExchangeEpoch(seconds: 946_684_800)

    /// Reads `2000-01-01T00:00:00Z`; nil for anything else, and outside the years 1970 to 2199.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[10] == 0x54, bytes[19] == 0x5A else { return nil }
        let marks: [Int: UInt8] = [4: 0x2D, 7: 0x2D, 13: 0x3A, 16: 0x3A]
        func number(_ range: Range<Int>) -> Int? {
            guard bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        guard marks.allSatisfy({ bytes[$0.key] == $0.value }), let year = number(0..<4), let month = number(5..<7),
            let day = number(8..<10), let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1970...2199).contains(year), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        seconds = Self.days(year: year, month: month, day: day) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        guard self.text == text else { return nil }
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    /// - Source: H. Hinnant, *chrono-Compatible Low-Level Date Algorithms* (2021), `days_from_civil`.
    private static func days(year: Int, month: Int, day: Int) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    /// `2000-01-01T00:00:00Z`; by the inverse of the same source.
    package var text: String {
        let (day, rest) = (Int(seconds / 86_400), Int(seconds % 86_400))
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part + (part < 10 ? 3 : -9)
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let date = "\(year)-\(two(month))-\(two(dayOfYear - (153 * part + 2) / 5 + 1))"
        return date + "T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}
