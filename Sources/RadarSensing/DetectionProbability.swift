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

    /// Σ w_k Q(N + k, T), summed outwards from the largest weight so that nothing underflows at the start.
    private static func sum(n: Double, threshold: Double, total: Double, shape: Double?) -> Double {
        // Start at the mode of the weights or where Q turns from 0 to 1, whichever carries the sum.
        let mode: Double
        if let shape {
            mode = max(0, ((shape - 1) * total / shape).rounded(.down))
        } else {
            mode = total.rounded(.down)
        }
        func logWeight(_ k: Double) -> Double {
            if let shape {
                let p = shape / (shape + total)
                return Elementary.lgamma(shape + k) - Elementary.lgamma(shape) - Elementary.lgamma(k + 1)
                    + shape * Elementary.log(p) + k * Elementary.log1p(-p)
            }
            return k * Elementary.log(total) - total - Elementary.lgamma(k + 1)
        }
        func ratio(_ k: Double) -> Double {
            // w_{k+1} / w_k
            if let shape { return (shape + k) / (k + 1) * (total / (shape + total)) }
            return total / (k + 1)
        }
        var upSum = 0.0
        var weight = Elementary.exp(logWeight(mode))
        let first = weight
        var k = mode
        // Q(a + 1, T) = Q(a, T) + T^a e^{-T} / Γ(a + 1): one evaluation, then a recurrence that only adds.
        var q = IncompleteGamma.upper(n + k, threshold)
        var step = Elementary.exp((n + k) * Elementary.log(threshold) - threshold - Elementary.lgamma(n + k + 1))
        let startQ = q
        let startStep = step
        for _ in 0..<2_000_000 {
            upSum += weight * q
            let r = ratio(k)
            if weight * r < 1e-18 * max(upSum, 1e-300), r < 1, k > mode + 10 { break }
            weight *= r
            q = min(1, q + step)
            k += 1
            step *= threshold / (n + k)
        }
        var downSum = 0.0
        weight = first
        k = mode
        q = startQ
        step = startStep
        while k > 0 {
            // Backwards: Q(a) = Q(a + 1) − T^a e^{-T}/Γ(a + 1), afresh where the difference would lose digits.
            step *= (n + k) / threshold
            let next = q - step
            q = next > 1e-3 * q ? next : IncompleteGamma.upper(n + k - 1, threshold)
            weight /= ratio(k - 1)
            k -= 1
            downSum += weight * q
            if weight < 1e-18 * max(first, 1e-300) { break }
        }
        return min(1, upSum + downSum)
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
