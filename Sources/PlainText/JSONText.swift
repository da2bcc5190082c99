/// JSON as a value, written with keys in the order given: small, exact, the same bytes every time.
public indirect enum JSONText: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case list([JSONText])
    case object([(String, JSONText)])

    package static func optional(_ value: Double?) -> JSONText { value.map { .number($0) } ?? .null }
    package static func optional(_ value: Int?) -> JSONText { value.map { .number(Double($0)) } ?? .null }
    package static func optional(_ value: String?) -> JSONText { value.map { .string($0) } ?? .null }

    /// The text, two spaces a level; lists of scalars on one line.
    public func text(indent: Int = 0) -> String {
        var out = ""
        write(&out, indent)
        return out
    }

    private var isScalar: Bool {
        switch self {
        case .list, .object: false
        default: true
        }
    }

    private func write(_ out: inout String, _ indent: Int) {
        let inner = String(repeating: "  ", count: indent + 1)
        let outer = String(repeating: "  ", count: indent)
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .number(let value): out += value.isFinite ? StrictNumber.text(value) : "null"
        case .string(let value): Self.quote(value, &out)
        case .list(let items):
            if items.allSatisfy(\.isScalar) {
                out += "["
                for (index, item) in items.enumerated() {
                    if index > 0 { out += ", " }
                    item.write(&out, indent)
                }
                out += "]"
                return
            }
            out += "[\n"
            for (index, item) in items.enumerated() {
                out += inner
                item.write(&out, indent + 1)
                out += index + 1 < items.count ? ",\n" : "\n"
            }
            out += outer + "]"
        case .object(let pairs):
            guard !pairs.isEmpty else {
                out += "{}"
                return
            }
            out += "{\n"
            for (index, pair) in pairs.enumerated() {
                out += inner
                Self.quote(pair.0, &out)
                out += ": "
                pair.1.write(&out, indent + 1)
                out += index + 1 < pairs.count ? ",\n" : "\n"
            }
            out += outer + "}"
        }
    }

    private static func quote(_ text: String, _ out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case "\r": out += "\\r"
            default:
                if scalar.value < 0x20 {
                    let hex = String(scalar.value, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        out += "\""
    }
}
