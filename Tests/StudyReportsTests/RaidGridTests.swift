import Foundation
import StudyStatistics
import Testing

@testable import StudyReports

/// Studies of several factors: their order, their words, and small multiples on one scale.
@Suite struct RaidGridTests {
    private static let summary = Sample.grid()

    @Test func `factors stand in the study's order, whatever the order in which an archive names them`() {
        let grid = RaidGrid(Self.summary.plan)
        #expect(grid.factors == ["cruise missiles", "ballistic missiles", "as strike aircraft"])
        #expect(grid.axis == "cruise missiles")
        // A number of raiders, since the raids grow by it.
        #expect(RaidGrid(Self.summary).axis == "cruise missiles in the raid (number)")
        #expect(grid.columns == 2)
    }

    @Test func `raids are told in words and not by the names of files`() {
        let grid = RaidGrid(Self.summary.plan)
        #expect(grid.label(11) == "32 cruise missiles, 8 ballistic missiles, stealth fighter as strike aircraft")
        #expect((0..<3).map(grid.tick) == ["8", "16", "32"])
    }

    @Test func `every raid has one place in one panel`() {
        let panels = RaidGrid(Self.summary.plan).panels
        #expect(panels.count == 4)
        #expect(panels.flatMap(\.settings).sorted() == Array(0..<12))
        #expect(panels[0].lines == ["2 ballistic missiles", "fighter as strike aircraft"])
        #expect(panels[3].settings == [9, 10, 11])
    }

    @Test func `a study without factors has one panel without a title`() {
        let plan = StudyPlan(
            name: "", question: "", arms: [], settings: [StudySetting(label: "as the scenario says", factors: [])], samples: 1, runs: 1, seed: 1)
        #expect(RaidGrid(plan).panels.map(\.settings) == [[0]])
        #expect(RaidGrid(plan).label(0) == "as the scenario says")
    }

    @Test func `the answer names the raid it is about, and the others are counted and their extremes told`() {
        let findings = ReportFindings(Self.summary, meta: ["world_arm": "old"])
        #expect(findings.answer.hasPrefix("In the largest raid flown (38 raiders, with 32 cruise missiles, 2 ballistic missiles, fighter as strike aircraft), "))
        #expect(findings.otherSettings.hasPrefix("Of the 12 raids flown, "))
    }

    @Test func `both pictures of a grid have a title for each panel and the arms by colour and mark`() throws {
        try #require(HTMLReport.canDraw, "gnuplot is missing; make setup installs it")
        let page = HTMLReport(Sample.contents(Self.summary, meta: ["world_arm": "old"])).text
        for title in ["2 ballistic missiles", "8 ballistic missiles"] {
            // In two figures, each wide and narrow, in two panels.
            #expect(page.components(separatedBy: "<text>\(title)</text>").count - 1 >= 8, "\(title)")
        }
        #expect(Set((0..<6).map(Gnuplot.shape)).count == 6)
        // The arm that fires nothing is in the numbers and not in the picture of differences.
        #expect(page.contains("would dwarf the others: none."))
    }

    @Test func `long texts in pictures are broken between words`() {
        #expect(Gnuplot.wrap("one two three four", width: 80) == ["one two", "three four"])
        #expect(Gnuplot.wrap("unbreakablewordthatislong", width: 50) == ["unbreakablewordthatislong"])
        for (span, most) in [(3_500.0, 5), (0.7, 9), (48, 9)] {
            let step = BarFigure.step(span, most: most)
            #expect(span / step <= Double(most) && span / step > Double(most) / 2.6)
        }
    }

    /// A study with a sensitivity part of six points: only `told` moves the outcome.
    private func sensitive(_ told: Bool) -> StudySummary {
        let plan = StudyPlan(
            name: "", question: "", arms: [StudyArm(name: "a", description: "", price: nil)],
            settings: [StudySetting(label: "as the scenario says", factors: [])], samples: 2, runs: 2, seed: 7,
            sensitivity: SensitivityPlan(groups: ["radars.*.scan_period_s", "threats.*.speed_mps"], base: 24, runs: 2, setting: 0, outcome: .leakers))
        var summary = StudySummary(plan)
        for sample in 0..<(2 + 24 * 4) {
            // Within a point: A, B, A with the first group of B, A with the second group of B.
            let (point, part) = ((sample - 2) / 4, sample < 2 ? 0 : (sample - 2) % 4)
            let isOther = part == 1 || part == 2
            for run in 0..<2 {
                let moved = (point * (isOther ? 5 : 3) + (isOther ? 1 : 0)) % 7
                // Scrambled bits (SplitMix64's), so that samples of a point have nothing in common.
                var bits = UInt64(2 * sample + run + 3) &* 0x9E37_79B9_7F4A_7C15
                bits ^= bits >> 31
                bits = bits &* 0xBF58_476D_1CE4_E5B9
                bits ^= bits >> 27
                let scattered = Int(bits % 11)
                summary.add(StudyRow(key: RunKey(setting: 0, sample: sample, arm: 0, run: run), digest: "", outcome: Sample.outcome(leakers: told ? 2 * moved : scattered)))
            }
        }
        summary.finish()
        return summary
    }

    @Test func `an unknown that moves the answer is named, and one that is not shown to is not`() {
        let figures = StudyFigures(findings: ReportFindings(sensitive(true), meta: [:]))
        #expect(figures.showsUnknowns)
        #expect(figures.sensitivityFinding.hasPrefix("Shown to matter, the most important first: radars: time of one turn of the antenna."))
        let robust = CredibilityTable.rows(sensitive(true), pedigree: []).first { $0.factor == "Results robustness" }
        #expect(robust?.level == 3)
    }

    @Test func `without indices the report says why`() {
        let none = StudyFigures(findings: ReportFindings(Self.summary, meta: [:]))
        #expect(none.sensitivityFinding == "This study has no sensitivity part, so it cannot say which unknown matters most.")
        var plan = Self.summary.plan
        plan.sensitivity = SensitivityPlan(groups: ["threats.*.speed_mps"], base: 8, runs: 2, setting: 0, outcome: .leakers)
        let unflown = StudyFigures(findings: ReportFindings(StudySummary(plan), meta: [:]))
        #expect(unflown.sensitivityFinding.contains("not complete"))
        var same = StudySummary(plan)
        for sample in 0..<(2 + 8 * 3) {
            for run in 0..<2 {
                for arm in 0..<4 { same.add(StudyRow(key: RunKey(setting: 0, sample: sample, arm: arm, run: run), digest: "", outcome: Sample.outcome(leakers: arm))) }
            }
        }
        same.finish()
        #expect(StudyFigures(findings: ReportFindings(same, meta: [:])).sensitivityFinding.contains("varies no more than luck alone makes it vary with 2 raids a point"))
    }

    @Test func `where only dice move the answer, the report says that it cannot tell and how many points are needed`() throws {
        let summary = sensitive(false)
        let figures = StudyFigures(findings: ReportFindings(summary, meta: [:]))
        try #require(!figures.ranked.isEmpty)
        #expect(!figures.showsUnknowns)
        #expect(figures.sensitivityFinding.hasPrefix("This study cannot tell which unknown matters most. Its 24 points are too few"))
        let needed = try #require(figures.sensitivityFinding.firstMatch(of: /About ([0-9,]+) points/)?.1)
        let points = try #require(Int(needed.replacing(",", with: "")))
        #expect(points > 24 && points <= 4096 && points.nonzeroBitCount == 1)
        #expect(CredibilityTable.rows(summary, pedigree: []).first { $0.factor == "Results robustness" }?.level == 2)
        #expect(HTMLReport(ReportContents(summary: summary, meta: [:], digest: "")).text.contains("id=\"unknowns\"") == false)
    }
}
