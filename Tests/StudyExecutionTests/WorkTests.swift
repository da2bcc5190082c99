import BattleSimulation
import StudyStatistics
import Testing

@testable import StudyExecution

@Suite struct WorkTests {
    @Test func `work is dealt out once, across windows and after an interruption`() throws {
        let plan = Fixtures.plan(settings: 2, samples: 2, runs: 5_000)
        let stage = plan.stages(lookInterval: nil)[0]
        // Every third run is there already, one arm of every seventh too.
        let source = WorkSource(plan: plan, stage: stage, shard: nil, chunk: 24) { setting, sample, runs in
            Set(runs.flatMap { run in
                [0, 1].filter { run % 3 == 0 || run % 7 == 0 && $0 == 1 }.map {
                    RunKey(setting: setting, sample: sample, arm: $0, run: run)
                }
            })
        }
        var seen: Set<RunKey> = []
        while let chunk = try source.next() {
            #expect(chunk.raids.count <= 24)
            for raid in chunk.raids {
                for key in raid {
                    #expect(key.setting == chunk.block.setting && key.sample == chunk.block.sample)
                    #expect(seen.insert(key).inserted)
                }
            }
        }
        let keys = plan.settings.indices.flatMap { setting in
            (0..<plan.samples).flatMap { sample in
                (0..<plan.runs).flatMap { run in
                    plan.arms.indices.map { RunKey(setting: setting, sample: sample, arm: $0, run: run) }
                }
            }
        }
        let expected = keys.filter { !($0.run % 3 == 0 || $0.run % 7 == 0 && $0.arm == 1) }
        #expect(seen == Set(expected))
    }
}
