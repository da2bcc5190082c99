import Foundation
import GRDB
import RunRecords
import StudyStatistics

extension StudyArchive {
    /// Writes the schema and all that is known before the first run, in one transaction.
    package func describe(_ study: StudyDescription) throws(ArchiveError) {
        try guarded {
            try database.write { database in
                try ArchiveSchema.create(database, causes: Self.causeColumns, factors: study.settings.first?.factors.map(\.name) ?? [])
                // Its own seals are made below: another archive's, read back, are not handed on.
                for entry in study.meta where ![ArchiveSeal.rows, ArchiveSeal.description, ArchiveSeal.content].contains(entry.key) {
                    try database.execute(sql: "INSERT INTO meta VALUES (?, ?)", arguments: [entry.key, entry.value])
                }
                for entry in study.documents {
                    try database.execute(
                        sql: "INSERT INTO documents VALUES (?, ?, ?)", arguments: [entry.name, entry.sha256, entry.text])
                }
                for (place, arm) in study.arms.enumerated() {
                    try database.execute(
                        sql: "INSERT INTO arms VALUES (?, ?, ?, ?, ?, ?)",
                        arguments: [
                            place, arm.name, arm.description, arm.price?.low, arm.price?.best, arm.price?.high,
                        ])
                }
                for entry in study.purchases {
                    try database.execute(
                        sql: "INSERT INTO purchases VALUES (?, ?, ?, ?, ?)",
                        arguments: [entry.arm, entry.item, entry.low, entry.best, entry.high])
                }
                for (place, setting) in study.settings.enumerated() {
                    try database.execute(sql: "INSERT INTO settings VALUES (?, ?)", arguments: [place, setting.label])
                    for factor in setting.factors {
                        try database.execute(
                            sql: "INSERT INTO factors VALUES (?, ?, ?)", arguments: [place, factor.name, factor.value])
                    }
                }
                try addDraws(study, database)
                try ArchiveSeal.put(RowSum().hexadecimal, ArchiveSeal.rows, database)
                try ArchiveSeal.put(ArchiveSeal.descriptionHash(database), ArchiveSeal.description, database)
            }
        }
    }

    private func addDraws(_ study: StudyDescription, _ database: Database) throws {
        for (place, entry) in study.parameters.enumerated() {
            try database.execute(
                sql: "INSERT INTO parameters VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [place, entry.path, entry.group, entry.low, entry.best, entry.high])
        }
        guard !study.parameters.isEmpty else { return }
        let insert = try database.makeStatement(sql: "INSERT INTO draws VALUES (?, ?, ?)")
        for sample in study.drawnSamples {
            for (parameter, value) in study.draw(sample).enumerated() {
                try insert.execute(arguments: [sample, parameter, value])
            }
        }
    }

    package func setMeta(_ values: [(key: String, value: String)]) throws(ArchiveError) {
        let file = self.file
        try guarded {
            try database.write { database in
                // What somebody changed meanwhile is not signed.
                guard try ArchiveSeal.meta(ArchiveSeal.description, database) == ArchiveSeal.descriptionHash(database) else {
                    throw ArchiveError.altered(file: file)
                }
                for (key, value) in values { try ArchiveSeal.put(value, key, database) }
                try ArchiveSeal.put(ArchiveSeal.descriptionHash(database), ArchiveSeal.description, database)
            }
        }
    }

    /// Commits a batch of runs in one transaction; a run that is there already is left as it is.
    /// - Parameter source: archive that the rows come from; one that disagrees with what is there is refused.
    package func add(_ rows: [StudyRow], from source: String? = nil) throws(ArchiveError) {
        guard !rows.isEmpty else { return }
        let file = self.file
        try guarded {
            try database.write { database in
                let count = 5 + ArchiveSchema.outcomeColumns.count + LimitingCause.allCases.count
                let marks = Array(repeating: "?", count: count).joined(separator: ", ")
                let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO runs VALUES (\(marks))")
                guard var sum = try ArchiveSeal.meta(ArchiveSeal.rows, database).flatMap(RowSum.init(hexadecimal:)) else {
                    throw ArchiveError.altered(file: file)
                }
                for row in rows {
                    let columns = row.columns
                    insert.setUncheckedArguments(StatementArguments(columns))
                    try insert.execute()
                    if database.changesCount > 0 {
                        sum.add(ArchiveSeal.tagged(ArchiveSeal.bytes(columns.map(\.databaseValue)), "runs"))
                    } else if let source {
                        try Self.hold(row, against: database, source)
                    }
                    if let json = row.record {
                        let values: [any DatabaseValueConvertible] = [row.key.setting, row.key.sample, row.key.run, row.key.arm, json]
                        try database.execute(
                            sql: "INSERT OR IGNORE INTO records VALUES (?, ?, ?, ?, ?)", arguments: StatementArguments(values))
                        if database.changesCount > 0 {
                            sum.add(ArchiveSeal.tagged(ArchiveSeal.bytes(values.map(\.databaseValue)), "records"))
                        }
                    }
                }
                try ArchiveSeal.put(sum.hexadecimal, ArchiveSeal.rows, database)
            }
        }
    }

    private static func hold(_ row: StudyRow, against database: Database, _ source: String) throws {
        let key = row.key
        let found = try Data.fetchOne(
            database, sql: "SELECT digest FROM runs WHERE setting = ? AND sample = ? AND run = ? AND arm = ?",
            arguments: [key.setting, key.sample, key.run, key.arm])
        guard found != HexadecimalBytes.data(row.digest) else { return }
        throw ArchiveError.disagree(
            file: source, run: "setting \(key.setting), sample \(key.sample), run \(key.run), arm \(key.arm)")
    }
}
