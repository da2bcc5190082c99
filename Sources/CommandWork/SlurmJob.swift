import Foundation
import OutputFiles

/// A study as an array job of Slurm: each task flies a shard into an archive of its own, and a second job joins them.
package struct SlurmJob {
    package let study: String
    package let out: String
    package let tasks: Int
    package let threads: Int
    /// Words handed on to `cupola study`, such as `--runs 100`.
    package let handedOn: [String]
    /// Words handed on to `sbatch`, such as `--partition=main`.
    package let options: [String]
    package let program: String

    package init(
        study: String, out: String, tasks: Int, threads: Int, handedOn: [String], options: [String], program: String
    ) {
        (self.study, self.out, self.tasks, self.threads) = (study, out, tasks, threads)
        (self.handedOn, self.options, self.program) = (handedOn, options, program)
    }

    package var folder: String { out + ".shards" }
    package var arrayFile: String { out + ".array.sh" }
    package var mergeFile: String { out + ".merge.sh" }

    private func shard(_ number: String) -> String { "\(Self.quoted(folder))/part-\(number)-of-\(tasks).cupola" }

    /// A task may be killed and started again, on another node and while a lost one still writes: it waits for the
    /// archive, goes on with what is there, and does nothing where all is there.
    package var arrayScript: String {
        """
        #!/bin/bash
        # Written by cupola study --slurm
        #SBATCH --job-name=cupola
        #SBATCH --array=1-\(tasks)
        #SBATCH --cpus-per-task=\(threads)
        #SBATCH --requeue
        #SBATCH --open-mode=append
        #SBATCH --output="\(Self.directive(folder))/task-%a.log"
        \(directives)
        exec \(Self.quoted(program)) study \(Self.quoted(study)) --out \(shard("$SLURM_ARRAY_TASK_ID")) \\
            --shard "$SLURM_ARRAY_TASK_ID/\(tasks)" --jobs \(threads) --resume --wait 600\(handedOn.map { " " + Self.quoted($0) }.joined())

        """
    }

    package var mergeScript: String {
        """
        #!/bin/bash
        # Written by cupola study --slurm
        #SBATCH --job-name=cupola-merge
        #SBATCH --cpus-per-task=1
        #SBATCH --requeue
        #SBATCH --open-mode=append
        #SBATCH --output="\(Self.directive(folder))/merge.log"
        \(directives)
        exec \(Self.quoted(program)) merge --force \(Self.quoted(out)) \(Self.quoted(folder))/part-*-of-\(tasks).cupola

        """
    }

    private var directives: String { options.map { "#SBATCH \(Self.option($0))" }.joined(separator: "\n") }

    /// Refuses what no script of Slurm's can name.
    package func check() throws {
        for (name, text) in [("--out", out)] + options.map({ ("--slurm-option", $0) }) where text.contains(where: { $0.isNewline || $0 == "\0" }) {
            throw CommandFailure.wrongCall("\(name): found a line break in \(text.split(whereSeparator: \.isNewline).joined(separator: "⏎")), allowed: one line")
        }
        // A backslash turns the names of logs off (sbatch, "filename pattern").
        guard !out.contains("\\") else { throw CommandFailure.wrongCall("--out: found a backslash in \(out), allowed: none in a job of Slurm's") }
    }

    /// Tasks of one array job at most: the cluster's word (`MaxArraySize`, one more than the highest index) where it can be asked,
    /// else that of Slurm's default, 1001.
    package static var tasksMaximum: Int {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "10", "scontrol", "show", "config"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return 1000 }
        // A configuration is some kilobytes.
        var answer = Data()
        while answer.count < 1 << 20, let part = try? output.fileHandleForReading.read(upToCount: 1 << 16), !part.isEmpty { answer += part }
        process.terminate()
        let text = String(decoding: answer, as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("MaxArraySize") }
        return line.flatMap { Int($0.split(separator: "=").last?.trimmingCharacters(in: .whitespaces) ?? "") }.map { max(1, $0 - 1) } ?? 1000
    }

    /// For a path in quotes on a line that sbatch reads: backslashes before quotes, and % doubled, which names logs.
    private static func directive(_ path: String) -> String {
        path.replacingOccurrences(of: "\"", with: "\\\"").replacingOccurrences(of: "%", with: "%%")
    }

    /// For a line that sbatch reads as a shell would: a value with blanks in it stands in quotes.
    private static func option(_ word: String) -> String {
        guard let equals = word.firstIndex(of: "="), let blank = word.firstIndex(of: " "), equals < blank, !word.contains("\""), !word.contains("'")
        else { return word }
        return "\(word[...equals])\"\(word[word.index(after: equals)...])\""
    }

    package func write() throws {
        do {
            try OutputFolder.make(folder)
            for (file, text) in [(arrayFile, arrayScript), (mergeFile, mergeScript)] {
                try OutputRule.place(file, as: .slurmScript, sparing: [study]).write(text)
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
            }
        } catch let fault as OutputFault { throw fault } catch { throw CommandFailure.whileRunning("\(arrayFile): cannot be written: \(error.localizedDescription)") }
    }

    /// Submits the array, and the merge behind it.
    /// - Returns: both jobs' numbers.
    package func submit() throws -> (array: String, merge: String) {
        let array = try Self.sbatch(["--parsable", arrayFile])
        return (array, try Self.sbatch(["--parsable", "--dependency=afterok:\(array)", mergeFile]))
    }

    private static func sbatch(_ words: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sbatch"] + words
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        do { try process.run() } catch { throw CommandFailure.whileRunning("sbatch cannot be started: \(error.localizedDescription)") }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let line = complaint.split(separator: "\n").first.map(String.init) ?? "status \(process.terminationStatus)"
            throw CommandFailure.whileRunning("sbatch refused the job: \(line)")
        }
        let number = text.split { $0 == "\n" || $0 == ";" }.first.map(String.init) ?? ""
        return number.trimmingCharacters(in: .whitespaces)
    }

    /// For a shell.
    package static func quoted(_ word: String) -> String {
        let plain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-=+:,".contains($0)) }
        return plain && !word.isEmpty ? word : "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
