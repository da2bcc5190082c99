public import BattleSimulation
import BattleWorld
import Dispatch
public import RunRecords
public import StudyStatistics

/// How far a study is.
public struct StudyProgress: Sendable {
    public var done: Int
    public var total: Int
}

/// Runs what a plan asks for, on as many threads as are given; the rows do not depend on how many.
///
/// Each thread takes a few raids of one setting and sample at a time, compiles that block's models where it is the first
/// to need them, and flies every arm against each raid; the caller's thread commits. Memory does not grow with the study.
public struct StudyRunner: Sendable {
    /// The model of an arm, setting and sample; called once for each, on any thread.
    public typealias Compile = @Sendable (_ arm: Int, _ setting: Int, _ sample: Int) throws -> BattleModel
    /// Those of some runs of a setting and sample that need not be flown again.
    public typealias Finished = @Sendable (_ setting: Int, _ sample: Int, _ runs: Range<Int>) throws -> Set<RunKey>

    public var plan: StudyPlan
    public var jobs: Int
    public var shard: StudyShard?

    public init(plan: StudyPlan, jobs: Int, shard: StudyShard? = nil) {
        self.plan = plan
        self.jobs = max(1, jobs)
        self.shard = shard
    }

    /// Flies every run of a stage that is not finished.
    /// - Parameters:
    ///   - stage: what is being flown.
    ///   - finished: takes each row as it is done.
    ///   - compile: makes the model of a setting, sample and arm.
    ///   - record: turns a record into what is kept of it as text, for the runs whose record is kept.
    ///   - commit: takes batches of rows, on the caller's thread; their order depends on the threads.
    public func run(
        _ stage: StudyStage, finished: @escaping Finished, compile: @escaping Compile,
        record: @escaping @Sendable (RunRecord) -> String, commit: (_ rows: [StudyRow]) throws -> Void
    ) throws {
        let source = WorkSource(plan: plan, stage: stage, shard: shard, chunk: chunk(stage), finished: finished)
        if jobs == 1 {
            let paths = RaidPaths()
            while let chunk = try source.next() { try commit(fly(chunk, sharing: paths, compile, record)) }
            return
        }
        enum Message: Sendable { case rows([StudyRow]), failed(any Error), ended }
        let queue = ResultQueue<Message>(capacity: 8 * jobs)
        for _ in 0..<jobs {
            DispatchQueue.global().async { [self] in
                let paths = RaidPaths()
                do {
                    while let chunk = try source.next() { queue.push(.rows(try fly(chunk, sharing: paths, compile, record))) }
                } catch { queue.push(.failed(error)) }
                queue.push(.ended)
            }
        }
        var running = jobs
        var failure: (any Error)?
        while running > 0 {
            switch queue.pop() {
            case .rows(let rows):
                guard failure == nil else { continue }
                do { try commit(rows) } catch {
                    failure = error
                    source.stop()
                }
            case .failed(let error):
                failure = failure ?? error
                source.stop()
            case .ended: running -= 1
            }
        }
        if let failure { throw failure }
    }

    /// Raids in a chunk: a whole block where there are many blocks, a share of one where there are few.
    private func chunk(_ stage: StudyStage) -> Int {
        let blocks = stage.samples.count * stage.settings.count
        let raids = max(1, stage.runs.count / (shard?.count ?? 1))
        let fair = blocks >= 8 * jobs ? raids : max(1, raids * blocks / (16 * jobs))
        return min(fair, raids, 24)
    }

    private func fly(
        _ chunk: WorkChunk, sharing paths: RaidPaths, _ compile: Compile, _ record: @Sendable (RunRecord) -> String
    ) throws -> [StudyRow] {
        let models = try chunk.block.models(plan.arms(ofSample: chunk.block.sample), compile)
        return chunk.raids.flatMap { keys in
            keys.map { key in
                let keeps = key.sample == 0 && key.run < plan.recordsKept
                let result = BattleRunner.run(models[key.arm]!, seed: plan.seed, index: plan.runIndex(key), sharing: paths)
                return StudyRow(
                    key: key, digest: RecordDigest.hexadecimal(of: result), outcome: RunOutcome(result),
                    record: keeps ? record(result) : nil)
            }
        }
    }
}
