import Narration
import StudyStatistics

/// What a screening shows, in words, rows and pictures: what each group of unknowns moves when its values go from low to high together.
package struct ScreeningWords {
    /// What is moved: how many get through an arm, or the difference between two.
    struct Subject {
        /// `how many get through S-400`.
        var title: String
        var result: ScreeningRows.Result
        /// What a positive and a negative effect are called.
        var more: String
        var less: String
        /// Of the figure and of programs.
        var name: String

        var shown: [ScreeningRows.Effect] { result.sorted.filter(\.isShown) }
        var others: [ScreeningRows.Effect] { result.sorted.filter { !$0.isShown } }
    }

    let plan: SensitivityPlan
    /// The difference of the question first, where both its arms were flown.
    let subjects: [Subject]
    private let raid: String

    /// nil where the study has no screening, or none of it is whole.
    package init?(_ findings: ReportFindings) {
        let summary = findings.summary
        let study = summary.plan
        guard let plan = study.sensitivity, plan.form == .screening, !study.arms.isEmpty else { return nil }
        let isLeakers = plan.outcome == .leakers
        func name(_ arm: Int) -> String { study.arms[arm].name }
        let (arm, base) = (findings.arm, findings.baseline)
        var subjects: [Subject] = []
        if findings.hasComparison, let place = summary.pairs.firstIndex(where: { Set([$0.arm, $0.other]) == Set([arm, base]) }),
            var result = summary.screening(pair: place)
        {
            if summary.pairs[place].arm == base { result.turn() }
            subjects.append(
                Subject(
                    title: "the difference\(isLeakers ? "" : " in \(plan.outcome.title)") between \(name(arm)) and \(name(base))",
                    result: result, more: isLeakers ? "in favour of \(name(base))" : "more with \(name(arm))",
                    less: isLeakers ? "in favour of \(name(arm))" : "less with \(name(arm))", name: "difference"))
        }
        let alone = [arm, base].first(where: plan.flies) ?? plan.arms?.first ?? 0
        for flown in findings.hasComparison && plan.flies(arm) && plan.flies(base) ? [arm, base] : [alone] {
            guard let result = summary.screening(arm: flown) else { continue }
            subjects.append(
                Subject(
                    title: isLeakers ? "how many get through \(name(flown))" : "\(plan.outcome.title) with \(name(flown))", result: result,
                    more: isLeakers ? "more get through" : "more", less: isLeakers ? "fewer get through" : "less", name: name(flown)))
        }
        guard !subjects.isEmpty else { return nil }
        self.plan = plan
        self.subjects = subjects
        raid = findings.grid.label(plan.setting)
    }

    private var lead: Subject { subjects[0] }

    /// Whether any unknown is told from nothing.
    var shows: Bool { subjects.contains { !$0.shown.isEmpty } }

    /// Groups that are told from nothing, in the order in which they are told.
    var mattering: [String] {
        var seen: Set<String> = []
        return subjects.flatMap(\.shown).map(\.group).filter { seen.insert($0).inserted }
    }

    /// `radars’ detection range`.
    static func title(_ effect: ScreeningRows.Effect) -> String {
        let title = Wording.title(ofUnknown: effect.group)
        guard let colon = title.firstRange(of: ": ") else { return title }
        let owner = title[..<colon.lowerBound]
        return "\(owner)\(owner.hasSuffix("s") ? "’" : "’s") \(title[colon.upperBound...])"
    }

    /// `3.1 fewer get through (1.9 to 4.3)`.
    static func change(_ effect: ScreeningRows.Effect, _ subject: Subject) -> String {
        let isLess = effect.change.mean < 0
        let ends = isLess ? (-effect.change.high, -effect.change.low) : (effect.change.low, effect.change.high)
        return "\(ReportFindings.end(abs(effect.change.mean))) \(isLess ? subject.less : subject.more) (\(ReportFindings.end(ends.0)) to \(ReportFindings.end(ends.1)))"
    }

    /// Rounded up, so that it stays a bound.
    private static func bound(_ effects: [ScreeningRows.Effect]) -> String {
        let most = effects.map(\.most).max() ?? 0
        return most.isFinite ? ReportFindings.end((most * 10).rounded(.up) / 10) : "what so few raids can tell"
    }

    /// What is not told from zero, in one line; empty where all is told.
    static func rest(_ subject: Subject) -> String {
        guard !subject.others.isEmpty else { return "" }
        let names = subject.others.map(title).joined(separator: "; ")
        let count = subject.others.count
        return "\(count == 1 ? "One group of unknowns is" : "\(count) groups of unknowns are") not told from nothing, each moves it by less than \(bound(subject.others)). "
            + "\(count == 1 ? "It is" : "They are"): \(names)."
    }

    private static func sentence(_ subject: Subject) -> String {
        guard let first = subject.shown.first else {
            return "none of \(subject.result.effects.count) groups of unknowns is shown to move \(subject.title); each moves it by less than \(bound(subject.others))"
        }
        let next = subject.shown.dropFirst().prefix(2).map { "the \(title($0)), \(change($0, subject))" }
        return "\(subject.title) is moved most by the \(title(first)), from low to high \(change(first, subject))"
            + (next.isEmpty ? "" : "; then \(next.joined(separator: "; "))")
    }

    /// For the first screen.
    var text: String {
        subjects.prefix(2).map { "\(capital(Self.sentence($0)))." }.joined(separator: " ") + " 95 % intervals; \(raid)."
    }

    /// For the section, and before the table on a terminal.
    package var finding: String {
        "Each group of unknowns was set to the low and to the high end of its range, all its values together, and every combination of the design met the same "
            + "\(thousands(lead.result.raids)) raids. " + subjects.map { "\(capital(Self.sentence($0)))." }.joined(separator: " ")
    }

    var heading: String {
        guard let subject = subjects.first(where: { !$0.shown.isEmpty }), let first = subject.shown.first else {
            return "No unknown is shown to move the answer by itself: each moves it by less than \(Self.bound(lead.others))"
        }
        return "Of what is not known, the \(Self.title(first)) moves most \(subject.title)"
    }

    /// Header and rows for a terminal.
    package var rows: (header: [String], rows: [[String]]) { (table.header, table.rows) }

    private var note: String {
        "From low to high: from the value that lies above a tenth of the range's weight to the one above nine tenths, all values of a group together. "
            + "\(lead.result.points) points of a folded Plackett–Burman design, each against the same \(thousands(lead.result.raids)) raids (\(raid)); an effect is the mean at high minus the mean at low, "
            + "free of the other groups and of what two groups do together. Of so many intervals, about one in twenty misses its true value by chance."
    }

    /// A tornado of what is told from zero; nil where nothing is.
    func figure(_ subject: Subject, number place: Int) -> Figure? {
        let shown = subject.shown
        guard !shown.isEmpty else { return nil }
        let groups = shown.map { effect in
            BarFigure.Group(heading: "\(capital(Self.title(effect))): \(Self.change(effect, subject))", bars: [
                BarFigure.Bar(
                    label: (effect.change.mean < 0 ? "−" : "+") + ReportFindings.end(abs(effect.change.mean)), value: effect.change.mean, low: effect.change.low, high: effect.change.high,
                    ink: .arm(2))
            ])
        }
        let rows = shown.map { [$0.group, Self.title($0)] + [$0.change.mean, $0.change.low, $0.change.high].map(datum) }
        let picture = BarFigure(
            groups: groups, style: .bars, axis: "change from low to high (\(plan.outcome.title))", legend: [], marks: [(false, "95 % interval")])
        return Figure(
            name: place == 0 ? "unknowns" : "unknowns\(place + 1)", title: "What moves \(subject.title) (\(raid))",
            alternative: shown.map { "\(Self.title($0)), from low to high: \(Self.change($0, subject))" }.joined(separator: "; ") + ".",
            note: [Self.rest(subject), place == 0 ? note : "To be read as the first."].filter { !$0.isEmpty }.joined(separator: " "),
            header: ["group", "unknown", "change", "low_95", "high_95"], rows: rows, draw: picture.script(width:))
    }

    var figures: [Figure] { subjects.enumerated().compactMap { figure($0.element, number: $0.offset) } }

    /// Every group, the largest first by the first subject.
    var table: ReportSections.Table {
        let order = lead.result.sorted.map(\.group)
        let rows = order.map { group in
            [Wording.title(ofUnknown: group)] + subjects.map { subject in
                subject.result.effects.first { $0.group == group }.map { ReportSections.cell($0.change) } ?? ""
            }
        }
        return ReportSections.Table(
            caption: "What each group of unknowns moves from low to high (\(raid)), with 95 % intervals over \(lead.result.raids) raids. \(note)",
            header: ["unknown, from low to high"] + subjects.map(\.title), rows: rows)
    }

    /// For programs.
    package var values: [[String: Any]] {
        subjects.map { subject in
            [
                "of": subject.title, "outcome": plan.outcome.rawValue, "points": subject.result.points, "raids": subject.result.raids,
                "effects": subject.result.sorted.map { effect in
                    [
                        "group": effect.group, "change": effect.change.mean, "low": effect.change.low.isFinite ? effect.change.low : "unknown",
                        "high": effect.change.high.isFinite ? effect.change.high : "unknown", "shown": effect.isShown,
                    ] as [String: Any]
                },
            ]
        }
    }
}

extension ScreeningRows.Result {
    /// The same of the opposite difference.
    fileprivate mutating func turn() {
        mean = -mean
        for place in effects.indices {
            let change = effects[place].change
            effects[place].change = (-change.mean, -change.high, -change.low)
        }
    }
}

/// With a capital in front.
private func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
