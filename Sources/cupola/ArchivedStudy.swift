import Foundation
import NumericalMethods
import ResultsArchive
import StudyStatistics

/// A study taken out of an archive: the inputs it carries, laid out as files in a folder of their own.
final class ArchivedStudy {
    let archive: StudyArchive
    let meta: [String: String]
    private let folder: URL

    init(_ file: String) throws {
        archive = try StudyArchive.open(file)
        meta = try archive.meta()
        folder = FileManager.default.temporaryDirectory
            .appending(path: "cupola-\(ProcessInfo.processInfo.processIdentifier)-\(meta["identity"]?.prefix(12) ?? "study")")
        for document in try archive.documents() {
            let isGround = document.name.hasPrefix(GroundFiles.prefix)
            let bytes = isGround ? Data(base64Encoded: document.text) ?? Data() : Data(document.text.utf8)
            if isGround, bytes.isEmpty {
                throw ArchiveError.failed(file: file, why: "\(document.name) was too large to be carried: fly the study from its files")
            }
            var hash = SHA256()
            hash.update(bytes)
            guard hash.hexadecimal == document.sha256 else {
                throw ArchiveError.failed(file: file, why: "\(document.name) was changed after it was written: its SHA-256 is not the one stored")
            }
            guard !document.name.contains("..") else {
                throw ArchiveError.failed(file: file, why: "\(document.name) is no name of an input")
            }
            let place = folder.appending(path: document.name)
            do {
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try bytes.write(to: place)
            } catch { throw CommandFailure.whileRunning("\(place.path): cannot be written: \(error.localizedDescription)") }
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func inputs() throws -> StudyInputs {
        // Folders of the catalogue in the order in which they were given.
        let carried = (0..<100).map { folder.appending(path: StudyInputs.carriedFolder($0)).path }
        return try StudyInputs(
            file: folder.appending(path: "study.yaml").path, scenario: folder.appending(path: "scenario.yaml").path,
            ground: folder.appending(path: GroundFiles.prefix).path,
            catalogue: carried.filter { FileManager.default.fileExists(atPath: $0) }, runs: Int(meta["runs"] ?? ""),
            samples: Int(meta["samples"] ?? ""))
    }

    /// The shard that the archive holds; nil for a whole study.
    var shard: StudyShard? { meta["shard"].flatMap { StudyShard($0) } }

    /// Compares with another archive of the same study, run by run; throws at a difference.
    /// - Returns: what was found equal, in a line.
    func compare(with file: String) throws -> String {
        let other = try StudyArchive.open(file)
        let mine = try archive.contentHash()
        if let stored = meta["content_sha256"], stored != mine {
            throw CommandFailure.whileRunning("\(archive.file): its results were changed after they were written: their SHA-256 is not the one stored")
        }
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
