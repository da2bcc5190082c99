import RunRecords
import StudyStatistics
import Testing

@testable import StudyReports

/// The sentences follow the numbers, whichever way these go.
@Suite struct FindingsTests {
    private func answer(_ leakers: (Int, Int, Int, Int) -> Int) -> String {
        ReportFindings(Sample.summary(leakers: leakers), meta: [:]).answer
    }

    @Test func `when the new defence stops more, the answer says fewer and by how many`() {
        let text = answer { arm, _, sample, run in arm == 0 ? 12 + run : 8 + run + sample % 2 }
        #expect(text == "In the largest raid flown (20 raiders), 3.5 fewer raiders get through new & better than old <defence> (95 % interval 2.6 to 4.4): 9.5 against 13.0 on average.")
    }

    @Test func `when it stops less, the answer says more`() {
        let text = answer { arm, _, sample, run in arm == 1 ? 12 + run : 8 + run + sample % 2 }
        #expect(text.contains("3.5 more raiders get through new & better than old <defence> (95 % interval 2.6 to 4.4)"))
        #expect(!text.contains("fewer"))
    }

    @Test func `when the interval includes zero, no difference can be shown, whatever the means`() {
        let text = answer { arm, _, sample, run in arm == 0 ? 10 : 10 + (sample % 2 == 0 ? 3 : -2) }
        #expect(text.contains("no difference can be shown between new & better and old <defence>"))
        #expect(text == "In the largest raid flown (20 raiders), no difference can be shown between new & better and old <defence>: 10.5 and 10.0 get through on average, and the 95 % interval of the difference, 4.1 fewer to 5.1 more, includes zero.")
    }

    @Test func `with too few runs for an interval, nothing is claimed`() {
        let bounds: Bounds = (3, -.infinity, .infinity)
        #expect(ReportFindings.verdict(bounds) == "no difference can be shown")
        #expect(ReportFindings.interval(bounds) == "too few runs for an interval")
    }

    @Test func `verdicts turn with the sign`() {
        #expect(ReportFindings.verdict((2, 1, 3)) == "more get through")
        #expect(ReportFindings.verdict((-2, -3, -1)) == "fewer get through")
        #expect(ReportFindings.verdict((0.5, -0.1, 1.1)) == "no difference can be shown")
        #expect(ReportFindings.verdict((0, 0, 0)) == "no difference can be shown")
    }

    @Test func `the world as it was is the arm to measure against, and the next one is the question`() {
        let names = ["none", "as delivered", "as requested", "both"]
        let summary = Sample.summary(names) { arm, _, sample, run in 15 - 3 * arm + run + (arm + sample) % 2 }
        let findings = ReportFindings(summary, meta: ["world_arm": "as delivered", "world_actor": "A country", "world_date": "2019-06-30"])
        #expect(findings.baseline == 1 && findings.arm == 2)
        #expect(findings.alternatives == [0, 2, 3])
        #expect(findings.difference(0, setting: 0, .leakers).mean > 0)
        #expect(findings.difference(3, setting: 0, .leakers).mean < 0)
        #expect(findings.world(["world_actor": "A country", "world_date": "2019-06-30"]).contains("A country held on 2019-06-30"))
    }

    @Test func `what the other defences change in the same raid stands beside the answer, with what cannot be shown`() {
        let names = ["none", "as delivered", "as requested", "both"]
        let summary = Sample.summary(names) { arm, _, sample, run in [20, 11 + 2 * (sample % 2), 12 + (sample % 2 == 0 ? 3 : -2), 6 + sample % 2][arm] }
        let others = ReportFindings(summary, meta: ["world_arm": "as delivered"]).otherDefences
        #expect(others.count == 2)
        #expect(others[0].hasPrefix("none: 8.0 more"))
        #expect(others[1].hasPrefix("both: 5.5 fewer (95 % interval"))
        let swapped = Sample.summary(names) { arm, _, sample, run in [20, 12, 6, 12 + (sample % 2 == 0 ? 3 : -2)][arm] }
        #expect(ReportFindings(swapped, meta: ["world_arm": "as delivered"]).otherDefences[1].contains("no difference can be shown"))
    }

    @Test func `an end of an interval that is not zero does not read as zero`() {
        #expect(ReportFindings.interval((1, 0.0109, 2)) == "95 % interval 0.01 to 2.0")
        #expect(ReportFindings.interval((1, 0.0004, 2)) == "95 % interval 0.0004 to 2.0")
        #expect(ReportFindings.interval((1, 0, 2)) == "95 % interval 0.0 to 2.0")
    }

    @Test func `a difference turned round has its interval turned round too`() {
        let summary = Sample.summary(["a", "b"]) { arm, _, sample, run in arm == 0 ? 12 + run : 8 + run + sample % 2 }
        let forward = ReportFindings(summary, meta: ["world_arm": "a"]).difference(1, setting: 1, .leakers)
        let back = ReportFindings(summary, meta: ["world_arm": "b"]).difference(0, setting: 1, .leakers)
        #expect(back.mean == -forward.mean && back.low == -forward.high && back.high == -forward.low)
    }

    @Test func `the other raids are counted by what they show`() {
        let summary = Sample.summary { arm, setting, sample, run in
            setting == 0 ? (arm == 0 ? 6 : 6 + (sample % 2 == 0 ? 2 : -2)) : (arm == 0 ? 12 + run : 8 + run + sample % 2)
        }
        #expect(ReportFindings(summary, meta: [:]).otherSettings == "Of the 2 raids flown, fewer get through in 1 and no difference can be shown in 1.")
    }

    @Test func `the typical run is the one nearest to the median, the earliest among equals`() {
        func row(_ sample: Int, _ run: Int, _ leakers: Int) -> StudyRow {
            StudyRow(key: RunKey(setting: 0, sample: sample, arm: 0, run: run), digest: "", outcome: Sample.outcome(leakers: leakers))
        }
        let rows = [row(0, 0, 1), row(0, 1, 9), row(0, 2, 5), row(1, 0, 5), row(1, 1, 19)]
        let found = ReportFindings.nearestToMedian(rows)
        #expect(found?.median == 5)
        #expect(found?.row.key == RunKey(setting: 0, sample: 0, arm: 0, run: 2))
        #expect(ReportFindings.nearestToMedian(rows.reversed())?.row.key == found?.row.key)
        #expect(ReportFindings.nearestToMedian([]) == nil)
    }

    @Test func `both intervals hold the mean, and one raid's holds what the sources leave open`() {
        let summary = Sample.summary { arm, _, sample, run in 4 + 2 * sample + run + arm }
        for arm in 0..<2 {
            let mark = LeakerFigure(summary: summary).mark(setting: 1, arm: arm)
            #expect(mark.one.low <= mark.open.low && mark.open.low < mark.mean)
            #expect(mark.mean < mark.open.high && mark.open.high <= mark.one.high)
            #expect(mark.one.high <= mark.raiders && mark.one.low >= 0)
            // Samples' means are 5, 7, 9, 11 (variance 20/3), runs within a sample 0, 1, 2 (variance 1): epistemic 20/3 − 1/3.
            #expect(abs(mark.open.high - (8 + Double(arm) + 1.959964 * (19.0 / 3).squareRoot())) < 1e-6)
        }
    }
}
