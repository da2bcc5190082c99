import BattleSimulation
import Foundation
import OutputFiles
import ResultsArchive
import RunRecords
import ScenarioDocuments
import StudyExecution
import StudyReports
import StudyStatistics

/// A study from inputs to archive.
package struct StudyFlight {
    package let inputs: StudyInputs
    package let out: String
    package let shard: StudyShard?
    package let jobs: Int?
    package let quiet: Bool
    /// Seconds to wait for another process that writes to the archive.
    package var patience = 0
    /// The command goes on with its archive without being told to.
    package var goesOnByItself = false

    package init(
        inputs: StudyInputs, out: String, shard: StudyShard?, jobs: Int?, quiet: Bool, patience: Int = 0, goesOnByItself: Bool = false
    ) {
        (self.inputs, self.out, self.shard, self.jobs, self.quiet) = (inputs, out, shard, jobs, quiet)
        (self.patience, self.goesOnByItself) = (patience, goesOnByItself)
    }

    /// Whether an archive stands there that this study can go on with.
    package func isOwn(_ file: String) -> Bool {
        guard let archive = try? StudyArchive.open(file), let meta = try? archive.meta() else { return false }
        return meta["identity"] == inputs.identity
    }

    /// - Parameters:
    ///   - resume: go on with an archive that is there.
    ///   - force: replace an archive that is there.
    /// - Returns: what was flown and how fast, in a line.
    @discardableResult
    package func fly(resume: Bool, force: Bool = false) throws -> String {
        // Killed in the middle of a commit: as it was before it.
        if resume { try? StudyArchive.rollBack(out) }
        _ = try OutputRule.place(out, as: .archive, force: resume || force, sparing: inputs.files)
        let archive = try open(resume: resume, force: force)
        let words = CommandLine.arguments.dropFirst().filter { $0 != "--force" && $0 != "--resume" }.map(SlurmJob.quoted)
        Interruption.say(
            "\(out): stopped; the runs written so far are kept; go on with: cupola \(words.joined(separator: " "))\(goesOnByItself ? "" : " --resume")")
        let runner = StudyRunner(
            plan: inputs.plan, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, shard: shard)
        let log = try FlightLog(archive: archive, inputs: inputs, shard: shard, threads: runner.jobs, quiet: quiet)
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
            let limit = inputs.plan.samples > 1 ? inputs.plan.samples : inputs.plan.runs
            guard rule.isReached(summary, seen: seen), seen < limit else { continue }
            try archive.setMeta([("stopped_after", "\(seen) \(inputs.plan.samples > 1 ? "samples" : "runs")")])
            isStopped = true
        }
        if let stage = inputs.plan.sensitivityStage { try fly(stage, runner, archive, log) }
        log.finish()
        let account = log.account
        if shard == nil || shard?.number == 1 { try answerQuestions(archive, jobs: runner.jobs) }
        try archive.seal()
        Interruption.say("")
        return account
    }

    /// Raiders flown at each asset of each arm.
    private static let loneRaiders = 16

    /// What is asked of each arm beside the raids: how it fares against lone missiles, and how large a raid it stops.
    private func answerQuestions(_ archive: StudyArchive, jobs: Int) throws {
        let meta = try archive.meta()
        let inputs = self.inputs
        if meta["lone_raider"] == nil, inputs.scenario.assets.contains(where: { $0.value > 0 }) {
            note("flying lone missiles at each site")
            var notes: [LoneRaiderNote] = []
            for (number, arm) in inputs.plan.arms.enumerated() {
                notes += try inputs.loneRaiders(arm: number, runs: Self.loneRaiders).map {
                    LoneRaiderNote(arm: arm.name, asset: $0.asset, height: Int($0.height), runs: $0.runs, through: $0.through)
                }
            }
            try archive.setMeta([LoneRaiderNote.meta(notes)])
        }
        if meta["crossed"] == nil, inputs.document.crossed != nil {
            note("flying defences of crossed levels: what decides")
            if let found = try inputs.crossed(jobs: jobs) { try archive.setMeta(found.meta) }
        }
        if meta["lift"] == nil, inputs.document.lift != nil {
            note("flying raids again with one limit lifted at a time: what would have saved them")
            if let found = try inputs.lifted(jobs: jobs) { try archive.setMeta(found.meta) }
        }
        guard let asked = inputs.capacityPlan else { return }
        let flight = CapacityFlight(plan: asked, seed: inputs.plan.seed, samples: min(inputs.plan.samples, 10), jobs: jobs)
        // Arm by arm, so that a study that is stopped here goes on with the next one.
        var lines = CapacityNote.lines(meta)
        for (number, arm) in inputs.plan.arms.enumerated().dropFirst(lines.count) {
            note("finding the largest raid of \(asked.name) that \(arm.name) stops")
            lines.append(CapacityNote.line(arm.name, try flight.fly { try inputs.capacityModel(arm: number, size: $0, sample: $1) }))
            try archive.setMeta(CapacityNote.meta(asked, lines))
        }
    }

    /// What is being done, where it takes a while.
    private func note(_ line: String) {
        if !quiet { complain(line) }
    }

    private func fly(_ stage: StudyStage, _ runner: StudyRunner, _ archive: StudyArchive, _ log: FlightLog) throws {
        let inputs = self.inputs
        let isNew = log.found == 0
        try runner.run(
            stage,
            finished: { setting, sample, runs in
                isNew ? [] : try archive.finishedRuns(setting: setting, sample: sample, runs: runs)
            },
            compile: { arm, setting, sample in try inputs.model(arm: arm, setting: setting, sample: sample) },
            record: { record in (try? RunFile.json(record, digest: RecordDigest.hexadecimal(of: record))) ?? "" },
            commit: { rows in try log.take(rows) })
        try log.flush()
    }

    private func open(resume: Bool, force: Bool) throws -> StudyArchive {
        if !resume { try StudyArchive.remove(out) }
        guard resume, FileManager.default.fileExists(atPath: out) else {
            let archive = try StudyArchive.create(out)
            try archive.describe(inputs.description(shard: shard))
            return archive
        }
        let archive = try StudyArchive.open(out, toWrite: true, patience: patience)
        if try archive.isEmpty() {
            try archive.describe(inputs.description(shard: shard))
            return archive
        }
        let meta = try archive.meta()
        let found = meta["identity"] ?? "none"
        guard found == inputs.identity else {
            throw ArchiveError.belongsToAnotherStudy(file: out, found: found, wanted: inputs.identity)
        }
        let part = shard.map { "\($0.number)/\($0.count)" }
        guard meta["shard"] == part else {
            throw ArchiveError.anotherPart(
                file: out, found: meta["shard"].map { "shard \($0)" } ?? "the whole study", wanted: part.map { "shard \($0)" } ?? "the whole study")
        }
        return archive
    }
}
