/// Confidence intervals of a binomial share p from k successes in n trials.
public enum BinomialInterval {
    /// Wilson's: centre (p + z²/2n)/(1 + z²/n), half width z √(pq/n + z²/4n²)/(1 + z²/n).
    ///
    /// Both counts may be fractions of trials (an effective number). (0, 1) where there is no trial.
    /// - Source: E. B. Wilson, *J. Am. Stat. Assoc.* 22 (1927), 209–212.
    public static func wilson(successes: Double, of count: Double, confidence: Double) -> (low: Double, high: Double) {
        guard count > 0 else { return (0, 1) }
        let z = NormalDistribution.quantile(0.5 + confidence / 2)
        let p = successes / count
        let scale = 1 + z * z / count
        let centre = (p + z * z / (2 * count)) / scale
        let half = z * (p * (1 - p) / count + z * z / (4 * count * count)).squareRoot() / scale
        return (successes <= 0 ? 0 : max(0, centre - half), successes >= count ? 1 : min(1, centre + half))
    }

    /// Clopper's and Pearson's, which never covers less than it says.
    /// - Source: C. J. Clopper & E. S. Pearson, *Biometrika* 26 (1934), 404–413.
    public static func clopperPearson(successes: Int, of count: Int, confidence: Double) -> (low: Double, high: Double) {
        let tail = (1 - confidence) / 2
        let k = Double(successes)
        let n = Double(count)
        return (
            successes == 0 ? 0 : IncompleteBeta.inverse(tail, k, n - k + 1),
            successes == count ? 1 : IncompleteBeta.inverse(1 - tail, k + 1, n - k)
        )
    }

    /// Jeffreys': quantiles of Beta(k + ½, n − k + ½), with 0 and 1 at the ends.
    /// - Source: Brown, Cai & DasGupta, *Statist. Sci.* 16 (2001), 101–133, section 4.
    public static func jeffreys(successes: Int, of count: Int, confidence: Double) -> (low: Double, high: Double) {
        let tail = (1 - confidence) / 2
        let a = Double(successes) + 0.5
        let b = Double(count - successes) + 0.5
        return (
            successes == 0 ? 0 : IncompleteBeta.inverse(tail, a, b),
            successes == count ? 1 : IncompleteBeta.inverse(1 - tail, a, b)
        )
    }

    /// The upper end of the one-sided interval where nothing was seen in n trials: 1 − (1 − c)^{1/n}, near 3/n for c = 0.95.
    ///
    /// - Returns: nil where something was seen: the rule says nothing then.
    /// - Source: Hanley & Lippman-Hand, *J. Am. Med. Assoc.* 249 (1983), 1743–1745.
    public static func ruleOfThree(successes: Int, of count: Int, confidence: Double) -> Double? {
        guard successes == 0, count > 0 else { return nil }
        return -Elementary.expm1(Elementary.log1p(-confidence) / Double(count))
    }
}
