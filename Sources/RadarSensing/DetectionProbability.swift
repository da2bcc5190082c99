public import NumericalMethods

/// Probability of detection of a square-law detector with N pulses integrated without phase, Swerling 0 to 4, exact.
///
///     P_d = 1 − Σ_k w_k P(N + k, T),  Q(N, T) = P_fa
/// with w Poisson(N χ) for Swerling 0, negative binomial (K, p = K/(K + N χ)) with K = 1, N, 2, 2N for Swerling 1 to 4;
/// χ is the mean signal-to-noise ratio per pulse, linear.
/// - Source: Marcum 1947; Swerling 1954 (IRE Trans. IT-6, 1960); Meyer & Mayer, *Radar Target Detection* (1973).
public enum DetectionProbability {
    /// The threshold T on the sum of N squared magnitudes over the noise power.
    public static func threshold(pulses: Int, falseAlarmProbability: Double) -> Double {
        if pulses == 1 { return -Elementary.log(falseAlarmProbability) }
        return IncompleteGamma.inverseUpper(Double(pulses), falseAlarmProbability)
    }

    /// P_d at a mean signal-to-noise ratio per pulse.
    public static func exact(
        swerling: Int, pulses: Int, falseAlarmProbability: Double, signalToNoise: Double
    ) -> Double {
        let threshold = threshold(pulses: pulses, falseAlarmProbability: falseAlarmProbability)
        return exact(swerling: swerling, pulses: pulses, threshold: threshold, signalToNoise: signalToNoise)
    }

    public static func exact(swerling: Int, pulses: Int, threshold: Double, signalToNoise: Double) -> Double {
        precondition((0...4).contains(swerling) && pulses >= 1 && signalToNoise >= 0)
        let n = Double(pulses)
        if signalToNoise == 0 { return IncompleteGamma.upper(n, threshold) }
        let total = n * signalToNoise
        if swerling == 1, pulses == 1 { return Elementary.exp(-threshold / (1 + signalToNoise)) }
        let shape: Double? =
            switch swerling {
            case 0: nil
            case 1: 1
            case 2: n
            case 3: 2
            default: 2 * n
            }
        return sum(n: n, threshold: threshold, total: total, shape: shape)
    }

    /// Σ w_k Q(N + k, T) up to where Q is 1 to the last digit, plus the weight of all that lies beyond.
    private static func sum(n: Double, threshold: Double, total: Double, shape: Double?) -> Double {
        let logRatio = shape.map { Elementary.log(total / ($0 + total)) } ?? 0
        let logStart = shape.map { -$0 * Elementary.log1p(total / $0) } ?? -total
        let logTotal = Elementary.log(total)
        var logWeight = logStart
        var q = IncompleteGamma.upper(n, threshold)
        // Q(a + 1, T) = Q(a, T) + T^a e^{-T} / Γ(a + 1): one evaluation, then a recurrence that only adds.
        var logStep = n * Elementary.log(threshold) - threshold - Elementary.lgamma(n + 1)
        let logThreshold = Elementary.log(threshold)
        var found = 0.0
        var weights = 0.0
        var k = 0.0
        while true {
            let weight = Elementary.exp(logWeight)
            weights += weight
            found += weight * min(1, q)
            let step = Elementary.exp(logStep)
            if n + k > threshold, step < 1e-18 { break }
            q += step
            if let shape {
                logWeight += Elementary.log((shape + k) / (k + 1)) + logRatio
            } else {
                logWeight += logTotal - Elementary.log(k + 1)
            }
            k += 1
            logStep += logThreshold - Elementary.log(n + k)
            if k > total + 60 + 12 * total.squareRoot(), weight < 1e-20, shape == nil { break }
        }
        return min(1, found + max(0, 1 - weights))
    }

    /// The mean signal-to-noise ratio per pulse that gives `detectionProbability`, linear.
    public static func requiredSignalToNoise(
        swerling: Int, pulses: Int, falseAlarmProbability: Double, detectionProbability: Double
    ) -> Double {
        precondition(detectionProbability > falseAlarmProbability && detectionProbability < 1)
        let threshold = threshold(pulses: pulses, falseAlarmProbability: falseAlarmProbability)
        func probability(_ logRatio: Double) -> Double {
            exact(swerling: swerling, pulses: pulses, threshold: threshold, signalToNoise: Elementary.exp(logRatio))
        }
        var low = Elementary.log(1e-6)
        var high = Elementary.log(1e8)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if probability(middle) < detectionProbability { low = middle } else { high = middle }
        }
        return Elementary.exp((low + high) / 2)
    }
}

/// P_d against the signal-to-noise ratio in decibels, tabulated for the loop.
public struct DetectionCurve: Sendable {
    static let lowest = -30.0
    static let step = 0.25
    static let count = 361
    private let values: [Double]

    public init(swerling: Int, pulses: Int, falseAlarmProbability: Double) {
        let threshold = DetectionProbability.threshold(pulses: pulses, falseAlarmProbability: falseAlarmProbability)
        values = (0..<Self.count).map { place in
            DetectionProbability.exact(
                swerling: swerling, pulses: pulses, threshold: threshold,
                signalToNoise: Elementary.pow(10, (Self.lowest + Self.step * Double(place)) / 10))
        }
    }

    /// P_d at a mean signal-to-noise ratio per pulse, linear.
    public func probability(signalToNoise: Double) -> Double {
        guard signalToNoise > 1e-3 else { return values[0] }
        let place = (10 * Elementary.log10(signalToNoise) - Self.lowest) / Self.step
        guard place < Double(Self.count - 1) else { return values[Self.count - 1] }
        let left = Int(place)
        let share = place - Double(left)
        return values[left] * (1 - share) + values[left + 1] * share
    }
}
