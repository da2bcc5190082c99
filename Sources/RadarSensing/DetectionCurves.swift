import NumericalMethods

/// P_d against the signal-to-noise ratio for the five Swerling cases of one detector, tabulated for the loop.
///
/// Sixteen points an octave (0.19 dB) from 2⁻¹⁶ to 2²⁶ with monotone cubics between: within 2e-5 of the exact function.
/// - Source of the interpolation: Fritsch & Carlson, SIAM J. Numer. Anal. 17 (1980) 238.
package struct DetectionCurves: Sendable {
    static let perOctave = 16
    static let octaveLowest = -16
    static let octaveHighest = 26
    static let count = (octaveHighest - octaveLowest) * perOctave + 1

    /// Value and slope (per step), case-major.
    private let knots: [SIMD2<Double>]

    package init(pulses: Int, falseAlarmProbability: Double) {
        // Misses below 1e-12 do not show in a run.
        let detector = SquareLawDetector(pulses: pulses, falseAlarmProbability: falseAlarmProbability, smallest: 1e-16)
        self.init(detector)
    }

    init(_ detector: SquareLawDetector) {
        var knots: [SIMD2<Double>] = []
        knots.reserveCapacity(5 * Self.count)
        for swerling in 0...4 {
            var values = [Double](repeating: 1, count: Self.count)
            for place in 0..<Self.count {
                let octaves = Double(Self.octaveLowest) + Double(place) / Double(Self.perOctave)
                let found = detector.probability(swerling: swerling, signalToNoise: Elementary.exp2(octaves))
                values[place] = found.detection
                if found.miss < 1e-13 { break }
            }
            knots += Self.monotone(values)
        }
        self.knots = knots
    }

    /// Slopes by a five-point difference, held to what keeps each cubic monotone.
    private static func monotone(_ values: [Double]) -> [SIMD2<Double>] {
        let last = values.count - 1
        return values.indices.map { place in
            guard place > 0, place < last else { return SIMD2(values[place], 0) }
            let before = values[place] - values[place - 1]
            let after = values[place + 1] - values[place]
            var slope = (before + after) / 2
            if place > 1, place < last - 1 {
                slope = (8 * (values[place + 1] - values[place - 1]) - (values[place + 2] - values[place - 2])) / 12
            }
            return SIMD2(values[place], min(max(0, slope), 3 * max(0, min(before, after))))
        }
    }

    /// P_d at a mean signal-to-noise ratio per pulse, linear, ≥ 0.
    package func probability(swerling: Int, signalToNoise: Double) -> Double {
        let base = swerling * Self.count
        return knots.withUnsafeBufferPointer { knots in
            guard signalToNoise > 0x1p-16 else { return knots[base].x }
            guard signalToNoise < 0x1p26 else { return knots[base + Self.count - 1].x }
            let place = (Elementary.log2(signalToNoise) - Double(Self.octaveLowest)) * Double(Self.perOctave)
            let left = min(max(Int(place), 0), Self.count - 2)
            let t = place - Double(left)
            let a = knots[base + left]
            let b = knots[base + left + 1]
            let rise = b.x - a.x
            return a.x + t * (a.y + t * (3 * rise - 2 * a.y - b.y + t * (a.y + b.y - 2 * rise)))
        }
    }
}
