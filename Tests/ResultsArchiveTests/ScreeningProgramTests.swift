import Foundation
import Testing

extension StudyProgramTests {
    @Test func `a screening is cut into shards, merged, resumed, flown again from its archive, and reported`() throws {
        let scratch = try Scratch()
        let text = Self.study.replacing("base: 4, runs: 2", with: "screening: 3, arms: [slow]")
        try Data(text.utf8).write(to: URL(filePath: scratch.path("study.yaml")))
        let whole = scratch.path("whole.cupola")
        let words = ["study", scratch.path("study.yaml"), "--quiet", "--out"]
        let process = try Self.start(words + [whole])
        usleep(150_000)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(try Self.run(words + [whole, "--resume"]).status == 0)
        let parts = (1...3).map { scratch.path("part-\($0).cupola") }
        for (place, part) in parts.enumerated() { #expect(try Self.run(words + [part, "--shard", "\(place + 1)/3", "--jobs", "1"]).status == 0) }
        let merged = scratch.path("merged.cupola")
        #expect(try Self.run(["merge", merged] + parts + ["--quiet"]).status == 0)
        #expect(try Self.dump(merged) == Self.dump(whole))
        // 2 settings × 3 samples × 2 arms × 20 runs, and 8 points × 1 arm × 3 raids.
        #expect(try Self.dump(whole).components(separatedBy: "INSERT INTO runs").count - 1 == 240 + 24)
        let again = scratch.path("again.cupola")
        #expect(try Self.run("study", "--from", whole, "--out", again).output.hasPrefix("\(again): the same as"))
        let report = try Self.run("report", whole, "--json", "--quiet")
        #expect(report.output.contains("\"screening\"") && report.output.contains("missiles.48n6e2.*"), "\(report)")
    }
}
