import ArgumentParser
import Foundation
import MonteCarloStudy
import ResultsArchive

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Join the archives of a study's shards into one.",
        discussion: "Example: cupola merge all.cupola part-1.cupola part-2.cupola")

    @Argument(help: "Archive to write.") var out: String
    @Argument(help: "Archives of shards.") var shards: [String]

    func validate() throws {
        if shards.isEmpty { throw ValidationError("give at least one shard") }
    }

    func run() throws {
        do { try merge() } catch let error as ArchiveError { throw CommandFailure.badInput(error.description) }
    }

    private func merge() throws {
        let first = try StudyArchive.open(shards[0])
        let meta = try first.meta()
        let identity = meta["identity"] ?? "none"
        // Strangers are refused before anything is written.
        for shard in shards.dropFirst() {
            let found = try StudyArchive.open(shard).meta()["identity"] ?? "none"
            guard found == identity else {
                throw ArchiveError.belongsToAnotherStudy(file: shard, found: found, wanted: identity)
            }
        }
        let archive = try StudyArchive.create(out)
        for entry in try first.documents() { try archive.addDocument(name: entry.name, sha256: entry.sha256, text: entry.text) }
        try archive.addArms(try first.arms())
        try archive.addSettings(try first.settings())
        for (sample, values) in try first.samples().sorted(by: { $0.key < $1.key }) {
            try archive.addSample(sample, values: values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
        var count = 0
        for shard in shards {
            let part = try StudyArchive.open(shard)
            var batch: [StudyRow] = []
            try part.forEachRun { row in
                var row = row
                row.record = try part.record(row.key)
                batch.append(row)
                count += 1
                if batch.count == 1000 {
                    try archive.add(batch)
                    batch.removeAll(keepingCapacity: true)
                }
            }
            try archive.add(batch)
        }
        try archive.setMeta(meta.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        print("\(out): \(count) runs from \(shards.count) archives")
    }
}
