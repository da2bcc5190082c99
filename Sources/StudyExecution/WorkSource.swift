import BattleSimulation
import StudyStatistics
import Synchronization

/// The models of one setting and sample, by arm, compiled by the first thread that needs them.
final class ModelBlock: Sendable {
    let setting: Int
    let sample: Int
    private let models = Mutex<[Int: BattleModel]?>(nil)

    init(setting: Int, sample: Int) {
        self.setting = setting
        self.sample = sample
    }

    func models(_ arms: [Int], _ compile: StudyRunner.Compile) throws -> [Int: BattleModel] {
        try models.withLock { known in
            if let known { return known }
            let made = try Dictionary(uniqueKeysWithValues: arms.map { ($0, try compile($0, setting, sample)) })
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
        /// Raids of a window of the block's runs that are open, and the first run after that window.
        var raids: [[RunKey]] = []
        var next = 0
        var windowEnd: Int
        var block: ModelBlock?
        var stopped = false
    }

    /// Runs of a block that are listed at a time.
    private static let window = 2_048

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
        state = Mutex(
            State(
                sample: stage.samples.lowerBound, setting: stage.settings.lowerBound, windowEnd: stage.runs.lowerBound))
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
                if state.windowEnd >= stage.runs.upperBound { goToNextBlock(&state) }
                guard stage.samples.contains(state.sample), !stage.runs.isEmpty else { return nil }
                if state.block == nil { state.block = ModelBlock(setting: state.setting, sample: state.sample) }
                let runs = state.windowEnd..<min(state.windowEnd + Self.window, stage.runs.upperBound)
                state.raids = try raids(setting: state.setting, sample: state.sample, runs: runs)
                state.next = 0
                state.windowEnd = runs.upperBound
            }
            return nil
        }
    }

    private func goToNextBlock(_ state: inout State) {
        state.block = nil
        state.windowEnd = stage.runs.lowerBound
        state.setting += 1
        if !stage.settings.contains(state.setting) {
            state.setting = stage.settings.lowerBound
            state.sample += 1
        }
    }

    /// Nothing more is dealt out.
    func stop() { state.withLock { $0.stopped = true } }

    private func raids(setting: Int, sample: Int, runs: Range<Int>) throws -> [[RunKey]] {
        func first(_ run: Int) -> RunKey { RunKey(setting: setting, sample: sample, arm: 0, run: run) }
        if let shard, shard.dealsBlocks(of: plan), !shard.holds(first(0), of: plan) { return [] }
        let done = try finished(setting, sample, runs)
        let arms = plan.arms(ofSample: sample)
        return runs.compactMap { run in
            guard shard?.holds(first(run), of: plan) ?? true else { return nil }
            let keys = arms.map { RunKey(setting: setting, sample: sample, arm: $0, run: run) }
                .filter { !done.contains($0) }
            return keys.isEmpty ? nil : keys
        }
    }
}
