import ArgumentParser
import CommandWork
import Foundation
import OutputFiles
import PlainText
import ResultsArchive
import StudyReports
import StudyStatistics

struct StudyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "study", abstract: "Fly a study: every arm against the same raids, many times.",
        discussion: """
            Examples:
              cupola study Studies/demo.yaml --out results.cupola --jobs 2
              cupola study --from results.cupola --out again.cupola
              cupola study Studies/demo.yaml --out results.cupola --slurm --tasks 100 --submit
            A study that was killed goes on with --resume. The same inputs give the same archive, whatever the threads, the
            interruptions and the shards.
            """)

    @Argument(help: "Study file (YAML).") var study: String?
    @Option(help: "Archive to write (SQLite).") var out: String
    @Option(help: "Fly again what an archive holds, from the inputs that it carries, and compare.") var from: String?
    @Option(parsing: .unconditional, help: "Runs for each sample, arm and setting; the file's when absent.", transform: Allowed.runs) var runs: Int?
    @Option(parsing: .unconditional, help: "Samples of the catalogue; the file's when absent.", transform: Allowed.samples) var samples: Int?
    @Option(parsing: .unconditional, help: "Threads; all cores when absent.", transform: Allowed.jobs) var jobs: Int?
    @Flag(help: "Go on with an archive that a stopped study left.") var resume = false
    @Flag(help: "Replace an archive that is there.") var force = false
    @Option(parsing: .unconditional, help: "Seconds to wait for another process that writes to the archive.", transform: Allowed.count(0...2_592_000))
    var wait: Int = 0
    @Option(help: "Fly one part of N, as in 3/8, into an archive of its own.") var shard: String?
    @OptionGroup var catalogue: CatalogueOption
    @Flag(help: "Write an array job for Slurm, whose tasks each fly a shard, and a job that merges them.") var slurm = false
    @Flag(help: "Submit the job as well.") var submit = false
    @Option(parsing: .unconditional, help: "Tasks of the array job.", transform: Allowed.count(1...100_000)) var tasks: Int?
    @Option(name: .customLong("slurm-option"), help: "Handed on to sbatch, such as --slurm-option=--partition=main; may be repeated.")
    var slurmOptions: [String] = []
    @Flag(help: "Print the answer as JSON.") var json = false
    @Flag(help: "No progress, no tables.") var quiet = false

    func validate() throws {
        guard (study == nil) != (from == nil) else { throw ValidationError("give a study file or --from an archive, one of them") }
        guard !(resume && force) else { throw ValidationError("--resume and --force: found both, allowed: one of them") }
        if from != nil, runs != nil || samples != nil || shard != nil || slurm || catalogue.isGiven {
            throw ValidationError("--from takes everything from the archive; give only --out, --jobs, --resume, --wait and --quiet with it")
        }
        guard slurm || (!submit && tasks == nil && slurmOptions.isEmpty) else {
            throw ValidationError("--submit, --tasks and --slurm-option go with --slurm")
        }
        guard !slurm || (!resume && shard == nil) else {
            throw ValidationError("--slurm deals out the shards itself, and its tasks resume themselves")
        }
    }

    func run() throws {
        if let from { return try flyAgain(from) }
        guard let study else { return }
        var part: StudyShard?
        if let shard {
            guard let read = StudyShard(shard), read.count <= 100_000 else {
                throw CommandFailure.wrongCall("--shard: found \(shard), allowed: I/N with 1 ≤ I ≤ N ≤ 100000, as in 3/8")
            }
            part = read
        }
        if resume { try? StudyArchive.rollBack(out) }
        _ = try OutputRule.place(out, as: .archive, force: resume || force, sparing: [study] + catalogue.directories)
        let inputs = try StudyInputs(file: study, catalogue: catalogue.directories, runs: runs, samples: samples)
        guard part == nil && !slurm || inputs.stoppingRule == nil else {
            throw CommandFailure.wrongCall("--shard: \(study) has a stopping rule, which needs all runs in one place")
        }
        if slurm { return try writeJob(study) }
        let flight = StudyFlight(inputs: inputs, out: out, shard: part, jobs: jobs, quiet: quiet, patience: wait)
        let account = try flight.fly(resume: resume, force: force)
        if quiet { return }
        if json { return printData(try StudyNumbers(StudyResults.read(out)).json) }
        let results = part == nil ? try StudyResults.read(out) : nil
        if let results {
            print(SummaryTables.text(results.summary, meta: results.meta) + "\n\n" + StatisticsTables(results).text + "\n")
            print(Terminal.fitted(StudyAnswer(results.summary, meta: results.meta).text + "\n"))
        }
        print("\(out): \(account); identity \(inputs.identity.prefix(12))")
        guard let part else { return print("next: cupola report \(SlurmJob.quoted(out)) --out report.html") }
        print("next, with all \(part.count) parts: cupola merge all.cupola PART.cupola…")
    }

    private func writeJob(_ study: String) throws {
        var words: [String] = []
        if let runs { words += ["--runs", String(runs)] }
        if let samples { words += ["--samples", String(samples)] }
        for directory in catalogue.directories { words += ["--catalogue", Self.whole(directory)] }
        let program = ProcessInfo.processInfo.arguments[0]
        var dealt = tasks ?? 16
        let most = SlurmJob.tasksMaximum
        if dealt > most {
            dealt = most
            let line = "warning: --tasks: found \(tasks ?? 16), Slurm takes \(dealt) in one array (MaxArraySize); \(dealt) tasks with more runs each"
            complain(line)
        }
        let job = SlurmJob(
            study: Self.whole(study), out: Self.whole(out), tasks: dealt, threads: jobs ?? 1, handedOn: words,
            options: slurmOptions, program: program.contains("/") ? Self.whole(program) : program)
        try job.check()
        try job.write()
        if submit {
            let numbers = try job.submit()
            print("\(out): array job \(numbers.array) of \(job.tasks) tasks, merged by job \(numbers.merge); logs in \(job.folder)")
        } else if !quiet {
            print("\(job.arrayFile)\n\(job.mergeFile)\nsubmit with: sbatch \(SlurmJob.quoted(job.arrayFile)), then sbatch --dependency=afterok:JOB \(SlurmJob.quoted(job.mergeFile))")
        }
    }

    /// The path from the root, which a job's working folder does not change.
    private static func whole(_ path: String) -> String {
        path.hasPrefix("/") ? path : URL(filePath: FileManager.default.currentDirectoryPath).appending(path: path).standardizedFileURL.path
    }

    private func flyAgain(_ from: String) throws {
        _ = try OutputRule.place(out, as: .archive, force: resume || force, sparing: [from])
        let archived = try ArchivedStudy(from)
        let inputs = try archived.inputs()
        if let found = archived.meta["model_version"], found != inputs.modelVersion {
            complain("\(from): made by models \(found), this program has \(inputs.modelVersion); the results may differ")
        }
        let flight = StudyFlight(
            inputs: inputs, out: out, shard: archived.shard, jobs: jobs, quiet: quiet, patience: wait)
        try flight.fly(resume: resume, force: force)
        let verdict = try archived.compare(with: out)
        if !quiet { print(verdict) }
    }
}
