import Foundation
import NumericalMethods
import OutputFiles
import ResultsArchive
import ScenarioDocuments
import StudyReports
import StudyStatistics

/// A study taken out of an archive: the inputs it carries, laid out as files in a private folder. Nothing that the archive says
/// names a place outside it.
package final class ArchivedStudy {
    package let archive: StudyArchive
    package let meta: [String: String]
    private let folder: PrivateFolder

    package init(_ file: String) throws {
        archive = try StudyArchive.open(file)
        meta = try archive.meta()
        folder = try PrivateFolder(prefix: "cupola-study-")
        for document in try archive.documents() {
            let isGround = document.name.hasPrefix(GroundFiles.prefix)
            let bytes = isGround ? Data(base64Encoded: document.text) ?? Data() : Data(document.text.utf8)
            if isGround, bytes.isEmpty {
                throw CommandFailure.badInput("\(file): \(document.name) was too large to be carried: fly the study from its files")
            }
            var hash = SHA256()
            hash.update(bytes)
            guard hash.hexadecimal == document.sha256 else {
                throw CommandFailure.badInput("\(file): \(document.name) was changed after it was written: its SHA-256 is not the one stored")
            }
            let steps = document.name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard Self.isInput(steps) else {
                throw CommandFailure.badInput("\(file): documents: found \(document.name), which is no name of a study's input")
            }
            if document.name == "scenario.yaml", let name = ScenarioText.recording(in: document.text) {
                throw CommandFailure.badInput("\(file): scenario.yaml: recording: found \(name), a file elsewhere; an archive carries its recordings")
            }
            try folder.write([UInt8](bytes), to: steps)
        }
    }

    /// Folders of the catalogue in the order in which they were given.
    private static let carriedFolders = (0..<100).map(StudyInputs.carriedFolder)

    /// The study, the scenario, a file of the catalogue, or an elevation file behind its number in the scenario's list.
    private static func isInput(_ steps: [String]) -> Bool {
        switch steps.first {
        case "study.yaml", "scenario.yaml": steps.count == 1
        case let folder? where carriedFolders.contains(folder):
            (2...8).contains(steps.count) && steps.last?.hasSuffix(".yaml") == true && !steps.contains { $0.hasPrefix(".") }
        case "ground": steps.count == 3 && steps[1].allSatisfy(\.isWholeNumber) && !steps[2].hasPrefix(".")
        default: false
        }
    }

    package func inputs() throws -> StudyInputs {
        let carried = Self.carriedFolders.map { folder.path + "/" + $0 }
        return try StudyInputs(
            file: folder.path + "/study.yaml", scenario: folder.path + "/scenario.yaml",
            ground: folder.path + "/ground",
            catalogue: carried.filter { FileManager.default.fileExists(atPath: $0) },
            runs: meta["runs"] == nil ? nil : StudyResults.number("runs", meta, 1...1_000_000, archive.file),
            samples: meta["samples"] == nil ? nil : StudyResults.number("samples", meta, 1...100_000, archive.file))
    }

    /// The shard that the archive holds; nil for a whole study.
    package var shard: StudyShard? { meta["shard"].flatMap { StudyShard($0) } }

    /// Compares with another archive of the same study, run by run; throws at a difference.
    /// - Returns: what was found equal, in a line.
    package func compare(with file: String) throws -> String {
        let other = try StudyArchive.open(file)
        let mine = try archive.contentHash()
        if mine == (try other.contentHash()) {
            return "\(file): the same as \(archive.file): \(try archive.runCount()) runs, content \(mine.prefix(16))"
        }
        var equal = 0
        var different: [RunKey] = []
        try archive.forEachRun { row in
            if let again = try other.run(row.key), again.digest == row.digest, again.outcome == row.outcome {
                equal += 1
            } else {
                different.append(row.key)
            }
        }
        if let first = different.min() {
            throw CommandFailure.whileRunning(
                "\(file): \(different.count) of \(different.count + equal) runs differ from \(archive.file), first setting \(first.setting), sample \(first.sample), run \(first.run), arm \(first.arm)")
        }
        return "\(file): all \(equal) runs of \(archive.file) are the same; it was not whole"
    }
}

extension StudyArchive {
    /// What there is of a study that was not flown to its end, or of a part of one, in a sentence; nil for a whole study.
    package func unfinished() throws -> String? {
        let meta = try meta()
        let runs = try runCount()
        let planned = meta["total"] ?? "?"
        let shard = meta["shard"]
        return try shard == nil && isFinished() ? nil : UnfinishedWords.text(runs: runs, planned: planned, shard: shard)
    }

    /// The same for a command that shows results: refused unless it was asked for.
    package func unfinished(isTaken: Bool) throws -> String? {
        guard let words = try unfinished() else { return nil }
        guard isTaken else { throw Self.refused(file, words) }
        return words
    }

    package static func refused(_ file: String, _ words: String) -> CommandFailure {
        .badInput("\(file): \(words) Go on with cupola study --resume, or give --partial for what is marked as such.")
    }
}
