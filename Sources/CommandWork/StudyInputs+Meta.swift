import BattleSimulation
import ResultsArchive
import ScenarioDocuments
import StudyExecution
import StudyReports
import StudyStatistics

extension StudyInputs {
    /// Arms that have no radar, post or launcher to lose, also with what the study changes in them.
    static func unarmed(_ document: StudyDocument, _ scenario: ScenarioDocument) -> Set<Int> {
        Set(document.arms.enumerated().filter { _, arm in
            let own = scenario.arms.first { $0.name == arm.arm ?? arm.name }?.value
            return arm.scenarioOverrides.isEmpty && own.map { $0.units.isEmpty && $0.companions.isEmpty && $0.uses.isEmpty } == true
        }.map(\.offset))
    }

    /// What an archive says of itself.
    package var meta: [(key: String, value: String)] {
        var list = [
            ("name", plan.name), ("question", plan.question), ("seed", String(plan.seed)),
            ("samples", String(plan.samples)), ("runs", String(plan.runs)),
            ("total", String(plan.total)), ("design", document.design.rawValue),
            ("assets", String(scenario.assets.count)), ("unarmed", plan.unarmed.sorted().map(String.init).joined(separator: ",")), ("model_version", BattleRunner.modelVersion), ("program_version", ProgramVersion.text),
        ]
        if !document.outcomes.isEmpty {
            list.append((StudyOutcome.metaKey, document.outcomes.map(\.counted.rawValue).joined(separator: "\n")))
        }
        list += (plan.sensitivity?.meta ?? []).map { ($0.key, $0.value) }
        if let world {
            list += [
                ("world_actor", world.actor), ("world_date", world.date.description), ("world_arm", world.arm ?? ""),
                ("world_holdings", world.held.map(Self.line).joined(separator: "\n")),
                ("world_disputed", world.disputed.map { event in
                    let taken = document.switches.first { $0.name == event.id }.map { $0.value ? "taken as so" : "taken as not so" }
                    return "\(event.date): \(event.event) (disputed; \(taken ?? "taken as so"))"
                }.joined(separator: "\n")),
                ("world_events", world.events.map { event in
                    "\(event.date)\t\(event.isDisputed ? "disputed" : "")\t\(event.event)\t\(event.sources.map(\.ref).joined(separator: " "))"
                }.joined(separator: "\n")),
            ]
        }
        if let rule = stoppingRule {
            list += [
                ("stopping_outcome", rule.outcome.rawValue), ("stopping_half_width", String(rule.halfWidth)),
                ("stopping_confidence", String(rule.confidence)), ("stopping_minimum", String(rule.minimum)),
                ("stopping_look_every", String(rule.lookInterval)),
            ]
        }
        list.append(PedigreeNote.meta(UnknownSources.pedigree(catalogue)))
        return list
    }

    private static func line(_ line: Ledger.Line) -> String {
        let count = line.fireUnits.map { "\($0) battalions" } ?? line.vehicles.map { "\($0) vehicles" } ?? "an unknown number"
        let launchers = line.launchers.map { ", \($0) launchers" } ?? ""
        return "\(line.system): \(count)\(launchers), since \(line.since)\(line.isDisputed ? " (disputed)" : "")"
    }
}

extension StudyInputs {
    package var modelVersion: String { BattleRunner.modelVersion }
}

extension Uncertainty {
    /// The values that are drawn, as an archive keeps them.
    package var parameters: [StudyDescription.Parameter] {
        values.indices.map {
            StudyDescription.Parameter(
                path: paths[$0], group: groups[groupOfValue[$0]], low: values[$0].writtenLow, best: values[$0].writtenBest,
                high: values[$0].writtenHigh)
        }
    }
}
