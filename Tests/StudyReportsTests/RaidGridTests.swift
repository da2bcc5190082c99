import Foundation
import MonteCarloStudy
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
        #expect(page.contains("“none” fires nothing"))
    }

    @Test func `long texts in pictures are broken between words`() {
        #expect(Gnuplot.wrap("one two three four", width: 80) == ["one two", "three four"])
        #expect(Gnuplot.wrap("unbreakablewordthatislong", width: 50) == ["unbreakablewordthatislong"])
        for (span, most) in [(3_500.0, 5), (0.7, 9), (48, 9)] {
            let step = BarFigure.step(span, most: most)
            #expect(span / step <= Double(most) && span / step > Double(most) / 2.6)
        }
    }
}
