import Foundation
import NumericalMethods
import RunRecords

/// A run record on disk: one JSON document with its digest, so that a reader can check it; from version 2 on with a replay beside it.
package enum RunFile {
    private struct Envelope: Codable {
        var format = "cupola-run"
        var version = 2
        var digest: String
        var outcome: RunOutcome
        /// Absent in files of models up to 4.
        var rounds: [RoundSummary]?
        var record: RunRecord
        var replay: ReplayPart?
        /// The scenario that it was flown from, as it was named; nil where nobody said.
        var scenario: String?
    }

    /// The replay section (docs/REPLAY.md): its bytes as base64, and their SHA-256.
    private struct ReplayPart: Codable {
        var version = 1
        var digest: String
        var columns: Data

        init(_ replay: Replay) {
            let bytes = replay.encoded()
            digest = Self.digest(of: bytes)
            columns = Data(bytes)
        }

        static func digest(of bytes: [UInt8]) -> String {
            var hash = SHA256()
            hash.update(bytes)
            return hash.hexadecimal
        }

        func decoded(_ file: String) throws -> Replay {
            let bytes = [UInt8](columns)
            guard Self.digest(of: bytes) == digest else {
                throw RunFileError("\(file): was changed after it was written: its replay's digest is not the one it says")
            }
            do { return try Replay(encoded: bytes) } catch { throw RunFileError("\(file): \(error.description)") }
        }
    }

    package static func json(_ record: RunRecord, digest: String, replay: Replay? = nil, scenario: String? = nil) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let envelope = Envelope(
            digest: digest, outcome: RunOutcome(record), rounds: RoundSummary.all(of: record), record: record,
            replay: replay.map { ReplayPart($0) }, scenario: scenario)
        return String(decoding: try encoder.encode(envelope), as: UTF8.self)
    }

    package static func read(_ file: String) throws -> RunRecord { try envelope(file).record }

    /// The scenario that a record says it was flown from.
    package static func scenario(_ file: String) throws -> String? { try envelope(file).scenario }

    /// A record with its replay; nil where the run was not recorded.
    package static func readReplay(_ file: String) throws -> (record: RunRecord, replay: Replay?) {
        let envelope = try envelope(file)
        return (envelope.record, try envelope.replay?.decoded(file))
    }

    /// A record that an archive keeps as text; nil where it is none.
    package static func record(_ text: String) -> RunRecord? { try? JSONDecoder().decode(Envelope.self, from: Data(text.utf8)).record }

    /// Why a file cannot be read, in words.
    private static func why(_ file: String) -> String {
        let opened = Foundation.open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard opened >= 0 else { return String(cString: strerror(errno)).lowercased() }
        defer { close(opened) }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), isFolder.boolValue { return "is a folder" }
        return "is no run record"
    }

    private static func envelope(_ file: String) throws -> Envelope {
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: file)) } catch {
            throw RunFileError("\(file): cannot be read: \(why(file))")
        }
        guard let envelope = try? JSONDecoder().decode(Envelope.self, from: data), envelope.format == "cupola-run" else {
            throw RunFileError("\(file): is not a run record; expected a file written by cupola run --out")
        }
        guard (1...2).contains(envelope.version) else {
            throw RunFileError("\(file): is a run record of version \(envelope.version); this program reads versions 1 and 2")
        }
        let digest = RecordDigest.hexadecimal(of: envelope.record)
        guard digest == envelope.digest else {
            throw RunFileError("\(file): is damaged or was altered: its digest is \(digest), it says \(envelope.digest)")
        }
        guard RunOutcome(envelope.record) == envelope.outcome else {
            throw RunFileError("\(file): is damaged or was altered: its outcome is not that of its record")
        }
        return envelope
    }
}

/// What is wrong with a run record's file, in one line.
package struct RunFileError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
