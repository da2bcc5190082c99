/// How much of what differs between defences comes from each thing that they are made of, where every combination met the same raids.
///
/// A randomised block design: the raids are the blocks, so that what luck and the unknowns do to all defences alike falls out. The variance
/// of the combinations' means is taken apart into main effects, which are orthogonal where the levels are crossed evenly, and the rest
/// (interplay). What is left of luck in a mean, MS(combination × raid) / raids, is taken off each part by its degrees of freedom.
/// - Source: Montgomery, *Design and Analysis of Experiments*, 8th ed. (2013), ch. 4 and 5; ω² of Hays, *Statistics* (1963).
public struct CrossedEffects: Sendable {
    /// A combination of levels, one a factor, and its outcome in each raid.
    public struct Cell: Sendable, Equatable {
        public var levels: [String]
        public var values: [Double]

        public init(levels: [String], values: [Double]) {
            self.levels = levels
            self.values = values
        }
    }

    public struct Effect: Sendable {
        public var factor: String
        /// 0…1 of what differs between the combinations; with `rest` all shares add to 1.
        public var share: Double
        /// In the order in which the cells name them, with the mean outcome over all combinations that have the level.
        public var levels: [(name: String, mean: Double)]
        /// Last level minus first, all else alike, raid by raid: mean with its 95 % interval.
        public var change: (mean: Double, low: Double, high: Double)
    }

    /// Largest share first.
    public let effects: [Effect]
    /// What the factors make together beyond what each makes alone, 0…1.
    public let rest: Double
    public let combinations: Int
    public let raids: Int

    /// - Returns: nil where there is nothing to take apart: raids or combinations missing, levels that are not crossed evenly, or no
    ///   difference beyond luck.
    public init?(factors: [String], cells: [Cell]) {
        guard let raids = cells.first?.values.count, raids > 1, cells.count > 3,
            cells.allSatisfy({ $0.values.count == raids && $0.levels.count == factors.count && $0.values.allSatisfy(\.isFinite) }),
            Self.isEven(cells, factors: factors.count)
        else { return nil }
        let count = Double(cells.count)
        let means = cells.map { $0.values.reduce(0, +) / Double(raids) }
        let mean = means.reduce(0, +) / count
        let raidMeans = (0..<raids).map { raid in cells.reduce(0) { $0 + $1.values[raid] } / count }
        var residual = 0.0
        for (cell, own) in zip(cells, means) {
            for raid in 0..<raids {
                let left = cell.values[raid] - own - raidMeans[raid] + mean
                residual += left * left
            }
        }
        let noise = residual / ((count - 1) * Double(raids - 1)) / Double(raids)
        let whole = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } - (count - 1) * noise
        guard whole > 0 else { return nil }
        var found: [Effect] = []
        var parts: [Double] = []
        for (place, factor) in factors.enumerated() {
            let order = Self.levels(cells, place)
            guard order.count > 1 else { continue }
            let members = order.map { level in cells.indices.filter { cells[$0].levels[place] == level } }
            let averages = members.map { group in group.reduce(0) { $0 + means[$1] } / Double(group.count) }
            let square = zip(members, averages).reduce(0) { $0 + Double($1.0.count) * ($1.1 - mean) * ($1.1 - mean) }
            parts.append(square - Double(order.count - 1) * noise)
            var change = NestedSums()
            for raid in 0..<raids {
                func average(_ group: [Int]) -> Double { group.reduce(0) { $0 + cells[$1].values[raid] } / Double(group.count) }
                change.add(average(members[order.count - 1]) - average(members[0]), sample: raid)
            }
            found.append(
                Effect(
                    factor: factor, share: 0, levels: zip(order, averages).map { ($0, $1) }, change: change.interval()))
        }
        guard !found.isEmpty, let told = VarianceShares.normalised(parts, of: whole) else { return nil }
        for place in found.indices { found[place].share = told.shares[place] }
        effects = found.enumerated().sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }.map(\.element)
        rest = told.rest
        combinations = cells.count
        self.raids = raids
    }

    private static func levels(_ cells: [Cell], _ place: Int) -> [String] {
        cells.reduce(into: []) { order, cell in if !order.contains(cell.levels[place]) { order.append(cell.levels[place]) } }
    }

    /// Whether each pair of levels of two factors stands together as often as their numbers alone would have it.
    private static func isEven(_ cells: [Cell], factors: Int) -> Bool {
        for first in 0..<factors {
            for second in (first + 1)..<max(first + 1, factors) {
                for one in levels(cells, first) {
                    let ones = cells.filter { $0.levels[first] == one }
                    for two in levels(cells, second) {
                        let twos = cells.count { $0.levels[second] == two }
                        let both = ones.count { $0.levels[second] == two }
                        if both * cells.count != ones.count * twos { return false }
                    }
                }
            }
        }
        return true
    }
}
