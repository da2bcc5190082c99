import BattleSimulation
import Synchronization

/// The models of one setting and sample, compiled by the first thread that needs them.
final class ModelBlock: Sendable {
    let setting: Int
    let sample: Int
    private let models = Mutex<[BattleModel]?>(nil)

    init(setting: Int, sample: Int) {
        self.setting = setting
        self.sample = sample
    }

    func models(_ arms: Int, _ compile: StudyRunner.Compile) throws -> [BattleModel] {
        try models.withLock { known in
            if let known { return known }
            let made = try (0..<arms).map { try compile($0, setting, sample) }
            known = made
            return made
        }
    }
}

/// Raids of one block that one thread flies in one go: every open arm of a raid together.
struct WorkChunk: Sendable {
    let block: ModelBlock
    let raids: [[RunKey]]
}

/// Deals out the open raids of a stage, block by block, without ever listing them all.
final class WorkSource: Sendable {
    private struct State {
        var sample: Int
        var setting: Int
        var raids: [[RunKey]] = []
        var next = 0
        var block: ModelBlock?
        var stopped = false
    }

    private let plan: StudyPlan
    private let stage: StudyStage
    private let shard: StudyShard?
    private let chunk: Int
    private let finished: StudyRunner.Finished
    private let state: Mutex<State>

    init(
        plan: StudyPlan, stage: StudyStage, shard: StudyShard?, chunk: Int, finished: @escaping StudyRunner.Finished
    ) {
        self.plan = plan
        self.stage = stage
        self.shard = shard
        self.chunk = chunk
        self.finished = finished
        state = Mutex(State(sample: stage.samples.lowerBound, setting: stage.settings.lowerBound))
    }

    /// The next chunk; nil when nothing is left.
    func next() throws -> WorkChunk? {
        try state.withLock { state in
            while !state.stopped {
                if let block = state.block, state.next < state.raids.count {
                    let end = min(state.next + chunk, state.raids.count)
                    defer { state.next = end }
                    return WorkChunk(block: block, raids: Array(state.raids[state.next..<end]))
                }
                guard stage.samples.contains(state.sample) else { return nil }
                state.raids = try raids(setting: state.setting, sample: state.sample)
                state.next = 0
                state.block = ModelBlock(setting: state.setting, sample: state.sample)
                state.setting += 1
                if !stage.settings.contains(state.setting) {
                    state.setting = stage.settings.lowerBound
                    state.sample += 1
                }
            }
            return nil
        }
    }

    /// Nothing more is dealt out.
    func stop() { state.withLock { $0.stopped = true } }

    private func raids(setting: Int, sample: Int) throws -> [[RunKey]] {
        let done = try finished(setting, sample)
        return stage.runs.compactMap { run in
            let first = RunKey(setting: setting, sample: sample, arm: 0, run: run)
            guard shard?.holds(first, of: plan) ?? true else { return nil }
            let keys = plan.arms.indices.map { RunKey(setting: setting, sample: sample, arm: $0, run: run) }
                .filter { !done.contains($0) }
            return keys.isEmpty ? nil : keys
        }
    }
}
