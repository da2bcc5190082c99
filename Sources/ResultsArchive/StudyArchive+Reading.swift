import GRDB
import RunRecords
import StudyStatistics

extension StudyArchive {
    package func meta() throws(ArchiveError) -> [String: String] {
        try guarded {
            try database.read { database in
                try Row.fetchAll(database, sql: "SELECT key, value FROM meta").reduce(into: [:]) { $0[$1[0]] = $1[1] }
            }
        }
    }

    /// All that was written before the first run.
    package func description() throws(ArchiveError) -> StudyDescription {
        let meta = try self.meta().sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
        let documents = try self.documents()
        let arms = try self.arms()
        let settings = try self.settings()
        let parameters = try self.parameters()
        let purchases = try self.purchases()
        let bounds: Range<Int> = try guarded {
            try database.read { database in
                guard let row = try Row.fetchOne(database, sql: "SELECT MIN(sample), MAX(sample) FROM draws"),
                    let low: Int = row[0], let high: Int = row[1]
                else { return 0..<0 }
                return low..<(high + 1)
            }
        }
        let queue = database
        return StudyDescription(
            meta: meta, documents: documents, arms: arms, settings: settings, parameters: parameters,
            purchases: purchases, drawnSamples: bounds,
            draw: { sample in
                let values = try? queue.read {
                    try Double.fetchAll(
                        $0, sql: "SELECT value FROM draws WHERE sample = ? ORDER BY parameter", arguments: [sample])
                }
                return values ?? []
            })
    }

    package func documents() throws(ArchiveError) -> [StudyDescription.Document] {
        try guarded {
            try database.read { database in
                try Row.fetchAll(database, sql: "SELECT name, sha256, text FROM documents ORDER BY name").map {
                    StudyDescription.Document(name: $0[0], sha256: $0[1], text: $0[2])
                }
            }
        }
    }

    package func arms() throws(ArchiveError) -> [StudyArm] {
        try guarded {
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

    package func purchases() throws(ArchiveError) -> [StudyDescription.Purchase] {
        try guarded {
            try database.read { database in
                try Row.fetchAll(database, sql: "SELECT arm, item, low, best, high FROM purchases ORDER BY arm, item").map {
                    StudyDescription.Purchase(arm: $0[0], item: $0[1], low: $0[2], best: $0[3], high: $0[4])
                }
            }
        }
    }

    package func settings() throws(ArchiveError) -> [StudySetting] {
        try guarded {
            try database.read { database in
                let factors = try Row.fetchAll(database, sql: "SELECT setting, factor, value FROM factors")
                return try Row.fetchAll(database, sql: "SELECT setting, label FROM settings ORDER BY setting").map { row in
                    let place: Int = row[0]
                    return StudySetting(
                        label: row[1],
                        factors: factors.filter { $0[0] == place }.map { (name: $0[1], value: $0[2]) })
                }
            }
        }
    }

    /// Values of the catalogue that are sampled.
    package func parameters() throws(ArchiveError) -> [StudyDescription.Parameter] {
        try guarded {
            try database.read { database in
                try Row.fetchAll(
                    database, sql: "SELECT path, uncertainty, low, best, high FROM parameters ORDER BY parameter"
                ).map {
                    StudyDescription.Parameter(path: $0[0], group: $0[1], low: $0[2], best: $0[3], high: $0[4])
                }
            }
        }
    }

    /// The value of each parameter in each sample that draws the catalogue.
    package func samples() throws(ArchiveError) -> [Int: [String: Double]] {
        try guarded {
            try database.read { database in
                try Row.fetchAll(database, sql: "SELECT sample, parameter, value FROM samples").reduce(into: [:]) {
                    $0[$1[0], default: [:]][$1[1]] = $1[2]
                }
            }
        }
    }

    /// Keys of those runs of one setting and sample that are there.
    package func finishedRuns(setting: Int, sample: Int, runs: Range<Int>) throws(ArchiveError) -> Set<RunKey> {
        try guarded {
            try database.read { database in
                var keys: Set<RunKey> = []
                let rows = try Row.fetchCursor(
                    database, sql: "SELECT run, arm FROM runs WHERE setting = ? AND sample = ? AND run >= ? AND run < ?",
                    arguments: [setting, sample, runs.lowerBound, runs.upperBound])
                while let row = try rows.next() {
                    keys.insert(RunKey(setting: setting, sample: sample, arm: row[1], run: row[0]))
                }
                return keys
            }
        }
    }

    /// How many runs are there.
    package func runCount() throws(ArchiveError) -> Int {
        try guarded {
            try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM runs") ?? 0 }
        }
    }

    /// Visits the runs of a stage in order of (setting, sample, run, arm), without holding them all.
    package func forEachRun(of stage: StudyStage, _ body: (StudyRow) throws -> Void) throws(ArchiveError) {
        for setting in stage.settings {
            for sample in stage.samples {
                try visit(
                    "WHERE setting = ? AND sample = ? AND run >= ? AND run < ?",
                    [setting, sample, stage.runs.lowerBound, stage.runs.upperBound], body)
            }
        }
    }

    /// Visits every run in order of (setting, sample, run, arm), without holding them all.
    package func forEachRun(_ body: (StudyRow) throws -> Void) throws(ArchiveError) { try visit("", [], body) }

    private func visit(
        _ condition: String, _ arguments: StatementArguments, _ body: (StudyRow) throws -> Void
    ) throws(ArchiveError) {
        try guarded {
            try database.read { database in
                let statement = try database.cachedStatement(
                    sql: "SELECT * FROM runs \(condition) ORDER BY setting, sample, run, arm")
                let rows = try Row.fetchCursor(statement, arguments: arguments)
                let reader = StudyRowReader()
                while let row = try rows.next() { try body(reader.read(row)) }
            }
        }
    }

    /// One run; nil where it is not there.
    package func run(_ key: RunKey) throws(ArchiveError) -> StudyRow? {
        try guarded {
            try database.read {
                try Row.fetchOne(
                    $0, sql: "SELECT * FROM runs WHERE setting = ? AND sample = ? AND run = ? AND arm = ?",
                    arguments: [key.setting, key.sample, key.run, key.arm]
                ).map { StudyRowReader().read($0) }
            }
        }
    }

    /// The record of one run as JSON, where it was kept.
    package func record(_ key: RunKey) throws(ArchiveError) -> String? {
        try guarded {
            try database.read {
                try String.fetchOne(
                    $0, sql: "SELECT json FROM records WHERE setting = ? AND sample = ? AND run = ? AND arm = ?",
                    arguments: [key.setting, key.sample, key.run, key.arm])
            }
        }
    }

    /// Keys of the runs whose record was kept.
    package func recordedRuns() throws(ArchiveError) -> [RunKey] {
        try guarded {
            try database.read { database in
                try Row.fetchAll(
                    database, sql: "SELECT setting, sample, run, arm FROM records ORDER BY 1, 2, 3, 4"
                ).map { RunKey(setting: $0[0], sample: $0[1], arm: $0[3], run: $0[2]) }
            }
        }
    }
}
