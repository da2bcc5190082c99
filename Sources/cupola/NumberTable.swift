import Foundation
import ModelValidation

/// A comma-separated file of numbers with a header line, plain or gzipped.
struct NumberTable {
    let file: String
    let columns: [String]
    /// Row after row.
    private(set) var values: [Double] = []
    /// The line of the file that each row stands on, from 1.
    private(set) var lines: [Int] = []

    var rowCount: Int { columns.isEmpty ? 0 : values.count / columns.count }

    /// Place of a column, nil where there is none.
    func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

    func required(_ names: String...) throws -> [Int] {
        try names.map { name in
            guard let place = column(name) else {
                throw CommandFailure.badInput(
                    "\(file):1: column \(name) is missing; found \(columns.joined(separator: ", ").prefix(200))")
            }
            return place
        }
    }

    subscript(row: Int, column: Int) -> Double { values[row * columns.count + column] }

    /// Most bytes read, unpacked.
    private static let sizeMaximum = InputFile.sizeMaximum

    static func read(_ path: String) throws -> NumberTable {
        do { try InputFile.check(path) } catch { throw CommandFailure.badInput(error.description) }
        return try NumberTable(file: path, bytes: path.hasSuffix(".gz") ? unpacked(path) : plain(path))
    }

    init(file: String, bytes: Data) throws {
        self.file = file
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
            throw CommandFailure.badInput("\(file):1: is in UTF-16, allowed: UTF-8; save it as \"CSV UTF-8\"")
        }
        // Spreadsheets write a byte order mark before UTF-8.
        let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes
        var number = 0
        var names: [String]?
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard !line.contains(0) else { throw CommandFailure.badInput("\(file):\(number): holds a NUL byte, allowed: text") }
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

    private static func header(_ line: Data, _ file: String) throws -> [String] {
        guard let text = String(validating: line, as: UTF8.self), !text.isEmpty else {
            throw CommandFailure.badInput("\(file):1: has no header line; allowed: names of columns, comma-separated")
        }
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        for (place, name) in names.enumerated() where names[..<place].contains(name) {
            throw CommandFailure.badInput("\(file):1: column \"\(name.prefix(40))\" stands twice, allowed: each name once")
        }
        return names
    }

    private static func take(_ line: Data, _ names: [String], _ place: String, into values: inout [Double]) throws {
        let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard cells.count == names.count else {
            throw CommandFailure.badInput("\(place): found \(cells.count) cells, allowed: \(names.count)")
        }
        for (name, cell) in zip(names, cells) {
            let text = String(decoding: cell, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            // Decimal alone: "0x10", "nan" and "inf" are numbers to Swift.
            guard text.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }), let value = Double(text), value.isFinite
            else {
                throw CommandFailure.badInput("\(place): \(name): found \"\(text.prefix(40))\", allowed: a finite decimal number")
            }
            values.append(value)
        }
    }

    private static func plain(_ path: String) throws -> Data {
        do { return try Data(contentsOf: URL(filePath: path)) } catch {
            throw CommandFailure.badInput("\(path): cannot be read: \(Inputs.why(path))")
        }
    }

    /// The content of a gzipped file, unpacked by the system's own gzip.
    private static func unpacked(_ path: String) throws -> Data {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw CommandFailure.badInput("\(path): cannot be read: no such file, or not allowed")
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", "--", path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch {
            throw CommandFailure.whileRunning("\(path): gzip cannot be started: \(error.localizedDescription)")
        }
        var data = Data()
        while let part = try? output.fileHandleForReading.read(upToCount: 1 << 20), !part.isEmpty {
            data.append(part)
            if data.count > sizeMaximum {
                process.terminate()
                throw CommandFailure.badInput("\(path): unpacks to more than \(sizeMaximum >> 20) MiB, the most that is read")
            }
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailure.badInput("\(path): is not a gzip file, or is damaged")
        }
        return data
    }
}
