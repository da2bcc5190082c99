public import BattleSimulation
import RunRecords
import StudyStatistics

/// What would have saved it: the same run flown again, dice for dice, with one limit lifted.
///
/// A battle is chaotic: whatever is changed, what follows differs, and a raider may be stopped by luck alone. So both the run
/// as it was and the run with the limit lifted are flown with the same raid and with what follows drawn anew, several times; a
/// limit's share is the difference.
public struct Counterfactual: Sendable {
    public var model: BattleModel
    public var seed: UInt64
    public var index: UInt32
    /// How often what follows the raid's own dice is drawn anew, at least 1; the first is the run itself.
    public var redraws: Int
    public var jobs: Int

    public init(model: BattleModel, seed: UInt64, index: UInt32, redraws: Int, jobs: Int) {
        self.model = model
        self.seed = seed
        self.index = index
        self.redraws = max(1, redraws)
        self.jobs = jobs
    }

    /// One limit's answer.
    public struct Answer: Sendable {
        public var limit: LiftedLimit
        /// Of the run's own leakers, the share that gets through: as it was, and with the limit lifted; averages of all redraws.
        public var through: (asItWas: Double, lifted: Double)
        /// The share of them that the limit's absence saves, with its 95 % interval over redraws.
        public var saved: (mean: Double, low: Double, high: Double)
        /// Of all raiders, the mean number that gets through.
        public var leakers: (asItWas: Double, lifted: Double)
    }

    /// - Parameters:
    ///   - limits: what is lifted, one at a time.
    ///   - targets: names of the leakers that are asked for; all of the run's when empty.
    public func answers(_ limits: [LiftedLimit], targets: [String] = []) -> [Answer] {
        let first = BattleRunner.run(model, seed: seed, index: index)
        let all = first.targets.filter { $0.outcome == .leaked }.map(\.name)
        let wanted = Set(targets.isEmpty ? all : all.filter(targets.contains))
        guard !wanted.isEmpty else { return [] }
        let models = [model] + limits.map { $0.lifted(model) }
        let flown = (try? CapacityFlight.together(models.count * redraws, jobs: jobs) { place -> (share: Double, leakers: Int) in
            let (variant, redraw) = place.quotientAndRemainder(dividingBy: redraws)
            var drawn = models[variant]
            drawn.redraw = UInt32(redraw)
            let record = BattleRunner.run(drawn, seed: seed, index: index)
            let leaked = record.targets.filter { $0.outcome == .leaked && $0.allegiance == .hostile && $0.armed }
            return (Double(leaked.count { wanted.contains($0.name) }) / Double(wanted.count), leaked.count)
        }) ?? []
        func mean(_ variant: Int, _ value: (Double, Int) -> Double) -> Double {
            let own = flown[(variant * redraws)..<((variant + 1) * redraws)]
            return own.reduce(0) { $0 + value($1.share, $1.leakers) } / Double(redraws)
        }
        return limits.enumerated().map { number, limit in
            var saved = NestedSums()
            for redraw in 0..<redraws {
                saved.add(flown[redraw].share - flown[(number + 1) * redraws + redraw].share, sample: 0, bound: 1)
            }
            return Answer(
                limit: limit, through: (mean(0) { share, _ in share }, mean(number + 1) { share, _ in share }),
                saved: saved.shareInterval(),
                leakers: (mean(0) { Double($1) }, mean(number + 1) { Double($1) }))
        }
    }
}
