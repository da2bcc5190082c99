import NumericalMethods
import Stochastics

/// Ends a study when the interval of every paired difference (or mean, where there is one arm) is narrow enough.
///
/// It looks after whole stages only, so the answer does not depend on threads or interruptions. A rule that looks at its
/// own data is biased: it tends to stop when the spread happens to look small. `effect` measures by how much.
public struct StoppingRule: Sendable, Equatable {
    public var outcome: StudyOutcome
    /// In the outcome's unit.
    public var halfWidth: Double
    public var confidence: Double
    /// Samples (runs, where there is one sample) before which it never stops, and between two looks.
    public var minimum: Int
    public var lookInterval: Int

    public init(outcome: StudyOutcome, halfWidth: Double, confidence: Double, minimum: Int, lookInterval: Int) {
        self.outcome = outcome
        self.halfWidth = halfWidth
        self.confidence = confidence
        self.minimum = minimum
        self.lookInterval = max(1, lookInterval)
    }

    /// Whether all the intervals of a summary are narrow enough; `seen` counts samples (or runs) so far.
    public func isReached(_ summary: StudySummary, seen: Int) -> Bool {
        seen >= minimum && widest(summary) <= halfWidth
    }

    /// The widest half width among the settings' paired differences.
    public func widest(_ summary: StudySummary) -> Double {
        var widest = 0.0
        for setting in summary.plan.settings.indices {
            for sums in compared(summary, setting: setting) {
                let bounds = sums.interval(confidence: confidence)
                widest = max(widest, (bounds.high - bounds.low) / 2)
            }
        }
        return widest
    }

    /// What the rule does to its own answer.
    public struct Effect: Sendable, Equatable {
        /// Share of the replays whose interval held the true mean.
        public var coverage: Double
        /// Mean of the estimate at the stop minus the true mean, in the outcome's unit.
        public var bias: Double
        public var replays: Int
    }

    /// What the rule does to the widest interval of a summary: replayed with the spread found there, or with events as rare as there.
    public func effect(on summary: StudySummary) -> Effect {
        let plan = summary.plan
        var spread = 0.0
        var widest = (half: 0.0, isRare: false)
        for setting in plan.settings.indices {
            for sums in compared(summary, setting: setting) {
                let bounds = sums.interval(confidence: confidence)
                let half = (bounds.high - bounds.low) / 2
                if half > widest.half { widest = (half, sums.isRare) }
                guard let error = sums.error else { continue }
                spread = max(spread, error.variance * (error.freedom + 1))
            }
        }
        let limit = plan.samples > 1 ? plan.samples : plan.runs
        return widest.isRare
            ? effectOnRare(halfWidthSeen: widest.half, limit: limit, seed: plan.seed)
            : effect(deviation: spread.squareRoot(), limit: limit, seed: plan.seed)
    }

    /// What the rule looks at in a setting: paired differences, or the mean where there is one arm.
    private func compared(_ summary: StudySummary, setting: Int) -> [NestedSums] {
        summary.pairs.isEmpty
            ? [summary.sums(setting: setting, arm: 0, outcome)]
            : summary.pairs.indices.map { summary.difference(setting: setting, pair: $0, outcome) }
    }

    /// Replays the rule on normal draws of known mean 0 and the given standard deviation of one sample (or run).
    /// - Parameters:
    ///   - deviation: one standard deviation.
    ///   - limit: the most samples there can be.
    ///   - seed: of the replays' dice.
    ///   - replays: repetitions, ≥ 1.
    public func effect(deviation: Double, limit: Int, seed: UInt64, replays: Int = 4_000) -> Effect {
        var covered = 0
        var sum = 0.0
        for replay in 0..<replays {
            var stream = RandomStream(
                studySeed: seed, runIndex: UInt32(replay), entity: 0, purpose: DrawPurpose(rawValue: 0xFFF1))
            var count = 0.0
            var total = 0.0
            var squares = 0.0
            var mean = 0.0
            var half = Double.infinity
            while Int(count) < limit {
                for _ in 0..<min(lookInterval, limit - Int(count)) {
                    let value = deviation * stream.nextNormal()
                    count += 1
                    total += value
                    squares += value * value
                }
                guard count > 1 else { continue }
                mean = total / count
                let variance = max(0, (squares - total * mean) / (count - 1)) / count
                half = StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: count - 1) * variance.squareRoot()
                if Int(count) >= minimum, half <= halfWidth { break }
            }
            if abs(mean) <= half { covered += 1 }
            sum += mean
        }
        return Effect(coverage: Double(covered) / Double(replays), bias: sum / Double(replays), replays: replays)
    }

    /// Replays the rule on single events whose rate is such that none at all is seen at the limit in one study of three: the rate at
    /// which a
    /// rule that believes in nothing does most harm.
    /// - Parameters:
    ///   - halfWidthSeen: half the widest interval that was found, in the outcome's unit: the size of one event is taken from it.
    ///   - limit: the most samples there can be.
    ///   - seed: of the replays' dice.
    ///   - replays: repetitions, ≥ 1.
    public func effectOnRare(halfWidthSeen: Double, limit: Int, seed: UInt64, replays: Int = 400) -> Effect {
        let rate = 1.1 / Double(limit)
        // Garwood's upper end for none of n is 3.7/n.
        let size = max(halfWidthSeen * 2 * Double(limit) / 3.7, 1e-12)
        let mean = rate * size
        var covered = 0
        var sum = 0.0
        for replay in 0..<replays {
            var stream = RandomStream(
                studySeed: seed, runIndex: UInt32(replay), entity: 1, purpose: DrawPurpose(rawValue: 0xFFF1))
            var sums = NestedSums()
            var bounds = (mean: 0.0, low: -Double.infinity, high: Double.infinity)
            while sums.count < limit {
                for _ in 0..<min(lookInterval, limit - sums.count) {
                    sums.add(stream.nextUniform() < rate ? size : 0, sample: 0, bound: size)
                }
                guard sums.count > 1, sums.count >= minimum || sums.count == limit else { continue }
                bounds = sums.interval(confidence: confidence)
                if (bounds.high - bounds.low) / 2 <= halfWidth { break }
            }
            if bounds.low <= mean, mean <= bounds.high { covered += 1 }
            sum += bounds.mean - mean
        }
        return Effect(coverage: Double(covered) / Double(replays), bias: sum / Double(replays), replays: replays)
    }
}
