import NumericalMethods

/// The best set of weapons for one target when each weapon has a price, exactly.
///
///     μ_j(λ) = min_S V_j Π_{i∈S} (1 − p_ij) + Σ_{i∈S} λ_i
/// Weapons are filtered by a tangent bound, sorted by price per logarithmic effect ρ_i = λ_i / a_i, a_i = −ln(1 − p_ij),
/// and searched depth first (`SalvoSearch`).
struct SalvoPricer {
    let weapons: Int
    let targets: Int
    let values: [Double]
    /// 1 − p, target by target.
    private let survivals: [Double]
    /// −ln(1 − p), target by target; 10³ where p = 1.
    private let effects: [Double]
    /// Slope of the tangent that last fitted each target.
    private var slopes: [Double]
    /// The weapons to search among, by ρ.
    private var ratio: [Double]
    private var price: [Double]
    private var factor: [Double]
    private var order: [(ratio: Double, weapon: Int32)] = []
    private var path: [Int32]
    private var bestPath: [Int32]
    /// The set that `best` found.
    private(set) var bestSet: [Int32] = []

    init(_ problem: WeaponTargetProblem) {
        weapons = problem.weapons
        targets = problem.targets
        values = problem.values
        var survivals = Array(repeating: 0.0, count: weapons * targets)
        var effects = survivals
        for weapon in 0..<weapons {
            for target in 0..<targets {
                let survival = 1 - problem.killProbabilities[weapon * targets + target]
                survivals[target * weapons + weapon] = survival
                effects[target * weapons + weapon] = survival > 0 ? -Elementary.log(survival) : 1e3
            }
        }
        self.survivals = survivals
        self.effects = effects
        slopes = problem.values.map { 0.3 * $0 }
        ratio = Array(repeating: 0, count: weapons)
        price = ratio
        factor = ratio
        path = Array(repeating: 0, count: weapons)
        bestPath = path
    }

    /// V Π (1 − p) of a set.
    func survival(_ set: some Sequence<Int32>, target: Int) -> Double {
        var value = values[target]
        for weapon in set { value *= survivals[target * weapons + Int(weapon)] }
        return value
    }

    /// μ_j, with its set in `bestSet`, sorted by weapon.
    /// - Parameter known: a set for the target, good by expectation; the search starts from its price.
    mutating func best(target: Int, prices: [Double], known: [Int32]) -> Double {
        var least = survival(known, target: target)
        for weapon in known { least += prices[Int(weapon)] }
        bestSet.removeAll(keepingCapacity: true)
        if values[target] <= least { least = values[target] } else { bestSet.append(contentsOf: known) }
        let count = select(target: target, prices: prices, below: least, gainful: true)
        let value = values[target]
        let (found, depth) = withSearch(count: count, limit: least) { search in
            search.minimise(rest: value, cost: 0, from: 0, depth: 0)
            return (search.limit, search.bestDepth)
        }
        least = found
        if depth >= 0 {
            bestSet.removeAll(keepingCapacity: true)
            for place in 0..<depth { bestSet.append(order[Int(bestPath[place])].weapon) }
            bestSet.sort()
        }
        return least
    }

    /// Every set priced below `limit`, handed to `take` with its surviving value, sorted by weapon.
    /// - Returns: false if `take` stopped it by returning false.
    mutating func enumerate(target: Int, prices: [Double], limit: Double, take: (Double, [Int32]) -> Bool) -> Bool {
        if values[target] < limit, !take(values[target], []) { return false }
        let count = select(target: target, prices: prices, below: limit, gainful: false)
        let names = order.map(\.weapon)
        let value = values[target]
        let survivals = self.survivals
        let base = target * weapons
        return withSearch(count: count, limit: limit) { search in
            search.enumerate(rest: value, cost: 0, from: 0, depth: 0) { places in
                let set = places.map { names[Int($0)] }.sorted()
                return take(set.reduce(value) { $0 * survivals[base + Int($1)] }, set)
            }
        }
    }

    private mutating func withSearch<Result>(count: Int, limit: Double, _ body: (inout SalvoSearch) -> Result) -> Result {
        ratio.withUnsafeBufferPointer { ratio in
            price.withUnsafeBufferPointer { price in
                factor.withUnsafeBufferPointer { factor in
                    path.withUnsafeMutableBufferPointer { path in
                        bestPath.withUnsafeMutableBufferPointer { best in
                            guard let ratio = ratio.baseAddress, let price = price.baseAddress, let factor = factor.baseAddress,
                                let path = path.baseAddress, let best = best.baseAddress
                            else { preconditionFailure("a problem without weapons has nothing to price") }
                            var search = SalvoSearch(
                                ratio: ratio, price: price, factor: factor, count: count, path: path, best: best, limit: limit)
                            return body(&search)
                        }
                    }
                }
            }
        }
    }

    /// Weapons that can be in a set cheaper than `limit`, sorted by ρ. For any slope θ > 0
    ///     μ ≥ θ (1 + ln(V/θ)) + Σ_i min(0, λ_i − θ a_i)
    /// and a set with weapon i costs at least max(0, λ_i − θ a_i) more.
    /// - Parameter gainful: leave out weapons that cost more than they can ever save.
    private mutating func select(target: Int, prices: [Double], below limit: Double, gainful: Bool) -> Int {
        let value = values[target]
        order.removeAll(keepingCapacity: true)
        guard value > 0 else { return 0 }
        let slope = min(slopes[target], value)
        let base = target * weapons
        var sum = 0.0
        effects.withUnsafeBufferPointer { effects in
            prices.withUnsafeBufferPointer { prices in
                for weapon in 0..<weapons { sum += min(0, prices[weapon] - slope * effects[base + weapon]) }
                let room = limit - slope * (1 + Elementary.log(value / slope)) - sum
                for weapon in 0..<weapons {
                    let effect = effects[base + weapon]
                    let cost = prices[weapon]
                    if cost - slope * effect < room, effect > 0, !gainful || cost < value * effect {
                        order.append((cost / effect, Int32(weapon)))
                    }
                }
            }
        }
        order.sort { ($0.ratio, $0.weapon) < ($1.ratio, $1.weapon) }
        for (place, entry) in order.enumerated() {
            ratio[place] = entry.ratio
            price[place] = prices[Int(entry.weapon)]
            factor[place] = survivals[base + Int(entry.weapon)]
        }
        // Where the continuous problem ends is the slope that fits best.
        var rest = value
        for place in order.indices {
            guard ratio[place] < rest else { break }
            rest = max(rest * factor[place], ratio[place])
            if rest == ratio[place] { break }
        }
        slopes[target] = max(rest, 1e-6 * value)
        return order.count
    }
}
