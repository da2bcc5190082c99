/// The binomial distribution.
public enum BinomialCount {
    /// Probability of k successes in n trials of probability p.
    public static func probability(_ k: Int, of n: Int, _ p: Double) -> Double {
        guard k >= 0, k <= n else { return 0 }
        if p <= 0 { return k == 0 ? 1 : 0 }
        if p >= 1 { return k == n ? 1 : 0 }
        let (a, b) = (Double(k), Double(n - k))
        return Elementary.exp(
            Elementary.lgamma(a + b + 1) - Elementary.lgamma(a + 1) - Elementary.lgamma(b + 1) + a * Elementary.log(p)
                + b * Elementary.log1p(-p))
    }

    /// Probabilities of 0…n successes, one from the next outwards from the likeliest, so that no digits are lost to logarithms.
    public static func distribution(_ n: Int, _ p: Double) -> [Double] {
        if p <= 0 || p >= 1 || n == 0 {
            var sure = [Double](repeating: 0, count: n + 1)
            sure[p >= 1 ? n : 0] = 1
            return sure
        }
        let middle = min(n, Int(Double(n + 1) * p))
        var terms = [Double](repeating: 0, count: n + 1)
        terms[middle] = 1
        let odds = p / (1 - p)
        for k in stride(from: middle, to: 0, by: -1) { terms[k - 1] = terms[k] * Double(k) / (Double(n - k + 1) * odds) }
        for k in middle..<max(middle, n) { terms[k + 1] = terms[k] * Double(n - k) * odds / Double(k + 1) }
        let sum = terms.reduce(0, +)
        return terms.map { $0 / sum }
    }
}
