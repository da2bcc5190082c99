public import MonteCarloStudy
import RunRecords

/// A study's report as one HTML page: question, answer, picture, costs, causes, limits, how to reproduce it.
///
/// Every number and every sentence with a number is made from the study's rows.
public struct HTMLReport {
    private let summary: StudySummary
    private let meta: [String: String]
    private let digest: String

    public init(summary: StudySummary, meta: [String: String], digest: String) {
        self.summary = summary
        self.meta = meta
        self.digest = digest
    }

    private var plan: StudyPlan { summary.plan }

    public var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(escape(plan.name))</title>
        <style>\(HTMLStyle.text)</style>
        </head>
        <body>
        <main>
        <h1>\(escape(plan.question.isEmpty ? plan.name : plan.question))</h1>
        <p class="answer">\(escape(answer))</p>
        <section><h2>How many got through</h2>
        \(LeakerChart(summary: summary).svg)
        <p>Bars are means over all runs; lines are 95 % intervals that carry both the dice of each raid and the disagreement of the public sources.</p>
        \(resultsTable)
        </section>
        <section><h2>The difference, raid by raid</h2>
        <p>Every arm meets the same raids. The difference is taken within each raid, so what the raids have in common cancels.</p>
        \(differenceTable)
        </section>
        <section><h2>What it cost in rounds</h2>
        \(costTable)
        </section>
        <section><h2>Why they got through</h2>
        <p>Each raider that got through has exactly one limiting cause; the causes add up to the leakers.</p>
        \(causeTable)
        </section>
        <section><h2>How much is dice, how much is not knowing</h2>
        \(varianceTable)
        </section>
        <section><h2>What the model does not know</h2>
        <p>Everything here comes from public sources, which disagree. No model of this kind has been checked against real firings of these systems, because none are public. Raids are notional: invented places, classes instead of types, no plan of attack. Electronic warfare is noise jamming only; crews make no mistakes beyond those stated in the catalogue.</p>
        </section>
        <section><h2>How to reproduce it</h2>
        <p>Seed <code>\(escape(meta["seed"] ?? ""))</code>, \(plan.samples) samples of the catalogue, \(plan.runs) raids each, program \(escape(meta["program_version"] ?? "")), models \(escape(meta["model_version"] ?? "")). The archive holds the study, the scenario and the catalogue; identity <code>\(escape(String((meta["identity"] ?? "").prefix(16))))</code>, digest of all runs <code>\(digest.prefix(16))</code>. The same inputs give the same digest on any computer.</p>
        </section>
        </main>
        </body>
        </html>

        """
    }

    /// The answer in one or two sentences, from the numbers of the last setting (the largest raid) and the last pair.
    public var answer: String {
        guard let setting = plan.settings.indices.last, let pair = summary.pairs.last else {
            guard let setting = plan.settings.indices.last, let arm = plan.arms.indices.last else { return "" }
            let bounds = summary.sums(setting: setting, arm: arm, .leakers).interval()
            return "\(plan.arms[arm].name): \(number(bounds.mean)) raiders got through (95 % interval \(number(bounds.low)) to \(number(bounds.high)))."
        }
        let place = summary.pairs.count - 1
        let bounds = summary.difference(setting: setting, pair: place, .leakers).interval()
        let mine = summary.sums(setting: setting, arm: pair.arm, .leakers).interval()
        let theirs = summary.sums(setting: setting, arm: pair.other, .leakers).interval()
        let raid = plan.settings[setting].label
        let means = "\(number(mine.mean)) raiders got through against \(plan.arms[pair.arm].name), \(number(theirs.mean)) against \(plan.arms[pair.other].name) (\(raid))"
        if bounds.low <= 0, bounds.high >= 0 {
            return "No difference can be shown: \(means); the difference is \(number(bounds.mean)), and its 95 % interval, \(number(bounds.low)) to \(number(bounds.high)), includes zero."
        }
        let word = bounds.mean < 0 ? "fewer" : "more"
        return "\(number(abs(bounds.mean))) \(word) raiders get through \(plan.arms[pair.arm].name) than \(plan.arms[pair.other].name): \(means). The 95 % interval of the difference runs from \(number(bounds.low)) to \(number(bounds.high))."
    }

    /// The same numbers for programs.
    public var numbers: [String: Any] {
        var rows: [[String: Any]] = []
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                for outcome in StudyOutcome.allCases {
                    let sums = summary.sums(setting: setting, arm: arm, outcome)
                    let bounds = sums.interval()
                    rows.append([
                        "setting": plan.settings[setting].label, "arm": plan.arms[arm].name, "outcome": outcome.rawValue,
                        "runs": sums.count, "mean": bounds.mean, "low": finite(bounds.low), "high": finite(bounds.high),
                    ])
                }
            }
        }
        return ["name": plan.name, "question": plan.question, "answer": answer, "digest": digest, "results": rows]
    }

    private func finite(_ value: Double) -> Any { value.isFinite ? value : "unknown" }

    private var resultsTable: String {
        var rows = ""
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                let share = summary.sums(setting: setting, arm: arm, .leakerFraction).interval()
                rows += "<tr><th scope=\"row\">\(escape(plan.arms[arm].name))</th><td>\(escape(plan.settings[setting].label))</td>"
                    + cell(summary.sums(setting: setting, arm: arm, .leakers))
                    + "<td>\(number(100 * share.mean)) %</td>"
                    + cell(summary.sums(setting: setting, arm: arm, .assetsLost))
                    + cell(summary.sums(setting: setting, arm: arm, .systemsLost))
                    + "<td>\(summary.sums(setting: setting, arm: arm, .leakers).count)</td></tr>\n"
            }
        }
        return table(["defence", "raid", "got through", "share", "assets lost", "radars, posts and launchers lost", "runs"], rows)
    }

    private var differenceTable: String {
        var rows = ""
        for (place, pair) in summary.pairs.enumerated() {
            for setting in plan.settings.indices {
                let sums = summary.difference(setting: setting, pair: place, .leakers)
                let bounds = sums.interval()
                let verdict = bounds.low <= 0 && bounds.high >= 0 ? "no difference can be shown" : bounds.mean < 0 ? "fewer get through" : "more get through"
                rows += "<tr><th scope=\"row\">\(escape(plan.arms[pair.arm].name)) minus \(escape(plan.arms[pair.other].name))</th><td>\(escape(plan.settings[setting].label))</td>"
                    + cell(sums) + cell(summary.difference(setting: setting, pair: place, .assetsLost)) + "<td>\(verdict)</td></tr>\n"
            }
        }
        return table(["difference", "raid", "got through", "assets lost", "verdict"], rows)
    }

    private var costTable: String {
        var rows = ""
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                rows += "<tr><th scope=\"row\">\(escape(plan.arms[arm].name))</th><td>\(escape(plan.settings[setting].label))</td>"
                    + cell(summary.sums(setting: setting, arm: arm, .roundsFired))
                    + cell(summary.sums(setting: setting, arm: arm, .roundsCost)) + "</tr>\n"
            }
        }
        return table(["defence", "raid", "rounds fired", "their price, million USD"], rows)
    }

    private var causeTable: String {
        var rows = ""
        for (place, cause) in LimitingCause.allCases.enumerated() {
            let counts = plan.arms.indices.map { arm in
                plan.settings.indices.reduce(0) { $0 + summary.causes(setting: $1, arm: arm)[place] }
            }
            guard counts.contains(where: { $0 > 0 }) else { continue }
            rows += "<tr><th scope=\"row\">\(cause.title)</th>" + counts.map { "<td>\($0)</td>" }.joined() + "</tr>\n"
        }
        let totals = plan.arms.indices.map { arm in
            plan.settings.indices.reduce(0) { $0 + summary.causes(setting: $1, arm: arm).reduce(0, +) }
        }
        rows += "<tr class=\"total\"><th scope=\"row\">all leakers</th>" + totals.map { "<td>\($0)</td>" }.joined() + "</tr>\n"
        return table(["limiting cause (all runs)"] + plan.arms.map(\.name), rows)
    }

    private var varianceTable: String {
        guard plan.samples > 1 else { return "<p>The catalogue's best estimates were used throughout: all of the spread is dice.</p>" }
        var rows = ""
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                let parts = summary.sums(setting: setting, arm: arm, .leakers).varianceParts
                let total = parts.epistemic + parts.aleatory
                let share = total > 0 ? 100 * parts.epistemic / total : 0
                rows += "<tr><th scope=\"row\">\(escape(plan.arms[arm].name))</th><td>\(escape(plan.settings[setting].label))</td><td>\(number(parts.aleatory.squareRoot()))</td><td>\(number(parts.epistemic.squareRoot()))</td><td>\(number(share)) %</td></tr>\n"
            }
        }
        return "<p>One standard deviation of the raiders that get through in one raid, split into the dice of the raid and what the sources leave open.</p>"
            + table(["defence", "raid", "dice", "not knowing", "share of variance from not knowing"], rows)
    }

    private func table(_ header: [String], _ rows: String) -> String {
        "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>" + header.map { "<th scope=\"col\">\(escape($0))</th>" }.joined()
            + "</tr></thead><tbody>\n\(rows)</tbody></table></div>"
    }

    private func cell(_ sums: NestedSums) -> String {
        let bounds = sums.interval()
        return "<td>\(number(bounds.mean)) <span class=\"range\">\(number(bounds.low)) to \(number(bounds.high))</span></td>"
    }
}

func number(_ value: Double) -> String {
    guard value.isFinite else { return "unknown" }
    let tenths = Int((abs(value) * 10).rounded())
    return (value < 0 && tenths > 0 ? "−" : "") + (tenths >= 1000 ? "\((tenths + 5) / 10)" : "\(tenths / 10).\(tenths % 10)")
}

func escape(_ text: String) -> String {
    var result = ""
    for character in text {
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        default: result.append(character)
        }
    }
    return result
}
