/// Numbers for people: one way of writing each kind.
public enum NumberText {
    /// `value` with so many decimals and the true minus sign, without the C locale's surprises; a dash where there is none.
    public static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (abs(value) * scale).rounded()
        // Beyond whole numbers there are no decimals to tell.
        guard scaled < 1e15 else { return "\(value)" }
        let whole = Int(scaled / scale)
        let rest = Int(scaled) - whole * Int(scale)
        let digits = String(rest)
        let fraction = decimals == 0 ? "" : "." + String(repeating: "0", count: decimals - digits.count) + digits
        return (value < 0 && scaled > 0 ? "−" : "") + "\(whole)\(fraction)"
    }

    /// One decimal below a hundred, none above, the true minus sign.
    public static func spoken(_ value: Double) -> String {
        guard value.isFinite else { return "unknown" }
        guard abs(value) < 1e15 else { return "\(value)" }
        let tenths = Int((abs(value) * 10).rounded())
        return (value < 0 && tenths > 0 ? "−" : "") + (tenths >= 1000 ? thousands((tenths + 5) / 10) : "\(tenths / 10).\(tenths % 10)")
    }

    /// A number of things: no decimals where there are none.
    public static func whole(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e9 ? thousands(Int(value)) : spoken(value)
    }

    /// As `spoken`, with two decimals below ten, for shares and indices.
    public static func fine(_ value: Double) -> String {
        guard value.isFinite else { return "unknown" }
        guard abs(value) < 10 else { return spoken(value) }
        let hundredths = Int((abs(value) * 100).rounded())
        let rest = hundredths % 100
        return (value < 0 && hundredths > 0 ? "−" : "") + "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// A figure of the catalogue as it is written there: no digits that nobody stated.
    public static func stated(_ value: Double) -> String {
        guard value.isFinite else { return "unknown" }
        if value == value.rounded(), abs(value) < 1e9 { return thousands(Int(value)) }
        var scale = 1.0
        while abs(value) * scale < 100, scale < 1e8 { scale *= 10 }
        return "\((value * scale).rounded() / scale)"
    }

    /// 12345 as 12,345.
    public static func thousands(_ value: Int) -> String {
        var digits = String(value.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (value < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
    }
}

/// A number as people write it: at most five significant digits, no exponent for everyday sizes.
public func readable(_ value: Double) -> String {
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
