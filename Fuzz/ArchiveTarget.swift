import Foundation
import Glibc
import GRDB
import RunRecords
import StudyStatistics

// One input of libFuzzer's as an archive: every second as it is, every other with its hashes made anew, as somebody with a reason would.
// Built by Tools/fuzz.sh with the sources of ResultsArchive; SQLite and GRDB come as they are, so that SQLite's parser is not what is tried.

private let folder = ProcessInfo.processInfo.environment["CUPOLA_FUZZ_FOLDER"] ?? NSTemporaryDirectory()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzArchive(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let path = folder + "/input.cupola"
    // A new file each time: one that was found whole is not looked at again.
    unlink(path)
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { return 0 }
    let written = write(descriptor, start, count)
    close(descriptor)
    guard written == count else { return 0 }
    if count % 2 == 0 { try? ArchiveForgery.sign(path) }
    guard let archive = try? StudyArchive.open(path) else { return 0 }
    _ = try? archive.description()
    _ = try? archive.samples()
    _ = (try? archive.runCount(), try? archive.isFinished(), try? archive.contentHash())
    try? archive.forEachRun { precondition($0.outcome.leakers >= 0 && $0.key.run >= 0, "counts are none below zero") }
    for key in (try? archive.recordedRuns()) ?? [] { _ = (try? archive.record(key)).flatMap { $0 }.flatMap { RunFile.record($0) } }
    return 0
}

/// What somebody with a reason does: the hashes of what an archive holds now.
private enum ArchiveForgery {
    static func sign(_ path: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF") }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { database in
            let found = try ArchiveSeal.rowsAndContent(database)
            try ArchiveSeal.put(found.rows.hexadecimal, ArchiveSeal.rows, database)
            try ArchiveSeal.put(found.content, ArchiveSeal.content, database)
            try ArchiveSeal.put(ArchiveSeal.descriptionHash(database), ArchiveSeal.description, database)
        }
    }
}
