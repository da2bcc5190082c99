import GRDB

extension StudyArchive {
    /// SHA-256 over everything but `meta` and `documents` (which `identity` covers), table by table in order: two
    /// archives with the same content hold the same results.
    package func contentHash() throws(ArchiveError) -> String {
        try guarded { try database.read { try ArchiveSeal.rowsAndContent($0).content } }
    }

    /// Whether its study, or its shard of it, was flown to the end.
    package func isFinished() throws(ArchiveError) -> Bool {
        try guarded { try database.read { try ArchiveSeal.meta(ArchiveSeal.content, $0) != nil } }
    }

    /// Writes down that the study is finished, with the hash of what it found; refuses where rows were changed meanwhile.
    package func seal() throws(ArchiveError) {
        let file = self.file
        try guarded {
            try database.write { database in
                let found = try ArchiveSeal.rowsAndContent(database)
                guard try ArchiveSeal.meta(ArchiveSeal.rows, database).flatMap(RowSum.init(hexadecimal:)) == found.rows else {
                    throw ArchiveError.altered(file: file)
                }
                try ArchiveSeal.put(found.content, ArchiveSeal.content, database)
            }
        }
    }
}
