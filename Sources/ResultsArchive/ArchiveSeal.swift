import GRDB
import NumericalMethods

/// Sum, modulo 2²⁵⁶, of the SHA-256 of every row: the same whatever the order in which rows came, and another one as soon as a row is
/// changed, added or taken away.
///
/// It grows with every commit, so that an archive can be held against it at any moment, unfinished ones too. Like any hash without a
/// key it shows damage and careless change, not malice: who can write rows can write the sum as well.
/// - Source: Bellare & Micciancio, "A new paradigm for collision-free hashing: incrementality at reduced cost", EUROCRYPT '97 (AdHASH).
struct RowSum: Equatable {
    /// Least word first.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init() {}

    init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        func word(_ place: Int) -> UInt64? { UInt64(String(decoding: digits[(16 * place)..<(16 * place + 16)], as: UTF8.self), radix: 16) }
        guard let a = word(3), let b = word(2), let c = word(1), let d = word(0) else { return nil }
        words = (a, b, c, d)
    }

    var hexadecimal: String {
        [words.3, words.2, words.1, words.0].map { word in
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }

    mutating func add(_ row: [UInt8]) {
        var hash = SHA256()
        hash.update(row)
        let bytes = hash.finalized()
        func word(_ place: Int) -> UInt64 { bytes[(8 * place)..<(8 * place + 8)].reduce(0) { $0 << 8 | UInt64($1) } }
        var carry: UInt64 = 0
        func sum(_ mine: UInt64, _ theirs: UInt64) -> UInt64 {
            let (first, over) = mine.addingReportingOverflow(theirs)
            let (second, again) = first.addingReportingOverflow(carry)
            carry = over || again ? 1 : 0
            return second
        }
        words.0 = sum(words.0, word(3))
        words.1 = sum(words.1, word(2))
        words.2 = sum(words.2, word(1))
        words.3 = sum(words.3, word(0))
    }

    static func == (left: RowSum, right: RowSum) -> Bool { left.words == right.words }
}

/// What an archive says of itself under which key of `meta`, to be held against what it holds.
enum ArchiveSeal {
    /// Sum over `runs` and `records`; there from the description on.
    static let rows = "rows_sha256_sum"
    /// Over `meta` and all that is written before the first run.
    static let description = "description_sha256"
    /// Over the results in order; there once the study, or its shard, is finished.
    static let content = "content_sha256"

    /// Tables in whose order `content` goes.
    static let contentTables = [
        ("arms", "arm"), ("purchases", "arm, item"), ("settings", "setting"), ("factors", "setting, factor"),
        ("parameters", "parameter"), ("draws", "sample, parameter"), ("runs", "setting, sample, run, arm"),
        ("records", "setting, sample, run, arm"),
    ]

    static func meta(_ key: String, _ database: Database) throws -> String? {
        try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
    }

    /// Writes a value where it is another one: what says the same stays as it is, byte for byte.
    static func put(_ value: String, _ key: String, _ database: Database) throws {
        if try meta(key, database) == value { return }
        try database.execute(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)", arguments: [key, value])
    }

    /// Hash over `meta` but the seals, `documents`, the views, and the tables that are written before the first run.
    static func descriptionHash(_ database: Database) throws -> String {
        var hash = SHA256()
        let before = contentTables.filter { $0.0 != "runs" && $0.0 != "records" }
        for (table, order) in [("meta", "key"), ("documents", "name")] + before {
            hash.update("\(table)\n".utf8)
            let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \(table) ORDER BY \(order)")
            while let row = try rows.next() {
                let values = Array(row.databaseValues)
                if table == "meta", case .string(let key) = values[0].storage, [Self.rows, description, content].contains(key) { continue }
                hash.update(bytes(values))
            }
        }
        // What readers of other programs ask: the views' own words. Somebody's own views beside them do no harm.
        hash.update("views\n".utf8)
        let views = try Row.fetchAll(database, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'view'")
        let words = Dictionary(views.map { ($0[0] as DatabaseValue, $0[1] as DatabaseValue) }, uniquingKeysWith: { first, _ in first })
        for name in ArchiveSchema.views {
            hash.update(bytes([name.databaseValue, words[name.databaseValue] ?? .null]))
        }
        return hash.hexadecimal
    }

    /// Sum and content's hash in one pass.
    static func rowsAndContent(_ database: Database) throws -> (rows: RowSum, content: String) {
        var hash = SHA256()
        var sum = RowSum()
        for (table, order) in contentTables {
            hash.update("\(table)\n".utf8)
            let isSummed = table == "runs" || table == "records"
            let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \(table) ORDER BY \(order)")
            while let row = try rows.next() {
                let line = bytes(row.databaseValues)
                hash.update(line)
                if isSummed { sum.add(tagged(line, table)) }
            }
        }
        return (sum, hash.hexadecimal)
    }

    /// A row of one table is none of another.
    static func tagged(_ line: [UInt8], _ table: String) -> [UInt8] { [table == "runs" ? 1 : 2] + line }

    static func bytes(_ values: some Sequence<DatabaseValue>) -> [UInt8] {
        var line: [UInt8] = []
        for value in values { append(value, to: &line) }
        return line
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
