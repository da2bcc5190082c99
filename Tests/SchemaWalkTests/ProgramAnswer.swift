import Foundation
import PlainText
import Testing

@testable import ScenarioDocuments

/// What commands other than a run answer of keys that runs do not read.
enum ProgramAnswer {
    /// Keys that belong to another command than `run`, with its words; `ID` stands for the entry.
    static let commands: [String: [String]] = [
        "missiles.*.length_m": ["calibrate", "ID"], "missiles.*.diameter_m": ["calibrate", "ID"],
        "missiles.*.target_speed_max_mps": ["envelope", "s-300pmu2", "--against", "srbm", "--out", "e.csv"],
        "threats.*.category": ["catalogue", "show", "ID"], "threats.*.manned": ["catalogue", "show", "ID"],
        "threats.*.civil": ["catalogue", "show", "ID"], "systems.*.low_altitude_radars": ["catalogue", "show", "ID"],
    ]

    static let program = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])).resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "cupola").path

    /// What the program says where one entry of the catalogue is another; nil where it refuses it.
    static func answer(_ words: [String], entry: DocumentNode, folder: String, id: String) -> String? {
        let work = NSTemporaryDirectory() + "cupola-walk-\(ProcessInfo.processInfo.globallyUniqueString)"
        defer { try? FileManager.default.removeItem(atPath: work) }
        do {
            try FileManager.default.createDirectory(atPath: "\(work)/own/\(folder)", withIntermediateDirectories: true)
            try Data(entry.yaml.utf8).write(to: URL(filePath: "\(work)/own/\(folder)/\(id).yaml"))
        } catch { return nil }
        let words = words.map { $0 == "ID" ? id : $0 } + ["--catalogue", Probe.catalogueFolder, "--catalogue", "\(work)/own"]
        guard let said = run(words, in: work) else { return nil }
        // A table that it was asked to write is what it says.
        let written = (try? String(contentsOfFile: work + "/e.csv", encoding: .utf8)) ?? ""
        return said.replacing(work, with: "") + written
    }

    /// The program's standard output; nil where it ends with a fault.
    static func run(_ words: [String], in folder: String) -> String? {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = words
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["CUPOLA_CATALOGUE": Probe.catalogueFolder, "SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: text, as: UTF8.self) : nil
    }
}

/// Keys that runs do not read change what their own command answers.
@Suite struct ProgramAnswerTests {
    /// A file of the catalogue that has the key, another value, and what the command says before and after.
    @Test(arguments: [
        ("missiles.*.length_m", "48n6e2", "length_m.best", "5.1"), ("missiles.*.diameter_m", "48n6e2", "diameter_m.best", "0.3"),
        ("missiles.*.target_speed_max_mps", "48n6e2", "target_speed_max_mps.best", "400"),
        ("threats.*.category", "cm_subsonic", "category", "drone"),
        ("threats.*.manned", "fighter", "manned", "false"), ("threats.*.civil", "airliner", "civil", "false"),
        ("systems.*.low_altitude_radars", "s-400", "low_altitude_radars[0]", "76n6"),
    ])
    func `a key that no run reads changes what its command answers`(key: String, id: String, path: String, value: String) throws {
        let folder = String(key.prefix { $0 != "." })
        let node = try DocumentParser.parse(path: "\(Probe.catalogueFolder)/\(folder)/\(id).yaml")
        let changed = try #require(Change.put(value).applied(to: node, at: path)).widened(at: path)
        let words = try #require(ProgramAnswer.commands[key])
        let before = try #require(ProgramAnswer.answer(words, entry: node, folder: folder, id: id))
        #expect(ProgramAnswer.answer(words, entry: changed, folder: folder, id: id) != before)
        #expect(ProgramAnswer.answer(words, entry: node, folder: folder, id: id) == before, "the same entry twice")
    }
}
