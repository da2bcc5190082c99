import NumericalMethods

/// Wilson's interval of a binomial share: centre (p + z²/2n)/(1 + z²/n), half width z √(pq/n + z²/4n²)/(1 + z²/n).
/// - Source: E. B. Wilson, *J. Am. Stat. Assoc.* 22 (1927), 209–212.
public enum WilsonInterval {
    public static func bounds(successes: Int, of count: Int, confidence: Double) -> (low: Double, high: Double) {
        guard count > 0 else { return (0, 1) }
        let z = NormalDistribution.quantile(0.5 + confidence / 2)
        let n = Double(count)
        let p = Double(successes) / n
        let scale = 1 + z * z / n
        let centre = (p + z * z / (2 * n)) / scale
        let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / scale
        return (successes == 0 ? 0 : max(0, centre - half), successes == count ? 1 : min(1, centre + half))
    }
}
