import NumericalMethods

extension RandomStream {
    /// Standard normal, by the inverse of its distribution; one block.
    public mutating func nextNormal() -> Double { NormalDistribution.quantile(nextUniform()) }

    /// Exponential with a mean; one block.
    public mutating func nextExponential(mean: Double) -> Double { -mean * Elementary.log(nextUniform()) }

    /// Uniform on 0..<bound; one block (bias below 2⁻⁶⁴ · bound).
    public mutating func nextInteger(below bound: Int) -> Int {
        let words = nextBlock()
        let bits = UInt64(words.x) << 32 | UInt64(words.y)
        return Int(bits.multipliedFullWidth(by: UInt64(bound)).high)
    }
}
