import StudyStatistics
import Testing

@Suite struct PlanTests {
    /// Plans whose shards are dealt by blocks and by raids, with and without a sensitivity part.
    static let plans: [StudyPlan] = [
        Fixtures.plan(settings: 6, samples: 24, runs: 5),
        Fixtures.plan(settings: 3, samples: 1, runs: 101),
        Fixtures.plan(settings: 2, samples: 3, runs: 7,
            sensitivity: SensitivityPlan(groups: ["a", "b"], base: 4, runs: 2, setting: 1, outcome: .leakers)),
    ]

    static func keys(_ plan: StudyPlan) -> [RunKey] {
        var keys: [RunKey] = []
        for stage in plan.stages(lookInterval: nil) + [plan.sensitivityStage].compactMap({ $0 }) {
            for setting in stage.settings {
                for sample in stage.samples {
                    for run in stage.runs {
                        for arm in plan.arms.indices { keys.append(RunKey(setting: setting, sample: sample, arm: arm, run: run)) }
                    }
                }
            }
        }
        return keys
    }

    @Test(arguments: [0, 1, 2], [1, 2, 3, 6, 7, 16]) func `every run is in exactly one shard, and shards are counted right`(
        place: Int, count: Int
    ) {
        let plan = Self.plans[place]
        let keys = Self.keys(plan)
        #expect(keys.count == plan.total)
        let shards = (1...count).map { StudyShard(number: $0, count: count) }
        for key in keys { #expect(shards.count { $0.holds(key, of: plan) } == 1) }
        for shard in shards { #expect(plan.total(of: shard) == keys.count { shard.holds($0, of: plan) }) }
    }

    @Test func `no shard gets all the large raids`() {
        let plan = Self.plans[0]
        for number in 1...6 {
            let shard = StudyShard(number: number, count: 6)
            let settings = Set(Self.keys(plan).filter { shard.holds($0, of: plan) }.map(\.setting))
            #expect(settings.count == 6)
        }
    }

    @Test func `shards are read as they are written`() {
        #expect(StudyShard("3/8") == StudyShard(number: 3, count: 8))
        for text in ["0/8", "9/8", "3", "3/8/2", "a/b", "", "1/0", "-1/4"] { #expect(StudyShard(text) == nil, "\(text)") }
    }

    @Test func `arms meet the same raid, and no two raids of a study are the same`() {
        let plan = Self.plans[2]
        var raids: [UInt32: Set<[Int]>] = [:]
        for key in Self.keys(plan) where key.sample < plan.samples { raids[plan.runIndex(key), default: []].insert([key.sample, key.run]) }
        #expect(raids.values.allSatisfy { $0.count == 1 })
    }

    @Test func `a point and its changed copies meet the same raids, the second point its own`() {
        let plan = Self.plans[2]
        // Groups a and b: A, B, AB1, AB2.
        func raid(_ point: Int, _ column: Int) -> UInt32 {
            plan.runIndex(RunKey(setting: 1, sample: plan.samples + 4 * point + column, arm: 0, run: 1))
        }
        for point in 0..<4 {
            #expect(Set([0, 2, 3].map { raid(point, $0) }).count == 1)
            #expect(raid(point, 0) != raid(point, 1))
        }
        #expect(Set((0..<4).flatMap { [raid($0, 0), raid($0, 1)] }).count == 8)
    }
}
