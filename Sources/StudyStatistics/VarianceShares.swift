/// Parts of a variance, luck taken off, as shares that add to 1.
enum VarianceShares {
    /// What luck is taken off may leave a part below zero, which is then nothing; so that shares still add up, they are of what is left.
    /// - Returns: a share for each part, in order, and what the parts leave of the whole; nil where nothing is left.
    static func normalised(_ parts: [Double], of whole: Double) -> (shares: [Double], rest: Double)? {
        let rest = max(0, whole - parts.reduce(0, +))
        let shares = parts.map { max(0, $0) }
        let sum = shares.reduce(rest, +)
        return sum > 0 ? (shares.map { $0 / sum }, rest / sum) : nil
    }
}
