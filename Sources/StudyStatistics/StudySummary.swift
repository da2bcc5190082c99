import RunRecords

/// Everything that a report says of a study, computed from its rows in one pass, one raid at a time.
public struct StudySummary: Sendable {
    public let plan: StudyPlan
    /// Every ordered pair of arms (later minus earlier).
    public let pairs: [(arm: Int, other: Int)]

    /// By setting, arm and outcome.
    private var sums: [[[NestedSums]]]
    /// Differences arm − other, raid by raid: by setting, pair and outcome.
    private var differences: [[[NestedSums]]]
    /// Leakers by cause: by setting, arm and cause.
    private var causes: [[[Int]]]
    /// The same as numbers of one run, with their spread.
    private var causeSums: [[[NestedSums]]]
    /// By setting, arm and event.
    private var events: [[[NestedSums]]]
    /// By setting, arm and outcome; empty for outcomes that are not whole numbers.
    private var counts: [[[CountDistribution]]]
    /// Of the sensitivity part: by arm, then by pair.
    private var armSensitivity: [SensitivityRows] = []
    private var pairSensitivity: [SensitivityRows] = []
    /// Of a screening: by arm, then by pair.
    private var armScreening: [ScreeningRows] = []
    private var pairScreening: [ScreeningRows] = []
    /// Over all raids together.
    private var pooled: PooledRaids
    /// The raid that is being taken, arm by arm.
    private var raid: [RunOutcome?]
    private var raidKey = RunKey(setting: -1, sample: -1, arm: 0, run: -1)
    private let outcomes = StudyOutcome.allCases

    public init(_ plan: StudyPlan) {
        self.plan = plan
        let pairs = plan.arms.indices.flatMap { other in
            (other + 1..<max(other + 1, plan.arms.count)).map { (arm: $0, other: other) }
        }
        self.pairs = pairs
        // Outcomes are counts, shares and costs; a difference of two may be negative.
        let counted = NestedSums(least: 0)
        let outcomes = StudyOutcome.allCases.count
        func table<Value>(_ value: Value, width: Int) -> [[Value]] {
            plan.settings.map { _ in Array(repeating: value, count: width) }
        }
        sums = table(Array(repeating: counted, count: outcomes), width: plan.arms.count)
        differences = table(Array(repeating: NestedSums(), count: outcomes), width: pairs.count)
        causes = table(Array(repeating: 0, count: LimitingCause.allCases.count), width: plan.arms.count)
        causeSums = table(Array(repeating: counted, count: LimitingCause.allCases.count), width: plan.arms.count)
        events = table(Array(repeating: counted, count: StudyEvent.allCases.count), width: plan.arms.count)
        counts = table(Array(repeating: CountDistribution(), count: outcomes), width: plan.arms.count)
        raid = Array(repeating: nil, count: plan.arms.count)
        pooled = PooledRaids(plan, pairs: pairs)
        if let screening = plan.sensitivity, screening.form == .screening {
            let empty = ScreeningRows(screening, firstSample: plan.samples)
            armScreening = plan.arms.map { _ in empty }
            pairScreening = pairs.map { _ in empty }
        } else if let sensitivity = plan.sensitivity {
            let empty = SensitivityRows(sensitivity, firstSample: plan.samples)
            armSensitivity = plan.arms.map { _ in empty }
            pairSensitivity = pairs.map { _ in empty }
        }
    }

    /// Takes one row; rows must come ordered by setting, sample and run (as an archive gives them).
    public mutating func add(_ row: StudyRow) {
        let key = row.key
        if key.setting != raidKey.setting || key.sample != raidKey.sample || key.run != raidKey.run {
            closeRaid()
            raidKey = key
        }
        raid[key.arm] = row.outcome
    }

    /// Call after the last row.
    public mutating func finish() {
        closeRaid()
        raidKey = RunKey(setting: -1, sample: -1, arm: 0, run: -1)
    }

    private mutating func closeRaid() {
        guard raidKey.setting >= 0 else { return }
        if plan.isOfSensitivity(sample: raidKey.sample) { closeSensitivityRaid() } else { closeStudyRaid() }
        for arm in raid.indices { raid[arm] = nil }
    }

    private mutating func closeStudyRaid() {
        let (setting, sample) = (raidKey.setting, raidKey.sample)
        pooled.add(raid, key: raidKey)
        for arm in raid.indices {
            guard let outcome = raid[arm] else { continue }
            for (place, counted) in outcomes.enumerated() {
                let value = counted.value(of: outcome)
                sums[setting][arm][place].add(value, sample: sample, bound: plan.bound(counted, of: outcome, arm: arm))
                if counted.isWhole { counts[setting][arm][place].add(Int(value)) }
            }
            for place in outcome.causes.indices {
                causes[setting][arm][place] += outcome.causes[place]
                causeSums[setting][arm][place].add(
                    Double(outcome.causes[place]), sample: sample, bound: Double(outcome.raiders))
            }
            for (place, event) in StudyEvent.allCases.enumerated() {
                events[setting][arm][place].add(event.happened(in: outcome) ? 1 : 0, sample: sample)
            }
        }
        for (place, pair) in pairs.enumerated() {
            guard let mine = raid[pair.arm], let theirs = raid[pair.other] else { continue }
            for (number, outcome) in outcomes.enumerated() {
                differences[setting][place][number].add(
                    outcome.value(of: mine) - outcome.value(of: theirs), sample: sample,
                    bound: plan.bound(outcome, of: mine, theirs, pair: pair))
            }
        }
    }

    private mutating func closeSensitivityRaid() {
        guard let part = plan.sensitivity else { return }
        let (outcome, sample, run) = (part.outcome, raidKey.sample, raidKey.run)
        for arm in raid.indices {
            guard let result = raid[arm] else { continue }
            let value = outcome.value(of: result)
            if part.form == .screening {
                armScreening[arm].add(value, sample: sample, run: run, bound: plan.bound(outcome, of: result, arm: arm))
            } else {
                armSensitivity[arm].add(value, sample: sample, run: run)
            }
        }
        for (place, pair) in pairs.enumerated() {
            guard let mine = raid[pair.arm], let theirs = raid[pair.other] else { continue }
            let apart = outcome.value(of: mine) - outcome.value(of: theirs)
            if part.form == .screening {
                pairScreening[place].add(apart, sample: sample, run: run, bound: plan.bound(outcome, of: mine, theirs, pair: pair))
            } else {
                pairSensitivity[place].add(apart, sample: sample, run: run)
            }
        }
    }
}

extension StudySummary {
    private func place(_ outcome: StudyOutcome) -> Int { outcomes.firstIndex(of: outcome)! }

    public func sums(setting: Int, arm: Int, _ outcome: StudyOutcome) -> NestedSums {
        sums[setting][arm][place(outcome)]
    }

    /// What the rounds cost, or what the systems that were lost cost; nil where there were some and none of them has a public price.
    package func price(setting: Int, arm: Int, _ outcome: StudyOutcome) -> NestedSums? {
        let cost = sums(setting: setting, arm: arm, outcome)
        let number = sums(setting: setting, arm: arm, outcome == .roundsCost ? .roundsFired : .systemsLost)
        return number.mean > 0 && cost.mean == 0 ? nil : cost
    }

    /// An outcome of one raid, over all raids flown.
    public func overall(arm: Int, _ outcome: StudyOutcome) -> NestedSums { pooled.sums(arm: arm, outcome: place(outcome)) }

    /// Paired difference of a pair of `pairs`, over all raids flown.
    public func overallDifference(pair: Int, _ outcome: StudyOutcome) -> NestedSums {
        pooled.difference(pair: pair, outcome: place(outcome))
    }

    /// Paired difference of a pair of `pairs`.
    public func difference(setting: Int, pair: Int, _ outcome: StudyOutcome) -> NestedSums {
        differences[setting][pair][place(outcome)]
    }

    /// Leakers by cause, in the order of `LimitingCause.allCases`, over all runs.
    public func causes(setting: Int, arm: Int) -> [Int] { causes[setting][arm] }

    /// Leakers of one run with a limiting cause.
    public func leakers(by cause: LimitingCause, setting: Int, arm: Int) -> NestedSums {
        causeSums[setting][arm][LimitingCause.allCases.firstIndex(of: cause)!]
    }

    /// How often something happens, with Clopper's and Pearson's interval on the effective number of runs.
    public func share(setting: Int, arm: Int, _ event: StudyEvent, confidence: Double = 0.95) -> (
        value: Double, low: Double, high: Double
    ) {
        events[setting][arm][StudyEvent.allCases.firstIndex(of: event)!].share(confidence: confidence)
    }

    /// The share of runs in which no raider got through, with its interval.
    public func cleanShare(setting: Int, arm: Int, confidence: Double = 0.95) -> (value: Double, low: Double, high: Double) {
        share(setting: setting, arm: arm, .nothingGotThrough, confidence: confidence)
    }

    /// How often each number of an outcome came; empty for outcomes that are not whole numbers.
    public func distribution(setting: Int, arm: Int, _ outcome: StudyOutcome) -> CountDistribution {
        counts[setting][arm][place(outcome)]
    }

    /// The smallest number of leakers that at least a share `p` of the runs did not exceed.
    public func leakerQuantile(setting: Int, arm: Int, _ p: Double) -> Int {
        distribution(setting: setting, arm: arm, .leakers).quantile(p)
    }

    /// Points of the sensitivity part whose samples are all there; zero where the study has none.
    public var sensitivityPoints: Int { armSensitivity.map(\.wholePoints).max() ?? 0 }

    /// Sobol' indices of an arm's outcome; nil where the study has no sensitivity part or it is not done.
    public func sensitivity(arm: Int) -> SensitivityRows.Result? {
        armSensitivity.isEmpty ? nil : armSensitivity[arm].result(seed: plan.seed)
    }

    /// Sobol' indices of a pair's difference.
    public func sensitivity(pair: Int) -> SensitivityRows.Result? {
        pairSensitivity.isEmpty ? nil : pairSensitivity[pair].result(seed: plan.seed)
    }

    /// What each group of unknowns does to an arm's outcome; nil where the study has no screening or it is not done.
    public func screening(arm: Int) -> ScreeningRows.Result? { armScreening.isEmpty ? nil : armScreening[arm].result() }

    /// What each does to a pair's difference.
    public func screening(pair: Int) -> ScreeningRows.Result? { pairScreening.isEmpty ? nil : pairScreening[pair].result() }
}
