import Foundation

/// What is wrong with a folder of reference cases.
package enum ReferenceError: Error, CustomStringConvertible {
    case unreadable(file: String, why: String)
    case missingColumn(file: String, column: String, found: [String])
    case badNumber(file: String, line: Int, column: String, found: String)
    case malformed(file: String, why: String)
    case unknownFolder(String, known: [String])
    case unknownFile(String)

    /// One line, whatever the words quote of the file.
    package var description: String { words.split(whereSeparator: \.isNewline).joined(separator: " ") }

    private var words: String {
        switch self {
        case .unreadable(let file, let why): "\(file): cannot be read: \(why)"
        case .missingColumn(let file, let column, let found):
            "\(file):1: column \(column) is missing; found \(found.joined(separator: ", "))"
        case .badNumber(let file, let line, let column, let found): "\(file):\(line): \(column): \(found) is not a number"
        case .malformed(let file, let why): "\(file): \(why)"
        case .unknownFolder(let folder, let known):
            "\(folder): not a known folder of reference cases; known are \(known.joined(separator: ", "))"
        case .unknownFile(let file): "\(file): not a known reference case"
        }
    }
}

/// A comma-separated file with a header, read whole.
package struct ReferenceTable: Sendable {
    package let file: String
    package let columns: [String]
    package let rows: [[String]]
    private let placeOfColumn: [String: Int]

    package init(_ url: URL) throws(ReferenceError) {
        let text: String
        do { text = try String(contentsOf: url, encoding: .utf8) } catch {
            throw .unreadable(file: url.path, why: "\(error.localizedDescription)")
        }
        try self.init(text: text, file: url.lastPathComponent)
    }

    /// A table whose text is at hand, under the name of its file.
    package init(text: String, file: String) throws(ReferenceError) {
        self.file = file
        var lines = text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
        guard !lines.isEmpty else { throw .malformed(file: file, why: "is empty") }
        let header = lines.removeFirst().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        columns = header
        rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        placeOfColumn = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func place(of column: String) throws(ReferenceError) -> Int {
        guard let place = placeOfColumn[column] else {
            throw .missingColumn(file: file, column: column, found: columns)
        }
        return place
    }

    /// The cell as it stands; empty where the row is short.
    package func text(_ row: Int, _ column: String) throws(ReferenceError) -> String {
        let place = try place(of: column)
        return place < rows[row].count ? rows[row][place] : ""
    }

    /// An input: must be a number.
    package func number(_ row: Int, _ column: String) throws(ReferenceError) -> Double {
        let found = try text(row, column)
        guard let value = Double(found) else {
            throw .badNumber(file: file, line: row + 2, column: column, found: found)
        }
        return value
    }

    /// An expected value: nil where it is blinded (empty or `null`), or where the reference has none (`nan`).
    package func expectedNumber(_ row: Int, _ column: String) throws(ReferenceError) -> Double? {
        let found = try text(row, column)
        if found.isEmpty || ["null", "nan"].contains(found.lowercased()) { return nil }
        return try number(row, column)
    }
}

/// A JSON value of a reference file, numbers as doubles.
package indirect enum ReferenceJSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([ReferenceJSON])
    case object([String: ReferenceJSON])

    package init(_ url: URL) throws(ReferenceError) {
        try self.init(InputFile.data(url.path), file: url.path)
    }

    /// JSON whose bytes are at hand, under the name of its file.
    package init(_ data: Data, file: String) throws(ReferenceError) {
        do {
            self = .init(any: try JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed]))
        } catch {
            let words = (error as NSError).userInfo["NSDebugDescription"] as? String ?? error.localizedDescription
            throw .malformed(file: file + Self.place(words, in: data), why: "is not JSON: \(words)")
        }
        if let fault = ExactJSON.fault(in: data) {
            throw .malformed(file: file + Self.place(byte: fault.byte, in: data), why: "is not JSON: \(fault.why)")
        }
    }

    /// Line and column of the byte that Foundation names in its words, as a suffix to a file's name; empty where it names none.
    private static func place(_ words: String, in data: Data) -> String {
        let byte: Int
        if let end = words.firstMatch(of: /(?:around character|" at) (\d+)\.?$/) {
            guard let named = Int(end.1), named <= data.count else { return "" }
            byte = named
        } else if words.contains("end of file") {
            byte = data.count
        } else if let number = words.firstMatch(of: /Number (\S+) is not/), let found = data.firstRange(of: Data(number.1.utf8)) {
            byte = found.lowerBound
        } else {
            return ""
        }
        return place(byte: byte, in: data)
    }

    private static func place(byte: Int, in data: Data) -> String {
        let before = data.prefix(byte)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        return ":\(line):\(byte - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1)"
    }

    private init(any value: Any) {
        switch value {
        case let object as [String: Any]: self = .object(object.mapValues(ReferenceJSON.init(any:)))
        case let list as [Any]: self = .list(list.map(ReferenceJSON.init(any:)))
        case let text as String: self = .text(text)
        case let number as NSNumber:
            self = CFBooleanLike.isBoolean(number) ? .bool(number.boolValue) : .number(number.doubleValue)
        default: self = .null
        }
    }

    package subscript(_ key: String) -> ReferenceJSON? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    package var number: Double? { if case .number(let value) = self { value } else { nil } }
    package var text: String? { if case .text(let value) = self { value } else { nil } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var list: [ReferenceJSON]? { if case .list(let value) = self { value } else { nil } }
    package var object: [String: ReferenceJSON]? { if case .object(let value) = self { value } else { nil } }
    package var numbers: [Double]? { list.map { $0.compactMap(\.number) } }
}

private enum CFBooleanLike {
    static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
