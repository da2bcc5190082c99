public import RunRecords

/// Everything that a report says of a study, computed from its rows in one pass.
public struct StudySummary: Sendable {
    public let plan: StudyPlan
    /// By setting, arm and outcome.
    private var sums: [[[NestedSums]]]
    /// Differences arm − other, raid by raid: by setting, pair and outcome.
    private var differences: [[[NestedSums]]]
    /// Leakers by cause: by setting, arm and cause.
    private var causes: [[[Int]]]
    private let outcomes = StudyOutcome.allCases
    private var block: [Int: [RunOutcome?]] = [:]
    private var blockKey = (setting: -1, sample: -1)

    /// Every ordered pair of arms (later minus earlier).
    public let pairs: [(arm: Int, other: Int)]

    public init(_ plan: StudyPlan) {
        self.plan = plan
        pairs = plan.arms.indices.flatMap { other in (other + 1..<max(other + 1, plan.arms.count)).map { ($0, other) } }
        let outcomeCount = StudyOutcome.allCases.count
        let row = Array(repeating: NestedSums(), count: outcomeCount)
        sums = plan.settings.map { _ in plan.arms.map { _ in row } }
        let pairCount = pairs.count
        differences = plan.settings.map { _ in Array(repeating: row, count: pairCount) }
        causes = plan.settings.map { _ in plan.arms.map { _ in LimitingCause.allCases.map { _ in 0 } } }
    }

    /// Takes one row; rows must come ordered by setting and sample (as an archive gives them).
    public mutating func add(_ row: StudyRow) {
        let key = row.key
        if key.setting != blockKey.setting || key.sample != blockKey.sample { closeBlock() }
        blockKey = (key.setting, key.sample)
        for (place, outcome) in outcomes.enumerated() {
            sums[key.setting][key.arm][place].add(outcome.value(of: row.outcome), sample: key.sample)
        }
        for place in row.outcome.causes.indices { causes[key.setting][key.arm][place] += row.outcome.causes[place] }
        block[key.run, default: Array(repeating: nil, count: plan.arms.count)][key.arm] = row.outcome
    }

    /// Call after the last row.
    public mutating func finish() { closeBlock() }

    private mutating func closeBlock() {
        guard blockKey.setting >= 0 else { return }
        for run in block.keys.sorted() {
            guard let arms = block[run] else { continue }
            for (place, pair) in pairs.enumerated() {
                guard let mine = arms[pair.arm], let theirs = arms[pair.other] else { continue }
                for (number, outcome) in outcomes.enumerated() {
                    differences[blockKey.setting][place][number].add(
                        outcome.value(of: mine) - outcome.value(of: theirs), sample: blockKey.sample)
                }
            }
        }
        block.removeAll(keepingCapacity: true)
    }

    private func place(_ outcome: StudyOutcome) -> Int { outcomes.firstIndex(of: outcome)! }

    public func sums(setting: Int, arm: Int, _ outcome: StudyOutcome) -> NestedSums {
        sums[setting][arm][place(outcome)]
    }

    /// Paired difference of a pair of `pairs`.
    public func difference(setting: Int, pair: Int, _ outcome: StudyOutcome) -> NestedSums {
        differences[setting][pair][place(outcome)]
    }

    /// Leakers by cause, in the order of `LimitingCause.allCases`, over all runs.
    public func causes(setting: Int, arm: Int) -> [Int] { causes[setting][arm] }
}
