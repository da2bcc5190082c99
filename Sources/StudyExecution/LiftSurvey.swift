public import BattleSimulation
import BattleWorld
import RunRecords
import StudyStatistics

/// What would have saved those that got through, over several raids of a study: each flown again as it was and with one limit lifted.
///
/// As in `Counterfactual`, what follows is drawn anew in both; here the raids are the units of the interval, so that it speaks
/// of raids of this kind and not of one.
public struct LiftSurvey: Sendable {
    public var seed: UInt64
    /// How often what follows is drawn anew in each raid, at least 1.
    public var redraws: Int
    public var jobs: Int

    public init(seed: UInt64, redraws: Int, jobs: Int) {
        self.seed = seed
        self.redraws = max(1, redraws)
        self.jobs = max(1, jobs)
    }

    public struct Answer: Sendable {
        public var limit: LiftedLimit
        /// The share of those that got through which the limit's absence saves, with its 95 % interval over raids.
        public var saved: (mean: Double, low: Double, high: Double)
    }

    public struct Result: Sendable {
        /// Those that got through in the raids as they were flown, and the share of them that another luck alone saves.
        public var leakers: Int
        public var byLuck: Double
        /// Raids in which something got through.
        public var raids: Int
        public var answers: [Answer]
    }

    /// - Parameters: indices: run index of each raid. compile: the defence in each of them.
    public func fly(
        _ limits: [LiftedLimit], indices: [UInt32], compile: @escaping @Sendable (_ raid: Int) throws -> BattleModel
    ) throws -> Result {
        let models = try CapacityFlight.together(indices.count, jobs: jobs, compile)
        let wanted = try CapacityFlight.together(indices.count, jobs: jobs) { raid in
            Set(Self.leaked(BattleRunner.run(models[raid], seed: seed, index: indices[raid])))
        }
        let told = indices.indices.filter { !wanted[$0].isEmpty }
        let variants = limits.count + 1
        // The share of the raid's own leakers that get through again, by redraw.
        let through = try CapacityFlight.together(told.count * variants, jobs: jobs) { place -> [Double] in
            let (number, variant) = place.quotientAndRemainder(dividingBy: variants)
            let raid = told[number]
            var model = variant == 0 ? models[raid] : limits[variant - 1].lifted(models[raid])
            // The raid is the same however often what follows is drawn anew.
            let paths = RaidPaths()
            return (0..<redraws).map { redraw in
                model.redraw = UInt32(redraw)
                let leaked = Self.leaked(BattleRunner.run(model, seed: seed, index: indices[raid], sharing: paths))
                return Double(leaked.count { wanted[raid].contains($0) }) / Double(wanted[raid].count)
            }
        }
        let answers = limits.enumerated().map { number, limit in
            var saved = NestedSums()
            for raid in told.indices {
                for redraw in 0..<redraws {
                    saved.add(through[raid * variants][redraw] - through[raid * variants + number + 1][redraw], sample: raid, bound: 1)
                }
            }
            return Answer(limit: limit, saved: saved.shareInterval())
        }
        let asItWas = told.indices.flatMap { through[$0 * variants] }
        return Result(
            leakers: wanted.reduce(0) { $0 + $1.count },
            byLuck: asItWas.isEmpty ? 0 : 1 - asItWas.reduce(0, +) / Double(asItWas.count), raids: told.count, answers: answers)
    }

    private static func leaked(_ record: RunRecord) -> [String] {
        record.targets.filter { $0.outcome == .leaked && $0.allegiance == .hostile && $0.armed }.map(\.name)
    }
}
