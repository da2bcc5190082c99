/// Shares that add to one, as whole per cent that add to a hundred: each is rounded down, and what is missing goes where most was cut off.
enum WholePercent {
    /// - Parameter shares: 0…1 each; where they do not add to 1 (to a thousandth), each is rounded by itself.
    static func of(_ shares: [Double]) -> [Int] {
        let sum = shares.reduce(0, +)
        guard abs(sum - 1) < 1e-3 else { return shares.map { Int((100 * $0).rounded()) } }
        let exact = shares.map { 100 * $0 / sum }
        var whole = exact.map { Int($0.rounded(.down)) }
        let order = exact.indices.sorted { (exact[$1] - exact[$1].rounded(.down), $0) < (exact[$0] - exact[$0].rounded(.down), $1) }
        for place in order.prefix(max(0, 100 - whole.reduce(0, +))) { whole[place] += 1 }
        return whole
    }
}
