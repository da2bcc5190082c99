import Narration
import RunRecords
import StudyStatistics

/// The report's numbers for programs; what has no value is the text "unknown".
package struct ReportNumbers {
    private let sections: ReportSections

    package init(_ contents: ReportContents) { sections = ReportSections(contents) }

    private func bounds(_ bounds: Bounds) -> [String: Any] {
        ["mean": finite(bounds.mean), "low": finite(bounds.low), "high": finite(bounds.high)]
    }

    private func finite(_ value: Double) -> Any { value.isFinite ? value : "unknown" }

    /// A share lies between 0 and 1, its interval too.
    private func share(_ index: (value: Double, low: Double, high: Double)) -> [String: Any] {
        bounds((StudyFigures.cut(index.value), StudyFigures.cut(index.low), StudyFigures.cut(index.high)))
    }

    /// Values that `JSONSerialization` takes.
    package var values: [String: Any] {
        let (plan, summary, findings) = (sections.plan, sections.summary, sections.findings)
        let counted = StudyOutcome.asked(sections.contents.meta) ?? StudyOutcome.allCases
        var results: [[String: Any]] = []
        var differences: [[String: Any]] = []
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                for outcome in counted {
                    let sums = summary.sums(setting: setting, arm: arm, outcome)
                    let parts = sums.varianceParts
                    results.append(bounds(sums.interval()).merging([
                        "setting": plan.settings[setting].label, "arm": plan.arms[arm].name, "outcome": outcome.rawValue,
                        "runs": sums.count, "epistemic_variance": finite(parts.epistemic), "aleatory_variance": finite(parts.aleatory),
                    ]) { $1 })
                }
            }
            for arm in findings.alternatives where findings.hasComparison {
                for outcome in [StudyOutcome.leakers, .assetsLost] {
                    let found = findings.difference(arm, setting: setting, outcome)
                    let isLost = outcome == .assetsLost
                    differences.append(bounds(found).merging([
                        "setting": plan.settings[setting].label, "arm": plan.arms[arm].name,
                        "against": plan.arms[findings.baseline].name, "outcome": outcome.rawValue,
                        "verdict": isLost ? ReportFindings.verdict(found, fewer: "fewer are lost", more: "more are lost") : ReportFindings.verdict(found),
                    ]) { $1 })
                }
            }
        }
        let causes = plan.settings.indices.flatMap { setting in
            plan.arms.indices.map { arm -> [String: Any] in
                var counts: [String: Any] = [:]
                for (place, count) in summary.causes(setting: setting, arm: arm).enumerated() {
                    counts[LimitingCause.allCases[place].title] = count
                }
                return ["setting": plan.settings[setting].label, "arm": plan.arms[arm].name, "causes": counts]
            }
        }
        let sensitivity = sections.figures.ranked.map { index -> [String: Any] in
            [
                "group": index.group, "total": share(index.total), "first": share(index.first),
            ]
        }
        var all: [String: Any] = [
            "name": plan.name, "question": plan.question, "answer": sections.answer.headline,
            "findings": sections.answer.lines.map { ["title": $0.title, "text": $0.text] }, "other_raids": findings.otherSettings,
            "other_defences": findings.otherDefences, "which_unknown": sections.figures.sensitivityFinding, "digest": sections.contents.digest,
            "results": results, "differences": differences, "causes": causes, "sensitivity": sensitivity,
            "limits": sections.limits,
            "credibility": sections.contents.credibility.map { ["factor": $0.factor, "level": $0.level, "why": $0.why] as [String: Any] },
            "reproduction": Dictionary(sections.reproduction) { first, _ in first },
        ]
        if let screening = sections.figures.screening { all["screening"] = screening.values }
        if let words = DecidingWords(sections.contents.meta) {
            all["crossed"] = [
                "setting": words.note.setting, "outcome": words.note.outcome.rawValue, "combinations": words.effects.combinations,
                "raids": words.effects.raids, "interplay": words.effects.rest,
                "factors": words.effects.effects.map { effect in
                    [
                        "name": effect.factor, "share": effect.share, "change": bounds(effect.change),
                        "levels": effect.levels.map { ["name": $0.name, "mean": $0.mean] as [String: Any] },
                    ] as [String: Any]
                },
            ] as [String: Any]
        }
        if let note = LiftNote(sections.contents.meta) {
            all["lifted"] = note.arms.map { arm in
                [
                    "setting": note.setting, "redraws": note.redraws, "arm": arm.arm, "raids": arm.raids, "leakers": arm.leakers,
                    "saved_by_luck": finite(arm.byLuck),
                    "limits": arm.limits.map { ["limit": $0.name, "saved": bounds(($0.saved, $0.low, $0.high))] as [String: Any] },
                ] as [String: Any]
            }
        }
        all["rounds"] = sections.contents.rounds.rows.map { row in
            [
                "arm": row.arm, "missile": row.missile, "target": row.target, "fired": row.fired, "reached": row.reached, "killed": row.killed,
                "guidance_lost": row.guidanceLost, "spent": row.spent, "target_down": row.targetDown, "flying": row.flying,
            ] as [String: Any]
        }
        if let unfinished = sections.contents.unfinished { all["unfinished"] = unfinished }
        all["purchases"] = sections.contents.purchases.map {
            ["arm": $0.arm, "item": $0.item, "low": finite($0.low), "best": finite($0.best), "high": finite($0.high)] as [String: Any]
        }
        all["prices_musd"] = plan.arms.compactMap { arm in
            arm.price.map { ["arm": arm.name, "low": $0.low, "best": $0.best, "high": $0.high] as [String: Any] }
        }
        if let world = sections.contents.world {
            all["world_as_it_was"] = [
                "actor": world.actor, "date": world.date, "arm": world.arm ?? "unknown", "held": world.held, "sentence": world.sentence,
                "disputes": world.disputes.map { dispute in
                    [
                        "date": dispute.date, "event": dispute.event, "taken": dispute.isTaken, "note": dispute.note,
                        "consequence": world.consequence(of: dispute), "effect": findings.effect(against: dispute.armOtherwise),
                        "sources": dispute.words.map { ["says": $0.says, "title": $0.title, "link": $0.link] },
                    ] as [String: Any]
                },
            ] as [String: Any]
        }
        if let run = sections.contents.typical {
            all["typical_run"] = [
                "setting": plan.settings[run.key.setting].label, "arm": plan.arms[run.key.arm].name, "sample": run.key.sample,
                "run": run.key.run, "median": run.median, "same_digest": run.isSame,
                "timeline": Narrator.timeline(of: run.record).map { ["time_s": $0.time, "text": $0.text] as [String: Any] },
            ] as [String: Any]
        }
        if let maps = sections.contents.maps {
            all["coverage"] = maps.arms.map { arm in
                ["arm": arm.name, "heights_m": maps.heights, "area_km2": arm.areas, "target": maps.target] as [String: Any]
            }
        }
        return all
    }
}
