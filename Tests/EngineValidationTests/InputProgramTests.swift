import Foundation
import Testing

/// What `track`, `assign` and `study --slurm` make of files and names as people have them.
@Suite struct InputProgramTests {
    static let root = EngineCheckTests.root

    static func run(_ words: [String]) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = ValidateProgramTests.program
        process.arguments = words
        process.environment = ["CUPOLA_CATALOGUE": root.path + "/catalogue", "SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self), String(decoding: complaint, as: UTF8.self))
    }

    /// A folder that goes when the test does.
    final class Folder {
        let url = FileManager.default.temporaryDirectory.appending(path: "cupola-input-\(UUID().uuidString)")
        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: url) }
        func write(_ name: String, _ text: String) throws -> String {
            let path = url.appending(path: name).path
            try Data(text.utf8).write(to: URL(filePath: path))
            return path
        }
        func path(_ name: String) -> String { url.appending(path: name).path }
    }

    static let sensor = root.appending(path: "Sensors/acquisition-T5.yaml").path

    /// One aircraft that a rotating radar sees once a turn, without errors.
    static func recording(turns: Int, period: Double, from start: Double = 0, label: (Int) -> Int? = { $0 }) -> String {
        var text = label(1) == nil ? "time_s,range_m,azimuth_rad,elevation_rad\n" : "scan,time_s,range_m,azimuth_rad,elevation_rad\n"
        for turn in 1...turns {
            var time = period * Double(turn)
            var place = (east: 0.0, north: 0.0)
            for _ in 0..<3 {
                place = (east: -80_000 + 200 * time, north: 90_000 - 20 * time)
                var angle = atan2(place.east, place.north)
                if angle < 0 { angle += 2 * .pi }
                time = period * (Double(turn - 1) + angle / (2 * .pi))
            }
            let ground = (place.east * place.east + place.north * place.north).squareRoot()
            var azimuth = atan2(place.east, place.north)
            if azimuth < 0 { azimuth += 2 * .pi }
            let name = label(turn).map { "\($0)," } ?? ""
            text += "\(name)\(start + time),\((ground * ground + 9000 * 9000).squareRoot()),\(azimuth),\(atan2(9000, ground))\n"
        }
        return text
    }

    @Test func `names of scans are no times, and a radar may turn faster or slower than its file says`() throws {
        let folder = try Folder()
        for (name, text) in [
            ("plain", Self.recording(turns: 120, period: 5)), ("comma", Self.recording(turns: 120, period: 5).replacing("\n", with: ",\n")),
            (
                "numbered",
                Self.recording(turns: 120, period: 5).split(separator: "\n").enumerated().map { "\($0 == 0 ? "" : "\($0 - 1)"),\($1)\n" }.joined()
            ),
            ("fast", Self.recording(turns: 120, period: 4.8)),
            ("slow", Self.recording(turns: 120, period: 5.25)), ("cut", Self.recording(turns: 120, period: 5) { $0 + 7000 }),
            ("late", Self.recording(turns: 120, period: 4.9, from: 36_003.3)),
            ("round", Self.recording(turns: 120, period: 5) { ($0 + 200) % 256 }),
            ("dates", Self.recording(turns: 120, period: 5.1) { 20_240_101_000_000 + $0 }),
            ("nameless", Self.recording(turns: 120, period: 5, from: 36_001) { _ in nil }),
            ("since 1970", Self.recording(turns: 120, period: 5, from: 1_764_000_000) { $0 }),
            ("since 1970, nameless", Self.recording(turns: 120, period: 5, from: 1_764_000_001) { _ in nil }),
        ] {
            let file = try folder.write("\(name).csv", text)
            let out = folder.path("\(name).out.csv")
            let answer = try Self.run(["track", file, "--sensor", Self.sensor, "--out", out, "--quiet"])
            #expect(answer.status == 0 && answer.errors.isEmpty, "\(name): \(answer.errors)")
            let rows = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n").dropFirst()
            let names = Set(rows.map { $0.split(separator: ",")[1] })
            // One track, from its confirmation to the end.
            #expect(names.count == 1 && rows.count >= 115, "\(name): \(rows.count) rows, tracks \(names.sorted())")
        }
    }

    @Test func `a byte order mark is passed over, and twins count once`() throws {
        let folder = try Folder()
        let text = Self.recording(turns: 40, period: 5)
        let lines = text.split(separator: "\n")
        var outputs: [String] = []
        for (name, content) in [
            ("plain", text), ("mark", "\u{feff}" + text), ("crlf", text.replacing("\n", with: "\r\n")),
            ("twice", (lines + lines.dropFirst()).joined(separator: "\n") + "\n"),
            ("quotes", lines.map { "\"" + $0.replacing(",", with: "\",\"") + "\"\n" }.joined()),
        ] {
            let out = folder.path("\(name).out.csv")
            let answer = try Self.run(["track", try folder.write("\(name).csv", content), "--sensor", Self.sensor, "--out", out])
            #expect(answer.status == 0, "\(name): \(answer.errors)")
            #expect(answer.errors.contains("40 rows stand there twice") == (name == "twice"), "\(answer.errors)")
            outputs.append(try String(contentsOfFile: out, encoding: .utf8))
        }
        #expect(Set(outputs).count == 1 && outputs[0].count > 500)
    }

    @Test func `what is no table of numbers is refused in a line that says where`() throws {
        let folder = try Folder()
        let head = "time_s,range_m,azimuth_rad,elevation_rad\n"
        for (name, text, words) in [
            ("hex", head + "0x10,80000,1,0.1\n", "hex.csv:2: time_s: found \"0x10\", allowed: a finite decimal number"),
            ("nan", head + "1,80000,1,0.1\n\n2,nan,1,0.1\n", "nan.csv:4: range_m: found \"nan\""),
            ("nul", head + "1,80000,1,0.1\n2,80\0,1,0.1\n", "nul.csv:3: holds a NUL byte"),
            ("twins", "time_s,range_m,azimuth_rad,elevation_rad,time_s\n", "twins.csv:1: column \"time_s\" stands twice"),
            ("mac", head.replacing("\n", with: "\r") + "1,80000,1,0.1\r", "mac.csv:1: has a carriage return within it"),
            ("rate", "range_rate_mps," + head + "3e8,1,80000,1,0.1\n", "rate.csv:2: range_rate_mps: found 300000000.0"),
            ("half", head + "\"1,80000,1,0.1\n", "half.csv:2: time_s: found \"\"1\""),
            ("far", head + "1,1e300,1,0.1\n", "far.csv:2: range_m: found 1e+300"), ("empty", "", "empty.csv:1: has no header line"),
            ("semicolons", head.replacing(",", with: ";") + "1;80000;1;0,1\n", "semicolons.csv:1: has semicolons between its columns"),
            ("tabs", head.replacing(",", with: "\t") + "1\t80000\t1\t0.1\n", "tabs.csv:1: has tabs between its columns, allowed: commas"),
        ] {
            let answer = try Self.run([
                "track", try folder.write("\(name).csv", text), "--sensor", Self.sensor, "--out", folder.path("o.csv"),
            ])
            #expect(answer.status == 65 && answer.errors.contains(words), "\(name): \(answer.errors)")
            #expect(answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
        }
        let good = try folder.write("good.csv", Self.recording(turns: 10, period: 5))
        for (time, name, east) in [("1e300", "1", "0"), ("5", "1e300", "0"), ("5", "1", "1e300")] {
            let truth = try folder.write("truth.csv", "time_s,target_id,east_m,north_m,up_m\n\(time),\(name),\(east),0,0\n")
            let answer = try Self.run(["track", good, "--sensor", Self.sensor, "--out", folder.path("o.csv"), "--truth", truth])
            #expect(
                answer.status == 65 && answer.errors.contains("truth.csv:2:") && answer.errors.contains("found 1e+300"), "\(answer.errors)")
        }
        for (rows, words) in [
            ("5,1,0,0,0\n5,1,1,0,0\n", "truth.csv:3: target_id 1 is at another place at this time"),
            ("5,1.5,0,0,0\n", "truth.csv:2: target_id: found 1.5, allowed: a whole number"),
        ] {
            let truth = try folder.write("truth.csv", "time_s,target_id,east_m,north_m,up_m\n" + rows)
            let answer = try Self.run(["track", good, "--sensor", Self.sensor, "--out", folder.path("o.csv"), "--truth", truth])
            #expect(answer.status == 65 && answer.errors.contains(words), "\(answer.errors)")
        }
        let elsewhen = try folder.write("truth.csv", "time_s,target_id,east_m,north_m,up_m\n0.5,1,0,0,0\n")
        let unscored = try Self.run(["track", good, "--sensor", Self.sensor, "--out", folder.path("o.csv"), "--truth", elsewhen, "--json"])
        #expect(unscored.status == 0 && unscored.errors.contains("nothing is scored"), "\(unscored.errors)")
        let pipe = folder.path("pipe.csv")
        #expect(mkfifo(pipe, 0o600) == 0)
        let answer = try Self.run(["track", pipe, "--sensor", Self.sensor, "--out", folder.path("o.csv")])
        #expect(answer.status == 65 && answer.errors.contains("allowed: a plain file"), "\(answer.errors)")
    }

    @Test func `an instance that is wrong is refused with the place`() throws {
        let folder = try Folder()
        for (name, text, words) in [
            ("large", "{\"costs\": [[1, 1e308], [2, 3]]}", "costs[0][1]: 1e+308 is not in -1e100…1e100"),
            ("value", "{\"values\": [1e308], \"kill_probabilities\": [[0.5]]}", "values[0]: 1e+308 is not in 0…1e100"),
            ("comma", "{\"costs\": [[1, 2],\n [3 4]]}", "comma.json:2:"),
            ("escape", "{\"costs\":\n[\"\\u0\n\n1\"]}", "escape.json:2:"),
            ("key", "{\"costs\": [[1]], \"cots\": 3}", "cots: is not known here"),
            ("lines", "{\"costs\": [[1]], \"co\\n\\nts\": 3}", "is not known here"),
            ("both", "{\"costs\": [[1]], \"values\": [3]}", "values: is not known here"),
            ("family", "{\"family\": \"WD\", \"weapons\": 3, \"targets\": 3, \"seed\": 1, \"size\": 3}", "size: is not known here"),
        ] {
            let answer = try Self.run(["assign", try folder.write("\(name).json", text)])
            #expect(answer.status == 65 && answer.errors.contains(words), "\(name): \(answer.errors)")
            #expect(answer.errors.contains("\(name).json") && answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
        }
    }

    @Test func `a job of Slurm's is dealt out within one array, and its paths stand in quotes`() throws {
        let folder = try Folder()
        let study = try folder.write(
            "study.yaml",
            "version: 1\nname: x\nscenario: \(Self.root.path)/Scenarios/one-on-one.yaml\narms:\n- {name: a, arm: s-300pmu2}\nsamples: 1\nruns: 4\nseed: 5\n"
        )
        let odd = folder.path("a \"b\" 'c' #d 100%")
        try FileManager.default.createDirectory(atPath: odd, withIntermediateDirectories: true)
        let out = odd + "/r.cupola"
        let answer = try Self.run(["study", study, "--out", out, "--slurm", "--tasks", "5000", "--slurm-option=--comment=two words"])
        #expect(answer.status == 0 && answer.errors.contains("1000 tasks with more runs each"), "\(answer.errors)")
        let script = try String(contentsOfFile: out + ".array.sh", encoding: .utf8)
        #expect(script.contains("#SBATCH --array=1-1000\n") && script.contains("--shard \"$SLURM_ARRAY_TASK_ID/1000\""))
        #expect(script.contains("/a \\\"b\\\" 'c' #d 100%%/r.cupola.shards/task-%a.log\"\n"), "\(script)")
        #expect(script.contains("#SBATCH --comment=\"two words\"\n"), "\(script)")
        // The shell takes it.
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = ["-n", out + ".array.sh"]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        let broken = try Self.run(["study", study, "--out", folder.path("two\nlines.cupola"), "--slurm"])
        #expect(broken.status == 2 && broken.errors.contains("found a line break"), "\(broken.errors)")
    }
}
