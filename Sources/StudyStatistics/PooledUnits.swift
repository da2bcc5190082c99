import RunRecords

/// Means of an outcome over all raids of a study, unit by unit: a unit is a sample of the catalogue (a run, where there is one
/// sample), and its
/// value the mean over the raids and runs that it has.
///
/// Raids of one unit share what is not known and the dice, so units are what the interval is taken over. Beyond a thousand units they are
/// taken together in a thousand groups, so memory does not grow.
struct PooledUnits: Sendable {
    private static let groupsMaximum = 1_000
    private var sums: [Double]
    private var counts: [Double]
    /// Sums of the largest that each value could have been; nil where one did not say.
    private var bounds: [Double]?
    /// Values of single runs: ties of their means may come by chance.
    private var runs = ValueTally()

    init(units: Int) {
        sums = Array(repeating: 0, count: min(max(1, units), Self.groupsMaximum))
        counts = sums
        bounds = sums
    }

    mutating func add(_ value: Double, unit: Int, bound: Double?) {
        let place = unit % sums.count
        sums[place] += value
        counts[place] += 1
        if let bound { bounds?[place] += bound } else { bounds = nil }
        runs.add(value)
    }

    func nested(least: Double) -> NestedSums {
        var nested = NestedSums(least: least, runsBehind: runs)
        for place in sums.indices where counts[place] > 0 {
            // The mean of a unit is no larger than the mean of what its raids could have given.
            let mean = sums[place] / counts[place]
            nested.add(mean, sample: place, bound: bounds.map { $0[place] / counts[place] })
        }
        return nested
    }
}

/// Means and differences over all raids of a study together.
struct PooledRaids: Sendable {
    private let plan: StudyPlan
    private let pairs: [(arm: Int, other: Int)]
    private var arms: [[PooledUnits]]
    private var differences: [[PooledUnits]]
    private let outcomes = StudyOutcome.allCases

    init(_ plan: StudyPlan, pairs: [(arm: Int, other: Int)]) {
        self.plan = plan
        self.pairs = pairs
        let empty = Array(repeating: PooledUnits(units: plan.samples > 1 ? plan.samples : plan.runs), count: StudyOutcome.allCases.count)
        arms = plan.arms.map { _ in empty }
        differences = pairs.map { _ in empty }
    }

    mutating func add(_ raid: [RunOutcome?], key: RunKey) {
        let unit = plan.samples > 1 ? key.sample : key.run
        for (number, outcome) in outcomes.enumerated() {
            for arm in raid.indices {
                guard let found = raid[arm] else { continue }
                arms[arm][number].add(outcome.value(of: found), unit: unit, bound: plan.bound(outcome, of: found, arm: arm))
            }
            for (place, pair) in pairs.enumerated() {
                guard let mine = raid[pair.arm], let theirs = raid[pair.other] else { continue }
                let bound = plan.bound(outcome, of: mine, theirs, pair: pair)
                differences[place][number].add(outcome.value(of: mine) - outcome.value(of: theirs), unit: unit, bound: bound)
            }
        }
    }

    func sums(arm: Int, outcome: Int) -> NestedSums { arms[arm][outcome].nested(least: 0) }
    func difference(pair: Int, outcome: Int) -> NestedSums { differences[pair][outcome].nested(least: -.infinity) }
}
