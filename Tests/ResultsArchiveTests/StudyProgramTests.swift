import Foundation
import NumericalMethods
import ResultsArchive
import StudyStatistics
import Testing

/// The program itself, killed, resumed, cut into shards and refused; the long version is `make soak`.
@Suite(.serialized) struct StudyProgramTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let program = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]))
        .resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "cupola")

    static let study = """
        version: 1
        name: A small duel
        scenario: \(root.path)/Scenarios/one-on-one.yaml
        arms:
          - {name: as it is, arm: s-300pmu2}
          - {name: slow, arm: s-300pmu2, catalogue: {systems.s-300pmu2.reaction_time_s: 60}}
        factors:
          - {name: height, path: "raids[intruder].altitude_m", values: [500, 9000]}
          - {name: count, path: "raids[intruder].count", values: [1]}
        samples: 3
        runs: 20
        design: sobol
        uncertainty: ["systems.s-300pmu2.*", "missiles.48n6e2.*"]
        sensitivity: {outcome: leakers, base: 4, runs: 2}
        capacity: {path: "raids[intruder].count", name: intruders, outcome: leakers, at_most: 0, held_share: 0.8, largest: 4, runs: 20}
        seed: 7
        """

    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    static func start(_ words: [String], output: Pipe = Pipe(), errors: Pipe = Pipe(), path: String = "/usr/bin:/bin") throws -> Process {
        let process = Process()
        process.executableURL = program
        process.arguments = words
        process.environment = ["CUPOLA_CATALOGUE": root.path + "/catalogue", "SWIFT_BACKTRACE": "enable=no", "PATH": path]
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return process
    }

    static func run(_ words: String...) throws -> Result { try run(words) }

    static func run(_ words: [String], path: String = "/usr/bin:/bin") throws -> Result {
        let output = Pipe()
        let errors = Pipe()
        let process = try start(words, output: output, errors: errors, path: path)
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: complaint, as: UTF8.self))
    }

    /// All of an archive as text, tables in the order of their keys.
    static func dump(_ file: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3", file, ".dump"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }

    static func whole(_ scratch: Scratch) throws -> String {
        try Data(study.utf8).write(to: URL(filePath: scratch.path("study.yaml")))
        let result = try run("study", scratch.path("study.yaml"), "--out", scratch.path("whole.cupola"), "--jobs", "2", "--quiet")
        #expect(result.status == 0 && result.errors.isEmpty && result.output.isEmpty, "\(result)")
        return try dump(scratch.path("whole.cupola"))
    }

    @Test(arguments: [1, 2]) func `killed at any moment and resumed, the archive is the same byte for byte`(jobs: Int) throws {
        let scratch = try Scratch()
        let whole = try Self.whole(scratch)
        let file = scratch.path("killed.cupola")
        let words = ["study", scratch.path("study.yaml"), "--out", file, "--jobs", "\(jobs)", "--resume", "--quiet"]
        // Ever later kills, from before the description is written to the middle of the runs.
        for delay in [20, 60, 110, 170, 240, 320, 410] {
            let process = try Self.start(words)
            usleep(UInt32(delay) * 1_000)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let last = try Self.start(words)
        last.waitUntilExit()
        #expect(last.terminationStatus == 0)
        #expect(try Self.dump(file) == whole)
        #expect(whole.contains("INSERT INTO runs"))
    }

    @Test func `shards merge into the archive of one machine, and strangers are refused`() throws {
        let scratch = try Scratch()
        let whole = try Self.whole(scratch)
        let parts = (1...3).map { scratch.path("part-\($0).cupola") }
        for (place, part) in parts.enumerated() {
            #expect(
                try Self.run("study", scratch.path("study.yaml"), "--out", part, "--shard", "\(place + 1)/3", "--jobs", "1", "--quiet")
                    .status == 0)
        }
        let merged = scratch.path("merged.cupola")
        let result = try Self.run("merge", merged, parts[2], parts[0], parts[1])
        #expect(result.status == 0, "\(result)")
        #expect(try Self.dump(merged) == whole)
        // Some of the shards: the rest is flown.
        let some = scratch.path("some.cupola")
        #expect(try Self.run("merge", some, parts[1]).output.contains("go on with cupola study --resume"))
        #expect(try Self.run("study", scratch.path("study.yaml"), "--out", some, "--resume", "--quiet").status == 0)
        #expect(try Self.dump(some) == whole)
        let stranger = scratch.path("stranger.cupola")
        #expect(try Self.run("study", scratch.path("study.yaml"), "--out", stranger, "--runs", "2", "--quiet").status == 0)
        let refused = try Self.run("merge", scratch.path("no.cupola"), parts[0], stranger)
        #expect(refused.status == 65)
        #expect(refused.errors.hasPrefix("\(stranger): belongs to another study") && refused.errors.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("no.cupola")))
        let wrong = try Self.run("study", scratch.path("study.yaml"), "--out", parts[0], "--resume", "--quiet")
        #expect(wrong.status == 65 && wrong.errors.contains("holds shard 1/3, wanted the whole study"))
    }

    @Test func `indices are told of the arms that were flown for them`() throws {
        let scratch = try Scratch()
        let third = "  - {name: slower, arm: s-300pmu2, catalogue: {systems.s-300pmu2.reaction_time_s: 90}}"
        let text = Self.study.replacing("factors:", with: third + "\nfactors:")
            .replacing("base: 4, runs: 2}", with: "base: 4, runs: 2, arms: [slow]}")
        try Data(text.utf8).write(to: URL(filePath: scratch.path("study.yaml")))
        let result = try Self.run("study", scratch.path("study.yaml"), "--out", scratch.path("three.cupola"))
        #expect(result.status == 0 && result.output.contains("Sobol' indices of raiders that got through, slow, at "), "\(result)")
    }

    @Test func `an archive reproduces itself without any other file`() throws {
        let scratch = try Scratch()
        let whole = try Self.whole(scratch)
        try FileManager.default.removeItem(atPath: scratch.path("study.yaml"))
        let again = scratch.path("again.cupola")
        let result = try Self.run("study", "--from", scratch.path("whole.cupola"), "--out", again)
        #expect(result.status == 0 && result.output.hasPrefix("\(again): the same as"), "\(result)")
        #expect(try Self.dump(again) == whole)
    }

    @Test func `an archive carries every folder of its catalogue, and reads no file that its scenario names`() throws {
        let scratch = try Scratch()
        let own = scratch.folder.appending(path: "own/missiles")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Self.root.appending(path: "catalogue/missiles/48n6e2.yaml"), to: own.appending(path: "48n6e2.yaml"))
        let study = "version: 1\nname: d\nscenario: \(Self.root.path)/Scenarios/one-on-one.yaml\narms: [{name: s-300pmu2}]\nruns: 3\nseed: 7\n"
        try Data(study.utf8).write(to: URL(filePath: scratch.path("study.yaml")))
        let folders = ["--catalogue", Self.root.path + "/catalogue", "--catalogue", scratch.path("own")]
        #expect(try Self.run(["study", scratch.path("study.yaml"), "--out", scratch.path("a.cupola"), "--quiet"] + folders).status == 0)
        try FileManager.default.removeItem(atPath: scratch.path("own"))
        let again = try Self.run("study", "--from", scratch.path("a.cupola"), "--out", scratch.path("b.cupola"))
        #expect(again.status == 0 && again.output.contains("the same as"), "\(again)")
        // Hashes made anew, as a stranger would: the name is not followed.
        let archive = try StudyArchive.open(scratch.path("a.cupola"))
        var description = try archive.description()
        let place = try #require(description.documents.firstIndex { $0.name == "scenario.yaml" })
        let pipe = scratch.path("pipe.csv")
        mkfifo(pipe, 0o600)
        let text = description.documents[place].text + "\ncivil:\n- {name: x, recording: \(pipe)}\n"
        var hash = SHA256()
        hash.update(text.utf8)
        description.documents[place] = .init(name: "scenario.yaml", sha256: hash.hexadecimal, text: text)
        do { try StudyArchive.create(scratch.path("c.cupola")).describe(description) }
        let refused = try Self.run("study", "--from", scratch.path("c.cupola"), "--out", scratch.path("d.cupola"))
        #expect(refused.status == 65 && refused.errors.contains("an archive carries its recordings"), "\(refused)")
    }

    @Test func `a second process is refused with one line`() throws {
        let scratch = try Scratch()
        _ = try Self.whole(scratch)
        let file = scratch.path("whole.cupola")
        let archive = try StudyArchive.open(file, toWrite: true)
        let result = try Self.run("study", scratch.path("study.yaml"), "--out", file, "--resume")
        #expect(result.status == 1)
        #expect(result.errors == "\(file): another process is writing to it\n")
        withExtendedLifetime(archive) {}
    }

    @Test func `a file that may not grow ends in one line and goes on when it may`() throws {
        let scratch = try Scratch()
        let whole = try Self.whole(scratch)
        let file = scratch.path("small.cupola")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        // The inputs fit, the runs do not (ulimit counts in 1,024 bytes).
        let size = (try FileManager.default.attributesOfItem(atPath: scratch.path("whole.cupola"))[.size] as? Int ?? 0) / 1_024
        process.arguments = [
            "-c", "ulimit -f \(size - 40); exec '\(Self.program.path)' study '\(scratch.path("study.yaml"))' --out '\(file)' --quiet",
        ]
        process.environment = ["CUPOLA_CATALOGUE": Self.root.path + "/catalogue", "SWIFT_BACKTRACE": "enable=no"]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        #expect(complaint == "\(file): cannot grow, the disk is full; what was committed is kept, make room and go on with --resume\n")
        #expect(try Self.run("study", scratch.path("study.yaml"), "--out", file, "--resume", "--quiet").status == 0)
        #expect(try Self.dump(file) == whole)
    }

    @Test func `a scenario's faults of form and of reference come at once, a line each, and nothing is written`() throws {
        let scratch = try Scratch()
        let sound = try String(contentsOf: Self.root.appending(path: "Scenarios/one-on-one.yaml"), encoding: .utf8)
        let faulty = sound.replacingOccurrences(of: "speed_mps: 260", with: "speed_mps: fast")
            .replacingOccurrences(of: "radar: 64n6e2,", with: "radar: 64n6e9,")
        try Data(faulty.utf8).write(to: URL(filePath: scratch.path("scenario.yaml")))
        let study = Self.study.replacingOccurrences(of: "\(Self.root.path)/Scenarios/one-on-one.yaml", with: scratch.path("scenario.yaml"))
        try Data(study.utf8).write(to: URL(filePath: scratch.path("study.yaml")))
        let result = try Self.run("study", scratch.path("study.yaml"), "--out", scratch.path("none.cupola"), "--quiet")
        #expect(result.status == 65)
        #expect(result.errors.contains("64n6e9") && result.errors.contains("fast"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("none.cupola")))
    }

    @Test func `an archive that was altered is read by no command, and signed by none`() throws {
        let scratch = try Scratch()
        _ = try Self.whole(scratch)
        try FileManager.default.createDirectory(atPath: scratch.path("other"), withIntermediateDirectories: true)
        let file = scratch.path("altered.cupola")
        for change in [
            "UPDATE runs SET leakers = leakers + 1 WHERE run = 3", "UPDATE runs SET leakers = 'abc'", "UPDATE runs SET leakers = 1e300",
            "DELETE FROM runs WHERE run = 2", "DELETE FROM arms", "UPDATE arms SET name = 'x' WHERE arm = 0",
            "UPDATE draws SET value = 9 WHERE sample = 1",
            "UPDATE meta SET value = '1000000000' WHERE key = 'samples'", "UPDATE meta SET value = '-1' WHERE key = 'runs'",
            "UPDATE meta SET value = '/../../other' WHERE key = 'identity'",
            "UPDATE documents SET name = '../../other/x.yaml' WHERE name = 'study.yaml'",
            "DELETE FROM meta WHERE key = 'rows_sha256_sum'", "INSERT INTO meta VALUES ('stopped_after', '3 runs')",
        ] {
            try? FileManager.default.removeItem(atPath: file)
            try FileManager.default.copyItem(atPath: scratch.path("whole.cupola"), toPath: file)
            try Self.change(file, change)
            let before = try Data(contentsOf: URL(filePath: file))
            for words in [
                ["report", file, "--out", scratch.path("r.html")], ["merge", scratch.path("m.cupola"), file],
                ["study", "--from", file, "--out", scratch.path("f.cupola")],
                ["study", scratch.path("study.yaml"), "--out", file, "--resume"],
            ] {
                let result = try Self.run(words)
                let isSame = try Data(contentsOf: URL(filePath: file)) == before
                #expect(
                    result.status == 65 && result.errors.hasPrefix("\(file): is damaged or was altered") && isSame,
                    "\(change): \(words): \(result)")
                #expect(result.errors.split(separator: "\n").count == 1)
            }
        }
        #expect(FileManager.default.fileExists(atPath: scratch.path("other")))
        #expect(
            !FileManager.default.fileExists(atPath: scratch.path("m.cupola"))
                && !FileManager.default.fileExists(atPath: scratch.path("r.html")))
    }

    @Test func `a finished archive's bytes stay as they are when its study is told to go on`() throws {
        let scratch = try Scratch()
        _ = try Self.whole(scratch)
        let file = scratch.path("whole.cupola")
        let before = try Data(contentsOf: URL(filePath: file))
        #expect(try Self.run("study", scratch.path("study.yaml"), "--out", file, "--resume", "--quiet").status == 0)
        #expect(try Data(contentsOf: URL(filePath: file)) == before)
    }

    @Test func `an unfinished study is altered no less, and reported only as unfinished`() throws {
        let scratch = try Scratch()
        _ = try Self.whole(scratch)
        let part = scratch.path("part.cupola")
        #expect(try Self.run("study", scratch.path("study.yaml"), "--out", part, "--shard", "1/3", "--quiet").status == 0)
        let some = scratch.path("some.cupola")
        #expect(try Self.run("merge", some, part).status == 0)
        for file in [part, some] {
            let refused = try Self.run("report", file, "--out", scratch.path("r.html"))
            #expect(
                refused.status == 65 && refused.errors.contains("Unfinished study") && refused.errors.split(separator: "\n").count == 1,
                "\(refused)")
            for format in ["html", "md", "json"] {
                let result = try Self.run("report", file, "--partial", "--format", format, "--out", "-", "--quiet")
                #expect(result.status == 0 && result.output.contains("Unfinished study: "), "\(format)")
            }
            #expect(try Self.run("report", file, "--partial", "--out", scratch.path("p.html")).output.contains("Unfinished study"))
            for words in [["replay", file, "--out", scratch.path("replay.html")], ["view", file, "--port", "0"]] {
                let result = try Self.run(words)
                #expect(result.status == 65 && result.errors.contains("Unfinished study"), "\(words): \(result)")
            }
        }
        try Self.change(some, "UPDATE runs SET killed = killed + 1 WHERE run = 1")
        let resumed = try Self.run("study", scratch.path("study.yaml"), "--out", some, "--resume", "--quiet")
        #expect(resumed.status == 65 && resumed.errors.contains("was altered"), "\(resumed)")
    }
}
