/// Every salvo that an assignment better than the best known can contain, target by target.
///
/// With prices λ ≥ 0, bound L and best known value U, an assignment of value Z has Z ≥ L + Σ_j (c(S_j) + λ(S_j) − μ_j): in
/// one below U, each salvo costs less than U − L above the cheapest of its target.
struct SalvoPool {
    /// Columns of target j are `first[j]..<first[j + 1]`.
    private(set) var first: [Int32] = [0]
    /// Weapons of column c are `weapons[start[c]..<start[c + 1]]`, sorted.
    private(set) var start: [Int32] = [0]
    private(set) var weapons: [Int32] = []
    /// Surviving value of the target under the salvo.
    private(set) var survival: [Double] = []

    var count: Int { survival.count }

    /// nil where there are more than `most`, or `shouldStop` says so.
    init?(
        pricer: inout SalvoPricer, prices: [Double], cheapest: [Double], room: Double, most: Int, shouldStop: () -> Bool
    ) {
        for target in 0..<pricer.targets {
            guard !shouldStop() else { return nil }
            var survival = self.survival
            self.survival = []
            let isWhole = pricer.enumerate(target: target, prices: prices, limit: cheapest[target] + room) { value, set in
                survival.append(value)
                weapons.append(contentsOf: set)
                start.append(Int32(weapons.count))
                return survival.count <= most
            }
            self.survival = survival
            guard isWhole else { return nil }
            first.append(Int32(count))
        }
    }

    func set(_ column: Int32) -> ArraySlice<Int32> { weapons[Int(start[Int(column)])..<Int(start[Int(column) + 1])] }

    func uses(_ column: Int32, _ weapon: Int32) -> Bool { set(column).contains(weapon) }
}
