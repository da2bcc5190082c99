import BattleCompilation
import BattleSimulation
import Foundation
import RunRecords
import ScenarioDocuments
import StudyExecution
import StudyStatistics
import Testing

@Suite struct RunnerTests {
    static func rows(jobs: Int, shard: StudyShard? = nil) throws -> [RunKey: String] {
        let scenario = try ScenarioDocument.load(path: Fixtures.root.appending(path: "Scenarios/one-on-one.yaml").path)
        let catalogue = try CatalogueDocument.load(directory: Fixtures.root.appending(path: "catalogue").path)
        let model = try ScenarioCompiler.compile(
            scenario, arm: scenario.arms[0].name, catalogue: catalogue, file: "one-on-one")
        let plan = Fixtures.plan(arms: 1, settings: 1, samples: 2, runs: 30)
        let stage = plan.stages(lookInterval: nil)[0]
        var found: [RunKey: String] = [:]
        var calls = 0
        try StudyRunner(plan: plan, jobs: jobs, shard: shard).run(
            stage, finished: { _, _, _ in [] }, compile: { _, _, _ in model }, record: { _ in "" }
        ) { rows in
            calls += 1
            for row in rows {
                #expect(found[row.key] == nil)
                found[row.key] = row.digest
            }
        }
        #expect(calls > 0)
        return found
    }

    @Test func `one thread and four give the same rows`() throws {
        let one = try Self.rows(jobs: 1)
        #expect(one.count == 60)
        #expect(Set(one.values).count == 60, "every raid is another one")
        #expect(try Self.rows(jobs: 4) == one)
    }

    @Test func `shards give the rows of the whole`() throws {
        let whole = try Self.rows(jobs: 2)
        var joined: [RunKey: String] = [:]
        for number in 1...3 {
            joined.merge(try Self.rows(jobs: 1, shard: StudyShard(number: number, count: 3))) { _, _ in "twice" }
        }
        #expect(joined == whole)
    }

    @Test func `an error of a thread ends the study with that error`() {
        struct Refused: Error {}
        let plan = Fixtures.plan(samples: 4, runs: 2)
        #expect(throws: Refused.self) {
            try StudyRunner(plan: plan, jobs: 2).run(
                plan.stages(lookInterval: nil)[0], finished: { _, _, _ in [] }, compile: { _, _, _ in throw Refused() },
                record: { _ in "" }, commit: { _ in })
        }
    }
}
