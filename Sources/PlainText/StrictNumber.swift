/// Numbers as this program reads them: decimal, finite, no sexagesimal, octal, underscore, NaN or infinity, whatever
/// YAML 1.1 would make of the same letters.
public enum StrictNumber {
    package enum Fault: Error, Equatable {
        case notANumber
        case leadingZero(String)
        case notFinite
    }

    /// `-?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?`
    package static func parse(_ text: String) -> Result<Double, Fault> {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 64 else { return .failure(.notANumber) }
        var place = 0
        func digit(_ index: Int) -> Bool { index < bytes.count && bytes[index] >= 0x30 && bytes[index] <= 0x39 }
        if bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") { place += 1 }
        if isSpecial(text) { return .failure(.notFinite) }
        guard digit(place) else { return .failure(.notANumber) }
        let zeroAt = bytes[place] == 0x30 ? place : nil
        var count = 0
        while digit(place) { place += 1; count += 1 }
        let hasLeadingZero = zeroAt != nil && count > 1
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            place += 1
            guard digit(place) else { return .failure(.notANumber) }
            while digit(place) { place += 1 }
        }
        if place < bytes.count, bytes[place] == UInt8(ascii: "e") || bytes[place] == UInt8(ascii: "E") {
            place += 1
            if place < bytes.count, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") { place += 1 }
            guard digit(place) else { return .failure(.notANumber) }
            while digit(place) { place += 1 }
        }
        guard place == bytes.count else { return .failure(.notANumber) }
        if hasLeadingZero {
            let sign = text.hasPrefix("-") ? "-" : ""
            let bare = text.drop { $0 == "-" || $0 == "+" || $0 == "0" }
            return .failure(.leadingZero(sign + (bare.first?.isNumber == true ? bare : "0" + bare)))
        }
        guard let value = Double(text), value.isFinite else { return .failure(.notFinite) }
        return .success(value)
    }

    private static func isSpecial(_ text: String) -> Bool {
        let bare = text.lowercased().drop { $0 == "-" || $0 == "+" || $0 == "." }
        return bare == "nan" || bare == "inf" || bare == "infinity"
    }

    /// Shortest decimal text that people would write: `600` rather than `600.0`.
    public static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        return "\(value)"
    }
}
