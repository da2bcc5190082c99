import Foundation
import ResultsArchive
import RunRecords
import StudyReports
import StudyStatistics

/// A study's answer for programs.
package struct StudyNumbers {
    private let results: StudyResults

    package init(_ results: StudyResults) { self.results = results }

    package var json: String {
        get throws {
            let data = try JSONSerialization.data(withJSONObject: all, options: [.sortedKeys, .prettyPrinted])
            return String(decoding: data, as: UTF8.self)
        }
    }

    private var all: [String: Any] {
        let summary = results.summary
        let plan = summary.plan
        let counted = StudyOutcome.asked(results.meta) ?? StudyOutcome.allCases
        var means: [[String: Any]] = []
        var differences: [[String: Any]] = []
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                var row: [String: Any] = ["setting": plan.settings[setting].label, "arm": plan.arms[arm].name]
                for outcome in counted {
                    let sums = summary.sums(setting: setting, arm: arm, outcome)
                    var numbers = Self.numbers(sums)
                    if outcome.isWhole {
                        let counts = summary.distribution(setting: setting, arm: arm, outcome)
                        numbers["quantiles"] = ["0.05", "0.25", "0.5", "0.75", "0.95"].reduce(into: [String: Int]()) {
                            $0[$1] = counts.quantile(Double($1) ?? 0)
                        }
                    }
                    row[outcome.rawValue] = numbers
                }
                for event in StudyEvent.allCases {
                    let share = summary.share(setting: setting, arm: arm, event)
                    row[event.rawValue] = ["share": share.value, "low": share.low, "high": share.high]
                }
                row["causes"] = zip(LimitingCause.allCases, summary.causes(setting: setting, arm: arm))
                    .reduce(into: [String: Int]()) { $0[$1.0.title] = $1.1 }
                means.append(row)
            }
            for (place, pair) in summary.pairs.enumerated() {
                var row: [String: Any] = [
                    "setting": plan.settings[setting].label, "arm": plan.arms[pair.arm].name,
                    "other": plan.arms[pair.other].name,
                ]
                for outcome in counted {
                    row[outcome.rawValue] = Self.numbers(summary.difference(setting: setting, pair: place, outcome))
                }
                row["verdict"] = ReportFindings.verdict(summary.difference(setting: setting, pair: place, .leakers).interval())
                differences.append(row)
            }
        }
        var object: [String: Any] = [
            "name": plan.name, "question": plan.question, "digest": results.digest, "means": means,
            "differences": differences,
            "purchases": results.purchases.map {
                ["arm": $0.arm, "item": $0.item, "low": $0.low, "best": $0.best, "high": $0.high] as [String: Any]
            },
        ]
        if let screening = ScreeningWords(ReportFindings(summary, meta: results.meta)) {
            object["screening"] = screening.values
        } else if let part = plan.sensitivity {
            object["sensitivity"] = summary.pairs.enumerated().map { place, pair -> [String: Any] in
                [
                    "arm": plan.arms[pair.arm].name, "other": plan.arms[pair.other].name, "outcome": part.outcome.rawValue,
                    "indices": (summary.sensitivity(pair: place)?.indices ?? []).map { index -> [String: Any] in
                        [
                            "group": index.group, "first": Self.list(index.first), "total": Self.list(index.total),
                        ]
                    },
                ]
            }
        }
        if let unfinished = results.unfinished { object["unfinished"] = unfinished }
        if let rule = results.stoppingRule {
            let effect = rule.effect(on: summary)
            object["stopping"] = [
                "stopped_after": results.meta["stopped_after"] ?? "", "half_width": rule.halfWidth,
                "coverage": effect.coverage, "bias": effect.bias,
            ] as [String: Any]
        }
        return object
    }

    private static func numbers(_ sums: NestedSums) -> [String: Any] {
        let bounds = sums.interval()
        let parts = sums.varianceParts
        return [
            "runs": sums.count, "mean": bounds.mean, "low": finite(bounds.low), "high": finite(bounds.high),
            "variance_epistemic": parts.epistemic, "variance_aleatory": parts.aleatory,
        ]
    }

    private static func list(_ index: (value: Double, low: Double, high: Double)) -> [Any] {
        // A share lies between 0 and 1; what few points scatter beyond is no share.
        [index.value, index.low, index.high].map { finite(min(1, max(0, $0))) }
    }

    private static func finite(_ value: Double) -> Any { value.isFinite ? value : NSNull() }
}
