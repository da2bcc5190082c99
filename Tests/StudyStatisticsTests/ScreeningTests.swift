import RunRecords
import Stochastics
import StudyExecution
import StudyStatistics
import Testing

@Suite struct ScreeningTests {
    private static func part(_ groups: Int, raids: Int, arms: [Int]? = nil) -> SensitivityPlan {
        SensitivityPlan(
            groups: (0..<groups).map { "group \($0)" }, form: .screening, runs: raids, setting: 0, outcome: .leakers, arms: arms)
    }

    /// −1 and +1 by group.
    private static func levels(_ part: SensitivityPlan, _ point: Int) -> [Double] {
        part.groups.indices.map { Double(part.design.level(point: point, factor: $0)) }
    }

    private static func rows(_ part: SensitivityPlan, _ value: (_ levels: [Double], _ raid: Int) -> Double) -> ScreeningRows {
        var rows = ScreeningRows(part, firstSample: 5)
        for point in 0..<part.samples {
            for raid in 0..<part.runs { rows.add(value(levels(part, point), raid), sample: 5 + point, run: raid, bound: 100) }
        }
        return rows
    }

    @Test(arguments: [1, 2, 3, 7, 11, 12, 19, 23]) func `effects of a linear function are its coefficients`(groups: Int) throws {
        let part = Self.part(groups, raids: 3)
        let slopes = (0..<groups).map { Double($0 * $0) - 3.5 * Double($0) }
        let result = try #require(Self.rows(part) { levels, raid in
            // A slope is the change from low (−1) to high (+1).
            40 + Double(raid) + zip(slopes, levels).reduce(0) { $0 + $1.0 * $1.1 / 2 }
        }.result())
        #expect(result.points == 2 * PlackettBurman(holding: groups).size && result.raids == 3)
        #expect(abs(result.mean - 41) < 1e-9)
        for (effect, slope) in zip(result.effects, slopes) { #expect(abs(effect.change.mean - slope) < 1e-9) }
        #expect(result.sorted.map { abs($0.change.mean) } == result.sorted.map { abs($0.change.mean) }.sorted(by: >))
    }

    @Test func `what two groups do together goes into no effect`() throws {
        let part = Self.part(11, raids: 2)
        let plain = try #require(Self.rows(part) { levels, raid in 3 * levels[2] + Double(raid) }.result())
        let mixed = try #require(Self.rows(part) { levels, raid in
            var value = 3 * levels[2] + Double(raid)
            for first in 0..<11 {
                for second in first + 1..<11 { value += Double((7 * first + 3 * second) % 5 - 2) * levels[first] * levels[second] }
            }
            return value
        }.result())
        for (left, right) in zip(plain.effects, mixed.effects) { #expect(abs(left.change.mean - right.change.mean) < 1e-9) }
    }

    @Test func `a raid that not every point has met counts for nothing, and one raid alone tells nothing`() throws {
        let part = Self.part(3, raids: 3)
        var rows = ScreeningRows(part, firstSample: 0)
        for point in 0..<part.samples {
            for raid in 0..<3 where !(point == 5 && raid == 1) {
                rows.add(Self.levels(part, point)[0] * Double(1 + raid), sample: point, run: raid)
            }
        }
        let result = try #require(rows.result())
        // Raids 0 and 2: slopes 2 and 6.
        #expect(result.raids == 2 && abs(result.effects[0].change.mean - 4) < 1e-9)
        var single = ScreeningRows(Self.part(3, raids: 1), firstSample: 0)
        for point in 0..<8 { single.add(1, sample: point, run: 0) }
        #expect(single.result() == nil)
    }

    @Test(arguments: [(40.0, 0.0), (4.0, 6.0)]) func `intervals hold the effect in 93 of 100 of 1,000 replays`(middle: Double, spread: Double) throws {
        // Leakers: a whole number around a line in the groups, with a raid's own luck and each run's.
        let part = Self.part(5, raids: 8)
        let slopes = [3.0, -1.5, 0.4, 0, 0]
        var held = [0, 0, 0, 0, 0]
        for replay in 0..<1_000 {
            var stream = RandomStream(studySeed: 3, runIndex: UInt32(replay), entity: 0, purpose: DrawPurpose(rawValue: 0xFFF3))
            let raids = (0..<8).map { _ in spread * stream.nextUniform() }
            let strengths = (0..<8).map { _ in 0.5 + stream.nextUniform() }
            let rows = Self.rows(part) { levels, raid in
                let line = zip(slopes, levels).reduce(0) { $0 + $1.0 * $1.1 / 2 }
                return (middle + raids[raid] + strengths[raid] * line + 2 * stream.nextNormal()).rounded()
            }
            let result = try #require(rows.result())
            for (place, effect) in result.effects.enumerated() where effect.change.low <= slopes[place] && slopes[place] <= effect.change.high {
                held[place] += 1
            }
        }
        print("screening around \(middle), seed 3: \(held) of 1,000 hold")
        for count in held { #expect(count >= 930, "\(held) of 1,000 each") }
    }

    @Test func `where hardly any raider gets through, intervals hold the effect too`() throws {
        let part = Self.part(3, raids: 8)
        // Chance of a cluster of 1 to 5 at low and at high of the first group; the others do nothing.
        let chances = (low: 0.004, high: 0.012)
        let truth = 3 * (chances.high - chances.low)
        var held = 0
        var silent = 0
        for replay in 0..<1_000 {
            var stream = RandomStream(studySeed: 4, runIndex: UInt32(replay), entity: 0, purpose: DrawPurpose(rawValue: 0xFFF3))
            let rows = Self.rows(part) { levels, _ in
                stream.nextUniform() < (levels[0] > 0 ? chances.high : chances.low) ? Double(1 + Int(stream.nextUniform() * 5)) : 0
            }
            let change = try #require(rows.result()).effects[0].change
            if change.low <= truth, truth <= change.high { held += 1 }
            if change.mean == 0 {
                silent += 1
                #expect(change.low < 0 && change.high > 0, "nothing seen is not nothing")
            }
        }
        print("screening of rare clusters, seed 4: \(held) of 1,000 hold, \(silent) saw no difference")
        #expect(held >= 930, "\(held) of 1,000")
        #expect(silent > 100)
    }

    @Test func `points of a screening stand at the tenth and the ninth tenth, whole groups together`() {
        let part = Self.part(3, raids: 4)
        let points = SensitivityPoints(part, groups: [0, 1, 1, 2], seed: 9)
        for sample in 0..<part.samples {
            let levels = Self.levels(part, sample)
            #expect(points[sample] == [levels[0], levels[1], levels[1], levels[2]].map { $0 > 0 ? 0.9 : 0.1 })
        }
    }

    @Test func `all points meet the same raids, which no other part meets, and only the arms that are asked fly`() {
        let part = Self.part(3, raids: 4, arms: [1, 2])
        let plan = Fixtures.plan(arms: 3, settings: 2, samples: 3, runs: 5, sensitivity: part)
        #expect(plan.total == 2 * 3 * 3 * 5 + 8 * 4 * 2)
        #expect(plan.arms(ofSample: 2) == [0, 1, 2] && plan.arms(ofSample: 3) == [1, 2])
        for raid in 0..<4 {
            let indices = Set((3..<11).map { plan.runIndex(RunKey(setting: 0, sample: $0, arm: 1, run: raid)) })
            #expect(indices == [UInt32(15 + raid)])
        }
    }

    @Test func `effects on an arm and on the difference come out of a study's rows`() throws {
        let part = Self.part(2, raids: 3, arms: [0, 1])
        let plan = Fixtures.plan(arms: 3, samples: 2, runs: 1, sensitivity: part)
        var summary = StudySummary(plan)
        for sample in 0..<part.samples {
            let levels = Self.levels(part, sample)
            for raid in 0..<3 {
                for arm in [0, 1] {
                    summary.add(Fixtures.row(0, 2 + sample, raid, arm, leakers: 10 + raid + Int(levels[0]) + arm * 2 * Int(levels[1])))
                }
            }
        }
        summary.finish()
        func effects(_ result: ScreeningRows.Result?) throws -> [Double] { try #require(result).effects.map(\.change.mean) }
        #expect(try effects(summary.screening(arm: 0)) == [2, 0] && effects(summary.screening(arm: 1)) == [2, 4])
        #expect(summary.screening(arm: 2) == nil)
        let pair = try #require(summary.pairs.firstIndex { $0.arm == 1 && $0.other == 0 })
        #expect(try effects(summary.screening(pair: pair)) == [0, 4])
        #expect(summary.sensitivity(arm: 0) == nil, "a screening has no indices")
        #expect(summary.sums(setting: 0, arm: 0, .leakers).count == 0, "it stays out of the answer")
    }

    @Test func `an archive's words bring the plan back, and nonsense brings none`() {
        let plans = [
            Self.part(3, raids: 4, arms: [1, 2]), Self.part(12, raids: 8),
            SensitivityPlan(groups: ["a", "b"], base: 8, runs: 2, setting: 1, outcome: .assetsLost),
        ]
        for plan in plans {
            let meta = Dictionary(uniqueKeysWithValues: plan.meta.map { ($0.key, $0.value) })
            #expect(SensitivityPlan(meta, settings: 2, arms: 3) == plan)
            for (key, value) in [
                ("sensitivity_runs", "0"), ("sensitivity_runs", "x"), ("sensitivity_setting", "2"), ("sensitivity_arms", "3"), ("sensitivity_arms", ""),
                ("sensitivity_arms", "1 1"), ("sensitivity_outcome", "fish"), ("sensitivity_groups", ""),
            ] {
                #expect(SensitivityPlan(meta.merging([key: value]) { $1 }, settings: 2, arms: 3) == nil, "\(key) \(value)")
            }
        }
        #expect(SensitivityPlan([:], settings: 2, arms: 3) == nil)
    }
}
