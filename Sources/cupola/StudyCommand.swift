import ArgumentParser
import BattleSimulation
import Foundation
import MonteCarloStudy
import ResultsArchive
import RunRecords

struct StudyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "study", abstract: "Fly a study: every arm against the same raids, many times.",
        discussion: "Example: cupola study Studies/demo.yaml --out results.cupola --jobs 2")

    @Argument(help: "Study file (YAML).") var study: String
    @Option(help: "Archive to write (SQLite).") var out: String
    @Option(help: "Runs for each sample, arm and setting; the file's when absent.") var runs: Int?
    @Option(help: "Samples of the catalogue; the file's when absent.") var samples: Int?
    @Option(help: "Threads; all cores when absent.") var jobs: Int?
    @Flag(help: "Go on with an archive that a stopped study left.") var resume = false
    @Option(help: "Fly one part of N, as in 3/8, into an archive of its own.") var shard: String?
    @Option(help: "Folder of the catalogue.") var catalogue: String?
    @Flag(help: "No progress, no closing line.") var quiet = false

    func run() throws {
        var part: StudyShard?
        if let shard {
            guard let read = StudyShard(shard) else {
                throw CommandFailure.wrongCall("--shard: found \(shard), allowed: I/N with 1 ≤ I ≤ N, as in 3/8")
            }
            part = read
        }
        guard (runs ?? 1) >= 1, (samples ?? 1) >= 1, (jobs ?? 1) >= 1 else {
            throw CommandFailure.wrongCall("--runs, --samples and --jobs must be 1 or more")
        }
        let inputs = try StudyInputs(file: study, catalogue: catalogue, runs: runs, samples: samples)
        guard part == nil || inputs.stoppingRule == nil else {
            throw CommandFailure.wrongCall("--shard: \(study) has a stopping rule, which needs all runs in one place")
        }
        let flight = StudyFlight(inputs: inputs, out: out, shard: part, jobs: jobs, quiet: quiet)
        try flight.fly(resume: resume)
        if !quiet { print("\(out): \(inputs.plan.total) runs planned, identity \(inputs.identity.prefix(12))") }
    }
}

/// A progress bar on a terminal; silence elsewhere.
final class ProgressMeter {
    private let isShown: Bool
    /// What is counted.
    private let unit: String
    private let start = Date()
    private var firstDone: Int?
    private var shown = Date.distantPast

    init(quiet: Bool, unit: String = "runs") {
        isShown = !quiet && isatty(2) == 1
        self.unit = unit
    }

    func show(done: Int, total: Int, note: String = "") {
        guard isShown, total > 0, done == total || Date().timeIntervalSince(shown) > 0.1 else { return }
        shown = Date()
        let first = firstDone ?? done
        firstDone = first
        let seconds = Date().timeIntervalSince(start)
        let rate = seconds > 0 ? Double(done - first) / seconds : 0
        let left = rate > 0 ? Int(Double(total - done) / rate) : 0
        let filled = min(30, done * 30 / total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 30 - filled)
        let line = "\r\(bar) \(done)/\(total), \(NumberText.fixed(rate, 0)) \(unit)/s, \(left) s left\(note.isEmpty ? "" : ", \(note)")   "
        FileHandle.standardError.write(Data(line.utf8))
    }

    func finish() {
        if isShown { FileHandle.standardError.write(Data("\n".utf8)) }
    }
}
