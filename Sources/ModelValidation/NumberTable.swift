import Foundation

/// A comma-separated file of numbers with a header line, plain or gzipped.
package struct NumberTable: Sendable {
    package let file: String
    package let columns: [String]
    /// Row after row.
    package private(set) var values: [Double] = []
    /// The line of the file that each row stands on, from 1.
    package private(set) var lines: [Int] = []

    package var rowCount: Int { columns.isEmpty ? 0 : values.count / columns.count }

    /// Place of a column, nil where there is none.
    package func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

    /// Places of columns that must be there.
    package func required(_ names: String...) throws(ReferenceError) -> [Int] {
        var places: [Int] = []
        for name in names {
            guard let place = column(name) else {
                throw .malformed(file: "\(file):1", why: "column \(name) is missing; found \(columns.joined(separator: ", ").prefix(200))")
            }
            places.append(place)
        }
        return places
    }

    package subscript(row: Int, column: Int) -> Double { values[row * columns.count + column] }

    /// Most bytes read, unpacked.
    private static let sizeMaximum = InputFile.sizeMaximum
    /// So much may any packed file unpack to, bytes; and a byte of a larger one to so many: a table of numbers packs to a tenth at best.
    private static let unpackedFreely = 64 << 20
    private static let unpackedPerByte = 30
    /// Most bytes of a line.
    private static let lineMaximum = 1 << 16

    package static func read(_ path: String) throws(ReferenceError) -> NumberTable {
        try InputFile.check(path)
        return try NumberTable(file: path, bytes: path.hasSuffix(".gz") ? unpacked(path) : InputFile.data(path))
    }

    package init(file: String, bytes: Data) throws(ReferenceError) {
        self.file = file
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
            throw .malformed(file: "\(file):1", why: "is in UTF-16, allowed: UTF-8; save it as \"CSV UTF-8\"")
        }
        // Spreadsheets write a byte order mark before UTF-8.
        let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes
        var number = 0
        var names: [String]?
        var rest = text
        // Line by line: a file of nothing but line breaks has as many lines as bytes.
        while !rest.isEmpty || number == 0 {
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let line = rest[..<(end ?? rest.endIndex)]
            rest = end.map { rest[($0 + 1)...] } ?? Data()
            number += 1
            guard line.count <= Self.lineMaximum else {
                throw .malformed(file: "\(file):\(number)", why: "the line has \(line.count) bytes, allowed: at most \(Self.lineMaximum)")
            }
            guard !line.contains(0) else { throw .malformed(file: "\(file):\(number)", why: "holds a NUL byte, allowed: text") }
            guard !line.dropLast().contains(UInt8(ascii: "\r")) else {
                throw .malformed(
                    file: "\(file):\(number)",
                    why: "has a carriage return within it, allowed: lines that end in LF or CR LF; save it as \"CSV UTF-8\"")
            }
            if let names {
                if line.isEmpty || (line.count == 1 && line.first == UInt8(ascii: "\r")) { continue }
                try Self.take(line, names, "\(file):\(number)", into: &values)
                lines.append(number)
            } else {
                names = try Self.header(line, file)
            }
        }
        columns = names ?? []
    }

    private static func header(_ line: Data, _ file: String) throws(ReferenceError) -> [String] {
        guard let text = String(validating: line, as: UTF8.self), !text.isEmpty else {
            throw .malformed(file: "\(file):1", why: "has no header line; allowed: names of columns, comma-separated")
        }
        if !text.contains(","), let mark = text.first(where: { $0 == ";" || $0 == "\t" }) {
            throw .malformed(
                file: "\(file):1",
                why: "has \(mark == ";" ? "semicolons" : "tabs") between its columns, allowed: commas, and points in numbers")
        }
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map { Self.bare(String($0)) }
        for (place, name) in names.enumerated() where !name.isEmpty && names[..<place].contains(name) {
            throw .malformed(file: "\(file):1", why: "column \"\(name.prefix(40))\" stands twice, allowed: each name once")
        }
        return names
    }

    /// A cell without blanks around it, and without the quotes that some spreadsheets put around every cell. - Source: RFC 4180, 2.5.
    private static func bare(_ cell: String) -> String {
        let text = cell.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.utf8.count >= 2 && text.utf8.first == UInt8(ascii: "\"") && text.utf8.last == UInt8(ascii: "\"")
            ? String(text.dropFirst().dropLast()) : text
    }

    private static func take(_ line: Data, _ names: [String], _ place: String, into values: inout [Double]) throws(ReferenceError) {
        let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard cells.count == names.count else {
            throw .malformed(file: place, why: "found \(cells.count) cells, allowed: \(names.count)")
        }
        for (name, cell) in zip(names, cells) {
            // Numbers of rows as pandas writes them, or a comma too many: nobody asks for a column without a name.
            guard !name.isEmpty else {
                values.append(0)
                continue
            }
            let text = Self.bare(String(decoding: cell, as: UTF8.self))
            // Decimal alone: "0x10", "nan" and "inf" are numbers to Swift.
            guard text.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }), let value = Double(text),
                value.isFinite
            else {
                throw .malformed(file: place, why: "\(name): found \"\(text.prefix(40))\", allowed: a finite decimal number")
            }
            values.append(value)
        }
    }

    /// The content of a gzipped file, unpacked by the system's own gzip.
    private static func unpacked(_ path: String) throws(ReferenceError) -> Data {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw .unreadable(file: path, why: "no such file, or not allowed")
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", "--", path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch {
            throw .unreadable(file: path, why: "gzip cannot be started: \(error.localizedDescription)")
        }
        let packed = ((try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int) ?? 0
        let most = min(sizeMaximum, max(unpackedFreely, unpackedPerByte * packed))
        var data = Data()
        while let part = try? output.fileHandleForReading.read(upToCount: 1 << 20), !part.isEmpty {
            data.append(part)
            if data.count > most {
                process.terminate()
                throw .unreadable(file: path, why: "unpacks to more than \(most >> 20) MiB, the most that is read of \(packed) bytes")
            }
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw .unreadable(file: path, why: "is not a gzip file, or is damaged")
        }
        return data
    }
}
