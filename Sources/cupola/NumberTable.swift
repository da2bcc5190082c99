import Foundation

/// A comma-separated file of numbers with a header line, plain or gzipped.
struct NumberTable {
    let file: String
    let columns: [String]
    /// Row after row.
    private(set) var values: [Double] = []

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
    private static let sizeMaximum = 1 << 30

    static func read(_ path: String) throws -> NumberTable {
        try NumberTable(file: path, bytes: path.hasSuffix(".gz") ? unpacked(path) : plain(path))
    }

    private init(file: String, bytes: Data) throws {
        self.file = file
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).makeIterator()
        guard let header = lines.next(), let text = String(validating: header, as: UTF8.self), !text.isEmpty else {
            throw CommandFailure.badInput("\(file):1: has no header line; allowed: names of columns, comma-separated")
        }
        columns = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        var number = 1
        while let line = lines.next() {
            number += 1
            if line.isEmpty || (line.count == 1 && line.first == UInt8(ascii: "\r")) { continue }
            let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            guard cells.count == columns.count else {
                throw CommandFailure.badInput("\(file):\(number): found \(cells.count) cells, allowed: \(columns.count)")
            }
            for (place, cell) in cells.enumerated() {
                let text = String(decoding: cell, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
                guard let value = Double(text), value.isFinite else {
                    throw CommandFailure.badInput(
                        "\(file):\(number): \(columns[place]): found \"\(text.prefix(40))\", allowed: a finite number")
                }
                values.append(value)
            }
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
