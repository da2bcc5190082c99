import Foundation
import GRDB
import RunRecords
import StudyStatistics
import Testing

@testable import ResultsArchive

/// Archives from strangers: every value of every table changed, with the hashes left as they were and with hashes made anew.
@Suite struct ArchiveMutantTests {
    private static let values = ["'abc'", "1e300", "-1", "9223372036854775807", "NULL", "x'00ff'", "'/../../other'", "9e999", "0.5", "zeroblob(20000)", "''", "char(27)||'[2J'"]

    /// A small archive with rows in every table, and all that may be done to it in one statement.
    private static func sound(_ scratch: Scratch) throws -> (file: String, changes: [String]) {
        let file = scratch.path("sound.cupola")
        let archive = try StudyArchive.create(file)
        try archive.describe(ArchiveTests.description())
        try archive.add(ArchiveTests.rows)
        try archive.add([ArchiveTests.row(9, 0, 0, record: "{}")])
        try archive.seal()
        let tables = ["meta", "documents"] + ArchiveSeal.contentTables.map(\.0)
        let changes = try archive.database.read { database in
            try tables.flatMap { table -> [String] in
                let columns = try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info('\(table)')")
                return ["DELETE FROM \(table)", "INSERT OR IGNORE INTO \(table) SELECT * FROM \(table)"]
                    + columns.flatMap { column in values.map { "UPDATE OR IGNORE \(table) SET \(column) = \($0)" } }
                    + columns.map { "UPDATE OR IGNORE \(table) SET \($0) = \($0) || 'x'" }
            }
        }
        let whole = [
            "DROP VIEW outcomes", "DROP TABLE purchases", "PRAGMA user_version = 9", "PRAGMA user_version = 2",
            "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END",
        ]
        return (file, changes + whole)
    }

    /// - Parameter forged: the hashes are made anew, as somebody with a reason would.
    /// - Returns: whether anything changed.
    private static func mutate(_ sound: String, to file: String, _ change: String, forged: Bool) throws -> Bool {
        try? FileManager.default.removeItem(atPath: file)
        try FileManager.default.copyItem(atPath: sound, toPath: file)
        let queue = try DatabaseQueue(path: file)
        do { try queue.write { try $0.execute(sql: change) } } catch { return false }
        let isChanged = try Data(contentsOf: URL(filePath: file)) != Data(contentsOf: URL(filePath: sound))
        guard isChanged, forged else { return isChanged }
        do {
            try queue.write { database in
                let found = try ArchiveSeal.rowsAndContent(database)
                try ArchiveSeal.put(found.rows.hexadecimal, ArchiveSeal.rows, database)
                try ArchiveSeal.put(found.content, ArchiveSeal.content, database)
                try ArchiveSeal.put(ArchiveSeal.descriptionHash(database), ArchiveSeal.description, database)
            }
        } catch { return false }
        return true
    }

    @Test(arguments: [
        "INSERT INTO arms SELECT x, 'arm' || x, '', 1, 1, 1 FROM (WITH RECURSIVE c(x) AS (SELECT 2 UNION ALL SELECT x + 1 FROM c WHERE x < 60) SELECT x FROM c)",
        "INSERT INTO meta SELECT x, '' FROM (WITH RECURSIVE c(x) AS (SELECT 2 UNION ALL SELECT x + 1 FROM c WHERE x < 20000) SELECT x FROM c)",
    ])
    func `more arms or words than a study has are refused before anything is shown of them`(_ change: String) throws {
        let scratch = try Scratch()
        let (sound, _) = try Self.sound(scratch)
        let file = scratch.path("many.cupola")
        #expect(try Self.mutate(sound, to: file, change, forged: true))
        #expect { try StudyArchive.open(file) } throws: { "\($0)".contains("the most that a study has") }
    }

    @Test func `no change of any value of any table goes unnoticed`() throws {
        let scratch = try Scratch()
        let (sound, changes) = try Self.sound(scratch)
        _ = try StudyArchive.open(sound)
        var noticed = 0
        for (number, change) in changes.enumerated() {
            let file = scratch.path("m\(number).cupola")
            guard try Self.mutate(sound, to: file, change, forged: false) else { continue }
            // A study that was never finished says so, and is no altered one.
            if change.hasPrefix("INSERT") { continue }
            #expect(throws: ArchiveError.self, "\(change)") { try StudyArchive.open(file) }
            #expect(throws: ArchiveError.self, "\(change)") { try StudyArchive.open(file, toWrite: true) }
            noticed += 1
            try FileManager.default.removeItem(atPath: file)
        }
        #expect(noticed > 400, "\(noticed)")
    }

    /// Reads all that an archive holds; the refusal's words, nil where it was read.
    private static func refusal(_ file: String) -> String? {
        do {
            let archive = try StudyArchive.open(file)
            _ = try archive.description()
            _ = try archive.samples()
            _ = try archive.runCount()
            _ = try archive.isFinished()
            try archive.forEachRun { _ = $0.outcome.leakers }
            for key in try archive.recordedRuns() { _ = try archive.record(key) }
            return nil
        } catch { return error.description }
    }

    @Test func `an archive whose hashes were made anew is refused or read, and traps nobody`() throws {
        let scratch = try Scratch()
        let (sound, changes) = try Self.sound(scratch)
        var (read, refused) = (0, 0)
        for (number, change) in changes.enumerated() {
            let file = scratch.path("f\(number).cupola")
            guard try Self.mutate(sound, to: file, change, forged: true) else { continue }
            if let words = Self.refusal(file) {
                #expect(!words.contains("\n"))
                refused += 1
            } else {
                read += 1
            }
            try FileManager.default.removeItem(atPath: file)
        }
        print("archive mutants: \(changes.count) changes; with hashes made anew \(read) read, \(refused) refused, none trapped")
        #expect(read > 50 && refused > 200, "\(read) read, \(refused) refused")
    }
}
