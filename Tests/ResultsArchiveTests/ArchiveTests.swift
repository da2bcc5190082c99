import Foundation
import GRDB
import RunRecords
import StudyStatistics
import Testing

@testable import ResultsArchive

/// A folder that goes away with the test.
final class Scratch {
    let folder: URL
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cupola-test-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    func path(_ name: String) -> String { folder.appending(path: name).path }
    deinit { try? FileManager.default.removeItem(at: folder) }
}

@Suite struct ArchiveTests {
    static func description(samples: Int = 2) -> StudyDescription {
        StudyDescription(
            meta: [("name", "test"), ("samples", String(samples)), ("total", "24"), ("identity", "abc")],
            documents: [.init(name: "study.yaml", sha256: "00", text: "version: 1\n")],
            arms: [
                StudyArm(name: "none", description: "nothing", price: nil),
                StudyArm(name: "some", description: "something", price: PriceRecord(low: 1, best: 2, high: 3)),
            ],
            settings: [StudySetting(label: "8 drones", factors: [("drones", "8")])],
            parameters: [.init(path: "missiles.a.mass_kg", group: "missiles.*", low: 1, best: 2, high: 3)],
            purchases: [.init(arm: "some", item: "rounds", low: 1, best: 2, high: 3)], drawnSamples: 0..<samples,
            draw: { [Double($0) + 0.5] })
    }

    static func row(_ sample: Int, _ run: Int, _ arm: Int, leakers: Int = 3, record: String? = nil) -> StudyRow {
        var causes = LimitingCause.allCases.map { _ in 0 }
        causes[1] = leakers
        return StudyRow(
            key: RunKey(setting: 0, sample: sample, arm: arm, run: run),
            digest: String(repeating: "0", count: 60) + String(format: "%04x", sample * 256 + run * 16 + arm),
            outcome: RunOutcome(
                raiders: 8, leakers: leakers, killed: 8 - leakers, decoysKilled: 1, civilKilled: 0, friendsKilled: 0,
                assetsLost: 1, valueLost: 2.5, systemsLost: 0, roundsFired: 9,
                roundsCost: PriceRecord(low: 1.25, best: 2.5, high: 1.0 / 3), systemsCost: .zero, causes: causes),
            record: record)
    }

    static let rows = (0..<3).flatMap { sample in (0..<4).flatMap { run in (0..<2).map { row(sample, run, $0, leakers: run + $0) } } }

    @Test func `what goes in comes out, in order`() throws {
        let scratch = try Scratch()
        let archive = try StudyArchive.create(scratch.path("a.cupola"))
        #expect(try archive.isEmpty())
        try archive.describe(Self.description())
        try archive.add(Self.rows.reversed())
        try archive.add([Self.row(0, 0, 0, leakers: 0, record: "{}")])
        var read: [StudyRow] = []
        try archive.forEachRun { read.append($0) }
        #expect(read.map(\.key) == Self.rows.map(\.key).sorted())
        #expect(read.first { $0.key == Self.rows[5].key }?.outcome == Self.rows[5].outcome)
        #expect(read.first { $0.key == Self.rows[5].key }?.digest == Self.rows[5].digest)
        #expect(try archive.run(Self.rows[7].key)?.outcome == Self.rows[7].outcome)
        #expect(try archive.record(Self.rows[0].key) == "{}")
        #expect(try archive.recordedRuns() == [Self.rows[0].key])
        #expect(try archive.samples() == [0: ["missiles.a.mass_kg": 0.5], 1: ["missiles.a.mass_kg": 1.5]])
        #expect(try archive.arms()[1].price == PriceRecord(low: 1, best: 2, high: 3))
        #expect(try archive.settings()[0].factors[0].value == "8")
        let again = try archive.description()
        #expect(again.documents == Self.description().documents && again.purchases == Self.description().purchases)
        #expect(again.drawnSamples == 0..<2 && again.draw(1) == [1.5])
    }

    @Test func `outcomes have whole counts and a column a factor`() throws {
        let scratch = try Scratch()
        let archive = try StudyArchive.create(scratch.path("a.cupola"))
        var description = Self.description()
        description.settings = [
            StudySetting(label: "8 drones", factors: [("drones", "8"), ("Kind of raid", "low"), ("kind-of raid", "1.5")])
        ]
        try archive.describe(description)
        try archive.add(Self.rows)
        let row = try DatabaseQueue(path: scratch.path("a.cupola")).read { try Row.fetchOne($0, sql: "SELECT * FROM outcomes LIMIT 1") }
        let kind = try DatabaseQueue(path: scratch.path("a.cupola")).read {
            try String.fetchOne($0, sql: "SELECT DISTINCT typeof(leakers) FROM outcomes")
        }
        #expect(kind == "integer")
        #expect(row?["factor_drones"] as Int? == 8)
        #expect(row?["factor_kind_of_raid"] as String? == "low" && row?["factor_kind_of_raid_"] as Double? == 1.5)
    }

    @Test func `a run that is written twice is there once, and the first time counts`() throws {
        let scratch = try Scratch()
        let archive = try StudyArchive.create(scratch.path("a.cupola"))
        try archive.describe(Self.description())
        try archive.add(Self.rows)
        let before = try archive.contentHash()
        try archive.add(Self.rows + [Self.row(1, 1, 1, leakers: 8)])
        #expect(try archive.runCount() == Self.rows.count)
        #expect(try archive.contentHash() == before)
        #expect(try archive.finishedRuns(setting: 0, sample: 1, runs: 1..<3).count == 4)
    }

    @Test func `the content does not depend on the order of writing, and any change shows`() throws {
        let scratch = try Scratch()
        let forwards = try StudyArchive.create(scratch.path("a.cupola"))
        let backwards = try StudyArchive.create(scratch.path("b.cupola"))
        for (archive, rows) in [(forwards, Self.rows), (backwards, Self.rows.reversed())] {
            try archive.describe(Self.description())
            for row in rows { try archive.add([row]) }
        }
        let content = try forwards.contentHash()
        #expect(try backwards.contentHash() == content)
        try backwards.database.write {
            try $0.execute(sql: "UPDATE runs SET leakers = leakers + 1 WHERE run = 2 AND arm = 1 AND sample = 2")
        }
        #expect(try backwards.contentHash() != content)
    }

    @Test func `archives that disagree about a run are told apart`() throws {
        let scratch = try Scratch()
        let archive = try StudyArchive.create(scratch.path("a.cupola"))
        try archive.describe(Self.description())
        try archive.add(Self.rows)
        try archive.add(Self.rows, from: "b.cupola")
        var other = Self.rows[3]
        other.digest = String(repeating: "f", count: 64)
        #expect(throws: ArchiveError.disagree(file: "b.cupola", run: "setting 0, sample 0, run 1, arm 1")) {
            try archive.add([other], from: "b.cupola")
        }
    }

    @Test func `a second writer is refused with one line, a reader is not`() throws {
        let scratch = try Scratch()
        let file = scratch.path("a.cupola")
        let archive = try StudyArchive.create(file)
        try archive.describe(Self.description())
        #expect(throws: ArchiveError.inUse(file: file)) { try StudyArchive.open(file, toWrite: true) }
        #expect(ArchiveError.inUse(file: file).description == "\(file): another process is writing to it")
        #expect(try StudyArchive.open(file).meta()["name"] == "test")
        #expect(throws: ArchiveError.exists(file: file)) { try StudyArchive.create(file) }
        withExtendedLifetime(archive) {}
    }

    @Test func `files that are no archives are refused`() throws {
        let scratch = try Scratch()
        let file = scratch.path("a.cupola")
        #expect(throws: ArchiveError.cannotOpen(file: file, why: "no such file")) { try StudyArchive.open(file) }
        try Data().write(to: URL(filePath: file))
        #expect(throws: ArchiveError.notAnArchive(file: file, found: "it is empty")) { try StudyArchive.open(file) }
        #expect(try StudyArchive.open(file, toWrite: true).isEmpty(), "a study killed before its first commit starts anew")
        try Data("version: 1\nthis is text, not a database, and long enough to be taken for one by its header".utf8)
            .write(to: URL(filePath: file))
        #expect(throws: ArchiveError.notAnArchive(file: file, found: "not an SQLite file")) { try StudyArchive.open(file) }
        let other = scratch.path("b.sqlite")
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (x)") }
        #expect(throws: ArchiveError.notAnArchive(file: other, found: "application_id 0")) { try StudyArchive.open(other) }
    }

    @Test func `a full disk ends in one line, loses nothing, and the rest can be written later`() throws {
        let scratch = try Scratch()
        let file = scratch.path("a.cupola")
        let archive = try StudyArchive.create(file)
        try archive.describe(Self.description())
        try archive.add(Array(Self.rows[..<10]))
        try archive.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        let large = (0..<200).map { Self.row(9, $0, 0, record: String(repeating: "x", count: 5_000)) }
        #expect(throws: ArchiveError.diskFull(file: file)) { try archive.add(large) }
        #expect(try archive.runCount() == 10)
        try archive.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        try archive.add(large + Self.rows)
        #expect(try archive.runCount() == 200 + Self.rows.count)
    }

    @Test func `the outcome view is one row a run and arm, without the sensitivity part`() throws {
        let scratch = try Scratch()
        let archive = try StudyArchive.create(scratch.path("a.cupola"))
        try archive.describe(Self.description())
        try archive.add(Self.rows)
        try archive.database.read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT * FROM outcomes")
            #expect(Array(rows[0].columnNames.prefix(4)) == ["arm", "sample", "run", "setting"])
            // Samples 0 and 1 of 3 belong to the first part.
            #expect(rows.count == 16)
            #expect(try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sensitivity_outcomes") == 8)
            for row in rows {
                let causes = row.columnNames.filter { $0.hasPrefix("cause_") }.reduce(0) { $0 + (row[$1] as Int) }
                #expect(causes == row["leakers"])
                #expect((row["digest"] as String).count == 64)
            }
            let mean = try Double.fetchOne(database, sql: "SELECT mean_leakers FROM leakers_by_arm WHERE arm = 'some'")
            #expect(mean == 2.5)
            let differences = try Row.fetchAll(database, sql: "SELECT * FROM differences")
            #expect(differences.count == 8)
            #expect(differences.allSatisfy { $0["arm"] == "some" && $0["other"] == "none" && $0["leakers"] == 1.0 })
            let total = try Int.fetchOne(database, sql: "SELECT SUM(leakers) FROM causes_by_arm")
            #expect(total == Self.rows.filter { $0.key.sample < 2 }.reduce(0) { $0 + $1.outcome.leakers })
            #expect(try Int.fetchOne(database, sql: "SELECT runs_done FROM progress") == 24)
            for view in ["leakers_by_sample", "leaker_distribution", "samples"] {
                #expect(try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(view)") ?? 0 > 0, "\(view)")
            }
        }
    }
}
