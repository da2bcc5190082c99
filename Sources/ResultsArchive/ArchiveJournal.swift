import Foundation

/// The rollback journal beside an archive, looked at before SQLite plays it back: one from a stranger may name a file that SQLite would
/// delete when it is done, or be no file at all.
/// - Source: SQLite, "Database File Format", 3 (the rollback journal; the super-journal's name at its end).
enum ArchiveJournal {
    private static let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]

    /// Refuses a journal that no writer of this program leaves: they write one archive at a time, so that theirs name no other file.
    static func hold(_ file: String) throws(ArchiveError) {
        try holdMode(file)
        let journal = file + "-journal"
        var status = stat()
        guard lstat(journal, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .cannotOpen(file: file, why: "its journal (\(journal)) is no plain file; take it away to read the archive as it is")
        }
        guard status.st_size >= 16, let end = bytes(of: journal, from: UInt64(status.st_size) - 16, count: 16) else { return }
        // Length of the name, its checksum, and the mark that says there is one.
        if Array(end.suffix(8)) == magic, Array(end.prefix(4)) != [0, 0, 0, 0] {
            throw .cannotOpen(
                file: file, why: "its journal (\(journal)) names a file that would be deleted; take it away to read the archive as it is")
        }
    }

    /// Refuses a file in write-ahead mode: reading one makes files beside it, and takes what lies there for its own.
    private static func holdMode(_ file: String) throws(ArchiveError) {
        // Write and read version: 1 with a rollback journal, 2 with a write-ahead log.
        guard let start = bytes(of: file, from: 0, count: 20), start[18] == 2 || start[19] == 2 else { return }
        throw .notAnArchive(
            file: file,
            found: "it is in write-ahead mode, which this program never uses; undo that: sqlite3 FILE 'PRAGMA journal_mode = DELETE'")
    }

    private static func bytes(of file: String, from place: UInt64, count: Int) -> [UInt8]? {
        var status = stat()
        // Opening a pipe waits.
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let handle = FileHandle(forReadingAtPath: file) else { return nil }
        defer { try? handle.close() }
        try? handle.seek(toOffset: place)
        guard let data = try? handle.read(upToCount: count), data.count == count else { return nil }
        return [UInt8](data)
    }
}
