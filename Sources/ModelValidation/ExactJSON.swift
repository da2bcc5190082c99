import Foundation

/// What Foundation's reader lets pass and JSON does not allow, or means nothing sure by: a comma before a closing bracket, a key given
/// twice.
/// - Source: RFC 8259, 2 and 4.
enum ExactJSON {
    /// The first such fault of a text that Foundation reads; nil where there is none.
    static func fault(in data: Data) -> (byte: Int, why: String)? {
        let bytes = [UInt8](data)
        /// Keys of each object that is open; nil for a list.
        var open: [Set<String>?] = []
        var place = 0
        var (comma, isKeyNext) = (-1, false)
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "\""):
                let start = place
                place += 1
                while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1 }
                if isKeyNext, let last = open.indices.last, place < bytes.count {
                    let key = text(bytes[start...place])
                    if open[last]?.insert(key).inserted == false {
                        return (start, "the key \(key.debugDescription.prefix(80)) is given more than once")
                    }
                }
                (comma, isKeyNext) = (-1, false)
            case UInt8(ascii: "{"):
                open.append([])
                (comma, isKeyNext) = (-1, true)
            case UInt8(ascii: "["):
                open.append(nil)
                (comma, isKeyNext) = (-1, false)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if comma >= 0 { return (comma, "a comma with nothing behind it") }
                _ = open.popLast()
                isKeyNext = false
            case UInt8(ascii: ","): (comma, isKeyNext) = (place, open.last.map { $0 != nil } ?? false)
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): break
            default: comma = -1
            }
            place += 1
        }
        return nil
    }

    /// A key between its quotes, escapes as what they stand for.
    private static func text(_ quoted: ArraySlice<UInt8>) -> String {
        if quoted.contains(UInt8(ascii: "\\")),
            let read = try? JSONSerialization.jsonObject(with: Data(quoted), options: .fragmentsAllowed) as? String
        {
            return read
        }
        return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    }
}
