import Foundation
import GRDB
import NumericalMethods

extension StudyArchive {
    /// SHA-256 over everything but `meta` and `documents` (which `identity` covers), table by table in order: two
    /// archives with the same content hold the same results.
    public func contentHash() throws(ArchiveError) -> String {
        try guarded {
            try database.read { database in
                var hash = SHA256()
                for (table, order) in [
                    ("arms", "arm"), ("purchases", "arm, item"), ("settings", "setting"), ("factors", "setting, factor"),
                    ("parameters", "parameter"), ("draws", "sample, parameter"), ("runs", "setting, sample, run, arm"),
                    ("records", "setting, sample, run, arm"),
                ] {
                    hash.update("\(table)\n".utf8)
                    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \(table) ORDER BY \(order)")
                    while let row = try rows.next() {
                        var line: [UInt8] = []
                        for value in row.databaseValues { Self.append(value, to: &line) }
                        hash.update(line)
                    }
                }
                return hash.hexadecimal
            }
        }
    }

    /// A value as bytes: its kind, then numbers by their bits and text and bytes after their length.
    private static func append(_ value: DatabaseValue, to line: inout [UInt8]) {
        func append(_ word: UInt64) { for place in 0..<8 { line.append(UInt8(truncatingIfNeeded: word >> (8 * UInt64(place)))) } }
        switch value.storage {
        case .null: line.append(0)
        case .int64(let number):
            line.append(1)
            append(UInt64(bitPattern: number))
        case .double(let number):
            line.append(2)
            append(number.bitPattern)
        case .string(let text):
            line.append(3)
            append(UInt64(text.utf8.count))
            line.append(contentsOf: text.utf8)
        case .blob(let data):
            line.append(4)
            append(UInt64(data.count))
            line.append(contentsOf: data)
        }
    }
}
