import NumericalMethods
import Testing

@testable import EngineValidation

@Suite struct ReferenceReliefTests {
    @Test func `the synthetic relief of the cases is the generator's, bit for bit`() {
        let heights = ReferenceRelief(seed: 6, side: 1201).heights()
        var bytes: [UInt8] = []
        for height in heights {
            let word = UInt16(bitPattern: Int16(height))
            bytes += [UInt8(word >> 8), UInt8(word & 255)]
        }
        var hash = SHA256()
        hash.update(bytes)
        // cases.json of the synthetic terrain.
        #expect(hash.hexadecimal == "92d4bb4d960ca3dbf6cec6e229e41ad8901bbf19409ce20671fcf4834fbe6cef")
    }
}
