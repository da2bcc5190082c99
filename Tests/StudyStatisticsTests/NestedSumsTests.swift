import Stochastics
import StudyStatistics
import Testing

@Suite struct NestedSumsTests {
    @Test func `means, parts and intervals of a small table are those of the textbook`() {
        // Samples {1, 3}, {4, 8}, {5}: means 2, 6, 5; variance of the means 13/3; within (2 + 8)/2 = 5; ⟨1/R⟩ = 2/3.
        var sums = NestedSums()
        for (sample, values) in [[1.0, 3], [4, 8], [5]].enumerated() {
            for value in values { sums.add(value, sample: sample) }
        }
        #expect(sums.count == 5 && sums.samples == 3)
        #expect(abs(sums.mean - 13.0 / 3) < 1e-12)
        #expect(abs(sums.withinVariance - 5) < 1e-12)
        let parts = sums.varianceParts
        #expect(abs(parts.aleatory - 5) < 1e-12)
        #expect(abs(parts.epistemic - (13.0 / 3 - 5 * 2 / 3)) < 1e-12)
        // t(0.975; 2) = 4.30265273.
        let bounds = sums.interval()
        #expect(abs(bounds.high - bounds.mean - 4.30265273 * (13.0 / 9).squareRoot()) < 1e-6)
    }

    @Test func `one sample leaves the spread of its runs`() {
        var sums = NestedSums()
        for value in [2.0, 4, 6, 8] { sums.add(value, sample: 0) }
        // s² = 20/3; t(0.975; 3) = 3.18244631.
        #expect(abs(sums.interval().high - 5 - 3.18244631 * (20.0 / 12).squareRoot()) < 1e-6)
        #expect(sums.varianceParts.epistemic == 0)
        var single = NestedSums()
        single.add(3, sample: 0)
        #expect(single.interval().low == -.infinity)
    }

    @Test func `the parts of the variance are found and the interval covers as often as it says`() {
        // m_s ~ N(0, 4), runs N(m_s, 9); 12 samples of 5 runs, 2,000 studies (seed 40).
        var covered = 0
        var epistemic = 0.0
        var aleatory = 0.0
        let studies = 2_000
        for study in 0..<studies {
            var stream = Fixtures.stream(UInt32(study), seed: 40)
            var sums = NestedSums()
            for sample in 0..<12 {
                let middle = 2 * stream.nextNormal()
                for _ in 0..<5 { sums.add(middle + 3 * stream.nextNormal(), sample: sample) }
            }
            let bounds = sums.interval()
            if bounds.low <= 0, bounds.high >= 0 { covered += 1 }
            epistemic += sums.varianceParts.epistemic / Double(studies)
            aleatory += sums.varianceParts.aleatory / Double(studies)
        }
        // Four standard errors: 4 √(0.95 · 0.05/2000) = 0.0195; of the parts' means 4 · 2.5/√2000 and 4 · 1.9/√2000.
        #expect(abs(Double(covered) / Double(studies) - 0.95) < 0.0195)
        #expect(abs(epistemic - 4) < 0.25)
        #expect(abs(aleatory - 9) < 0.2)
    }

    @Test func `runs that share what is not known count for less than independent ones`() {
        var independent = NestedSums()
        var clustered = NestedSums()
        for run in 0..<100 {
            independent.add(run % 2 == 0 ? 1 : 0, sample: run)
            clustered.add(run / 10 % 2 == 0 ? 1 : 0, sample: run / 10)
        }
        let wide = clustered.share()
        let narrow = independent.share()
        #expect(wide.value == 0.5 && narrow.value == 0.5)
        // Ten samples that each agree with themselves are ten observations (nine, by the unbiased variance).
        #expect(wide.high - wide.low > 2.5 * (narrow.high - narrow.low))
        var never = NestedSums()
        for run in 0..<200 { never.add(0, sample: run / 10) }
        // Clopper's and Pearson's upper end of 0 of 20: 1 − 0.025^(1/20).
        #expect(never.share().low == 0)
        #expect(abs(never.share().high - 0.168433470983085) < 1e-9)
    }

    @Test func `no interval leaves what can be`() {
        var high = NestedSums(least: 0), low = NestedSums(least: 0), difference = NestedSums(), price = NestedSums(least: 0)
        for (sample, value) in [18.0, 17, 12, 18, 16].enumerated() {
            high.add(value, sample: sample, bound: 18)
            low.add(18 - value, sample: sample, bound: 18)
            difference.add(value, sample: sample, bound: 18)
            price.add(value, sample: sample)
        }
        #expect(high.interval().high == 18 && low.interval().low == 0 && difference.interval().high == 18)
        // Nobody says what a price could have been: t(0.975; 4) = 2.77644511.
        #expect(abs(price.interval().high - 16.2 - 2.77644511 * (6.2 / 5.0).squareRoot()) < 1e-6)
    }

    @Test func `means that tie by chance while their runs differ are not taken for rare events`() {
        // Three of five samples have the mean 1.5, but no run has: Student's t tells.
        var sums = NestedSums(least: 0)
        for (sample, values) in [[1.0, 2], [0, 3], [2, 1], [1, 4], [0, 1]].enumerated() {
            for value in values { sums.add(value, sample: sample, bound: 42) }
        }
        #expect(!sums.isRare && sums.interval().high < 4)
        // Runs that tie as their means do are.
        var rare = NestedSums(least: 0)
        for sample in 0..<5 {
            for run in 0..<2 { rare.add(sample == 3 && run == 0 ? 1 : 0, sample: sample, bound: 4) }
        }
        #expect(rare.isRare && rare.interval().high > 2)
    }

    @Test(arguments: [0.01, 0.03, 0.08]) func `intervals of rare losses that versions of the catalogue share cover in 93 of 100 replays`(rate: Double) {
        // Twenty versions of two raids; a fifth of them six times as bad as the rest, and a loss is of one site or of two.
        var covered = 0
        let mean = 1.5 * rate
        for replay in 0..<1_000 {
            var stream = Fixtures.stream(UInt32(replay), seed: 78)
            var sums = NestedSums(least: 0)
            for sample in 0..<20 {
                let own = rate * (stream.nextUniform() < 0.2 ? 3 : 0.5)
                for _ in 0..<2 { sums.add(stream.nextUniform() < own ? (stream.nextUniform() < 0.5 ? 1 : 2) : 0, sample: sample, bound: 4) }
            }
            let bounds = sums.interval()
            if bounds.low <= mean, mean <= bounds.high { covered += 1 }
        }
        #expect(covered >= 930)
    }

    @Test func `common raids cancel in a paired difference`() {
        // Closed form of the reference cases: success iff U < p, p 0.70 and 0.75: Var 0.0475 against 0.3975 (seed 8).
        var paired = NestedSums()
        var loose = NestedSums()
        var stream = Fixtures.stream(0, seed: 8)
        for _ in 0..<100_000 {
            let u = stream.nextUniform()
            let v = stream.nextUniform()
            paired.add((u < 0.7 ? 1 : 0) - (u < 0.75 ? 1 : 0), sample: 0)
            loose.add((u < 0.7 ? 1 : 0) - (v < 0.75 ? 1 : 0), sample: 0)
        }
        #expect(abs(loose.withinVariance / paired.withinVariance / 8.368421052631572 - 1) < 0.1)
    }

    @Test func `the interval of a count ends at nothing, that of a difference does not`() {
        var count = NestedSums(least: 0), difference = NestedSums()
        for run in 0..<60 {
            count.add(run == 7 ? 1 : 0, sample: 0)
            difference.add(run == 7 ? 1 : 0, sample: 0)
        }
        // One event in 60 runs: events as rare as that are not told from none by half a standard error.
        #expect(count.interval().low > 0 && count.interval().low < 0.001)
        #expect(difference.interval().low < 0)
        // Garwood's upper end for two events, since one more may have been missed: χ²(0.975; 4)/120.
        #expect(abs(count.interval().high - 11.143286781877796 / 120) < 1e-9)
    }

    @Test func `nothing seen is not nothing there`() {
        var sums = NestedSums(least: 0)
        for run in 0..<100 { sums.add(0, sample: 0, bound: run < 50 ? 3 : 2) }
        // Three at a time at most: (9/6) χ²(0.975; 2)/100, the reference folder's 0 of 50 halved.
        #expect(sums.interval().low == 0)
        #expect(abs(sums.interval().high - 0.2213327672468 / 2) < 1e-9)
        #expect(sums.isRare)
    }

    @Test func `all raiders through in every raid does not say that none can be stopped`() {
        var sums = NestedSums(least: 0)
        for _ in 0..<100 { sums.add(8, sample: 0, bound: 8) }
        #expect(sums.interval().high == 8)
        #expect(sums.interval().low < 7.8 && sums.interval().low > 7)
    }

    @Test(arguments: [
        (200, [0.99, 0, 0, 0.01]), (50, [0.95, 0.03, 0.015, 0.005]), (400, [0.97, 0.005, 0.005, 0.02]), (60, [0.8, 0.1, 0.05, 0.05]),
        (40, [0.5, 0.2, 0.2, 0.1]),
    ]) func `intervals of rare clusters cover in 93 of 100 replays`(runs: Int, shares: [Double]) {
        let mean = shares[1] + 2 * shares[2] + 3 * shares[3]
        var covered = 0
        for replay in 0..<1_000 {
            var stream = Fixtures.stream(UInt32(replay), seed: 77)
            var sums = NestedSums(least: 0)
            for _ in 0..<runs {
                var u = stream.nextUniform()
                var value = 0
                while value < 3, u >= shares[value] {
                    u -= shares[value]
                    value += 1
                }
                sums.add(Double(value), sample: 0, bound: 3)
            }
            let bounds = sums.interval()
            if bounds.low <= mean, mean <= bounds.high { covered += 1 }
        }
        // Seed 77; three standard errors of 1,000 replays at 95 % are 0.021, and the rule is to hold 93 %.
        #expect(covered >= 930, "\(covered)")
    }

    @Test func `differences that are mostly ties cover in 93 of 100 replays`() {
        // +3 in 2 % of the pairs, −1 in 1 %: mean 0.05.
        var covered = 0
        for replay in 0..<1_000 {
            var stream = Fixtures.stream(UInt32(replay), seed: 78)
            var sums = NestedSums()
            for _ in 0..<120 {
                let u = stream.nextUniform()
                sums.add(u < 0.02 ? 3 : u < 0.03 ? -1 : 0, sample: 0, bound: 3)
            }
            let bounds = sums.interval()
            if bounds.low <= 0.05, 0.05 <= bounds.high { covered += 1 }
        }
        #expect(covered >= 930, "\(covered)")
    }
}
