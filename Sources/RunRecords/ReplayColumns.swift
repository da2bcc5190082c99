/// What stands in a replay section and must not.
package struct ReplayError: Error, Equatable, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = "replay section: " + description }
}

/// Named columns of one type each, little-endian, one after the other in memory that others can map.
///
/// Layout: 8 bytes `CUPOLARP`; version (u32); number of columns (u32); for each column 48 bytes: its name in ASCII, filled up with zeros
/// to 32 bytes, its type (u32: 1 u8, 2 u16, 3 i16, 4 u32, 5 i32, 6 u64, 7 f32, 8 f64, 9 texts), its number of elements (u32) and
/// where it begins (u64, bytes from
/// the start, a multiple of 8). A column of texts holds UTF-8 with a zero byte after each text; its number of elements is its bytes.
struct ReplayColumns {
    static let magic = Array("CUPOLARP".utf8)
    static let version: UInt32 = 1
    static let headerBytes = 16
    static let entryBytes = 48
    static let nameBytes = 32
    static let textCode: UInt32 = 9
    /// More columns than any version will have.
    static let columnsMaximum = 1_000

    struct Column {
        var code: UInt32
        var count: Int
        var bytes: ArraySlice<UInt8>
    }

    private(set) var names: [String] = []
    private(set) var columns: [String: Column] = [:]

    init() {}

    mutating func add<Element: ReplayElement>(_ name: String, _ values: [Element]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * Element.size)
        for value in values { value.append(to: &bytes) }
        insert(name, Column(code: Element.code, count: values.count, bytes: bytes[...]))
    }

    mutating func add(_ name: String, texts: [String]) {
        var bytes: [UInt8] = []
        for text in texts {
            bytes += text.utf8.filter { $0 != 0 }
            bytes.append(0)
        }
        insert(name, Column(code: Self.textCode, count: bytes.count, bytes: bytes[...]))
    }

    private mutating func insert(_ name: String, _ column: Column) {
        precondition(name.utf8.count < Self.nameBytes && columns[name] == nil)
        names.append(name)
        columns[name] = column
    }

    /// The section's bytes.
    func encoded() -> [UInt8] {
        var bytes = Self.magic
        Self.version.append(to: &bytes)
        UInt32(names.count).append(to: &bytes)
        var place = Self.aligned(Self.headerBytes + Self.entryBytes * names.count)
        for name in names {
            guard let column = columns[name] else { continue }
            bytes += name.utf8
            bytes += Array(repeating: 0, count: Self.nameBytes - name.utf8.count)
            column.code.append(to: &bytes)
            UInt32(column.count).append(to: &bytes)
            UInt64(place).append(to: &bytes)
            place = Self.aligned(place + column.bytes.count)
        }
        for name in names {
            bytes += Array(repeating: 0, count: Self.aligned(bytes.count) - bytes.count)
            bytes += columns[name]?.bytes ?? []
        }
        return bytes
    }

    private static func aligned(_ place: Int) -> Int { (place + 7) & ~7 }

    /// Reads the directory; every size and place is checked.
    init(_ bytes: [UInt8]) throws(ReplayError) {
        guard bytes.count >= Self.headerBytes, bytes.starts(with: Self.magic) else {
            throw ReplayError("does not begin with CUPOLARP; expected a section written by cupola")
        }
        let version = UInt32(bytes: bytes[8..<12])
        guard version == Self.version else {
            throw ReplayError("version \(version) is not known; this program reads version \(Self.version)")
        }
        let count = Int(UInt32(bytes: bytes[12..<16]))
        guard count <= Self.columnsMaximum, Self.headerBytes + count * Self.entryBytes <= bytes.count else {
            throw ReplayError("\(count) columns do not fit in \(bytes.count) bytes")
        }
        for number in 0..<count {
            let entry = bytes[(Self.headerBytes + number * Self.entryBytes)...].prefix(Self.entryBytes)
            let label = entry.prefix(Self.nameBytes).prefix { $0 != 0 }
            guard !label.isEmpty, label.count < Self.nameBytes, label.allSatisfy({ $0 > 32 && $0 < 127 }) else {
                throw ReplayError("column \(number + 1) has no name in ASCII of 1 to \(Self.nameBytes - 1) bytes")
            }
            let name = String(decoding: label, as: UTF8.self)
            let code = UInt32(bytes: entry.dropFirst(Self.nameBytes).prefix(4))
            let elements = Int(UInt32(bytes: entry.dropFirst(Self.nameBytes + 4).prefix(4)))
            let place = UInt64(bytes: entry.dropFirst(Self.nameBytes + 8).prefix(8))
            guard let size = Self.size(of: code) else { throw ReplayError("column \(name) has the unknown type \(code); types are 1…9") }
            guard columns[name] == nil else { throw ReplayError("column \(name) stands there twice") }
            guard place % 8 == 0, place <= UInt64(bytes.count), elements * size <= bytes.count - Int(place) else {
                throw ReplayError("column \(name) has \(elements) elements at byte \(place), beyond the section's \(bytes.count) bytes")
            }
            insert(name, Column(code: code, count: elements, bytes: bytes[Int(place)..<(Int(place) + elements * size)]))
        }
    }

    private static func size(of code: UInt32) -> Int? {
        switch code {
        case 1, textCode: 1
        case 2, 3: 2
        case 4, 5, 7: 4
        case 6, 8: 8
        default: nil
        }
    }

    private func column(_ name: String, code: UInt32) throws(ReplayError) -> Column {
        guard let column = columns[name] else { throw ReplayError("column \(name) is missing") }
        guard column.code == code else { throw ReplayError("column \(name) has type \(column.code); expected \(code)") }
        return column
    }

    /// A column's elements; `count` of them where it is given.
    func values<Element: ReplayElement>(_ name: String, count: Int? = nil) throws(ReplayError) -> [Element] {
        let column = try column(name, code: Element.code)
        guard count == nil || count == column.count else {
            throw ReplayError("column \(name) has \(column.count) elements; expected \(count ?? 0)")
        }
        var place = column.bytes.startIndex
        var values: [Element] = []
        values.reserveCapacity(column.count)
        for _ in 0..<column.count {
            values.append(Element(bytes: column.bytes[place..<(place + Element.size)]))
            place += Element.size
        }
        return values
    }

    /// A column of texts; `count` of them where it is given.
    func texts(_ name: String, count: Int? = nil) throws(ReplayError) -> [String] {
        let column = try column(name, code: Self.textCode)
        guard column.bytes.isEmpty || column.bytes.last == 0 else { throw ReplayError("column \(name) ends within a text") }
        let parts = column.bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false)
        let texts = column.bytes.isEmpty ? [] : parts.map { String(decoding: $0, as: UTF8.self) }
        guard count == nil || count == texts.count else {
            throw ReplayError("column \(name) has \(texts.count) texts; expected \(count ?? 0)")
        }
        return texts
    }
}

/// A number that a column can hold.
protocol ReplayElement {
    static var code: UInt32 { get }
    static var size: Int { get }
    /// From `size` bytes, the least significant first.
    init(bytes: ArraySlice<UInt8>)
    func append(to bytes: inout [UInt8])
}

extension ReplayElement where Self: FixedWidthInteger {
    static var size: Int { Self.bitWidth / 8 }

    init(bytes: ArraySlice<UInt8>) {
        var value: UInt64 = 0
        for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
        self.init(truncatingIfNeeded: value)
    }

    func append(to bytes: inout [UInt8]) {
        let pattern = UInt64(truncatingIfNeeded: self)
        for place in 0..<Self.size { bytes.append(UInt8(truncatingIfNeeded: pattern >> (8 * UInt64(place)))) }
    }
}

extension UInt8: ReplayElement { static var code: UInt32 { 1 } }
extension UInt16: ReplayElement { static var code: UInt32 { 2 } }
extension Int16: ReplayElement { static var code: UInt32 { 3 } }
extension UInt32: ReplayElement { static var code: UInt32 { 4 } }
extension Int32: ReplayElement { static var code: UInt32 { 5 } }
extension UInt64: ReplayElement { static var code: UInt32 { 6 } }

extension Float: ReplayElement {
    static var code: UInt32 { 7 }
    static var size: Int { 4 }
    init(bytes: ArraySlice<UInt8>) { self.init(bitPattern: UInt32(bytes: bytes)) }
    func append(to bytes: inout [UInt8]) { bitPattern.append(to: &bytes) }
}

extension Double: ReplayElement {
    static var code: UInt32 { 8 }
    static var size: Int { 8 }
    init(bytes: ArraySlice<UInt8>) { self.init(bitPattern: UInt64(bytes: bytes)) }
    func append(to bytes: inout [UInt8]) { bitPattern.append(to: &bytes) }
}
