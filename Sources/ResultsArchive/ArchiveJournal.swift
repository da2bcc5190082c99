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
        guard let handle = fopen(journal, "rb") else { return }
        defer { fclose(handle) }
        var end = [UInt8](repeating: 0, count: 16)
        guard status.st_size >= 16, fseek(handle, -16, SEEK_END) == 0, fread(&end, 1, 16, handle) == 16 else { return }
        // Length of the name, its checksum, and the mark that says there is one.
        if Array(end.suffix(8)) == magic, end.prefix(4) != [0, 0, 0, 0] {
            throw .cannotOpen(
                file: file, why: "its journal (\(journal)) names a file that would be deleted; take it away to read the archive as it is")
        }
    }

    /// Refuses a file in write-ahead mode: reading one makes files beside it, and takes what lies there for its own.
    private static func holdMode(_ file: String) throws(ArchiveError) {
        guard let handle = fopen(file, "rb") else { return }
        defer { fclose(handle) }
        var start = [UInt8](repeating: 0, count: 20)
        // Write and read version: 1 with a rollback journal, 2 with a write-ahead log.
        guard fread(&start, 1, 20, handle) == 20, start[18] == 2 || start[19] == 2 else { return }
        throw .notAnArchive(
            file: file,
            found: "it is in write-ahead mode, which this program never uses; undo that: sqlite3 FILE 'PRAGMA journal_mode = DELETE'")
    }
}
