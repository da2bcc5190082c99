import NumericalMethods

/// A square-law detector with its threshold, ready to give the probability of detection at any signal.
///
///     P_d = Σ_k w_k Q(N + k, T),   1 − P_d = Σ_k w_k P(N + k, T),   Q(N, T) = P_fa
/// w: Poisson(Nχ) for Swerling 0, negative binomial with mean Nχ and shape 1, N, 2, 2N for Swerling 1 to 4; χ is the
/// mean signal-to-noise ratio per pulse, linear. Both sums have positive terms only, so that both probabilities keep
/// their relative accuracy (about 1e-12) however small they are.
/// - Source: Marcum 1947; Swerling 1954 (IRE Trans. IT-6, 1960); Meyer & Mayer, *Radar Target Detection* (1973).
package struct SquareLawDetector: Sendable {
    /// Detection and its complement.
    package struct Probability: Sendable, Equatable {
        package var detection: Double
        package var miss: Double
    }

    package let pulses: Int
    package let falseAlarmProbability: Double
    /// On the sum of N squared magnitudes over the noise power.
    package let threshold: Double
    /// Q(N + k, T) and P(N + k, T), k = 0, 1, … to where P is below the floor.
    private let upper: [Double]
    private let lower: [Double]

    /// - Parameters:
    ///   - pulses: N ≥ 1, integrated without phase.
    ///   - falseAlarmProbability: of one resolution cell in one look, in (0, 1).
    ///   - smallest: misses below it may be lost; 1e-300 keeps them all.
    package init(pulses: Int, falseAlarmProbability: Double, smallest: Double = 1e-300) {
        self.init(
            pulses: pulses, falseAlarmProbability: falseAlarmProbability,
            threshold: PoissonSums.inverseUpper(pulses, falseAlarmProbability), smallest: smallest)
    }

    init(pulses: Int, falseAlarmProbability: Double, threshold: Double, smallest: Double = 1e-300) {
        precondition(pulses >= 1 && falseAlarmProbability > 0 && falseAlarmProbability < 1, "no such detector")
        self.pulses = pulses
        self.falseAlarmProbability = falseAlarmProbability
        self.threshold = threshold
        var weights = [PoissonSums.weight(Double(pulses), mean: threshold)]
        var j = Double(pulses)
        while weights[weights.count - 1] > 1e-3 * smallest || j < threshold {
            j += 1
            weights.append(weights[weights.count - 1] * threshold / j)
        }
        var lower = [Double](repeating: 0, count: weights.count)
        var sum = 0.0
        for k in weights.indices.reversed() {
            sum += weights[k]
            lower[k] = sum
        }
        var upper = [Double](repeating: 0, count: weights.count)
        sum = PoissonSums.upper(pulses, threshold)
        for k in weights.indices {
            upper[k] = min(1, sum)
            sum += weights[k]
        }
        self.lower = lower
        self.upper = upper
    }

    /// - Parameters:
    ///   - swerling: 0…4.
    ///   - signalToNoise: mean per pulse, linear, ≥ 0.
    package func probability(swerling: Int, signalToNoise: Double) -> Probability {
        precondition((0...4).contains(swerling) && signalToNoise >= 0, "no such signal")
        if signalToNoise == 0 { return Probability(detection: upper[0], miss: lower[0]) }
        let n = Double(pulses)
        switch swerling {
        case 0: return sum(mean: n * signalToNoise, shape: nil)
        case 1: return sum(mean: n * signalToNoise, shape: 1)
        case 2:
            // Exponential pulses through a square law stay a gamma variate: only the scale grows.
            let scaled = threshold / (1 + signalToNoise)
            return Probability(
                detection: PoissonSums.upper(pulses, scaled), miss: PoissonSums.lower(pulses, scaled))
        case 3: return sum(mean: n * signalToNoise, shape: 2)
        default: return sum(mean: n * signalToNoise, shape: 2 * n)
        }
    }

    private func weight(_ k: Int, mean: Double, shape: Double?) -> Double {
        if let shape { return PoissonSums.negativeBinomial(Double(k), shape: shape, mean: mean) }
        return PoissonSums.weight(Double(k), mean: mean)
    }

    /// The two sums, outward from the largest weight so that nothing underflows on the way.
    private func sum(mean: Double, shape: Double?) -> Probability {
        // w_{k+1}/w_k = (shape + k) q/(k + 1), or mean/(k + 1): (a + b k)/(k + 1) covers both.
        let b = shape.map { mean / ($0 + mean) } ?? 0
        let a = shape.map { $0 * b } ?? mean
        let mode = shape.map { max(0, ($0 - 1) / $0 * mean) } ?? mean
        let last = lower.count - 1
        let start = Int(min(mode, Double(last)))
        let first = weight(start, mean: mean, shape: shape)
        var miss = 0.0
        var found = 0.0
        var weight = first
        var k = start
        lower.withUnsafeBufferPointer { lower in
            upper.withUnsafeBufferPointer { upper in
                while weight > 0 {
                    miss += weight * lower[k]
                    found += weight * upper[k]
                    if k == 0 || weight * lower[k] < 1e-18 * miss && weight * upper[k] < 1e-18 * found { break }
                    weight *= Double(k) / (a + b * Double(k - 1))
                    k -= 1
                }
                weight = first
                k = start
                while k < last, weight > 0 {
                    weight *= (a + b * Double(k)) / Double(k + 1)
                    k += 1
                    miss += weight * lower[k]
                    found += weight * upper[k]
                    if Double(k) > mode, weight < 1e-18 * found, weight * lower[k] < 1e-18 * miss { break }
                }
            }
        }
        if miss <= 0.5 { return Probability(detection: 1 - miss, miss: miss) }
        // Beyond the table Q is 1: what is left is the tail of the weights.
        if k == last {
            while weight > 1e-18 * found {
                weight *= (a + b * Double(k)) / Double(k + 1)
                k += 1
                found += weight
            }
        }
        return Probability(detection: min(1, found), miss: found < 0.5 ? 1 - found : miss)
    }

    /// The mean signal-to-noise ratio per pulse that gives a probability of detection, linear; relative error about 1e-13.
    /// - Parameters:
    ///   - swerling: case of the fluctuation, 0…4.
    ///   - detectionProbability: between the probability of false alarm and 1, both excluded.
    package func requiredSignalToNoise(swerling: Int, detectionProbability: Double) -> Double {
        precondition(
            detectionProbability > falseAlarmProbability && detectionProbability < 1,
            "the probability of detection lies between that of false alarm and 1")
        // Odds in the logarithm are nearly straight against log χ: secant steps inside a shrinking bracket.
        let wanted = Elementary.log(detectionProbability) - Elementary.log1p(-detectionProbability)
        func excess(_ x: Double) -> Double {
            let found = probability(swerling: swerling, signalToNoise: Elementary.exp(x))
            if found.miss <= 0 { return 1e4 }
            return Elementary.log(found.detection) - Elementary.log(found.miss) - wanted
        }
        var low = -30.0
        var high = 40.0
        var atLow = excess(low)
        var atHigh = excess(high)
        var side = 0
        for step in 0..<200 where high - low > 1e-14 {
            var middle = (low * atHigh - high * atLow) / (atHigh - atLow)
            if step < 8 || step % 8 == 7 || !(middle > low && middle < high) { middle = (low + high) / 2 }
            let value = excess(middle)
            if value == 0 { return Elementary.exp(middle) }
            if value < 0 {
                low = middle
                atLow = value
                if side < 0 { atHigh /= 2 }
                side = -1
            } else {
                high = middle
                atHigh = value
                if side > 0 { atLow /= 2 }
                side = 1
            }
        }
        return Elementary.exp((low + high) / 2)
    }
}
