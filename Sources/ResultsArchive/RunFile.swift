import Foundation
import NumericalMethods
import RunRecords
import ScenarioDocuments

/// A run record on disk: one JSON document with its digest, so that a reader can check it; from version 2 on with a replay beside it.
package enum RunFile {
    /// Largest record that is read, bytes: a replay of a thousand targets over an hour has 60 MB.
    private static let sizeMaximum = 256 << 20

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
        /// SHA-256 of the whole file with zeros in place of these digits, so that any reader can hold it against itself; absent in
        /// files of 0.3.0.
        var seal: String?
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

    package static func json(
        _ record: RunRecord, digest: String, replay: Replay? = nil, scenario: String? = nil, seal: String? = nil
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let envelope = Envelope(
            digest: digest, outcome: RunOutcome(record), rounds: RoundSummary.all(of: record), record: record,
            replay: replay.map { ReplayPart($0) }, scenario: scenario, seal: seal)
        return String(decoding: try encoder.encode(envelope), as: UTF8.self)
    }

    /// The same as a file, sealed.
    package static func text(_ record: RunRecord, digest: String, replay: Replay, scenario: String? = nil) throws -> [UInt8] {
        var bytes = Array(try json(record, digest: digest, replay: replay, scenario: scenario, seal: noSeal).utf8)
        guard let place = sealPlace(bytes) else { preconditionFailure("a file is written with a place for its seal") }
        bytes.replaceSubrange(place, with: sealOf(bytes).utf8)
        return bytes
    }

    private static let noSeal = String(repeating: "0", count: 64)

    /// Where the digits of the seal stand: behind the last key of that name.
    private static func sealPlace(_ bytes: [UInt8]) -> Range<Int>? {
        let mark = Array("\"seal\":\"".utf8)
        guard bytes.count >= mark.count + 64 else { return nil }
        for start in stride(from: bytes.count - mark.count - 64, through: 0, by: -1) where bytes[start] == mark[0] {
            if bytes[start..<(start + mark.count)].elementsEqual(mark) { return (start + mark.count)..<(start + mark.count + 64) }
        }
        return nil
    }

    private static func sealOf(_ bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.hexadecimal
    }

    /// Whether a file that says it is sealed is what its seal was made of.
    private static func isSealed(_ bytes: [UInt8], _ seal: String) -> Bool {
        guard let place = sealPlace(bytes) else { return false }
        var blank = bytes
        blank.replaceSubrange(place, with: noSeal.utf8)
        return sealOf(blank) == seal
    }

    package static func read(_ file: String) throws -> RunRecord { try envelope(file).record }

    /// The scenario that a record says it was flown from.
    package static func scenario(_ file: String) throws -> String? { try envelope(file).scenario }

    /// A record that an archive keeps as text; nil where it is none.
    package static func record(_ text: String) -> RunRecord? { try? JSONDecoder().decode(Envelope.self, from: Data(text.utf8)).record }

    /// A record with its replay; nil where the run was not recorded.
    package static func readReplay(_ file: String) throws -> (record: RunRecord, replay: Replay?) {
        let envelope = try envelope(file)
        return (envelope.record, try envelope.replay?.decoded(file))
    }

    private static func envelope(_ file: String) throws -> Envelope {
        let bytes: [UInt8]
        do {
            // What is no JSON is not read whole.
            guard try FileBytes.start(of: file, count: 1) == [UInt8(ascii: "{")] else {
                throw RunFileError("\(file): is not a run record; expected a file written by cupola run --out")
            }
            bytes = try FileBytes.read(file, most: sizeMaximum, needsPlain: true)
        } catch let fault as FileBytes.Fault { throw RunFileError("\(file): \(fault.description)") }
        guard let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(bytes)), envelope.format == "cupola-run" else {
            throw RunFileError("\(file): is not a run record; expected a file written by cupola run --out")
        }
        guard (1...2).contains(envelope.version) else {
            throw RunFileError("\(file): is a run record of version \(envelope.version); this program reads versions 1 and 2")
        }
        let digest = RecordDigest.hexadecimal(of: envelope.record)
        guard digest == envelope.digest else {
            throw RunFileError("\(file): is damaged or was altered: its digest is \(digest), it says \(envelope.digest)")
        }
        if let seal = envelope.seal, !isSealed(bytes, seal) {
            throw RunFileError("\(file): is damaged or was altered: it is not what its seal was made of")
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
