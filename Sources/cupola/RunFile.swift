import Foundation
import RunRecords

/// A run record on disk: one JSON document with its digest, so that a reader can check it.
enum RunFile {
    private struct Envelope: Codable {
        var format = "cupola-run"
        var version = 1
        var digest: String
        var outcome: RunOutcome
        var record: RunRecord
    }

    static func json(_ record: RunRecord, digest: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let envelope = Envelope(digest: digest, outcome: RunOutcome(record), record: record)
        return String(decoding: try encoder.encode(envelope), as: UTF8.self)
    }

    static func read(_ file: String) throws -> RunRecord {
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: file)) } catch {
            throw CommandFailure.badInput("\(file): cannot be read: \(error.localizedDescription)")
        }
        guard let envelope = try? JSONDecoder().decode(Envelope.self, from: data), envelope.format == "cupola-run" else {
            throw CommandFailure.badInput("\(file): is not a run record; expected a file written by cupola run --out")
        }
        let digest = RecordDigest.hexadecimal(of: envelope.record)
        guard digest == envelope.digest else {
            throw CommandFailure.badInput("\(file): is damaged or was altered: its digest is \(digest), it says \(envelope.digest)")
        }
        guard RunOutcome(envelope.record) == envelope.outcome else {
            throw CommandFailure.badInput("\(file): is damaged or was altered: its outcome is not that of its record")
        }
        return envelope.record
    }
}
