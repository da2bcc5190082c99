import NumericalMethods

/// Probability of detection of a square-law detector with N pulses integrated without phase, Swerling 0 to 4, exact,
/// and two published approximations to compare with.
public enum DetectionProbability {
    /// The threshold T on the sum of N squared magnitudes over the noise power: Q(N, T) = P_fa.
    public static func threshold(pulses: Int, falseAlarmProbability: Double) -> Double {
        PoissonSums.inverseUpper(pulses, falseAlarmProbability)
    }

    /// P_d at a mean signal-to-noise ratio per pulse, linear; see `SquareLawDetector`, which serves many calls better.
    public static func exact(
        swerling: Int, pulses: Int, falseAlarmProbability: Double, signalToNoise: Double
    ) -> Double {
        SquareLawDetector(pulses: pulses, falseAlarmProbability: falseAlarmProbability)
            .probability(swerling: swerling, signalToNoise: signalToNoise).detection
    }

    /// The mean signal-to-noise ratio per pulse that gives `detectionProbability`, linear.
    public static func requiredSignalToNoise(
        swerling: Int, pulses: Int, falseAlarmProbability: Double, detectionProbability: Double
    ) -> Double {
        SquareLawDetector(pulses: pulses, falseAlarmProbability: falseAlarmProbability)
            .requiredSignalToNoise(swerling: swerling, detectionProbability: detectionProbability)
    }

    /// Albersheim's approximation of the required signal-to-noise ratio per pulse, decibels: a steady target, linear detector.
    ///
    ///     SNR = −5 log₁₀ N + (6.2 + 4.54/√(N + 0.44)) log₁₀(A + 0.12 A B + 1.7 B)
    ///     A = ln(0.62/P_fa),  B = ln(P_d/(1 − P_d))
    /// - Source: Albersheim, Proc. IEEE 69 (1981) 839. Within 0.2 dB for P_d 0.1…0.9, P_fa 1e-7…1e-3, N to 8,096.
    public static func albersheimDecibels(
        pulses: Int, falseAlarmProbability: Double, detectionProbability: Double
    ) -> Double {
        let n = Double(pulses)
        let a = Elementary.log(0.62 / falseAlarmProbability)
        let b = Elementary.log(detectionProbability / (1 - detectionProbability))
        return -5 * Elementary.log10(n)
            + (6.2 + 4.54 / (n + 0.44).squareRoot()) * Elementary.log10(a + 0.12 * a * b + 1.7 * b)
    }

    /// Shnidman's approximation of the required signal-to-noise ratio per pulse, decibels, Swerling 0 to 4.
    /// - Source: Shnidman, IEEE Trans. AES-38 (2002) 1059. Within 0.5 dB for P_d 0.1…0.99, P_fa 1e-9…1e-3, N 1…100.
    public static func shnidmanDecibels(
        swerling: Int, pulses: Int, falseAlarmProbability: Double, detectionProbability: Double
    ) -> Double {
        let n = Double(pulses)
        let p = detectionProbability
        let shape: Double? =
            switch swerling {
            case 0: nil
            case 1: 1
            case 2: n
            case 3: 2
            default: 2 * n
            }
        func root(_ probability: Double) -> Double {
            (-0.8 * Elementary.log(4 * probability * (1 - probability))).squareRoot()
        }
        let eta = root(falseAlarmProbability) + (p < 0.5 ? -1 : 1) * root(p)
        let steady = eta * (eta + 2 * (n / 2 + (pulses < 40 ? 0 : 0.25) - 0.25).squareRoot())
        var correction = 0.0
        if let shape {
            correction = (((17.7006 * p - 18.4496) * p + 14.5339) * p - 3.525) / shape
            if p > 0.872 {
                correction += (Elementary.exp(27.31 * p - 25.14)
                    + (p - 0.8) * (0.7 * Elementary.log(1e-5 / falseAlarmProbability) + (2 * n - 20) / 80)) / shape
            }
        }
        return correction + 10 * Elementary.log10(steady / n)
    }
}
