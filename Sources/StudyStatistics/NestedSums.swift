import NumericalMethods

/// Sums of a quantity over the two levels of a study: runs (aleatory) inside samples of the catalogue (epistemic).
///
/// Balanced or not, the mean is that over samples of their means, and its standard error comes from the spread of those
/// means, which carries both levels:  se² = Σ (m_s − m)² / (S (S − 1)).  With a single sample the runs alone are left.
/// Values come sample by sample, and nothing is kept of a sample that is past, so memory does not grow.
/// - Source: updates by Welford, *Technometrics* 4 (1962), 419–420.
public struct NestedSums: Sendable {
    /// Mean and sum of squared deviations from it, brought up to date value by value.
    private struct Moments {
        var count = 0.0
        var mean = 0.0
        var squares = 0.0

        mutating func add(_ value: Double) {
            count += 1
            let before = value - mean
            mean += before / count
            squares += before * (value - mean)
        }
    }

    /// No value can be less: −∞, or 0 for what is counted. Intervals end there.
    private let least: Double
    private var sample = -1
    private var open = Moments()
    private var openSum = 0.0
    private var means = Moments()
    /// Over the samples that are past: runs, degrees of freedom, squared deviations within, and Σ 1/runs.
    private var runs = 0.0
    private var freedom = 0.0
    private var within = 0.0
    private var inverse = 0.0
    /// The largest size that one value can have; the largest that was seen where nobody says.
    private var bound = 0.0
    /// Whether every value said how large it could have been, so that intervals end there.
    private var isBounded = true
    /// Means of the samples that are past, and values of runs, which are units where there is one sample.
    private var sampleTally = ValueTally()
    private var runTally = ValueTally()
    /// Values of the single runs, where what is added are means of them already.
    private let runsBehind: ValueTally?

    public init(least: Double = -.infinity) { self.init(least: least, runsBehind: nil) }

    init(least: Double, runsBehind: ValueTally?) {
        self.least = least
        self.runsBehind = runsBehind
    }

    /// - Parameters:
    ///   - value: of one run.
    ///   - sample: never lower than that of the value before.
    ///   - bound: the largest size that the value could have had; its own where it is not known.
    public mutating func add(_ value: Double, sample: Int, bound: Double? = nil) {
        if sample != self.sample {
            precondition(sample > self.sample, "samples come in ascending order")
            close()
            self.sample = sample
        }
        open.add(value)
        openSum += value
        self.bound = max(self.bound, bound ?? 0, abs(value))
        isBounded = isBounded && bound != nil
        runTally.add(value)
    }

    private mutating func close() {
        guard open.count > 0 else { return }
        sampleTally.add(openSum / open.count)
        openSum = 0
        means.add(open.mean)
        runs += open.count
        freedom += open.count - 1
        within += open.squares
        inverse += 1 / open.count
        open = Moments()
    }

    /// The same with the open sample closed.
    private var whole: NestedSums {
        var copy = self
        copy.close()
        return copy
    }

    /// Runs over all samples.
    public var count: Int { Int(runs + open.count) }
    /// Samples that have a run.
    public var samples: Int { Int(whole.means.count) }

    /// Mean over samples of their means.
    public var mean: Double { whole.means.mean }

    /// Unbiased variance within samples, pooled.
    public var withinVariance: Double {
        let all = whole
        return all.freedom > 0 ? all.within / all.freedom : 0
    }

    /// The two parts of the variance of one run: between samples (epistemic; never below zero) and within (aleatory).
    ///
    /// The spread of the samples' means carries the dice as well: on average  σ_e² + σ_a² ⟨1/R⟩,  which is taken off.
    public var varianceParts: (epistemic: Double, aleatory: Double) {
        let all = whole
        let aleatory = withinVariance
        guard all.means.count > 1 else { return (0, aleatory) }
        let between = all.means.squares / (all.means.count - 1)
        return (max(0, between - aleatory * all.inverse / all.means.count), aleatory)
    }

    /// The squared standard error of the mean and its degrees of freedom; nil below two values.
    public var error: (variance: Double, freedom: Double)? {
        let all = whole
        if all.means.count > 1 {
            return (all.means.squares / (all.means.count - 1) / all.means.count, all.means.count - 1)
        }
        guard all.runs > 1 else { return nil }
        return (all.within / all.freedom / all.runs, all.runs - 1)
    }

    /// The mean with its confidence interval, cut where no mean can be: below what is counted, beyond what was there to be lost.
    ///
    /// By Student's t on the units (samples, or runs where there is one sample). Where most units are tied and what differs from the
    /// tie is
    /// little, t would say that it knows: then what lies above the tie and what lies below each get the gamma interval for events that
    /// come in clusters, and the two are joined (Fay & Feuer 1997; Zou & Donner 2008).
    public func interval(confidence: Double = 0.95) -> (mean: Double, low: Double, high: Double) {
        let mean = self.mean
        if let ties {
            let bounds = GammaInterval.difference(ties.above, ties.below, confidence: confidence)
            return (mean, max(least, max(-bound, ties.value + bounds.low)), min(bound, ties.value + bounds.high))
        }
        let (floor, roof) = isBounded && count > 0 ? (max(least, -bound), bound) : (least, .infinity)
        guard let error else { return (mean, least, .infinity) }
        let half = StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: error.freedom) * error.variance.squareRoot()
        return (mean, max(floor, mean - half), min(roof, mean + half))
    }

    /// The same of a share, or of a difference of two shares: no end lies beyond −1 or 1.
    public func shareInterval(confidence: Double = 0.95) -> (mean: Double, low: Double, high: Double) {
        let bounds = interval(confidence: confidence)
        return (bounds.mean, max(-1, bounds.low), min(1, bounds.high))
    }

    /// Ties that rule the units; nil where the spread of the units can be trusted.
    ///
    /// Means of few runs may tie by chance while the runs themselves differ: then their spread tells. Ties rule where most runs tie too, or
    /// where the means have no spread at all.
    private var ties: ValueTally.Ties? {
        let all = whole
        guard all.means.count > 1 else { return runTally.ruling(largest: bound, least: max(least, -bound)) }
        guard let ties = all.sampleTally.ruling(largest: bound, least: max(least, -bound)) else { return nil }
        return (runsBehind ?? runTally).isMostly(ties.value) || all.means.squares <= 1e-18 * all.means.count ? ties : nil
    }

    /// Whether so little was seen to differ that the interval is that of rare events.
    public var isRare: Bool { ties != nil }

    /// For a quantity that is 0 or 1: its share with Clopper's and Pearson's interval on the effective number of runs.
    ///
    /// Runs of one sample share what is not known, so they count for less than independent ones:
    ///     n = p (1 − p) / se²,  at most all runs; where every run agrees, the number of samples (of runs, with one sample).
    /// - Source: Kish, *Survey Sampling* (1965), ch. 5 (design effect).
    public func share(confidence: Double = 0.95) -> (value: Double, low: Double, high: Double) {
        guard count > 0 else { return (0, 0, 1) }
        let p = min(1, max(0, mean))
        let samples = self.samples
        var effective = samples > 1 ? Double(samples) : Double(count)
        if let error, error.variance > 0, p > 0, p < 1 {
            effective = min(Double(count), p * (1 - p) / error.variance)
        }
        let bounds = BinomialInterval.clopperPearson(successes: p * effective, of: effective, confidence: confidence)
        return (p, bounds.low, bounds.high)
    }
}
