import Foundation
import Testing

/// The program itself, called as people and scripts call it: what it refuses, what it leaves alone, and what it prints.
@Suite struct ProgramCallTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let program = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]))
        .resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "cupola")
    static let duel = root.path + "/Scenarios/one-on-one.yaml"

    struct Result {
        var status: Int32
        var output: String
        var errors: String
        var isOneLine: Bool { errors.hasSuffix("\n") && errors.dropLast().allSatisfy { !$0.isNewline } }
    }

    static func run(_ words: [String], output file: String? = nil) throws -> Result {
        let process = Process()
        process.executableURL = program
        process.arguments = words
        process.environment = ["CUPOLA_CATALOGUE": root.path + "/catalogue", "SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = file.flatMap { FileHandle(forWritingAtPath: $0) } ?? output
        process.standardError = errors
        try process.run()
        if file != nil { try output.fileHandleForWriting.close() }
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: complaint, as: UTF8.self))
    }

    @Test(arguments: ["inf", "nan", "-inf", "1e308", "1e400", "9223372036854775807", "18446744073709551616", "0x1p3", ""])
    func `values beyond their range end with 2 and a line`(value: String) throws {
        let calls = [
            ["viewshed", "--terrain", "x", "--site", "1,1", "--target", "5", "--out", "a.tif", "--antenna", value],
            ["coverage", "--radar", "92n6e", "--site", "1,1", "--out", "a.png", "--height", value],
            ["coverage", "--radar", "92n6e", "--site", "1,1", "--out", "a.png", "--jobs", value],
            ["envelope", "s-400", "--against", "fighter", "--out", "a.csv", "--rain", value],
            ["study", "a.yaml", "--out", "a.cupola", "--runs", value], ["study", "a.yaml", "--out", "a.cupola", "--samples", value],
            ["run", "a.yaml", "--index", value], ["assign", "--family", "WD", "--weapons", value],
        ]
        for words in calls {
            let result = try Self.run(words)
            #expect(result.status == 2 && result.isOneLine && result.errors.contains("allowed: "), "\(words): \(result)")
        }
    }

    @Test(arguments: [
        (["reproduce", "erlang-mutual-help", "--set", "load_erlangs=0x10"], "--set: found load_erlangs=0x10"),
        (["reproduce", "erlang-mutual-help", "--set", "load_erlangs=9", "--set", "load_erlangs=8"], "--set: found load_erlangs twice"),
        (["assign", "x.json", "--seed", "3"], "--seed: belongs to --family, found INSTANCE"),
        (["assign", "--family", "WD", "--weapons", "3", "--targets", "3", "--rows", "9", "--seed", "1"], "--rows: does not belong to --family WD"),
        (["coverage", "--radar", "92n6e", "--site", "1,1", "--flat", "--relief-seed", "3", "--out", "a.tif"], "--flat and --relief-seed: found both"),
        (["envelope", "s-400", "--against", "fighter", "--terrain", "x.tif", "--relief-amplitude", "3", "--out", "a.csv"],
         "--terrain and --relief-amplitude: found both"),
        (["replay", duel, "--run", "3", "--out", "a.html"], "--run: found with a scenario, allowed: --arm, --seed, --index"),
    ]) func `options that nothing would read are refused`(words: [String], message: String) throws {
        let result = try Self.run(words)
        #expect(result.status == 2 && result.isOneLine && result.errors.contains(message), "\(words): \(result)")
    }

    @Test func `negative numbers are taken as they are typed`() throws {
        let scratch = try Scratch()
        let result = try Self.run([
            "coverage", "--radar", "92n6e", "--site", "-33.9,18.4", "--height", "-5", "--nodes", "20", "--flat", "--out",
            scratch.path("a.geojson"),
        ])
        #expect(result.status == 0 && result.output.contains("-5"), "\(result)")
        for words in [["run", "a.yaml", "--seed", "-1"], ["study", "a.yaml", "--out", "b", "--runs", "-3"]] {
            let result = try Self.run(words)
            #expect(result.status == 2 && result.isOneLine && result.errors.contains("allowed: "), "\(words): \(result)")
        }
    }

    @Test func `outputs of its own are replaced, inputs and others are not`() throws {
        let scratch = try Scratch()
        let scenario = scratch.path("s.yaml")
        try FileManager.default.copyItem(atPath: Self.duel, toPath: scenario)
        let record = scratch.path("a.run.cupola")
        for _ in 0..<2 { #expect(try Self.run(["run", scenario, "--out", record, "--quiet"]).status == 0) }
        let before = scratch.text("s.yaml")
        let notes = try scratch.write("notes", "notes.cupola")
        for place in [scenario, notes, "/dev/null", scratch.folder.path, scratch.path("none/a.cupola")] {
            let result = try Self.run(["run", scenario, "--out", place, "--quiet"])
            #expect(result.status == 2 && result.isOneLine && result.output.isEmpty, "\(place): \(result)")
        }
        #expect(scratch.text("s.yaml") == before && scratch.text("notes.cupola") == "notes")
        let maps = ["geojson", "kml", "tif", "png"].map { scratch.path("map.\($0)") } + [scratch.path("reach.csv")]
        for map in maps {
            let words = map.hasSuffix(".csv")
                ? ["envelope", "s-300pmu2", "--against", "fighter", "--flights", "1", "--missile", "48n6e2"]
                : ["coverage", "--radar", "92n6e", "--site", "1,1", "--flat", "--nodes", "20"]
            let result = try (0..<2).map { _ in try Self.run(words + ["--out", map, "--quiet"]) }
            let isMissing = result[0].errors.contains("not installed")
            #expect(isMissing || result.allSatisfy { $0.status == 0 }, "\(map): \(result)")
        }
    }

    @Test func `a full disk as standard output ends with 1 and a line`() throws {
        for words in [["run", Self.duel], ["run", Self.duel, "--json"], ["--help"], ["schema", "scenario"]] {
            let result = try Self.run(words, output: "/dev/full")
            #expect(
                result.status == 1 && result.isOneLine && result.errors.hasPrefix("standard output: cannot be written"),
                "\(words): \(result)")
        }
    }

    @Test func `names can neither steer the terminal nor fill it`() throws {
        let scratch = try Scratch()
        let sound = try String(contentsOfFile: Self.duel, encoding: .utf8)
        let name = "name: \"\\e[2J\\x9b31m" + String(repeating: "x", count: 100_000) + "\""
        let scenario = try scratch.write(sound.replacing(/(?m)^name: .*$/, with: name), "s.yaml")
        let record = scratch.path("a.run.cupola")
        let outputs = try [
            Self.run(["run", scenario, "--out", record]), Self.run(["explain", record]),
            Self.run(["run", scenario, "--arm", "a\u{1B}[2Jb"]),
            Self.run(["run", "no\u{1B}]0;x\u{7}.yaml"]),
        ]
        for result in outputs {
            let text = result.output + result.errors
            #expect(
                !text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value) },
                "\(result)")
            #expect(text.utf8.count < 10_000)
        }
        #expect(outputs[0].output.contains("\\u001b[2J"))
        let json = try Self.run(["run", scenario, "--json"])
        let read = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(((read?["record"] as? [String: Any])?["scenario"] as? String)?.hasPrefix("\u{1B}[2J\u{9B}31m") == true)
    }

    @Test func `a study given to run, a scenario given to study, and names in another case are understood`() throws {
        let study = Self.root.path + "/Studies/duel.yaml"
        let run = try Self.run(["run", study])
        #expect(run.status == 65 && run.isOneLine && run.errors.contains("is a study, no scenario; fly it with: cupola study"), "\(run)")
        let scratch = try Scratch()
        let flown = try Self.run(["study", Self.duel, "--out", scratch.path("a.cupola")])
        #expect(
            flown.status == 65 && flown.isOneLine && flown.errors.contains("is a scenario, no study; fly it with: cupola run"), "\(flown)")
        #expect(try Self.run(["run", Self.duel, "--arm", "S-300PMU2", "--quiet"]).status == 0)
        let near = try Self.run(["run", Self.duel, "--arm", "s-300pmu3"])
        #expect(near.status == 2 && near.errors.contains("did you mean s-300pmu2?"), "\(near)")
        let radar = try Self.run(["coverage", "--radar", "92n6", "--site", "1,1", "--flat", "--out", scratch.path("a.png")])
        #expect(radar.status == 2 && radar.isOneLine && radar.errors.contains("did you mean 92n6e?"), "\(radar)")
        for place in [".", "/dev/null", scratch.path("none")] {
            let report = try Self.run(["report", place, "--out", scratch.path("r.html")])
            #expect(report.status == 65 && report.isOneLine && !report.errors.contains("disk is full"), "\(place): \(report)")
        }
    }

    @Test func `told to stop, the program leaves nothing lying about and says what is kept`() throws {
        let scratch = try Scratch()
        let study = try String(contentsOfFile: Self.root.path + "/Studies/duel.yaml", encoding: .utf8)
            .replacing(/(?m)^scenario:\s+/, with: "scenario: \(Self.root.path)/Studies/").replacing(/(?m)^runs: .*$/, with: "runs: 100000")
        let file = try scratch.write(study, "study.yaml")
        let process = Process()
        process.executableURL = Self.program
        process.arguments = ["study", file, "--out", scratch.path("a.cupola"), "--jobs", "1"]
        process.environment = [
            "CUPOLA_CATALOGUE": Self.root.path + "/catalogue", "SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin",
            "TMPDIR": scratch.folder.path
        ]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        // Once there are runs in the archive.
        func size(_ name: String) -> Int { (try? FileManager.default.attributesOfItem(atPath: scratch.path(name))[.size] as? Int) ?? 0 }
        var waits = 0
        while size("a.cupola") + size("a.cupola-wal") < 150_000, process.isRunning, waits < 1_000 {
            usleep(20_000)
            waits += 1
        }
        usleep(500_000)
        // A shell's background jobs pay no heed to the interrupt from the keyboard; this one they do.
        process.terminate()
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGTERM)
        #expect(complaint.contains("stopped; the runs written so far are kept; go on with: cupola study"), "\(complaint)")
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).filter {
            !$0.hasSuffix("-journal") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
        }
        #expect(left.sorted() == ["a.cupola", "study.yaml"], "\(left)")
    }
}
