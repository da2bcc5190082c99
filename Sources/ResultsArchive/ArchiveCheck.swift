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
        guard try hasSchema(database) else {
            throw ArchiveError.notAnArchive(file: file, found: "its tables are not those of schema version \(version)")
        }
        try holdKinds(file, database)
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

    /// Whether tables are there as this program makes them, and nothing that runs by itself.
    private static func hasSchema(_ database: Database) throws -> Bool {
        let others = "SELECT COUNT(*) FROM sqlite_master WHERE type NOT IN ('table', 'view', 'index')"
        guard try Int.fetchOne(database, sql: others) == 0 else { return false }
        let query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
        let found = try Row.fetchAll(database, sql: query).map { [$0[0] as String?, $0[1] as String?] }
        // Causes are only ever added at the end: archives from before the last one are read.
        return try StudyArchive.causeCountsRead.contains { count in
            if let model = models.withLock({ $0[count] }) { return model == found }
            let model = try DatabaseQueue().write { own in
                try ArchiveSchema.create(own, causes: Array(StudyArchive.causeColumns.prefix(count)))
                return try Row.fetchAll(own, sql: query).map { [$0[0] as String?, $0[1] as String?] }
            }
            models.withLock { $0[count] = model }
            return model == found
        }
    }

    /// Tables and their words as this program makes them, by the number of causes.
    private static let models = Mutex<[Int: [[String?]]]>([:])

    /// Rows at most of what a report and its pictures show one by one: no study is larger.
    private static let rowsMaximum = [
        ("arms", StudyDocument.armsMaximum), ("settings", StudyDocument.settingsMaximum), ("factors", 100 * StudyDocument.settingsMaximum),
        ("purchases", 10_000), ("parameters", 100_000), ("meta", 10_000), ("documents", 10_000),
    ]

    /// SQLite takes any kind of value in any column: each must be of the kind that its column declares, and every row of an arm and a
    /// setting that is there.
    private static func holdKinds(_ file: String, _ database: Database) throws {
        for (table, most) in rowsMaximum {
            if try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(table) LIMIT 1 OFFSET \(most))") == true {
                throw ArchiveError.notAnArchive(file: file, found: "it has more than \(most) \(table), the most that a study has")
            }
        }
        for (table, _) in [("meta", ""), ("documents", "")] + ArchiveSeal.contentTables {
            let columns = try Row.fetchAll(database, sql: "SELECT name, type, \"notnull\", pk FROM pragma_table_info('\(table)')")
            let faults = columns.map { row -> String in
                let name: String = row[0]
                let isNeeded = (row[2] as Int) != 0 || (row[3] as Int) != 0
                let kind = ["TEXT": "text", "INTEGER": "integer", "REAL": "real", "BLOB": "blob"][(row[1] as String).uppercased()] ?? "none"
                let fault =
                    "typeof(\(name)) <> '\(kind)'"
                    + (kind == "real" ? " OR abs(\(name)) > 1e15" : kind == "integer" ? " OR abs(\(name)) > 1000000000" : "")
                return isNeeded ? "(\(fault))" : "(\(name) IS NOT NULL AND (\(fault)))"
            }
            if try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE \(faults.joined(separator: " OR ")))") == true
            {
                throw ArchiveError.altered(file: file)
            }
        }
        let counts = "raiders, leakers, killed, decoys_killed, civil_killed, friends_killed, assets_lost, systems_lost, rounds_fired"
            .split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let loose = [
            "SELECT 1 FROM runs WHERE arm NOT IN (SELECT arm FROM arms) OR setting NOT IN (SELECT setting FROM settings)",
            "SELECT 1 FROM runs WHERE setting < 0 OR sample < 0 OR run < 0 OR length(digest) <> 32",
            "SELECT 1 FROM runs WHERE "
                + counts.map { "\($0) < 0 OR \($0) > 1e9 OR \($0) <> CAST(\($0) AS INTEGER)" }.joined(separator: " OR "),
            "SELECT 1 FROM factors WHERE setting NOT IN (SELECT setting FROM settings)",
            "SELECT 1 FROM draws WHERE parameter NOT IN (SELECT parameter FROM parameters)",
            // Arms and settings are numbered from 0 on without a gap.
            "SELECT 1 FROM (SELECT COUNT(*) AS count, COALESCE(MIN(arm), 0) AS low, COALESCE(MAX(arm), 0) AS high FROM arms) WHERE low <> 0 OR high <> count - 1",
            "SELECT 1 FROM (SELECT COUNT(*) AS count, COALESCE(MIN(setting), 0) AS low, COALESCE(MAX(setting), 0) AS high FROM settings) WHERE low <> 0 OR high <> count - 1",
        ]
        for query in loose where try Bool.fetchOne(database, sql: "SELECT EXISTS (\(query))") == true {
            throw ArchiveError.altered(file: file)
        }
    }
}
