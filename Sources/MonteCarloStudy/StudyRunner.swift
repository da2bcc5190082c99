public import BattleSimulation
import Dispatch
public import RunRecords

/// How far a study is.
public struct StudyProgress: Sendable {
    public var done: Int
    public var total: Int
}

/// Runs what a plan asks for, on as many threads as are given; the rows do not depend on how many.
public struct StudyRunner: Sendable {
    public var plan: StudyPlan
    public var jobs: Int
    public var shard: StudyShard?
    /// Runs flown between two commits.
    public var batch: Int

    public init(plan: StudyPlan, jobs: Int, shard: StudyShard? = nil, batch: Int = 64) {
        self.plan = plan
        self.jobs = max(1, jobs)
        self.shard = shard
        self.batch = max(1, batch)
    }

    /// Flies every run that is not in `finished`.
    /// - Parameters:
    ///   - compile: the model of an arm, setting and sample; called once for each, on one thread.
    ///   - commit: takes each batch of rows, in the order of their keys within a sample.
    ///   - record: turns a record into what is kept of it as text, for the runs whose record is kept.
    public func run(
        finished: Set<RunKey>, compile: (_ arm: Int, _ setting: Int, _ sample: Int) throws -> BattleModel,
        record: @escaping @Sendable (RunRecord) -> String,
        commit: (_ rows: [StudyRow], _ progress: StudyProgress) throws -> Void
    ) throws {
        var progress = StudyProgress(done: 0, total: 0)
        for setting in plan.settings.indices {
            for sample in 0..<plan.samples { progress.total += keys(setting, sample).count }
        }
        progress.done = finished.count { shard?.holds($0, of: plan) ?? true }
        for setting in plan.settings.indices {
            for sample in 0..<plan.samples {
                let open = keys(setting, sample).filter { !finished.contains($0) }
                guard !open.isEmpty else { continue }
                var models: [BattleModel] = []
                for arm in plan.arms.indices { models.append(try compile(arm, setting, sample)) }
                var start = 0
                while start < open.count {
                    let slice = Array(open[start..<min(start + batch, open.count)])
                    let rows = fly(slice, models, record)
                    progress.done += rows.count
                    try commit(rows, progress)
                    start += slice.count
                }
            }
        }
    }

    /// The keys of one setting and sample that this shard holds: raid by raid, every arm of a raid together.
    private func keys(_ setting: Int, _ sample: Int) -> [RunKey] {
        var keys: [RunKey] = []
        for run in 0..<plan.runs {
            for arm in plan.arms.indices {
                let key = RunKey(setting: setting, sample: sample, arm: arm, run: run)
                if shard?.holds(key, of: plan) ?? true { keys.append(key) }
            }
        }
        return keys
    }

    private func fly(_ keys: [RunKey], _ models: [BattleModel], _ record: @escaping @Sendable (RunRecord) -> String) -> [StudyRow] {
        let plan = self.plan
        let one: @Sendable (RunKey) -> StudyRow = { key in
            let keeps = key.sample == 0 && key.run < plan.recordsKept
            let result = BattleRunner.run(models[key.arm], seed: plan.seed, index: plan.runIndex(key))
            return StudyRow(
                key: key, digest: RecordDigest.hexadecimal(of: result), outcome: RunOutcome(result),
                record: keeps ? record(result) : nil)
        }
        if jobs == 1 { return keys.map(one) }
        let rows = RowSlots(count: keys.count)
        let next = TaskCounter()
        DispatchQueue.concurrentPerform(iterations: min(jobs, keys.count)) { _ in
            while true {
                let place = next.take()
                guard place < keys.count else { return }
                rows.set(place, one(keys[place]))
            }
        }
        return rows.all()
    }
}
