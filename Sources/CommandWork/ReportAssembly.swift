import BattleSimulation
import Foundation
import ResultsArchive
import RunRecords
import ScenarioDocuments
import StudyReports
import StudyStatistics

/// Gathers what a report needs beyond the archive's rows: the typical run flown again, the map, the sources, the pedigree.
package struct ReportAssembly {
    package let file: String
    package let quiet: Bool

    package init(file: String, quiet: Bool) {
        self.file = file
        self.quiet = quiet
    }

    /// - Parameter partial: a study that is not finished is taken, and marked.
    package func contents(partial: Bool = false) throws -> ReportContents {
        let results = try StudyResults.read(file)
        if let unfinished = results.unfinished, !partial {
            throw StudyArchive.refused(file, unfinished)
        }
        var contents = ReportContents(summary: results.summary, meta: results.meta, digest: results.digest)
        contents.unfinished = results.unfinished
        contents.date = Date.now.formatted(.iso8601.year().month().day())
        contents.purchases = results.purchases.map {
            Purchase(arm: $0.arm, item: $0.item, low: $0.low, best: $0.best, high: $0.high)
        }
        do {
            let archived = try ArchivedStudy(file)
            let study = try archived.inputs()
            contents.unknowns = UnknownSources.groups(study, scenario: try Inputs.text(study.scenarioPath))
            contents.pedigree = UnknownSources.pedigree(study.catalogue)
            contents.credibility = CredibilityTable.rows(results.summary, meta: results.meta, pedigree: contents.pedigree)
            contents.world = study.world.map { Self.facts($0, study.catalogue) }
            try add(to: &contents, study)
            withExtendedLifetime(archived) {}
        } catch let failure where failure is CommandFailure || failure is ArchiveError {
            // The rows stand by themselves; what cannot be made from the archive's inputs is said in the report and here.
            contents.typicalMissing = "The inputs in this archive cannot be flown again by this version of the program, so there is "
                + "no typical run and no map."
            note("\(file): the report has no typical run and no map: \((failure as? CommandFailure)?.message ?? "\(failure)")")
        }
        return contents
    }

    private static func facts(_ world: WorldAsItWas, _ catalogue: CatalogueDocument) -> WorldFacts {
        WorldFacts(
            actor: world.actor, date: world.date.description, arm: world.arm, held: world.held.map { line($0, catalogue) },
            disputes: world.turns.map { turn in
                WorldFacts.Dispute(
                    date: turn.event.date.description, event: turn.event.event, note: turn.event.note, isTaken: turn.isTaken,
                    heldOtherwise: turn.isSame ? nil : turn.held.map { line($0, catalogue) }, armOtherwise: turn.arm,
                    words: turn.event.sources.map { UnknownSources.word($0, catalogue) })
            })
    }

    private static func line(_ line: Ledger.Line, _ catalogue: CatalogueDocument) -> String {
        let name = catalogue.system(line.system)?.name ?? line.system
        let count = line.fireUnits.map { "\($0) battalions of \(name)" } ?? line.vehicles.map { "\($0) vehicles of \(name)" }
            ?? "\(name) in unknown number"
        let launchers = line.launchers.map { " with \($0) launchers" } ?? ""
        return "\(count)\(launchers), since \(line.since)\(line.isDisputed ? ", which is disputed" : "")"
    }

    private func note(_ line: String) {
        if !quiet { complain(line) }
    }

    private func add(to contents: inout ReportContents, _ study: StudyInputs) throws {
        let findings = ReportFindings(contents.summary, meta: contents.meta)
        let rows = try rows(arm: findings.arm, setting: findings.setting, samples: study.plan.samples)
        guard let nearest = ReportFindings.nearestToMedian(rows) else {
            contents.typicalMissing = "The archive holds no runs of that defence."
            return
        }
        let key = nearest.row.key
        let model = try study.model(arm: key.arm, setting: key.setting, sample: key.sample)
        let record = BattleRunner.run(model, seed: study.plan.seed, index: study.plan.runIndex(key))
        let other = try self.rows(arm: findings.baseline, setting: key.setting, samples: study.plan.samples)
            .first { $0.key.sample == key.sample && $0.key.run == key.run }
        contents.typical = TypicalRun(
            key: key, record: record, median: nearest.median, isSame: RecordDigest.hexadecimal(of: record) == nearest.row.digest,
            otherLeakers: findings.hasComparison ? other?.outcome.leakers : nil)
        contents.rounds = rounds(of: findings.hasComparison ? [findings.baseline, findings.arm] : [findings.arm], findings.setting, study)
        var arms = [findings.arm]
        if findings.hasComparison { arms.insert(findings.baseline, at: 0) }
        contents.maps = try CoverageSurvey.maps(study, arms: arms, setting: findings.setting)
    }

    /// What became of every round of the runs whose records the archive keeps.
    private func rounds(of arms: [Int], _ setting: Int, _ study: StudyInputs) -> RoundTally {
        var tally = RoundTally()
        guard let archive = try? StudyArchive.open(file), let keys = try? archive.recordedRuns() else { return tally }
        for key in keys where key.setting == setting && arms.contains(key.arm) {
            guard let text = try? archive.record(key), let record = RunFile.record(text) else { continue }
            tally.add(record, arm: StudyResults.shown(study.plan.arms[key.arm].name))
        }
        return tally
    }

    private func rows(arm: Int, setting: Int, samples: Int) throws -> [StudyRow] {
        var found: [StudyRow] = []
        let stage = StudyStage(samples: 0..<samples, runs: 0..<Int.max, settings: setting..<(setting + 1))
        do { try StudyArchive.open(file).forEachRun(of: stage) { if $0.key.arm == arm { found.append($0) } } } catch {
            throw CommandFailure.badInput(error.description)
        }
        return found
    }
}
