import Foundation
import ResultsArchive
import Testing

/// What a study refuses to write over, and calls that are wrong.
extension StudyProgramTests {
    @Test func `an archive is replaced only by force, and never where it is an input`() throws {
        let scratch = try Scratch()
        let whole = try Self.whole(scratch)
        let file = scratch.path("whole.cupola")
        let words = ["study", scratch.path("study.yaml"), "--out", file, "--quiet"]
        let refused = try Self.run(words)
        #expect(refused.status == 2 && refused.errors.contains("--force replaces it"), "\(refused)")
        for words in [
            ["report", file, "--out", file], ["merge", file, file, "--force"], ["study", "--from", file, "--out", file, "--force"],
        ] {
            let result = try Self.run(words)
            #expect(result.status == 2 && result.errors.contains("is an input of this command"), "\(result)")
        }
        #expect(try Self.dump(file) == whole)
        #expect(try Self.run(words + ["--force"]).status == 0)
        #expect(try Self.dump(file) == whole)
    }

    @Test(arguments: [("echo 'MaxArraySize            = 3'", "1-2"), ("yes 'MaxArraySize = 3'", "1-2"), ("echo nothing; exit 1", "1-5")])
    func `an array has no more tasks than the cluster says, however few those are`(_ answer: String, _ array: String) throws {
        let scratch = try Scratch()
        try Data(Self.study.utf8).write(to: URL(filePath: scratch.path("study.yaml")))
        let (command, out) = (scratch.path("scontrol"), scratch.path("o.cupola"))
        try Data("#!/bin/sh\n\(answer)\n".utf8).write(to: URL(filePath: command))
        #expect(chmod(command, 0o755) == 0)
        let words = ["study", scratch.path("study.yaml"), "--slurm", "--tasks", "5", "--out", out]
        let result = try Self.run(words, path: URL(filePath: command).deletingLastPathComponent().path + ":/usr/bin:/bin")
        #expect(result.status == 0 && result.errors.contains("MaxArraySize") == (array == "1-2"), "\(result)")
        #expect(try String(contentsOfFile: out + ".array.sh", encoding: .utf8).contains("#SBATCH --array=\(array)\n"))
    }
}

extension StudyProgramTests {
    static func change(_ file: String, _ statement: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3", file, statement]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }
}
