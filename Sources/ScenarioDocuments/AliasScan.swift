/// Finds aliases before the YAML library can follow them, so that an alias bomb costs one pass over the bytes.
///
/// It knows nothing of quotes: a file is refused when some `&name` and a `*name` of the same name both stand where a
/// value could begin. Ordinary prose does not contain such a pair, and no quoting trick hides one.
enum AliasScan {
    struct Alias: Equatable {
        let name: String
        let line: Int
        let column: Int
    }

    static func firstAlias(in bytes: [UInt8]) -> Alias? {
        var anchors: Set<ArraySlice<UInt8>> = []
        forEachName(in: bytes, after: UInt8(ascii: "&")) { name, _, _ in
            if anchors.count < 100_000 { anchors.insert(name) }
            return true
        }
        guard !anchors.isEmpty else { return nil }
        var found: Alias?
        forEachName(in: bytes, after: UInt8(ascii: "*")) { name, line, column in
            guard anchors.contains(name) else { return true }
            found = Alias(name: String(decoding: name, as: UTF8.self), line: line, column: column)
            return false
        }
        return found
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func forEachName(
        in bytes: [UInt8], after sign: UInt8, _ body: (ArraySlice<UInt8>, Int, Int) -> Bool
    ) {
        var line = 1
        var lineStart = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                line += 1
                lineStart = index + 1
            }
            guard byte == sign, index == 0 || !isNameByte(bytes[index - 1]) else {
                index += 1
                continue
            }
            var end = index + 1
            while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
            if end > index + 1, !body(bytes[(index + 1)..<end], line, index - lineStart + 1) { return }
            index = end
        }
    }
}
