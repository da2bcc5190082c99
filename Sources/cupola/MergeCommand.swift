import ArgumentParser
import CommandWork
import Foundation
import OutputFiles
import ResultsArchive
import StudyStatistics

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Join the archives of a study's shards into one.",
        discussion: """
            Example: cupola merge all.cupola part-1.cupola part-2.cupola
            Archives of another study, or that disagree about a run, are refused. The merged archive of all shards equals the one that
            a single machine would have made; where some are missing, cupola study --resume flies the rest.
            """)

    @Argument(help: "Archive to write.") var out: String
    @Argument(help: "Archives of shards.") var shards: [String]
    @Flag(help: "Replace an archive that is there.") var force = false
    @Flag(help: "No closing line.") var quiet = false

    func validate() throws {
        if shards.isEmpty { throw ValidationError("give at least one shard") }
    }

    func run() throws {
        let place = try OutputRule.place(out, as: .archive, option: "", force: force, sparing: shards.map { $0 })
        let first = try StudyArchive.open(shards[0])
        var description = try first.description()
        let identity = try first.meta()["identity"] ?? "none"
        // Strangers are refused before anything is written.
        for shard in shards.dropFirst() {
            let found = try StudyArchive.open(shard).meta()["identity"] ?? "none"
            guard found == identity else {
                throw ArchiveError.belongsToAnotherStudy(file: shard, found: found, wanted: identity)
            }
        }
        description.meta.removeAll { $0.key == "shard" }
        // Half a merge is worth nothing: it is made beside its place, and made again from the shards where it fails.
        let made = try place.workPath()
        let (count, planned) = try join(description, at: made)
        try place.commit()
        guard !quiet else { return }
        let rest = count == planned ? "" : " of \(planned); go on with cupola study --resume"
        print("\(out): \(count) runs\(rest), from \(shards.count) archives")
    }

    private func join(_ description: StudyDescription, at made: String) throws -> (count: Int, planned: Int) {
        do {
            let archive = try StudyArchive.create(made)
            try archive.describe(description)
            for shard in shards { try copy(shard, into: archive) }
            // What the first shard answered for the whole study.
            for shard in shards {
                let answers = try StudyArchive.open(shard).meta().filter { entry in
                    ["lone_raider", "capacity", "crossed", "lift"].contains { entry.key == $0 || entry.key.hasPrefix($0 + "_") }
                }
                try archive.setMeta(answers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
            }
            let count = try archive.runCount()
            let planned = Int(try archive.meta()["total"] ?? "") ?? count
            if count == planned { try archive.seal() }
            return (count, planned)
        } catch ArchiveError.diskFull(made) {
            throw CommandFailure.whileRunning("\(out): cannot be written: the disk is full; nothing of it is kept")
        }
    }

    private func copy(_ shard: String, into archive: StudyArchive) throws {
        let part = try StudyArchive.open(shard)
        let recorded = Set(try part.recordedRuns())
        var batch: [StudyRow] = []
        try part.forEachRun { row in
            batch.append(row)
            guard batch.count == 5_000 else { return }
            try archive.add(batch, from: shard)
            batch.removeAll(keepingCapacity: true)
        }
        try archive.add(batch, from: shard)
        for key in recorded.sorted() {
            guard var row = try part.run(key) else { continue }
            row.record = try part.record(key)
            try archive.add([row], from: shard)
        }
    }
}
