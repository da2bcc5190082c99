import Foundation
import GRDB
import RunRecords

/// A study's results in one SQLite file, readable with `sqlite3` and pandas.
package final class StudyArchive: Sendable {
    package let file: String
    let database: DatabaseQueue
    private let lock: ArchiveLock?

    private init(file: String, database: DatabaseQueue, lock: ArchiveLock?) {
        self.file = file
        self.database = database
        self.lock = lock
    }

    /// Makes a new, empty archive; refuses where a file stands already.
    package static func create(_ file: String) throws(ArchiveError) -> StudyArchive {
        ignoreSizeSignal()
        let lock = try ArchiveLock(file, makes: true)
        return try guarded(file) {
            StudyArchive(
                file: file, database: try DatabaseQueue(path: file, configuration: configuration(readOnly: false)), lock: lock)
        }
    }

    /// Opens an archive that is there, to write more (locked against others) or to read; one that is damaged or was altered is refused.
    /// - Parameter patience: seconds to wait for another process that writes to it.
    package static func open(_ file: String, toWrite: Bool = false, patience: Int = 0) throws(ArchiveError) -> StudyArchive {
        var status = stat()
        guard stat(file, &status) == 0 else {
            throw .cannotOpen(file: file, why: errno == ENOENT ? "no such file" : String(cString: strerror(errno)).lowercased())
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .notAnArchive(file: file, found: status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is no plain file")
        }
        guard access(file, R_OK) == 0 else {
            throw .cannotOpen(file: file, why: errno == ENOENT ? "no such file" : String(cString: strerror(errno)).lowercased())
        }
        if toWrite {
            try ArchiveJournal.hold(file)
            ignoreSizeSignal()
        } else {
            try rollBack(file)
        }
        let lock = toWrite ? try ArchiveLock(file, patience: patience) : nil
        return try guarded(file) {
            let database = try DatabaseQueue(path: file, configuration: configuration(readOnly: !toWrite))
            let found = try database.read { database in
                (
                    identifier: try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
                    version: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
                    pages: try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                )
            }
            // Killed before the description was committed: nothing in it yet, and as good as new.
            if toWrite, found.pages == 0 { return StudyArchive(file: file, database: database, lock: lock) }
            guard found.identifier == ArchiveSchema.applicationIdentifier else {
                throw ArchiveError.notAnArchive(
                    file: file, found: found.pages == 0 ? "it is empty" : "application_id \(found.identifier)")
            }
            guard ArchiveSchema.versionsRead.contains(found.version), !toWrite || found.version == ArchiveSchema.version else {
                throw ArchiveError.notAnArchive(
                    file: file, found: "schema version \(found.version), allowed: \(ArchiveSchema.version)\(toWrite ? "" : " and 2")")
            }
            try database.read { try ArchiveCheck.hold(file, $0, version: found.version) }
            return StudyArchive(file: file, database: database, lock: lock)
        }
    }

    /// Removes an archive that nobody writes to, with its journal; nothing where none is there. Whoever calls knows that it is
    /// one, or empty.
    package static func remove(_ file: String) throws(ArchiveError) {
        guard FileManager.default.fileExists(atPath: file) else { return }
        let lock = try ArchiveLock(file)
        for path in [file, file + "-journal"] where unlink(path) != 0 && errno != ENOENT {
            throw .failed(file: file, why: String(cString: strerror(errno)))
        }
        withExtendedLifetime(lock) {}
    }

    /// Whether nothing has been committed yet.
    package func isEmpty() throws(ArchiveError) -> Bool {
        try guarded { try database.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 } == 0 }
    }

    /// A writer that was killed leaves a journal, which the next one to open the file for writing rolls back; a reader cannot.
    package static func rollBack(_ file: String) throws(ArchiveError) {
        try ArchiveJournal.hold(file)
        guard FileManager.default.fileExists(atPath: file + "-journal"), let lock = try? ArchiveLock(file) else { return }
        try guarded(file) {
            let database = try DatabaseQueue(path: file, configuration: configuration(readOnly: false))
            _ = try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
            try database.close()
        }
        withExtendedLifetime(lock) {}
    }

    /// Writing past a limit of the file's size must end in an error, not in a signal.
    private static func ignoreSizeSignal() { signal(SIGXFSZ, SIG_IGN) }

    private static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        // A writer waits for readers as long as they take; a reader waits for one commit.
        configuration.busyMode = .timeout(readOnly ? 30 : 3_600)
        configuration.prepareDatabase { database in
            guard !readOnly else { return }
            // A rollback journal, so that the file works on the shared file systems of clusters, where write-ahead
            // logging does not.
            try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000")
        }
        return configuration
    }

    /// Columns of `runs` for the causes, with their titles.
    static let causeColumns: [(column: String, title: String)] = LimitingCause.allCases.map { cause in
        let name = "\(cause)".reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
        return ("cause_" + name, cause.title)
    }

    /// How many causes an archive that is read may count: all, or those of earlier models.
    static var causeCountsRead: [Int] { (0...6).map { causeColumns.count - $0 } }

    func guarded<Value>(_ body: () throws -> Value) throws(ArchiveError) -> Value { try Self.guarded(file, body) }

    private static func guarded<Value>(_ file: String, _ body: () throws -> Value) throws(ArchiveError) -> Value {
        do { return try body() } catch let error as ArchiveError { throw error } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_IOERR where [.SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ].contains(error.extendedResultCode):
                throw .altered(file: file)
            case .SQLITE_IOERR
            where ![.SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_TRUNCATE].contains(
                error.extendedResultCode):
                throw .failed(file: file, why: error.message ?? "cannot be read")
            case .SQLITE_FULL, .SQLITE_IOERR: throw .diskFull(file: file)
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw .inUse(file: file)
            case .SQLITE_CORRUPT: throw .altered(file: file)
            case .SQLITE_NOTADB: throw .notAnArchive(file: file, found: "not an SQLite file")
            case .SQLITE_CANTOPEN: throw .cannotOpen(file: file, why: error.message ?? "unknown")
            default: throw .failed(file: file, why: error.message ?? "\(error.resultCode)")
            }
        } catch { throw .failed(file: file, why: "\(error)") }
    }
}
