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
    /// Of the sensitivity part: by arm, then by pair.
    private var armSensitivity: [SensitivityRows] = []
    private var pairSensitivity: [SensitivityRows] = []
    /// Runs without a leaker, and leakers as a distribution: by setting and arm.
    private var clean: [[Int]]
    private var leakerCounts: [[[Int: Int]]]
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
        clean = plan.settings.map { _ in plan.arms.map { _ in 0 } }
        leakerCounts = plan.settings.map { _ in plan.arms.map { _ in [:] } }
        if let sensitivity = plan.sensitivity {
            let empty = SensitivityRows(sensitivity, firstSample: plan.samples)
            armSensitivity = plan.arms.map { _ in empty }
            pairSensitivity = pairs.map { _ in empty }
        }
    }

    /// Takes one row; rows must come ordered by setting and sample (as an archive gives them).
    public mutating func add(_ row: StudyRow) {
        let key = row.key
        if key.setting != blockKey.setting || key.sample != blockKey.sample { closeBlock() }
        blockKey = (key.setting, key.sample)
        block[key.run, default: Array(repeating: nil, count: plan.arms.count)][key.arm] = row.outcome
        guard key.sample < plan.samples else {
            guard let sensitivity = plan.sensitivity else { return }
            armSensitivity[key.arm].add(sensitivity.outcome.value(of: row.outcome), sample: key.sample)
            return
        }
        if row.outcome.leakers == 0 { clean[key.setting][key.arm] += 1 }
        leakerCounts[key.setting][key.arm][row.outcome.leakers, default: 0] += 1
        for (place, outcome) in outcomes.enumerated() {
            sums[key.setting][key.arm][place].add(outcome.value(of: row.outcome), sample: key.sample)
        }
        for place in row.outcome.causes.indices { causes[key.setting][key.arm][place] += row.outcome.causes[place] }
    }

    /// Call after the last row.
    public mutating func finish() { closeBlock() }

    private mutating func closeBlock() {
        guard blockKey.setting >= 0 else { return }
        for run in block.keys.sorted() {
            guard let arms = block[run] else { continue }
            for (place, pair) in pairs.enumerated() {
                guard let mine = arms[pair.arm], let theirs = arms[pair.other] else { continue }
                guard blockKey.sample < plan.samples else {
                    guard let outcome = plan.sensitivity?.outcome else { continue }
                    pairSensitivity[place].add(outcome.value(of: mine) - outcome.value(of: theirs), sample: blockKey.sample)
                    continue
                }
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

    /// The share of runs in which no raider got through, with Wilson's interval.
    public func cleanShare(setting: Int, arm: Int, confidence: Double = 0.95) -> (value: Double, low: Double, high: Double) {
        let runs = sums(setting: setting, arm: arm, .leakers).count
        let bounds = WilsonInterval.bounds(successes: clean[setting][arm], of: runs, confidence: confidence)
        return (runs > 0 ? Double(clean[setting][arm]) / Double(runs) : 0, bounds.low, bounds.high)
    }

    /// The smallest number of leakers that at least a share `p` of the runs did not exceed.
    public func leakerQuantile(setting: Int, arm: Int, _ p: Double) -> Int {
        let counts = leakerCounts[setting][arm].sorted { $0.key < $1.key }
        let wanted = p * Double(counts.reduce(0) { $0 + $1.value })
        var sum = 0.0
        for (leakers, runs) in counts {
            sum += Double(runs)
            if sum >= wanted - 1e-9 { return leakers }
        }
        return counts.last?.key ?? 0
    }

    /// Sobol' indices of an arm's outcome; nil where the study has no sensitivity part or it is not done.
    public func sensitivity(arm: Int) -> SensitivityRows.Result? {
        plan.sensitivity == nil ? nil : armSensitivity[arm].result(seed: plan.seed)
    }

    /// Sobol' indices of a pair's difference.
    public func sensitivity(pair: Int) -> SensitivityRows.Result? {
        plan.sensitivity == nil ? nil : pairSensitivity[pair].result(seed: plan.seed)
    }
}
