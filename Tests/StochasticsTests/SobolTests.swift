import NumericalMethods
import Stochastics
import Testing

@Suite struct SobolTests {
    @Test func `the plain sequence is the published one, to the 256th dimension`() {
        // scipy.stats.qmc.Sobol 1.14.1 with 32 bits; coordinates 0, 1, 2, 100, 200 and 255.
        let known: [(index: Int, words: [UInt32])] = [
            (1, [2147483648, 2147483648, 2147483648, 2147483648, 2147483648, 2147483648]),
            (2, [3221225472, 1073741824, 1073741824, 1073741824, 3221225472, 3221225472]),
            (5, [3758096384, 3758096384, 536870912, 536870912, 536870912, 3758096384]),
            (777, [2973761536, 4022337536, 700448768, 3619684352, 4257218560, 2730491904]),
            (1999, [337641472, 2627731456, 576716800, 1948254208, 2933915648, 652214272]),
        ]
        let sequence = SobolSequence(dimensions: 256)
        for (index, words) in known {
            let bits = sequence.bits(index)
            #expect([0, 1, 2, 100, 200, 255].map { bits[$0] } == words, "point \(index)")
        }
        #expect(sequence.point(0).allSatisfy { $0 == 0 })
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func `scrambled points keep one in each stratum`(seed: UInt64) {
        let sequence = SobolSequence(dimensions: 200, scrambledBy: seed)
        let points = (0..<64).map { sequence.centred($0) }
        for dimension in 0..<200 {
            #expect(Set(points.map { Int($0[dimension] * 64) }).count == 64, "dimension \(dimension), seed \(seed)")
        }
        #expect(points.allSatisfy { $0.allSatisfy { $0 > 0 && $0 < 1 } })
        #expect(SobolSequence(dimensions: 200, scrambledBy: seed + 10).bits(3) != sequence.bits(3))
    }

    @Test func `scrambled points integrate better than random ones`() {
        // ∏ (1 + (x_i − ½)/2) over 6 dimensions has mean 1. Twenty scrambles of 256 points; seeds 100 to 119.
        var squares = 0.0
        var plain = 0.0
        for seed in 100..<120 as Range<UInt64> {
            let sequence = SobolSequence(dimensions: 6, scrambledBy: seed)
            var stream = RandomStream(studySeed: seed, runIndex: 0, entity: 0, purpose: DrawPurpose(rawValue: 9))
            func mean(_ point: (Int) -> [Double]) -> Double {
                (0..<256).reduce(0) { $0 + point($1).reduce(1) { $0 * (1 + ($1 - 0.5) / 2) } } / 256
            }
            let low = mean { sequence.centred($0) } - 1
            let random = mean { _ in (0..<6).map { _ in stream.nextUniform() } } - 1
            squares += low * low
            plain += random * random
        }
        // The theory promises far more; a tenth of the standard error is enough to tell a broken sequence.
        #expect(squares < plain / 100)
    }

    @Test(arguments: [1, 2, 5, 16, 100, 1000]) func `a permutation visits every place once`(count: Int) {
        let permutation = RandomPermutation(count: count, studySeed: 3, entity: 1)
        #expect(Set((0..<count).map { permutation[$0] }) == Set(0..<count))
    }

    @Test func `a Latin hypercube's coordinates are uncorrelated`() {
        let count = 2_000
        let points = LatinHypercube.points(count: count, dimensions: 4, studySeed: 11)
        for first in 0..<4 {
            for second in 0..<first {
                let covariance = points.reduce(0) { $0 + ($1[first] - 0.5) * ($1[second] - 0.5) } / Double(count)
                // Five standard errors of a correlation of independent coordinates (seed 11).
                #expect(abs(covariance * 12) < 5 / Double(count).squareRoot())
            }
        }
    }
}

@Suite struct SobolIndexTests {
    /// Values at A, B and AB of a function of uniform coordinates, by scrambled Sobol' points.
    static func rows(_ count: Int, _ width: Int, seed: UInt64, _ function: ([Double]) -> Double) -> [[Double]] {
        let sequence = SobolSequence(dimensions: 2 * width, scrambledBy: seed)
        return (0..<count).map { index in
            let pair = sequence.centred(index)
            let a = Array(pair[..<width])
            let b = Array(pair[width...])
            return [function(a), function(b)] + (0..<width).map { group in
                var mixed = a
                mixed[group] = b[group]
                return function(mixed)
            }
        }
    }

    @Test func `the Ishigami function's indices are the analytic ones`() throws {
        // Ishigami & Homma 1990, a = 7, b = 0.1; tolerance of the reference cases for 8,192 points: 0.02.
        let rows = Self.rows(8_192, 3, seed: 1) { u in
            let x = u.map { Double.pi * (2 * $0 - 1) }
            let s = Elementary.sin(x[1])
            return Elementary.sin(x[0]) + 7 * s * s + 0.1 * x[2] * x[2] * x[2] * x[2] * Elementary.sin(x[0])
        }
        let found = try #require(SobolIndices(rows))
        let first = [0.31390519114781146, 0.4424111447900409, 0.0]
        let total = [0.5575888552099592, 0.4424111447900409, 0.2436836640621477]
        for group in 0..<3 {
            #expect(abs(found.first[group] - first[group]) < 0.02)
            #expect(abs(found.total[group] - total[group]) < 0.02)
        }
        #expect(abs(found.variance / 13.844587940719254 - 1) < 0.01)
        #expect(abs(found.mean - 3.5) < 0.01)
    }

    @Test func `noise of known variance is taken off`() throws {
        // f = x₁ + 2 x₂ + 3 x₃ plus normal noise of variance ½ in every value: V_i = c_i²/12.
        var stream = RandomStream(studySeed: 77, runIndex: 0, entity: 0, purpose: DrawPurpose(rawValue: 5))
        let rows = Self.rows(16_384, 3, seed: 2) { u in
            u[0] + 2 * u[1] + 3 * u[2] + 0.5.squareRoot() * stream.nextNormal()
        }
        let found = try #require(SobolIndices(rows, noise: 0.5))
        for (group, expected) in [1.0 / 14, 4.0 / 14, 9.0 / 14].enumerated() {
            // Noise of 0.43 of the variance leaves about 0.01 on 16,384 points; four of those (seed 77).
            #expect(abs(found.first[group] - expected) < 0.04)
            #expect(abs(found.total[group] - expected) < 0.04)
        }
        let blind = try #require(SobolIndices(rows))
        #expect(blind.total[0] > 0.3, "without it the noise counts as an interaction of everything")
    }
}
