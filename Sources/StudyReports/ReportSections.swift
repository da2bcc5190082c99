import Narration
import RunRecords
import StudyStatistics

/// The report's parts that every format shares: tables as rows of text, and figures.
struct ReportSections {
    let contents: ReportContents
    let findings: ReportFindings
    let figures: StudyFigures

    init(_ contents: ReportContents) {
        self.contents = contents
        findings = ReportFindings(contents.summary, meta: contents.meta)
        figures = StudyFigures(findings: findings)
    }

    var answer: StudyAnswer { StudyAnswer(contents.summary, meta: contents.meta) }
    var summary: StudySummary { contents.summary }
    var plan: StudyPlan { summary.plan }
    private var grid: RaidGrid { findings.grid }

    struct Table {
        var caption: String
        var header: [String]
        var rows: [[String]]
        var lastIsTotal = false
    }

    private func cell(_ sums: NestedSums) -> String { Self.cell(sums.interval()) }

    static func cell(_ bounds: Bounds) -> String {
        if bounds.mean == 0, bounds.low == 0, bounds.high == 0 { return "0" }
        return bounds.low.isFinite ? "\(number(bounds.mean)) (\(number(bounds.low)) to \(number(bounds.high)))" : number(bounds.mean)
    }

    var results: Table {
        var rows: [[String]] = []
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                let sums = summary.sums(setting: setting, arm: arm, .leakers)
                let share = summary.sums(setting: setting, arm: arm, .leakerFraction).interval()
                rows.append([
                    plan.arms[arm].name, grid.label(setting), cell(sums), "\(number(100 * share.mean)) %",
                    cell(summary.sums(setting: setting, arm: arm, .assetsLost)),
                    cell(summary.sums(setting: setting, arm: arm, .systemsLost)), thousands(sums.count),
                ])
            }
        }
        return Table(
            caption: "Average of one raid, with the 95 % interval of the average in brackets.",
            header: ["defence", "raid", "raiders through", "share", "sites lost", "radars, posts, launchers lost", "runs"], rows: rows)
    }

    /// The study's own outcomes; nil where it asks for none.
    var counted: Table? {
        guard let asked = StudyOutcome.asked(contents.meta) else { return nil }
        let rows = plan.settings.indices.flatMap { setting in
            plan.arms.indices.map { arm in
                [plan.arms[arm].name, grid.label(setting)] + asked.map { cell(summary.sums(setting: setting, arm: arm, $0)) }
            }
        }
        return Table(
            caption: "What this study asks to be counted: average of one raid, with its 95 % interval in brackets.",
            header: ["defence", "raid"] + asked.map(\.title), rows: rows)
    }

    var differences: Table {
        var rows: [[String]] = []
        for arm in findings.alternatives {
            for setting in plan.settings.indices {
                let bounds = findings.difference(arm, setting: setting, .leakers)
                let lost = findings.difference(arm, setting: setting, .assetsLost)
                rows.append([
                    plan.arms[arm].name, grid.label(setting), Self.cell(bounds), ReportFindings.verdict(bounds), Self.cell(lost),
                    ReportFindings.verdict(lost, fewer: "fewer are lost", more: "more are lost"),
                ])
            }
        }
        return Table(
            caption: "Difference against \(plan.arms[findings.baseline].name) within each raid, with its 95 % interval.",
            header: ["defence", "raid", "raiders through", "verdict", "sites lost", "verdict on sites"], rows: rows)
    }

    /// What most raiders that got through have in common, for a heading.
    var causesHeading: String {
        let setting = findings.setting
        let arm = findings.arm
        let counts = LimitingCause.allCases.map { summary.leakers(by: $0, setting: setting, arm: arm).mean }
        let all = counts.reduce(0, +)
        let raid = plan.settings.count > 1 ? "in the largest raid " : ""
        guard all > 0, let most = counts.indices.max(by: { counts[$0] < counts[$1] }) else {
            let isElsewhere = plan.settings.indices.contains { summary.sums(setting: $0, arm: arm, .leakers).mean > 0 }
            return "Why: \(raid)nothing got through \(plan.arms[arm].name)\(isElsewhere ? "; in others some did" : "")"
        }
        let share = Int((100 * counts[most] / all).rounded())
        return "Why they got through \(plan.arms[arm].name) \(raid.isEmpty ? "" : raid.dropLast() + ": ")\(share) % "
            + Wording.inShort(LimitingCause.allCases[most])
    }

    /// What the question's arm costs beside the other, for a heading.
    var costHeading: String {
        func price(_ arm: Int) -> String? {
            plan.arms[arm].price.flatMap { $0.best > 0 ? "\(plan.arms[arm].name) about \(thousands($0.best)) million dollars" : nil }
        }
        let told = (findings.hasComparison ? [findings.arm, findings.baseline] : [findings.arm]).compactMap(price)
        return told.isEmpty ? "What it would cost: no public price" : "What it would cost: \(told.joined(separator: ", "))"
    }

    /// Which of two arms sees more low down, for a heading.
    func mapHeading(_ maps: CoverageMaps) -> String {
        let low = maps.heights.indices.min { maps.heights[$0] < maps.heights[$1] } ?? 0
        let areas = maps.arms.map { (name: $0.name, area: $0.areas[low]) }.sorted { $0.area > $1.area }
        guard areas.count > 1, let first = areas.first, let last = areas.last else { return "What the radars see, and from where" }
        let height = thousands(Int(maps.heights[low]))
        return "At \(height) m \(first.name) sees \(thousands(first.area)) km², \(last.name) \(thousands(last.area))"
    }

    var costs: Table {
        var rows: [[String]] = []
        let setting = findings.setting
        for arm in plan.arms.indices {
            let price = plan.arms[arm].price
            func paid(_ outcome: StudyOutcome) -> String {
                summary.price(setting: setting, arm: arm, outcome).map(cell) ?? "no public price"
            }
            let bought = price.map { $0.high > 0 ? "\(thousands($0.best)) (\(thousands($0.low)) to \(thousands($0.high)))" : "0" }
            rows.append([
                plan.arms[arm].name, bought ?? "no public price",
                cell(summary.sums(setting: setting, arm: arm, .roundsFired)), paid(.roundsCost), paid(.systemsCost),
                cell(summary.sums(setting: setting, arm: arm, .roundsPerKill)),
            ])
        }
        return Table(
            caption: "Prices in million US dollars (lowest to highest public figure in brackets); rounds and losses are of one raid of "
                + "\(grid.label(setting)), with the 95 % interval of the average.",
            header: [
                "defence", "price to buy", "rounds fired", "price of the rounds", "price of what was lost",
                "rounds for each target shot down",
            ],
            rows: rows)
    }

    /// What the prices of the question's two arms would buy instead.
    var purchases: Table? {
        let names = (findings.hasComparison ? [findings.arm, findings.baseline] : [findings.arm]).map { plan.arms[$0].name }
        func amount(_ value: Double) -> String { value < 10 ? number(value) : thousands(value) }
        let rows = names.flatMap { name in
            contents.purchases.filter { $0.arm == name && $0.best > 0 }.map { made in
                [name, made.item, "about \(amount(made.best))", "\(amount(made.low)) to \(amount(made.high))"]
            }
        }
        return rows.isEmpty ? nil : Table(
            caption: "What the same money would buy instead, at public prices. The range sets the lowest price against the dearest item "
                + "and the highest against the cheapest.",
            header: ["the price of", "would buy", "number", "range"], rows: rows)
    }

    /// Totals of all runs, so that a reader can check that the causes add up.
    var causes: Table {
        var rows: [[String]] = []
        func counts(_ place: Int) -> [Int] {
            plan.arms.indices.map { arm in plan.settings.indices.reduce(0) { $0 + summary.causes(setting: $1, arm: arm)[place] } }
        }
        for (place, cause) in LimitingCause.allCases.enumerated() where counts(place).contains(where: { $0 > 0 }) {
            rows.append([Wording.meaning(of: cause)] + counts(place).map(thousands))
        }
        let totals = plan.arms.indices.map { arm in
            plan.settings.indices.reduce(0) { $0 + summary.causes(setting: $1, arm: arm).reduce(0, +) }
        }
        rows.append(["all that got through"] + totals.map(thousands))
        return Table(
            caption: "Raiders that got through by cause, all raids and runs together.",
            header: ["cause"] + plan.arms.map(\.name), rows: rows, lastIsTotal: true)
    }

    var variance: Table? {
        guard plan.samples > 1 else { return nil }
        var rows: [[String]] = []
        for setting in plan.settings.indices {
            for arm in plan.arms.indices {
                let parts = summary.sums(setting: setting, arm: arm, .leakers).varianceParts
                let total = parts.epistemic + parts.aleatory
                rows.append([
                    plan.arms[arm].name, grid.label(setting), fine(parts.aleatory.squareRoot()),
                    fine(parts.epistemic.squareRoot()), total > 0 ? "\(Int((100 * parts.epistemic / total).rounded())) %" : "–",
                ])
            }
        }
        return Table(
            caption: "One standard deviation of the raiders that get through in one raid, in two parts.",
            header: [
                "defence", "raid", "from the dice of the raid", "from what the sources leave open", "share of what the sources leave open",
            ],
            rows: rows)
    }

    var credibility: Table {
        Table(
            caption: "Levels from 0 (none) to 4 (best), assessed by the project itself.",
            header: ["factor", "level", "why"],
            rows: contents.credibility.map { [$0.factor, "\($0.level)\u{a0}of\u{a0}4", $0.why] })
    }

    /// Groups of unknowns, the most important first, each with the values that sources disagree on most.
    var disputedUnknowns: [(title: String, values: [UnknownValue])] {
        // Where no index shows anything, the groups on whose values the sources are furthest apart.
        func spread(_ group: UnknownGroup) -> Double { group.values.filter { !$0.words.isEmpty }.map(\.spread).max() ?? 1 }
        let order = figures.showsUnknowns
            ? figures.mattering.prefix(3).map(\.self)
            : contents.unknowns.enumerated().sorted { (spread($1.element), $0.offset) < (spread($0.element), $1.offset) }.prefix(3)
                .map(\.element.pattern)
        return order.compactMap { pattern in
            guard let group = contents.unknowns.first(where: { $0.pattern == pattern }) else { return nil }
            let values = group.values.enumerated().filter { !$0.element.words.isEmpty }
                .sorted { ($1.element.spread, $0.offset) < ($0.element.spread, $1.offset) }.prefix(5).map(\.element)
            return (Wording.title(ofUnknown: pattern), Array(values))
        }
    }

    /// What stands before the disputed values.
    var disputedWords: String {
        "The study draws each value between its lowest and its highest figure. "
            + (figures.showsUnknowns
                ? "These are the values behind the unknowns that matter most, those first on which the sources leave most open."
                : "These are the values on which the sources leave most open.")
            + " In brackets, how well the best figure is known: found (the source's text was seen), secondary (seen in a compilation "
            + "that names the source), recalled (from memory of a named source), derived (computed from other values), "
            + "assumed (no public figure)."
    }

    var limits: [String] {
        var lines = [
            "How the real systems behave against real raids. No firing data of these systems are public; the models are textbook physics "
                + "with public figures.",
            "Where the raids would come from and how they would be planned. Places are invented, raiders are classes and not types, and "
                + "nobody plans the attack against the defence.",
            "Electronic warfare beyond noise jamming: no deception, no intrusion into links, no home-on-jam.",
            "People: crews neither tire nor err beyond the reaction times and misjudgements that the catalogue states.",
            "Weather and ducting beyond standard refraction and the gas and rain that a scenario names.",
        ]
        lines += (contents.meta["world_disputed"] ?? "").split(separator: "\n").map { "The public record itself. \($0)." }
        if plan.samples <= 1 { lines.append("How far the sources disagree: this study flew the catalogue's best estimates alone.") }
        return lines
    }

    /// Everything needed to get the same numbers again.
    var reproduction: [(String, String)] {
        let meta = contents.meta
        var rows = [
            ("seed", meta["seed"] ?? "\(plan.seed)"), ("samples of the catalogue", "\(plan.samples)"),
            ("raids for each sample", "\(plan.runs)"),
            ("program", "cupola \(meta["program_version"] ?? "unknown")"), ("version of the models", meta["model_version"] ?? "unknown"),
            ("identity of the inputs", meta["identity"] ?? "unknown"), ("digest of all runs", contents.digest),
        ]
        if let stopped = meta["stopped_after"] { rows.append(("stopped by its rule after", stopped)) }
        return rows
    }

    var commands: String {
        """
        cupola study --from RESULTS.cupola --out again.cupola
        cupola report again.cupola --out again.html
        """
    }
}
