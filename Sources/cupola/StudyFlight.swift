import BattleSimulation
import Foundation
import MonteCarloStudy
import ResultsArchive
import RunRecords

/// A study from inputs to archive.
struct StudyFlight {
    let inputs: StudyInputs
    let out: String
    let shard: StudyShard?
    let jobs: Int?
    let quiet: Bool

    func fly(resume: Bool) throws {
        do { try flown(resume: resume) } catch let error as ArchiveError {
            throw CommandFailure.whileRunning(error.description)
        }
    }

    private func flown(resume: Bool) throws {
        let archive = try open(resume: resume)
        let runner = StudyRunner(
            plan: inputs.plan, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, shard: shard)
        let log = try FlightLog(archive: archive, plan: inputs.plan, shard: shard, quiet: quiet)
        let rule = inputs.stoppingRule
        var summary = StudySummary(inputs.plan)
        var isStopped = try archive.meta()["stopped_after"] != nil
        for stage in inputs.plan.stages(lookInterval: rule?.lookInterval) where !isStopped {
            try fly(stage, runner, archive, log)
            guard let rule else { continue }
            try archive.forEachRun(of: stage) { summary.add($0) }
            summary.finish()
            let seen = inputs.plan.samples > 1 ? stage.samples.upperBound : stage.runs.upperBound
            log.widest = rule.widest(summary)
            guard rule.isReached(summary, seen: seen), seen < max(inputs.plan.samples, inputs.plan.runs) else { continue }
            try archive.setMeta([("stopped_after", "\(seen) \(inputs.plan.samples > 1 ? "samples" : "runs")")])
            isStopped = true
        }
        if let stage = inputs.plan.sensitivityStage { try fly(stage, runner, archive, log) }
        log.finish()
    }

    private func fly(_ stage: StudyStage, _ runner: StudyRunner, _ archive: StudyArchive, _ log: FlightLog) throws {
        let inputs = self.inputs
        let isNew = log.found == 0
        try runner.run(
            stage,
            finished: { setting, sample in isNew ? [] : try archive.finishedRuns(setting: setting, sample: sample) },
            compile: { arm, setting, sample in try inputs.model(arm: arm, setting: setting, sample: sample) },
            record: { record in (try? RunFile.json(record, digest: RecordDigest.hexadecimal(of: record))) ?? "" },
            commit: { rows in try log.take(rows) })
        try log.flush()
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
        try archive.addSamples(inputs.parameters, inputs.draws, from: inputs.firstDrawnSample)
        // Last: an archive without its identity was cut off before it was whole.
        try archive.setMeta(inputs.meta + [("identity", inputs.identity)])
    }
}

/// Gathers rows into commits of reasonable size and tells how far the study is.
private final class FlightLog {
    private let archive: StudyArchive
    private let meter: ProgressMeter
    private let total: Int
    private var waiting: [StudyRow] = []
    private var last = Date()
    private var done: Int
    /// Rows that were there before.
    let found: Int
    /// Widest half width of the stopping rule's intervals.
    var widest: Double?

    init(archive: StudyArchive, plan: StudyPlan, shard: StudyShard?, quiet: Bool) throws {
        self.archive = archive
        meter = ProgressMeter(quiet: quiet)
        total = plan.total / (shard?.count ?? 1)
        found = try archive.runCount()
        done = found
    }

    /// Commits once a second at least, or every thousand rows: a kill loses no more than that.
    func take(_ rows: [StudyRow]) throws {
        waiting += rows
        done += rows.count
        if waiting.count >= 1_000 || Date().timeIntervalSince(last) > 0.5 { try flush() }
        meter.show(done: done, total: total, note: widest.map { "widest interval ±\(NumberText.fixed($0, 2))" } ?? "")
    }

    func flush() throws {
        try archive.add(waiting)
        waiting.removeAll(keepingCapacity: true)
        last = Date()
    }

    func finish() { meter.finish() }
}
