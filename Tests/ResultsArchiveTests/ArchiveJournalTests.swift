import Foundation
import GRDB
import Testing

@testable import ResultsArchive

/// Journals that strangers put beside an archive.
@Suite struct ArchiveJournalTests {
    private static func sound(_ scratch: Scratch) throws -> String {
        let file = scratch.path("a.cupola")
        let archive = try StudyArchive.create(file)
        try archive.describe(ArchiveTests.description())
        try archive.add(ArchiveTests.rows)
        try archive.seal()
        return file
    }

    private static func word(_ number: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }

    /// A journal that puts a page back as it is, and names a file at its end. - Source: SQLite, "Database File Format", 3.
    private static func journal(of file: String, naming name: String) throws -> Data {
        let database = [UInt8](try Data(contentsOf: URL(filePath: file)))
        let size = Int(database[16]) << 8 | Int(database[17])
        let mark: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
        var bytes = mark + word(1) + word(7) + word(database.count / size) + word(512) + word(size)
        bytes += [UInt8](repeating: 0, count: 512 - bytes.count)
        let page = database[size..<(2 * size)]
        let sum = stride(from: size - 200, to: 0, by: -200).reduce(7) { $0 + Int(page[size + $1]) }
        bytes += word(2) + page + word(sum)
        let letters = Array(name.utf8)
        return Data(bytes + word(0x4000_0000 / size + 1) + letters + word(letters.count) + word(letters.reduce(0) { $0 + Int($1) }) + mark)
    }

    @Test func `no file goes because a stranger's journal names it`() throws {
        let scratch = try Scratch()
        let file = try Self.sound(scratch)
        let mine = scratch.path("mine.txt")
        try Data("mine".utf8).write(to: URL(filePath: mine))
        for toWrite in [false, true] {
            try Self.journal(of: file, naming: mine).write(to: URL(filePath: file + "-journal"))
            #expect(throws: ArchiveError.self) { try StudyArchive.open(file, toWrite: toWrite) }
            #expect(throws: ArchiveError.self) { try StudyArchive.rollBack(file) }
            #expect(FileManager.default.fileExists(atPath: mine))
        }
        // One that names nothing is played back as ever.
        let whole = try Self.journal(of: file, naming: "")
        try whole.dropLast(20).write(to: URL(filePath: file + "-journal"))
        _ = try StudyArchive.open(file)
        #expect(!FileManager.default.fileExists(atPath: file + "-journal"))
    }

    @Test func `a journal that is a pipe, a folder or a link is refused, and holds nobody up`() throws {
        let scratch = try Scratch()
        let file = try Self.sound(scratch)
        let journal = file + "-journal"
        let makes: [(String) throws -> Void] = [
            { _ = mkfifo($0, 0o600) }, { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: false) },
            { _ = symlink("/etc/hostname", $0) },
        ]
        for make in makes {
            try make(journal)
            #expect(throws: ArchiveError.self) { try StudyArchive.open(file) }
            try FileManager.default.removeItem(atPath: journal)
        }
        _ = try StudyArchive.open(file)
    }

    @Test func `an archive in write-ahead mode is refused, and nothing is left beside it`() throws {
        let scratch = try Scratch()
        let file = try Self.sound(scratch)
        let queue = try DatabaseQueue(path: file)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        try queue.close()
        #expect(throws: ArchiveError.self) { try StudyArchive.open(file) }
        #expect(!["-wal", "-shm"].contains { FileManager.default.fileExists(atPath: file + $0) })
    }
}
