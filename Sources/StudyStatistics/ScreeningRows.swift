import Stochastics

/// What each group of unknowns does to an outcome when all its values go from low to high together: a two-level screening.
///
/// Every point of the design (`PlackettBurman`, folded over) meets the same raids with common dice, so a raid gives one effect a group,
///     effect = mean over the points at high − mean over the points at low,
/// free of the other groups and of what two groups do together. Raids are the units of its interval: Student's t, or that of rare events
/// where nearly all raids tie (`NestedSums`).
/// - Source: Plackett & Burman 1946; Box & Wilson 1951; common random numbers: Law, *Simulation Modeling and Analysis* (2015), ch. 11.
public struct ScreeningRows: Sendable {
    public let plan: SensitivityPlan
    private let firstSample: Int
    private let design: PlackettBurman
    /// By point of the design, then raid; NaN where it is not there.
    private var values: [[Double]]
    /// The largest that the outcome could have been.
    private var bound = 0.0

    public init(_ plan: SensitivityPlan, firstSample: Int) {
        self.plan = plan
        self.firstSample = firstSample
        design = PlackettBurman(holding: plan.groups.count)
        values = Array(repeating: [], count: design.points)
    }

    /// - Parameters:
    ///   - value: of the outcome.
    ///   - sample: point of the design, numbered on from the study's own samples.
    ///   - run: which of the raids.
    ///   - bound: the largest size that the value could have had; nil where only experience tells.
    public mutating func add(_ value: Double, sample: Int, run: Int, bound: Double? = nil) {
        let place = sample - firstSample
        guard values.indices.contains(place), (0..<plan.runs).contains(run) else { return }
        if values[place].isEmpty { values[place] = Array(repeating: .nan, count: plan.runs) }
        values[place][run] = value
        self.bound = max(self.bound, bound ?? 0)
    }

    /// Raids that every point has met.
    private var wholeRaids: [Int] {
        guard !values.contains(where: \.isEmpty) else { return [] }
        return (0..<plan.runs).filter { run in values.allSatisfy { $0[run] == $0[run] } }
    }

    /// One group's effect, in the outcome's unit.
    public struct Effect: Sendable {
        public var group: String
        /// Change of the outcome from low to high with its 95 % interval.
        public var change: (mean: Double, low: Double, high: Double)

        /// Whether the effect is told from zero.
        public var isShown: Bool { change.low > 0 || change.high < 0 }
        /// No larger is it, either way.
        public var most: Double { max(abs(change.low), abs(change.high)) }
    }

    public struct Result: Sendable {
        /// In the study's order.
        public var effects: [Effect]
        public var points: Int
        public var raids: Int
        /// The outcome over all points and raids.
        public var mean: Double

        /// The largest first.
        public var sorted: [Effect] {
            effects.enumerated().sorted {
                (abs($1.element.change.mean), $0.offset) < (abs($0.element.change.mean), $1.offset)
            }.map(\.element)
        }
    }

    /// nil where fewer than two raids are whole.
    public func result(confidence: Double = 0.95) -> Result? {
        let raids = wholeRaids
        guard raids.count > 1 else { return nil }
        // Of one raid at most what its points were apart, or what one point of a level could have added.
        let apart = raids.map { run in
            let mine = values.map { $0[run] }
            return (mine.max() ?? 0) - (mine.min() ?? 0)
        }
        let bound = max(apart.max() ?? 0, self.bound / Double(design.size))
        let effects = plan.groups.indices.map { group -> Effect in
            var sums = NestedSums()
            for (place, run) in raids.enumerated() {
                let contrast = values.indices.reduce(0.0) {
                    $0 + Double(design.level(point: $1, factor: group)) * values[$1][run]
                }
                sums.add(contrast / Double(design.size), sample: place, bound: bound)
            }
            return Effect(group: plan.groups[group], change: sums.interval(confidence: confidence))
        }
        let all = raids.reduce(0.0) { total, run in total + values.reduce(0.0) { $0 + $1[run] } }
        return Result(
            effects: effects, points: design.points, raids: raids.count, mean: all / Double(design.points * raids.count))
    }
}
