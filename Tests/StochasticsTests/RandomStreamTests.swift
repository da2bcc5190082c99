import Stochastics
import Testing

@Suite struct RandomStreamTests {
    @Test func `Philox gives the published known answers`() {
        // Random123 kat_vectors: philox4x32 10, zero and all-ones.
        #expect(Philox.block(counter: SIMD4(0, 0, 0, 0), key: SIMD2(0, 0)) == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
        let ones = UInt32.max
        #expect(
            Philox.block(counter: SIMD4(ones, ones, ones, ones), key: SIMD2(ones, ones))
                == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    }

    @Test func `Threefry gives the published known answers, and streams take its words`() {
        // Random123 kat_vectors: threefry4x32 20 and threefry2x64 20, zero.
        #expect(
            Threefry.block(counter: [UInt32](repeating: 0, count: 4), key: [0, 0, 0, 0]) == [
                0x9c6c_a96a, 0xe17e_ae66, 0xfc10_ecd4, 0x5256_a7d8,
            ])
        #expect(Threefry.block(counter: [UInt64](repeating: 0, count: 2), key: [0, 0]) == [0xc2b6_e3a8_c2c6_9865, 0x6f81_ed42_f350_084d])
        var stream = RandomStream(studySeed: 0, runIndex: 0, entity: 0, purpose: DrawPurpose(rawValue: 0), generator: .threefry)
        #expect(stream.nextBlock() == SIMD4(0x9c6c_a96a, 0xe17e_ae66, 0xfc10_ecd4, 0x5256_a7d8))
        #expect(stream.counter == 1)
        var sum = 0.0
        for _ in 0..<20_000 { sum += stream.nextUniform() }
        #expect(abs(sum / 20_000 - 0.5) < 4 * 0.2887 / Double(20_000).squareRoot())
    }

    @Test func `a draw depends on its address alone`() {
        let purpose = DrawPurpose(rawValue: 3)
        var first = RandomStream(studySeed: 42, runIndex: 7, entity: 9, purpose: purpose)
        var other = RandomStream(studySeed: 42, runIndex: 7, entity: 10, purpose: purpose)
        let value = first.nextUniform()
        _ = other.nextUniform()
        var again = RandomStream(studySeed: 42, runIndex: 7, entity: 9, purpose: purpose)
        #expect(again.nextUniform() == value)
        #expect(first.nextUniform() != value)
    }

    @Test func `normal draws have the moments of a normal`() {
        var stream = RandomStream(studySeed: 1, runIndex: 0, entity: 0, purpose: DrawPurpose(rawValue: 1))
        let count = 100_000
        var sum = 0.0
        var squares = 0.0
        for _ in 0..<count {
            let value = stream.nextNormal()
            sum += value
            squares += value * value
        }
        // Five standard errors of the mean and of the variance (seed 1).
        #expect(abs(sum / Double(count)) < 5 / Double(count).squareRoot())
        #expect(abs(squares / Double(count) - 1) < 5 * (2 / Double(count)).squareRoot())
    }

    @Test(arguments: CounterGenerator.allCases)
    func `three normals at once are the next three one by one, bit for bit`(generator: CounterGenerator) {
        // Over the end of the counter as well.
        for start in [0, 1_000, UInt32.max - 3_000] {
            var single = RandomStream(
                studySeed: 0x9E37_79B9_7F4A_7C15, runIndex: 7, entity: 0xFFFF_FFF1, purpose: DrawPurpose(rawValue: 6), counter: start,
                generator: generator)
            var triple = single
            for _ in 0..<2_000 {
                let expected = SIMD3(single.nextNormal(), single.nextNormal(), single.nextNormal())
                let found = triple.nextNormals()
                for lane in 0..<3 { #expect(found[lane].bitPattern == expected[lane].bitPattern) }
            }
            #expect(triple.counter == single.counter)
        }
    }

    @Test func `a Latin hypercube visits every stratum once`() {
        let points = LatinHypercube.points(count: 16, dimensions: 3, studySeed: 5)
        for dimension in 0..<3 {
            #expect(Set(points.map { Int($0[dimension] * 16) }).count == 16)
        }
    }
}
