import NumericalMethods
public import Quantities
import Stochastics

/// Seeded fractal relief, so that nothing need be downloaded: hills and valleys by octaves of value noise.
///
///     h = base + amplitude · m² ,   m = Σ 2⁻ᵒ n(2ᵒ x / λ) normalised to 0…1,  λ = 40 km, octaves to twice the spacing
/// Nodes of the noise are addressed Philox draws, so any extent shows the same hills.
/// - Source: value-noise fractal sums, Ebert et al., *Texturing and Modeling*, 3rd ed. (2003), ch. 2. A likeness, no place.
public enum SyntheticRelief {
    /// - Parameters:
    ///   - seed: seed of the random streams.
    ///   - centre: of the square.
    ///   - halfSide: half the side of the square about the centre, metres.
    ///   - spacing: between nodes, metres.
    ///   - amplitude: height of the highest ground above `base`, metres.
    ///   - base: height of the plain, metres.
    public static func grid(
        seed: UInt64, centre: GeodeticPosition, halfSide: Metres, spacing: Metres, amplitude: Metres, base: Metres
    ) -> ElevationGrid {
        let latitudeStep = spacing / 6_371_000
        let cosine = max(0.05, Elementary.cos(centre.latitude))
        let longitudeStep = latitudeStep / cosine
        let half = max(1, Int((halfSide / spacing).rounded(.up)))
        let count = 2 * half + 1
        var octaves = 1
        while 40_000 / Double(1 << octaves) > 2 * spacing, octaves < 10 { octaves += 1 }
        var heights = [Float](repeating: 0, count: count * count)
        var sum = [Double](repeating: 0, count: count * count)
        var weight = 0.0
        for octave in 0..<octaves {
            let wave = 40_000 / Double(1 << octave)
            let share = 1 / Double(1 << octave)
            weight += share
            add(octave: octave, wave: wave, share: share, seed: seed, half: half, spacing: spacing, into: &sum)
        }
        for place in sum.indices {
            let middle = min(max((sum[place] / weight - 0.25) / 0.5, 0), 1)
            heights[place] = Float(base + amplitude * middle * middle)
        }
        return ElevationGrid(
            northLatitude: centre.latitude + Double(half) * latitudeStep,
            westLongitude: centre.longitude - Double(half) * longitudeStep, latitudeStep: latitudeStep,
            longitudeStep: longitudeStep, rows: count, columns: count, heights: heights,
            source: "synthetic relief, seed \(seed)")
    }

    private static func add(
        octave: Int, wave: Double, share: Double, seed: UInt64, half: Int, spacing: Double, into sum: inout [Double]
    ) {
        let count = 2 * half + 1
        let reach = Double(half) * spacing
        let first = Int((-reach / wave).rounded(.down))
        let last = Int((reach / wave).rounded(.down)) + 1
        let side = last - first + 1
        var nodes = [Double](repeating: 0, count: side * side)
        for j in 0..<side {
            for i in 0..<side {
                let words = Philox.block(
                    counter: SIMD4(UInt32(bitPattern: Int32(i + first)), UInt32(bitPattern: Int32(j + first)), UInt32(octave), 0x7E44),
                    key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
                nodes[j * side + i] = Double(words.x) * 0x1p-32
            }
        }
        for row in 0..<count {
            let y = (Double(half - row) * spacing) / wave - Double(first)
            let j = min(Int(y), side - 2)
            let v = smooth(y - Double(j))
            for column in 0..<count {
                let x = (Double(column - half) * spacing) / wave - Double(first)
                let i = min(Int(x), side - 2)
                let u = smooth(x - Double(i))
                let lower = nodes[j * side + i] * (1 - u) + nodes[j * side + i + 1] * u
                let upper = nodes[(j + 1) * side + i] * (1 - u) + nodes[(j + 1) * side + i + 1] * u
                sum[row * count + column] += share * (lower * (1 - v) + upper * v)
            }
        }
    }

    private static func smooth(_ t: Double) -> Double { t * t * (3 - 2 * t) }
}
