import Foundation
import Testing

@testable import ScenarioDocuments

@Suite struct HostileFileTests {
    static func faults(_ bytes: [UInt8]) -> [String] {
        do {
            _ = try FieldReader.decode(ScenarioDocument.self, from: DocumentParser.parse(bytes: bytes, file: "h.yaml"), file: "h.yaml")
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    static func faults(_ text: String) -> [String] { faults(Array(text.utf8)) }

    @Test func `a file beyond the limit is not read`() {
        let faults = Self.faults([UInt8](repeating: UInt8(ascii: "a"), count: DocumentParser.sizeMaximum + 1))
        #expect(faults == ["h.yaml: is larger than 8 MiB, the most that is read"])
    }

    @Test func `a large file on disk ends in one line too`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "cupola-large-\(ProcessInfo.processInfo.processIdentifier).yaml")
        try Data(count: DocumentParser.sizeMaximum + 4096).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(throws: DocumentErrors.self) { try DocumentParser.parse(path: file.path) }
        #expect(throws: DocumentErrors(file: "/no/such/file.yaml", message: "no such file")) {
            try DocumentParser.parse(path: "/no/such/file.yaml")
        }
        #expect(throws: DocumentErrors.self) { try DocumentParser.parse(path: "/") }
        #expect(throws: DocumentErrors.self) { try DocumentParser.parse(path: "/dev/zero") }
    }

    @Test func `a pipe is read to its end while something writes to it, and is empty where nobody does`() throws {
        let pipe = FileManager.default.temporaryDirectory.path + "/cupola-pipe-\(UInt64.random(in: 0 ... .max)).yaml"
        #expect(mkfifo(pipe, 0o600) == 0)
        defer { unlink(pipe) }
        #expect(try FileBytes.read(pipe, most: 100).isEmpty)
        #expect(throws: FileBytes.Fault.notPlain) { try FileBytes.read(pipe, most: 100, needsPlain: true) }
        #expect(throws: FileBytes.Fault.notPlain) { try FileBytes.start(of: pipe, count: 1) }
        #expect(throws: FileBytes.Fault.large(most: 1 << 20)) { try FileBytes.read("/dev/zero", most: 1 << 20) }
        #expect(throws: FileBytes.Fault.folder) { try FileBytes.read("/", most: 100) }
        // As shells make it for `<(…)`: both ends are open, and what is written comes late.
        let ends = Pipe()
        Thread { usleep(50_000); try? ends.fileHandleForWriting.write(contentsOf: Data("late".utf8)); try? ends.fileHandleForWriting.close() }.start()
        #expect(try FileBytes.read("/dev/fd/\(ends.fileHandleForReading.fileDescriptor)", most: 100) == Array("late".utf8))
    }

    @Test(arguments: ["[", "{a: ", "- ", "? ", "{[", "a: {b: [", "[[\"]\"], "])
    func `deep nesting ends in an error`(piece: String) {
        for count in [40, 900, 20_000] {
            let faults = Self.faults("a: " + String(repeating: piece, count: count))
            #expect(faults.count == 1)
        }
    }

    @Test func `blocks nested by indentation end in an error`() {
        let text = (0..<200).map { String(repeating: " ", count: $0) + "k:" }.joined(separator: "\n") + " 1"
        #expect(Self.faults(text).first?.contains("nested deeper than 32 levels") == true)
    }

    @Test func `an alias bomb costs one pass`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            text += "a\(level): &a\(level) [" + [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
        }
        #expect(Self.faults(text) == ["h.yaml:2:10: an alias (*a0); anchors and aliases are not accepted: write the value out"])
        #expect(Self.faults("a: &x 1\nb: *x\n").count == 1)
        #expect(Self.faults("? &x [1]\n: 2\n? *x\n: 3\n").count == 1)
        #expect(Self.faults("a: &x {b: *x}\n").count == 1)
    }

    @Test func `prose with ampersands and stars is no alias`() throws {
        let text = ErrorTests.sound + "description: 'R&D * 2, Smith &co and a *star*'\n"
        #expect(try ScenarioDocument.decode(text: text, file: "s.yaml").description.contains("&co"))
    }

    @Test(arguments: [
        "", "\n\n", "---\n", "# only a comment\n", "--- a\n--- b\n", "just text", "- a\n- b\n", "a: 1\na: 2\n", "a: [1, 2\n", "a: 'x\n",
        "\t- a", "a: !!binary aGVsbG8=\n", "a: !include /etc/passwd\n", "<<: {a: 1}\n", "? [a, b]\n: 1\n", "%YAML 9.9\n---\na: 1\n",
        "a: |\n",
        "a: \"\\ud800\"\n", "? \n: 1\n", "*x", "&x", "!", "|", "}", "]", ",", "@a", "`", "%", "...", "a: *unknown\n",
    ])
    func `what is no scenario ends in errors`(text: String) {
        #expect(!Self.faults(text).isEmpty)
        #expect(Self.faults(text).allSatisfy { $0.hasPrefix("h.yaml") && !$0.contains("\n") })
    }

    @Test func `bytes that are no text end in an error`() {
        #expect(Self.faults([0x61, 0x00, 0x62]) == ["h.yaml:1:2: a control character (byte 0); allowed: plain UTF-8 text"])
        #expect(Self.faults([0x61, 0x3A, 0x20, 0xFF, 0xFE]) == ["h.yaml: is not UTF-8 text"])
        #expect(!Self.faults([0xFF, 0xFE, 0x61, 0x00]).isEmpty)
        #expect(!Self.faults([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).isEmpty)
    }

    @Test func `a million values end in an error`() {
        #expect(Self.faults("a: [" + String(repeating: "1,", count: 1_000_000) + "1]").count == 1)
        #expect(Self.faults(String(repeating: "- 1\n", count: 1_000_000)).count == 1)
    }

    @Test func `many unknown keys are all counted but few are printed`() throws {
        let text = ErrorTests.sound + (0..<5000).map { "zz\($0): 1\n" }.joined()
        do {
            _ = try ScenarioDocument.decode(text: text, file: "s.yaml")
            Issue.record("accepted")
        } catch {
            #expect(error.errors.count == 5000)
            #expect(error.description.split(separator: "\n").count == 101)
        }
    }

    /// Every single-byte change and cut of a sound file either reads or ends in errors; nothing traps. A fixed
    /// multiplicative sequence chooses the changes, so that a failure repeats.
    @Test func `mutated files read or end in errors`() throws {
        let sound = Array(try Repository.text("Scenarios/saturation.yaml").utf8)
        let letters = Array("[]{}:,-&*!|>'\"%@`#?~\n\t 0aé\u{1}".utf8)
        var state: UInt64 = 20190530
        func next(_ bound: Int) -> Int {
            state = state &* 6364136223846793005 &+ 1442695040888963407
            return Int((state >> 33) % UInt64(bound))
        }
        var refused = 0
        for _ in 0..<400 {
            var bytes = sound
            for _ in 0...next(3) {
                let place = next(bytes.count)
                switch next(3) {
                case 0: bytes[place] = letters[next(letters.count)]
                case 1: bytes.insert(letters[next(letters.count)], at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(20)))
                }
            }
            if !Self.faults(bytes).isEmpty { refused += 1 }
        }
        #expect(refused > 100)
    }
}
