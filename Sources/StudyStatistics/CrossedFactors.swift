/// How much of what differs between the combinations of a fully crossed study comes from the arms and from each factor alone.
///
/// Cells are combinations of arm and setting. The variance of the cells' means is taken apart into main effects, which are orthogonal
/// in a full
/// cross, and the rest (interactions). What luck adds to it, the squared standard errors of the cells, is taken off each part by its
/// degrees
/// of freedom, so that shares are of what is really different.
/// - Source: Searle, Casella & McCulloch, *Variance Components* (1992), ch. 4; ω² of Hays, *Statistics* (1963).
public struct CrossedFactors: Sendable {
    public struct Share: Sendable, Equatable {
        /// `system` for the arms, or a factor's name.
        public var name: String
        /// 0…1 of the variance between cells; with `rest` all add to 1.
        public var share: Double
        /// The levels with the least and the most of the outcome, and their means.
        public var least: (level: String, mean: Double)
        public var most: (level: String, mean: Double)

        public static func == (left: Share, right: Share) -> Bool { left.name == right.name && left.share == right.share }
    }

    /// Largest first; what their interplay makes is `rest`.
    public let shares: [Share]
    public let rest: Double

    /// - Parameters: arms: those to compare (a defence that fires nothing says nothing of what decides).
    /// - Returns: nil where there is nothing to take apart: fewer than two crossed variables, or no difference beyond luck.
    public init?(_ summary: StudySummary, arms: [Int], outcome: StudyOutcome = .leakerFraction) {
        let plan = summary.plan
        typealias Cell = (levels: [String], mean: Double, error: Double)
        var names = ["defence"]
        names += plan.settings.first?.factors.map(\.name) ?? []
        var cells: [Cell] = []
        for setting in plan.settings.indices {
            for arm in arms {
                let sums = summary.sums(setting: setting, arm: arm, outcome)
                guard sums.count > 0, plan.settings[setting].factors.count == names.count - 1 else { return nil }
                cells.append(([plan.arms[arm].name] + plan.settings[setting].factors.map(\.value), sums.mean, sums.error?.variance ?? 0))
            }
        }
        let varied = names.indices.filter { place in Set(cells.map { $0.levels[place] }).count > 1 }
        guard varied.count > 1, cells.count > 3 else { return nil }
        let mean = cells.reduce(0) { $0 + $1.mean } / Double(cells.count)
        let noise = cells.reduce(0) { $0 + $1.error } / Double(cells.count)
        let total = cells.reduce(0) { $0 + ($1.mean - mean) * ($1.mean - mean) }
        let left = total - Double(cells.count - 1) * noise
        guard left > 0 else { return nil }
        var found: [Share] = []
        var parts: [Double] = []
        for place in varied {
            var order: [String] = []
            var sums: [String: (sum: Double, count: Double)] = [:]
            for cell in cells {
                if sums[cell.levels[place]] == nil { order.append(cell.levels[place]) }
                sums[cell.levels[place], default: (0, 0)].sum += cell.mean
                sums[cell.levels[place], default: (0, 0)].count += 1
            }
            let levels = order.compactMap { level in sums[level].map { (level: level, mean: $0.sum / $0.count, count: $0.count) } }
            let square = levels.reduce(0) { $0 + $1.count * ($1.mean - mean) * ($1.mean - mean) }
            guard let least = levels.min(by: { $0.mean < $1.mean }), let most = levels.max(by: { $0.mean < $1.mean }) else { continue }
            parts.append(square - Double(levels.count - 1) * noise)
            found.append(Share(name: names[place], share: 0, least: (least.level, least.mean), most: (most.level, most.mean)))
        }
        guard let told = VarianceShares.normalised(parts, of: left) else { return nil }
        for place in found.indices { found[place].share = told.shares[place] }
        shares = found.enumerated().sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }.map(\.element)
        rest = told.rest
    }
}
