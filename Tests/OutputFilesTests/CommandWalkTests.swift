import Foundation
import Testing

/// Every command, found by asking the program, with values, inputs and outputs that hurt.
@Suite struct CommandWalkTests {
    private typealias Call = ProgramCallTests

    /// Options that take any text: what is wrong with it shows later.
    private static let texts: Set<String> = [
        "out", "answers", "documents", "name", "source", "source-url", "source-date", "slurm-option", "set", "jammer", "host", "epoch", "arm", "catalogue",
        "terrain", "cases", "situations", "scenario", "study", "from", "radar", "against", "missile", "target", "actor", "event",
    ]

    @Test func `no option of any command takes what is no number, or one beyond its range`() throws {
        var tried = 0
        for leaf in try CommandTree.leaves() {
            for argument in leaf.arguments where argument.kind == "option" {
                let option = argument.word
                for value in ["nan", "1e400", "9223372036854775808", "-9223372036854775809", "0x1p3", "1_0", ""] {
                    // Work that the call would begin with a sound value is not this test's.
                    if Self.texts.contains(option), !value.isEmpty || leaf.words[0] == "catalogue" || ["arm", "name"].contains(option) { continue }
                    // Every whole number up to 2⁶⁴ is a seed.
                    if option.hasSuffix("seed"), value == "9223372036854775808" { continue }
                    let words = leaf.call(without: option) + ["--" + option, value]
                    let result = try Call.run(words)
                    tried += 1
                    #expect([2, 65].contains(result.status) && result.isOneLine && result.output.isEmpty, "\(words): \(result)")
                    // Told by the option itself, before any file is looked at.
                    if !Self.texts.contains(option), result.status == 65 {
                        #expect(Self.isLate.contains(option), "\(words): \(result)")
                    }
                }
            }
        }
        print("options tried: \(tried) calls, each ended with a line")
        #expect(tried > 300)
    }

    /// Options in words of their own, judged together with the files of the call.
    private static let isLate: Set<String> = [
        "dis", "as-of", "shard", "sensor", "truth", "acquisition-radar", "engagement-radar", "setting", "cell-size", "site", "site-node", "shape", "family", "lift",
    ]

    @Test func `every command's help ends with 1 and a line where it cannot be written`() throws {
        let words = try CommandTree.leaves().map { $0.words + ["--help"] }
        #expect(words.count > 20)
        for call in words {
            let result = try Call.run(call, output: "/dev/full")
            #expect(result.status == 1 && result.isOneLine && result.errors.hasPrefix("standard output: cannot be written"), "\(call): \(result)")
        }
    }

    @Test func `what is no file of its kind is refused by every command that reads one, at once`() throws {
        let scratch = try Scratch()
        let pipe = scratch.path("pipe.yaml")
        #expect(mkfifo(pipe, 0o600) == 0)
        let large = scratch.path("large.json")
        _ = try scratch.write("{", "large.json")
        #expect(truncate(large, 2 << 30) == 0)
        let deep = try scratch.write(String(repeating: "[", count: 200_000), "deep.json")
        let sensor = Call.root.path + "/Sensors/engagement-T1.yaml"
        let out = scratch.path("out")
        let calls: [(String) -> [String]] = [
            { ["run", $0] }, { ["run", Call.duel, "--catalogue", $0] }, { ["study", $0, "--out", out] }, { ["study", "--from", $0, "--out", out] },
            { ["merge", out, $0] }, { ["report", $0, "--out", out] }, { ["replay", $0, "--out", out] }, { ["explain", $0] },
            { ["export", $0, "--format", "czml", "--out", out] }, { ["stream", $0, "--dis", "127.0.0.1:9"] }, { ["view", $0, "--port", "0"] },
            { ["site", $0, "--arm", "x"] }, { ["coverage", "--radar", "92n6e", "--site", "1,1", "--terrain", $0, "--out", out + ".tif"] },
            { ["viewshed", "--terrain", $0, "--site", "1,1", "--antenna", "5", "--target", "5", "--out", out + ".tif"] },
            { ["track", $0, "--sensor", sensor, "--out", out + ".csv"] }, { ["track", sensor, "--sensor", $0, "--out", out + ".csv"] }, { ["assign", $0] },
            { ["demo", "--study", $0, "--out", out] }, { ["catalogue", "check", "--catalogue", $0] },
        ]
        for call in calls {
            for input in [pipe, "/dev/zero", "/dev/null", scratch.folder.path, scratch.path("none"), large, deep, ""] {
                if input == scratch.folder.path, call("")[0] == "catalogue" { continue }
                let result = try Call.run(call(input))
                #expect([2, 65].contains(result.status) && result.isOneLine && result.output.isEmpty, "\(call(input)): \(result)")
            }
        }
        print("inputs tried: \(8 * calls.count) calls, each ended with a line")
        #expect(!FileManager.default.fileExists(atPath: out))
    }
}
