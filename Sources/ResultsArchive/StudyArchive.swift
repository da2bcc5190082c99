import Foundation
import GRDB
public import MonteCarloStudy
import RunRecords

/// A study's results (or a single run's record) in one SQLite file, readable with `sqlite3` and pandas.
public final class StudyArchive: Sendable {
    public let file: String
    private let database: DatabaseQueue
    private let lock: ArchiveLock?

    private init(file: String, database: DatabaseQueue, lock: ArchiveLock?) {
        self.file = file
        self.database = database
        self.lock = lock
    }

    private static var causeNames: [String] {
        LimitingCause.allCases.map { cause in
            "\(cause)".reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
        }
    }

    private static func guarded<Value>(_ file: String, _ body: () throws -> Value) throws(ArchiveError) -> Value {
        do { return try body() } catch let error as ArchiveError { throw error } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_FULL, .SQLITE_IOERR: throw .diskFull(file: file)
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw .inUse(file: file)
            case .SQLITE_NOTADB: throw .notAnArchive(file: file, found: "not an SQLite file")
            default: throw .failed(file: file, why: error.message ?? "\(error.resultCode)")
            }
        } catch { throw .failed(file: file, why: error.localizedDescription) }
    }

    /// Makes a new archive; refuses where a file stands already.
    public static func create(_ file: String) throws(ArchiveError) -> StudyArchive {
        guard !FileManager.default.fileExists(atPath: file) else { throw .exists(file: file) }
        guard FileManager.default.createFile(atPath: file, contents: nil) else {
            throw .cannotOpen(file: file, why: "the folder is not there or may not be written to")
        }
        let lock = try ArchiveLock(file)
        return try guarded(file) {
            let database = try DatabaseQueue(path: file, configuration: configuration(readOnly: false))
            try database.write { try ArchiveSchema.create($0, causes: causeNames) }
            return StudyArchive(file: file, database: database, lock: lock)
        }
    }

    /// Opens an archive that is there, to write more (locked against others) or to read.
    public static func open(_ file: String, toWrite: Bool = false) throws(ArchiveError) -> StudyArchive {
        guard FileManager.default.fileExists(atPath: file) else {
            throw .cannotOpen(file: file, why: "no such file")
        }
        let lock = toWrite ? try ArchiveLock(file) : nil
        return try guarded(file) {
            let database = try DatabaseQueue(path: file, configuration: configuration(readOnly: !toWrite))
            let identifier = try database.read { try Int.fetchOne($0, sql: "PRAGMA application_id") ?? 0 }
            guard identifier == ArchiveSchema.applicationIdentifier else {
                throw ArchiveError.notAnArchive(file: file, found: "application_id \(identifier)")
            }
            return StudyArchive(file: file, database: database, lock: lock)
        }
    }

    private static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            guard !readOnly else { return }
            // A rollback journal: after a kill the file alone is whole, with nothing beside it to lose.
            try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = NORMAL")
        }
        return configuration
    }

    // MARK: Writing

    public func setMeta(_ values: [(key: String, value: String)]) throws(ArchiveError) {
        try Self.guarded(file) {
            try database.write { database in
                for (key, value) in values {
                    try database.execute(
                        sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)", arguments: [key, value])
                }
            }
        }
    }

    public func addDocument(name: String, sha256: String, text: String) throws(ArchiveError) {
        try Self.guarded(file) {
            try database.write {
                try $0.execute(
                    sql: "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", arguments: [name, sha256, text])
            }
        }
    }

    public func addArms(_ arms: [StudyArm]) throws(ArchiveError) {
        try Self.guarded(file) {
            try database.write { database in
                for (place, arm) in arms.enumerated() {
                    try database.execute(
                        sql: "INSERT OR REPLACE INTO arms VALUES (?, ?, ?, ?, ?, ?)",
                        arguments: [
                            place, arm.name, arm.description, arm.price?.low, arm.price?.best, arm.price?.high,
                        ])
                }
            }
        }
    }

    public func addSettings(_ settings: [StudySetting]) throws(ArchiveError) {
        try Self.guarded(file) {
            try database.write { database in
                for (place, setting) in settings.enumerated() {
                    try database.execute(
                        sql: "INSERT OR REPLACE INTO settings VALUES (?, ?)", arguments: [place, setting.label])
                    for factor in setting.factors {
                        try database.execute(
                            sql: "INSERT OR REPLACE INTO factors VALUES (?, ?, ?)",
                            arguments: [place, factor.name, factor.value])
                    }
                }
            }
        }
    }

    /// The value of each parameter in each sample from `first` on, in one transaction.
    public func addSamples(_ parameters: [String], _ values: [[Double]], from first: Int) throws(ArchiveError) {
        try Self.guarded(file) {
            try database.write { database in
                let insert = try database.cachedStatement(sql: "INSERT OR REPLACE INTO samples VALUES (?, ?, ?)")
                for sample in values.indices where sample >= first {
                    for (parameter, value) in zip(parameters, values[sample]) {
                        try insert.execute(arguments: [sample, parameter, value])
                    }
                }
            }
        }
    }

    public func addSample(_ sample: Int, values: [(parameter: String, value: Double)]) throws(ArchiveError) {
        try Self.guarded(file) {
            try database.write { database in
                for (parameter, value) in values {
                    try database.execute(
                        sql: "INSERT OR REPLACE INTO samples VALUES (?, ?, ?)", arguments: [sample, parameter, value])
                }
            }
        }
    }

    /// Commits a batch of runs in one transaction; a run that is there already is left as it is.
    public func add(_ rows: [StudyRow]) throws(ArchiveError) {
        guard !rows.isEmpty else { return }
        try Self.guarded(file) {
            try database.write { database in
                let count = 5 + ArchiveSchema.outcomeColumns.count + LimitingCause.allCases.count
                let marks = Array(repeating: "?", count: count).joined(separator: ", ")
                let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO runs VALUES (\(marks))")
                for row in rows {
                    var values: [any DatabaseValueConvertible] = [
                        row.key.setting, row.key.sample, row.key.arm, row.key.run, row.digest,
                    ]
                    values += row.outcome.columns
                    values += row.outcome.causes.map { $0 as any DatabaseValueConvertible }
                    try insert.execute(arguments: StatementArguments(values))
                    if let json = row.record {
                        try database.execute(
                            sql: "INSERT OR IGNORE INTO records VALUES (?, ?, ?, ?, ?)",
                            arguments: [row.key.setting, row.key.sample, row.key.arm, row.key.run, json])
                    }
                }
            }
        }
    }

    // MARK: Reading

    public func meta() throws(ArchiveError) -> [String: String] {
        try Self.guarded(file) {
            try database.read { database in
                try Row.fetchAll(database, sql: "SELECT key, value FROM meta").reduce(into: [:]) { $0[$1[0]] = $1[1] }
            }
        }
    }

    public func documents() throws(ArchiveError) -> [(name: String, sha256: String, text: String)] {
        try Self.guarded(file) {
            try database.read { database in
                try Row.fetchAll(database, sql: "SELECT name, sha256, text FROM documents ORDER BY name").map {
                    ($0[0], $0[1], $0[2])
                }
            }
        }
    }

    public func arms() throws(ArchiveError) -> [StudyArm] {
        try Self.guarded(file) {
            try database.read { database in
                try Row.fetchAll(database, sql: "SELECT * FROM arms ORDER BY arm").map { row in
                    let low: Double? = row["price_low_musd"]
                    let best: Double? = row["price_musd"]
                    let high: Double? = row["price_high_musd"]
                    var price: PriceRecord?
                    if let low, let best, let high { price = PriceRecord(low: low, best: best, high: high) }
                    return StudyArm(name: row["name"], description: row["description"], price: price)
                }
            }
        }
    }

    public func settings() throws(ArchiveError) -> [StudySetting] {
        try Self.guarded(file) {
            try database.read { database in
                let factors = try Row.fetchAll(database, sql: "SELECT setting, factor, value FROM factors ORDER BY 1, 2")
                return try Row.fetchAll(database, sql: "SELECT setting, label FROM settings ORDER BY setting").map { row in
                    let place: Int = row[0]
                    return StudySetting(
                        label: row[1],
                        factors: factors.filter { $0[0] == place }.map { (name: $0[1], value: $0[2]) })
                }
            }
        }
    }

    public func samples() throws(ArchiveError) -> [Int: [String: Double]] {
        try Self.guarded(file) {
            try database.read { database in
                try Row.fetchAll(database, sql: "SELECT sample, parameter, value FROM samples").reduce(into: [:]) {
                    $0[$1[0], default: [:]][$1[1]] = $1[2]
                }
            }
        }
    }

    /// Keys of the runs of one setting and sample that are there.
    public func finishedRuns(setting: Int, sample: Int) throws(ArchiveError) -> Set<RunKey> {
        try Self.guarded(file) {
            try database.read { database in
                var keys: Set<RunKey> = []
                let rows = try Row.fetchCursor(
                    database, sql: "SELECT arm, run FROM runs WHERE setting = ? AND sample = ?", arguments: [setting, sample])
                while let row = try rows.next() {
                    keys.insert(RunKey(setting: setting, sample: sample, arm: row[0], run: row[1]))
                }
                return keys
            }
        }
    }

    /// How many runs are there.
    public func runCount() throws(ArchiveError) -> Int {
        try Self.guarded(file) {
            try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM runs") ?? 0 }
        }
    }

    /// Visits the runs of a stage in order of (setting, sample, arm, run), without holding them all.
    public func forEachRun(of stage: StudyStage, _ body: (StudyRow) throws -> Void) throws(ArchiveError) {
        try visit(
            """
            WHERE setting >= ? AND setting < ? AND sample >= ? AND sample < ? AND run >= ? AND run < ?
            """,
            [
                stage.settings.lowerBound, stage.settings.upperBound, stage.samples.lowerBound, stage.samples.upperBound,
                stage.runs.lowerBound, stage.runs.upperBound,
            ], body)
    }

    /// Visits every run in order of (setting, sample, arm, run), without holding them all.
    public func forEachRun(_ body: (StudyRow) throws -> Void) throws(ArchiveError) { try visit("", [], body) }

    private func visit(
        _ condition: String, _ arguments: StatementArguments, _ body: (StudyRow) throws -> Void
    ) throws(ArchiveError) {
        try Self.guarded(file) {
            try database.read { database in
                let rows = try Row.fetchCursor(
                    database, sql: "SELECT * FROM runs \(condition) ORDER BY setting, sample, arm, run", arguments: arguments)
                let reader = StudyRowReader()
                while let row = try rows.next() { try body(reader.read(row)) }
            }
        }
    }

    /// The record of one run as JSON, where it was kept.
    public func record(_ key: RunKey) throws(ArchiveError) -> String? {
        try Self.guarded(file) {
            try database.read {
                try String.fetchOne(
                    $0, sql: "SELECT json FROM records WHERE setting = ? AND sample = ? AND arm = ? AND run = ?",
                    arguments: [key.setting, key.sample, key.arm, key.run])
            }
        }
    }

    /// Keys of the runs whose record was kept.
    public func recordedRuns() throws(ArchiveError) -> [RunKey] {
        try Self.guarded(file) {
            try database.read { database in
                try Row.fetchAll(
                    database, sql: "SELECT setting, sample, arm, run FROM records ORDER BY 1, 2, 3, 4"
                ).map { RunKey(setting: $0[0], sample: $0[1], arm: $0[2], run: $0[3]) }
            }
        }
    }
}
