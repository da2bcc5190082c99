import Foundation
import Testing

/// Every command that writes, against every kind of thing that may stand in its place.
@Suite struct OutputWalkTests {
    private typealias Call = ProgramCallTests

    private struct Writer {
        /// The call up to the place; what follows it.
        let words: [String]
        var after: [String] = []
        let inputs: [String]
        let ending: String
        var writesFolder = false
    }

    /// Small inputs of every kind.
    private static func inputs(_ scratch: Scratch) throws -> (scenario: String, study: String, record: String, archive: String, ground: String, plots: String) {
        let scenario = scratch.path("s.yaml")
        try FileManager.default.copyItem(atPath: Call.duel, toPath: scenario)
        let text = "version: 1\nname: d\nscenario: s.yaml\narms: [{name: s-300pmu2}]\nsamples: 1\nruns: 2\nseed: 7\n"
        let study = try scratch.write(text, "study.yaml")
        let (record, archive) = (scratch.path("r.run.cupola"), scratch.path("a.cupola"))
        #expect(try Call.run(["run", scenario, "--out", record, "--quiet"]).status == 0)
        #expect(try Call.run(["study", study, "--out", archive, "--quiet"]).status == 0)
        let ground = scratch.path("N10E010.hgt")
        try Data(count: 1201 * 1201 * 2).write(to: URL(filePath: ground))
        let plots = try scratch.write("scan,time_s,range_m,azimuth_rad,elevation_rad\n", "plots.csv")
        return (scenario, study, record, archive, ground, plots)
    }

    @Test func `no command writes over inputs, notes, links, pipes, devices or folders, and says so before it works`() throws {
        let scratch = try Scratch()
        let own = try Self.inputs(scratch)
        let small = ["coverage", "--radar", "92n6e", "--site", "10.5,10.5", "--nodes", "20", "--terrain", own.ground]
        var writers: [Writer] = [
            Writer(words: ["run", own.scenario, "--out"], inputs: [own.scenario], ending: "cupola"),
            Writer(words: ["study", own.study, "--out"], inputs: [own.study, own.scenario], ending: "cupola"),
            Writer(words: ["study", own.study, "--force", "--out"], inputs: [own.study, own.scenario], ending: "cupola"),
            Writer(words: ["study", own.study, "--resume", "--out"], inputs: [own.study, own.scenario], ending: "cupola"),
            Writer(words: ["study", own.study, "--slurm", "--out"], inputs: [own.study], ending: "cupola"),
            Writer(words: ["study", "--from", own.archive, "--force", "--out"], inputs: [own.archive], ending: "cupola"),
            Writer(words: ["merge", "--force"], after: [own.archive], inputs: [own.archive], ending: "cupola"),
            Writer(words: ["replay", own.record, "--out"], inputs: [own.record], ending: "html"),
            Writer(words: ["replay", own.scenario, "--out"], inputs: [own.scenario], ending: "html"),
            Writer(words: ["viewshed", "--terrain", own.ground, "--site", "10.5,10.5", "--antenna", "5", "--target", "5", "--out"], inputs: [own.ground], ending: "tif"),
            Writer(words: ["envelope", "s-300pmu2", "--against", "fighter", "--site", "10.5,10.5", "--terrain", own.ground, "--out"], inputs: [own.ground], ending: "csv"),
            Writer(words: ["site", own.scenario, "--arm", "s-300pmu2", "--out"], inputs: [own.scenario], ending: "yaml"),
            Writer(words: ["track", own.plots, "--sensor", Call.root.path + "/Sensors/engagement-T1.yaml", "--out"], inputs: [own.plots], ending: "csv"),
            Writer(words: ["validate", "--cases", scratch.folder.path, "--answers"], inputs: [], ending: "csv"),
            Writer(words: ["demo", "--study", own.study, "--out"], inputs: [own.study], ending: "folder", writesFolder: true),
            Writer(words: ["export", own.record, "--format", "csv", "--out"], inputs: [own.record], ending: "folder", writesFolder: true),
            Writer(
                words: ["catalogue", "new", "missile", "x", "--range-km", "50", "--altitude-km", "20", "--speed-mps", "900", "--guidance", "active", "--out"],
                inputs: [], ending: "folder", writesFolder: true),
        ]
        for format in ["html", "md", "json"] {
            writers.append(Writer(words: ["report", own.archive, "--format", format, "--out"], inputs: [own.archive], ending: format))
        }
        for (format, ending) in [("acmi", "acmi"), ("acmi", "zip.acmi"), ("czml", "czml"), ("kml", "kml"), ("kml", "kmz"), ("geojson", "geojson"), ("dis", "pcap")] {
            writers.append(Writer(words: ["export", own.record, "--format", format, "--out"], inputs: [own.record], ending: ending))
        }
        for ending in ["geojson", "kml", "tif", "png"] { writers.append(Writer(words: small + ["--out"], inputs: [own.ground], ending: ending)) }
        var tried = 0
        for (number, writer) in writers.enumerated() { tried += try Self.hold(writer, scratch, "w\(number)") }
        print("outputs tried: \(tried) calls of \(writers.count) kinds, nothing written over")
    }

    private static func hold(_ writer: Writer, _ scratch: Scratch, _ stem: String) throws -> Int {
        let manager = FileManager.default
        let notes = try scratch.write("my notes\n", "\(stem)-notes.\(writer.ending)")
        let pipe = scratch.path("\(stem)-pipe.\(writer.ending)")
        mkfifo(pipe, 0o600)
        let loose = scratch.path("\(stem)-loose.\(writer.ending)")
        try manager.createSymbolicLink(atPath: loose, withDestinationPath: scratch.path("gone"))
        var places = [notes, pipe, loose, "/dev/null", "/dev/full", notes + "/x." + writer.ending, "", scratch.path(String(repeating: "n", count: 300) + "." + writer.ending)]
        if writer.writesFolder {
            let (real, link) = (scratch.path("\(stem)-real"), scratch.path("\(stem)-link"))
            try manager.createDirectory(atPath: real, withIntermediateDirectories: true)
            try manager.createSymbolicLink(atPath: link, withDestinationPath: real)
            places += [link, link + "/", link + "//"]
        } else {
            let folder = scratch.path("\(stem)-folder.\(writer.ending)")
            try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
            places += [folder, folder + "/", scratch.path("none/x.\(writer.ending)")]
        }
        for (number, input) in writer.inputs.enumerated() {
            let hard = scratch.path("\(stem)-hard\(number).\(writer.ending)")
            let soft = scratch.path("\(stem)-soft\(number).\(writer.ending)")
            try manager.linkItem(atPath: input, toPath: hard)
            try manager.createSymbolicLink(atPath: soft, withDestinationPath: input)
            places += [input, hard, soft, scratch.folder.path + "/../" + scratch.folder.lastPathComponent + "/./" + URL(filePath: input).lastPathComponent]
        }
        func state() -> [Data?] { (writer.inputs + [notes]).map { manager.contents(atPath: $0) } }
        let before = state()
        for place in places {
            let words = writer.words + [place] + writer.after
            let result = try Call.run(words)
            #expect(result.status == 2 && result.isOneLine && result.output.isEmpty, "\(words): \(result)")
            #expect(state() == before, "\(words)")
        }
        #expect(!manager.fileExists(atPath: scratch.path("gone")))
        return places.count
    }
}
