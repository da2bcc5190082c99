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
        let flight = StudyFlight(inputs: inputs, out: out, shard: part, jobs: jobs, quiet: quiet)
        try flight.fly(resume: resume)
        if !quiet { print("\(out): \(inputs.plan.total) runs planned, identity \(inputs.identity.prefix(12))") }
    }
}

/// A study from inputs to archive.
struct StudyFlight {
    let inputs: StudyInputs
    let out: String
    let shard: StudyShard?
    let jobs: Int?
    let quiet: Bool

    func fly(resume: Bool) throws {
        do {
            let archive = try open(resume: resume)
            let finished = try archive.finishedRuns()
            let runner = StudyRunner(
                plan: inputs.plan, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, shard: shard)
            let meter = ProgressMeter(quiet: quiet)
            try runner.run(
                finished: finished,
                compile: { arm, setting, sample in
                    try inputs.model(arm: arm, setting: setting, sample: sample)
                },
                record: { record in (try? RunFile.json(record, digest: RecordDigest.hexadecimal(of: record))) ?? "" },
                commit: { rows, progress in
                    try archive.add(rows)
                    meter.show(done: progress.done, total: progress.total)
                })
            meter.finish()
        } catch let error as ArchiveError {
            throw CommandFailure.whileRunning(error.description)
        }
    }

    private func open(resume: Bool) throws -> StudyArchive {
        if resume, FileManager.default.fileExists(atPath: out) {
            let archive = try StudyArchive.open(out, toWrite: true)
            let found = try archive.meta()["identity"] ?? "none"
            if found == inputs.identity { return archive }
            // Killed before its first commit: nothing in it yet.
            guard found == "none" else {
                throw ArchiveError.belongsToAnotherStudy(file: out, found: found, wanted: inputs.identity)
            }
            try describe(archive)
            return archive
        }
        let archive = try StudyArchive.create(out)
        try describe(archive)
        return archive
    }

    private func describe(_ archive: StudyArchive) throws {
        for entry in inputs.texts { try archive.addDocument(name: entry.name, sha256: entry.sha256, text: entry.text) }
        try archive.addArms(inputs.plan.arms)
        try archive.addSettings(inputs.plan.settings)
        for sample in 0..<inputs.plan.samples where !inputs.parameters.isEmpty {
            try archive.addSample(sample, values: Array(zip(inputs.parameters, inputs.draws[sample])).map { ($0, $1) })
        }
        try archive.setMeta([
            ("name", inputs.plan.name), ("question", inputs.plan.question), ("seed", String(inputs.plan.seed)),
            ("samples", String(inputs.plan.samples)), ("runs", String(inputs.plan.runs)),
            ("model_version", BattleRunner.modelVersion), ("program_version", ProgramVersion.text),
            // Last: an archive without it was cut off before it was whole.
            ("identity", inputs.identity),
        ])
    }
}

/// A progress bar on a terminal; silence elsewhere.
final class ProgressMeter {
    private let isShown: Bool
    private let start = Date()
    private var firstDone: Int?

    init(quiet: Bool) { isShown = !quiet && isatty(2) == 1 }

    func show(done: Int, total: Int) {
        guard isShown, total > 0 else { return }
        let first = firstDone ?? done
        firstDone = first
        let seconds = Date().timeIntervalSince(start)
        let rate = seconds > 0 ? Double(done - first) / seconds : 0
        let left = rate > 0 ? Int(Double(total - done) / rate) : 0
        let filled = done * 30 / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 30 - filled)
        let line = "\r\(bar) \(done)/\(total), \(NumberText.fixed(rate, 0)) runs/s, \(left) s left   "
        FileHandle.standardError.write(Data(line.utf8))
    }

    func finish() {
        if isShown { FileHandle.standardError.write(Data("\n".utf8)) }
    }
}
