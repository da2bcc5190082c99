import Foundation
import Testing

/// `explain --lift` as it is called: limits by name, the run again dice for dice, shares with intervals.
@Suite struct LiftCallTests {
    /// A run that lets something through.
    private static func record(_ scratch: Scratch) throws -> String {
        let file = scratch.path("raid.run.cupola")
        let result = try ProgramCallTests.run([
            "run", ProgramCallTests.root.path + "/Scenarios/s400-request-2019.yaml", "--arm", "s-400", "--out", file, "--quiet",
        ])
        #expect(result.status == 0, "\(result)")
        return file
    }

    @Test func `a limit that is none is refused by name, and so are no redraws`() throws {
        let scratch = try Scratch()
        let file = try Self.record(scratch)
        let typo = try ProgramCallTests.run(["explain", file, "--lift", "chanels"])
        #expect(typo.status == 2 && typo.isOneLine && typo.errors.contains("did you mean channels?") && typo.errors.contains("kill-probability"), "\(typo)")
        let every = try ProgramCallTests.run(["explain", file, "--lift", "all", "--all"])
        #expect(every.status == 2 && every.isOneLine && every.errors.contains("--all: found with --lift"), "\(every.errors)")
        let none = try ProgramCallTests.run(["explain", file, "--lift", "all", "--redraws", "0"])
        #expect(none.status == 2 && none.isOneLine && none.errors.contains("allowed: "), "\(none)")
    }

    @Test func `every limit answers with a share and its interval, the same twice`() throws {
        let scratch = try Scratch()
        let file = try Self.record(scratch)
        let words = ["explain", file, "--lift", "all", "--redraws", "3", "--json"]
        let first = try ProgramCallTests.run(words)
        #expect(first.status == 0, "\(first)")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
        let limits = try #require(object["limits"] as? [[String: Any]])
        #expect(limits.compactMap { $0["limit"] as? String } == [
            "channels", "rounds", "delays", "terrain", "sector", "identity", "kill-probability", "links",
        ])
        for limit in limits {
            let saved = try #require(limit["saved"] as? Double), low = try #require(limit["low"] as? Double), high = try #require(limit["high"] as? Double)
            #expect(low <= saved && saved <= high && saved >= -1 && saved <= 1)
        }
        #expect(try ProgramCallTests.run(words).output == first.output)
    }

    @Test func `a scenario that does not give the run again is refused`() throws {
        let scratch = try Scratch()
        let file = try Self.record(scratch)
        let other = try ProgramCallTests.run(["explain", file, "--lift", "rounds", "--scenario", ProgramCallTests.duel])
        #expect(other.status == 65 && other.isOneLine, "\(other)")
    }
}
