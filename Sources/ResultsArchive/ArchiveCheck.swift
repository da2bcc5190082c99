import Foundation
import GRDB
import ScenarioDocuments
import Synchronization

/// Holds an archive against its own hashes and its schema before anything is read from it: every reader goes through here.
enum ArchiveCheck {
    /// Files that were found whole, as they were then: a command that opens an archive again does not check it again.
    private static let known = Mutex<Set<String>>([])

    /// - Parameter version: of the schema that the file says it has.
    static func hold(_ file: String, _ database: Database, version: Int) throws {
        let state = stateOf(file)
        if let state, known.withLock({ $0.contains(state) }) { return }
        guard let form = try form(database) else {
            throw ArchiveError.notAnArchive(file: file, found: "its tables are not those of schema version \(version)")
        }
        try holdKinds(file, database, form)
        let found = try ArchiveSeal.rowsAndContent(database)
        let content = try ArchiveSeal.meta(ArchiveSeal.content, database)
        if let content, content != found.content { throw ArchiveError.altered(file: file) }
        if version >= 3 {
            guard try ArchiveSeal.meta(ArchiveSeal.rows, database).flatMap(RowSum.init(hexadecimal:)) == found.rows,
                try ArchiveSeal.meta(ArchiveSeal.description, database) == ArchiveSeal.descriptionHash(database)
            else { throw ArchiveError.altered(file: file) }
        } else if try ArchiveSeal.meta(ArchiveSeal.rows, database) != nil || ArchiveSeal.meta(ArchiveSeal.description, database) != nil {
            // Version 2 had neither: a later archive whose version was changed.
            throw ArchiveError.altered(file: file)
        } else if content == nil {
            throw ArchiveError.notAnArchive(
                file: file,
                found: "an older version of the program left it unfinished, and it carries no hash to be held against; fly the study again")
        }
        if let state { known.withLock { _ = $0.insert(state) } }
    }

    /// Which file, how large and from when.
    private static func stateOf(_ file: String) -> String? {
        var status = stat()
        guard stat(file, &status) == 0 else { return nil }
        #if canImport(Glibc)
        let time = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        #else
        let time = "\(status.st_mtimespec.tv_sec).\(status.st_mtimespec.tv_nsec)"
        #endif
        return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(time)"
    }

    /// Tables as this program makes them for one number of causes, and what no value in them may be.
    private struct Form {
        /// Names and words.
        let tables: [[String?]]
        /// Whether any value is of another kind than its column declares, or beyond what is ever written: an SQL expression.
        let strayValues: String

        init(causes: Int) throws {
            (tables, strayValues) = try DatabaseQueue().write { own in
                try ArchiveSchema.create(own, causes: Array(StudyArchive.causeColumns.prefix(causes)))
                let strays = try ([("meta", ""), ("documents", "")] + ArchiveSeal.contentTables).map { table, _ in
                    let columns = try Row.fetchAll(own, sql: "SELECT name, type, \"notnull\", pk FROM pragma_table_info('\(table)')")
                    return "EXISTS (SELECT 1 FROM \(table) WHERE \(columns.map(Self.strayValue).joined(separator: " OR ")))"
                }
                return (try Self.tables(own), strays.joined(separator: " OR "))
            }
        }

        static func tables(_ database: Database) throws -> [[String?]] {
            try Row.fetchAll(database, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").map {
                [$0[0] as String?, $0[1] as String?]
            }
        }

        private static func strayValue(_ column: Row) -> String {
            let name: String = column[0]
            let isNeeded = (column[2] as Int) != 0 || (column[3] as Int) != 0
            let kind = ["TEXT": "text", "INTEGER": "integer", "REAL": "real", "BLOB": "blob"][(column[1] as String).uppercased()] ?? "none"
            let stray =
                "typeof(\(name)) <> '\(kind)'"
                + (kind == "real" ? " OR abs(\(name)) > 1e15" : kind == "integer" ? " OR abs(\(name)) > 1000000000" : "")
            return isNeeded ? "(\(stray))" : "(\(name) IS NOT NULL AND (\(stray)))"
        }
    }

    /// By the number of causes.
    private static let forms = Mutex<[Int: Form]>([:])

    /// The form that the tables have; nil where they are not as this program makes them, or something is there that runs by itself.
    private static func form(_ database: Database) throws -> Form? {
        let others = "SELECT COUNT(*) FROM sqlite_master WHERE type NOT IN ('table', 'view', 'index')"
        guard try Int.fetchOne(database, sql: others) == 0 else { return nil }
        let found = try Form.tables(database)
        // Causes are only ever added at the end: archives from before the last one are read.
        for count in StudyArchive.causeCountsRead {
            let form = try forms.withLock { $0[count] } ?? Form(causes: count)
            forms.withLock { $0[count] = form }
            if form.tables == found { return form }
        }
        return nil
    }

    /// Rows at most of what a report and its pictures show one by one: no study is larger.
    private static let rowsMaximum = [
        ("arms", StudyDocument.armsMaximum), ("settings", StudyDocument.settingsMaximum), ("factors", 100 * StudyDocument.settingsMaximum),
        ("purchases", 10_000), ("parameters", 100_000), ("meta", 10_000), ("documents", 10_000),
    ]

    /// The first table that has more rows than that, by its place.
    private static let tooLong =
        "SELECT CASE "
        + rowsMaximum.enumerated().map { place, limit in
            "WHEN EXISTS (SELECT 1 FROM \(limit.0) LIMIT 1 OFFSET \(limit.1)) THEN \(place)"
        }.joined(separator: " ") + " END"

    /// Rows of an arm or a setting that is not there, counts that are none, numbers with a gap.
    private static let looseRows: String = {
        let counts = "raiders, leakers, killed, decoys_killed, civil_killed, friends_killed, assets_lost, systems_lost, rounds_fired"
            .split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return [
            "SELECT 1 FROM runs WHERE arm NOT IN (SELECT arm FROM arms) OR setting NOT IN (SELECT setting FROM settings)",
            "SELECT 1 FROM runs WHERE setting < 0 OR sample < 0 OR run < 0 OR length(digest) <> 32",
            "SELECT 1 FROM runs WHERE "
                + counts.map { "\($0) < 0 OR \($0) > 1e9 OR \($0) <> CAST(\($0) AS INTEGER)" }.joined(separator: " OR "),
            "SELECT 1 FROM factors WHERE setting NOT IN (SELECT setting FROM settings)",
            "SELECT 1 FROM draws WHERE parameter NOT IN (SELECT parameter FROM parameters)",
            // Arms and settings are numbered from 0 on without a gap.
            "SELECT 1 FROM (SELECT COUNT(*) AS count, COALESCE(MIN(arm), 0) AS low, COALESCE(MAX(arm), 0) AS high FROM arms) WHERE low <> 0 OR high <> count - 1",
            "SELECT 1 FROM (SELECT COUNT(*) AS count, COALESCE(MIN(setting), 0) AS low, COALESCE(MAX(setting), 0) AS high FROM settings) WHERE low <> 0 OR high <> count - 1",
        ].map { "EXISTS (\($0))" }.joined(separator: " OR ")
    }()

    /// SQLite takes any kind of value in any column: each must be of the kind that its column declares, and every row of an arm and a
    /// setting that is there.
    private static func holdKinds(_ file: String, _ database: Database, _ form: Form) throws {
        if let place = try Int.fetchOne(database, sql: tooLong) {
            let (table, most) = rowsMaximum[place]
            throw ArchiveError.notAnArchive(file: file, found: "it has more than \(most) \(table), the most that a study has")
        }
        guard try Bool.fetchOne(database, sql: "SELECT \(form.strayValues)") == false,
            try Bool.fetchOne(database, sql: "SELECT \(looseRows)") == false
        else { throw ArchiveError.altered(file: file) }
    }
}
