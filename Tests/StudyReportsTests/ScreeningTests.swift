import RunRecords
import StudyStatistics
import Testing

@testable import StudyReports

/// What a screening says in reports: the largest effect first, no group without a word, no section without a finding.
@Suite struct ScreeningReportTests {
    private static let groups = ["radars.*.reference_range_km", "threats.*.speed_mps", "threats.*.rcs_m2"]

    /// Leakers by arm: `range` and `speed` are what the first two groups add at high; the third does nothing.
    static func summary(range: [Int], speed: Int, lucky: Bool = true) -> StudySummary {
        var plan = Sample.summary { _, _, _, _ in 8 }.plan
        let part = SensitivityPlan(groups: groups, form: .screening, runs: 12, setting: 1, outcome: .leakers)
        plan.sensitivity = part
        var summary = StudySummary(plan)
        for setting in 0..<2 {
            for sample in 0..<(setting == 1 ? plan.samples + part.samples : plan.samples) {
                for run in 0..<(sample < plan.samples ? 3 : 12) {
                    for arm in 0..<2 {
                        var leakers = 9 + run % 3 - arm * (2 + sample % 2)
                        if sample >= plan.samples {
                            let isHigh = (0..<3).map { part.isHigh(sample: sample - plan.samples, group: $0) }
                            leakers = 9 + run % 3 + (isHigh[0] ? range[arm] : 0) + (isHigh[1] ? speed : 0)
                            // Luck that no level knows (SplitMix64's bits).
                            var bits = UInt64(97 * sample + 13 * run + arm + 1) &* 0x9E37_79B9_7F4A_7C15
                            bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
                            if lucky { leakers += Int((bits >> 33) % 3) - 1 }
                        }
                        summary.add(StudyRow(
                            key: RunKey(setting: setting, sample: sample, arm: arm, run: run), digest: "", outcome: Sample.outcome(leakers: leakers)))
                    }
                }
            }
        }
        summary.finish()
        return summary
    }

    private static func words(_ summary: StudySummary) throws -> ScreeningWords {
        try #require(ScreeningWords(ReportFindings(summary, meta: ["world_arm": "old <defence>"])))
    }

    @Test func `the difference is told first, then each arm, the largest effect in front`() throws {
        let words = try Self.words(Self.summary(range: [0, -4], speed: 3))
        #expect(words.subjects.map(\.name) == ["difference", "new & better", "old <defence>"])
        let difference = words.subjects[0]
        try #require(difference.shown.map(\.group) == ["radars.*.reference_range_km"])
        #expect(difference.others.count == 2)
        #expect(ScreeningWords.change(difference.shown[0], difference).firstMatch(of: /^[34]\.[0-9] in favour of new & better \([34]\.[0-9] to [45]\.[0-9]\)$/) != nil, "\(ScreeningWords.change(difference.shown[0], difference))")
        let rest = ScreeningWords.rest(difference)
        #expect(rest.firstMatch(of: /^2 groups of unknowns are not told from nothing, each moves it by less than [01]\.[0-9]\. They are:/) != nil, "\(rest)")
        #expect(words.subjects[1].shown.prefix(2).map(\.group) == ["radars.*.reference_range_km", "threats.*.speed_mps"])
        #expect(ScreeningWords.change(words.subjects[1].shown[1], words.subjects[1]).contains("more get through"))
        #expect(words.heading == "Of what is not known, the radars’ detection range moves most the difference between new & better and old <defence>")
        #expect(words.figures.count == 3 && words.figures[0].rows.count == 1 && words.table.rows.count == 3)
    }

    @Test func `turned effects turn the words`() throws {
        let words = try Self.words(Self.summary(range: [-4, 0], speed: -3))
        try #require(!words.subjects[0].shown.isEmpty)
        #expect(ScreeningWords.change(words.subjects[0].shown[0], words.subjects[0]).contains("in favour of old <defence>"))
        #expect(words.subjects[2].shown.allSatisfy { ScreeningWords.change($0, words.subjects[2]).contains("fewer get through") })
    }

    @Test func `where nothing is told the section still says how little each can be`() throws {
        let summary = Self.summary(range: [0, 0], speed: 0)
        let words = try Self.words(summary)
        #expect(!words.shows, "\(words.finding)")
        #expect(words.figures.isEmpty && words.table.rows.count == 3)
        #expect(words.heading.firstMatch(of: /^No unknown is shown to move the answer by itself: each moves it by less than [0-9.]+$/) != nil, "\(words.heading)")
        let page = HTMLReport(ReportContents(summary: summary, meta: [:], digest: "")).text
        #expect(page.contains("id=\"unknowns\"") && page.contains("href=\"#unknowns\"") && page.contains("None of 3 groups of unknowns"))
        let still = try Self.words(Self.summary(range: [0, 0], speed: 0, lucky: false))
        let bound = try #require(still.heading.split(separator: " ").last.flatMap { Double($0) })
        #expect(!still.shows && bound > 0, "nothing seen is not nothing: \(still.heading)")
    }

    @Test func `report, Markdown, numbers and first screen tell the same`() throws {
        let summary = Self.summary(range: [0, -4], speed: 3)
        let meta = ["world_arm": "old <defence>"]
        let contents = ReportContents(summary: summary, meta: meta, digest: "")
        let page = HTMLReport(contents).text
        #expect(page.contains("not told from nothing") && page.contains("All groups of unknowns, with what each can move at most"))
        let text = MarkdownReport(contents).text
        #expect(text.contains("## Of what is not known, the radars’ detection range moves most the difference") && text.contains("| radars: detection range |"))
        let values = try #require(ReportNumbers(contents).values["screening"] as? [[String: Any]])
        let effects = try #require(values.first?["effects"] as? [[String: Any]])
        #expect(effects.map { $0["group"] as? String }.first == "radars.*.reference_range_km" && effects.count == 3)
        for effect in effects {
            let (low, high) = (try #require(effect["low"] as? Double), try #require(effect["high"] as? Double))
            #expect((low > 0 || high < 0) == (effect["shown"] as? Bool))
        }
        let line = try #require(StudyAnswer(summary, meta: meta).lines.first { $0.title == "Which unknown matters" }).text
        #expect(line.contains("most by the radars’ detection range, from low to high") && line.contains("in favour of new & better"))
        #expect(CredibilityTable.rows(summary, meta: meta, pedigree: []).first { $0.factor == "Results robustness" }?.level == 3)
    }

    @Test func `a screening that is not flown is said to be incomplete`() {
        var plan = Sample.summary { _, _, _, _ in 8 }.plan
        plan.sensitivity = SensitivityPlan(groups: Self.groups, form: .screening, runs: 12, setting: 1, outcome: .leakers)
        let figures = StudyFigures(findings: ReportFindings(StudySummary(plan), meta: [:]))
        #expect(figures.screening == nil && !figures.hasUnknowns && figures.sensitivityFinding.contains("not complete"))
    }
}
