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
    ///
    /// Both counts may be fractions of trials (an effective number). (0, 1) where there is no trial.
    /// - Source: C. J. Clopper & E. S. Pearson, *Biometrika* 26 (1934), 404–413.
    public static func clopperPearson(successes k: Double, of n: Double, confidence: Double) -> (low: Double, high: Double) {
        guard n > 0 else { return (0, 1) }
        let tail = (1 - confidence) / 2
        return (
            k <= 0 ? 0 : IncompleteBeta.inverse(tail, k, n - k + 1),
            k >= n ? 1 : IncompleteBeta.inverse(1 - tail, k + 1, n - k)
        )
    }

    /// The same for whole numbers.
    public static func clopperPearson(successes: Int, of count: Int, confidence: Double) -> (low: Double, high: Double) {
        clopperPearson(successes: Double(successes), of: Double(count), confidence: confidence)
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

    /// Agresti's and Coull's: Wald's about (k + z²/2)/(n + z²), cut to 0…1.
    /// - Source: A. Agresti & B. A. Coull, *Am. Stat.* 52 (1998), 119–126.
    public static func agrestiCoull(successes: Int, of count: Int, confidence: Double) -> (low: Double, high: Double) {
        let z = NormalDistribution.quantile(0.5 + confidence / 2)
        let n = Double(count) + z * z
        let p = (Double(successes) + z * z / 2) / n
        let half = z * (p * (1 - p) / n).squareRoot()
        return (max(0, p - half), min(1, p + half))
    }

    /// The mid-P interval: Clopper's and Pearson's with half of what was seen counted in each tail.
    ///
    ///     P(X > k) + ½ P(X = k) = α/2 at the lower end,   P(X < k) + ½ P(X = k) = α/2 at the upper.
    /// - Source: H. O. Lancaster, *J. Am. Stat. Assoc.* 56 (1961), 223–234.
    public static func midP(successes: Int, of count: Int, confidence: Double) -> (low: Double, high: Double) {
        let tail = (1 - confidence) / 2
        let k = Double(successes)
        let n = Double(count)
        /// P(X > k) + ½ P(X = k), which rises with p:  ½ (P(X ≥ k) + P(X ≥ k + 1)).
        func above(_ p: Double) -> Double {
            let atLeast = successes == 0 ? 1 : IncompleteBeta.regularised(p, k, n - k + 1)
            let more = successes == count ? 0 : IncompleteBeta.regularised(p, k + 1, n - k)
            return (atLeast + more) / 2
        }
        func root(_ wanted: Double) -> Double { Bisection.root(from: 0, to: 1) { above($0) - wanted } }
        return (successes == 0 ? 0 : root(tail), successes == count ? 1 : root(1 - tail))
    }

    /// Wald's, cut to 0…1; a point where nothing or everything was seen, so it holds for common events alone.
    public static func wald(successes: Int, of count: Int, confidence: Double) -> (low: Double, high: Double) {
        let p = Double(successes) / Double(count)
        let half = NormalDistribution.quantile(0.5 + confidence / 2) * (p * (1 - p) / Double(count)).squareRoot()
        return (max(0, p - half), min(1, p + half))
    }

    /// Upper end of the one-sided interval of Clopper and Pearson; the rule of three where nothing was seen.
    public static func upperLimit(successes: Int, of count: Int, confidence: Double) -> Double {
        if let none = ruleOfThree(successes: successes, of: count, confidence: confidence) { return none }
        return successes == count ? 1 : IncompleteBeta.inverse(confidence, Double(successes + 1), Double(count - successes))
    }

    /// Lower end of the one-sided interval of Clopper and Pearson.
    public static func lowerLimit(successes: Int, of count: Int, confidence: Double) -> Double {
        1 - upperLimit(successes: count - successes, of: count, confidence: confidence)
    }
}
