import NumericalMethods
import Testing

@Suite struct SpecialFunctionTests {
    @Test func `the normal quantile inverts the normal distribution`() {
        for p in [1e-12, 1e-6, 0.01, 0.3, 0.5, 0.8, 0.999, 1 - 1e-9] {
            let back = NormalDistribution.cumulative(NormalDistribution.quantile(p))
            #expect(abs(back - p) <= 1e-13 + 1e-9 * min(p, 1 - p), "p = \(p)")
        }
        // NIST Handbook of Statistical Methods, table 1.3.6.7.1.
        #expect(abs(NormalDistribution.quantile(0.975) - 1.959963984540054) < 1e-13)
    }

    @Test func `incomplete gamma gives the chi-square tail`() {
        // Q(1, x) = e⁻ˣ exactly; Q(n, x) is the Poisson sum.
        #expect(abs(IncompleteGamma.upper(1, 13.8) / Elementary.exp(-13.8) - 1) < 1e-13)
        var sum = 0.0
        var term = Elementary.exp(-7.0)
        for k in 0..<5 {
            sum += term
            term *= 7 / Double(k + 1)
        }
        #expect(abs(IncompleteGamma.upper(5, 7) - sum) < 1e-14)
        let x = IncompleteGamma.inverseUpper(10, 1e-6)
        #expect(abs(IncompleteGamma.upper(10, x) / 1e-6 - 1) < 1e-10)
    }

    @Test func `Student's t quantile matches the printed table`() {
        // Abramowitz & Stegun, table 26.10.
        #expect(abs(StudentT.quantile(0.975, degreesOfFreedom: 9) - 2.2621571628) < 1e-8)
        #expect(abs(StudentT.quantile(0.975, degreesOfFreedom: 1) - 12.7062047362) < 1e-6)
    }

    @Test func `SHA-256 of nothing, of abc and of two blocks is that of FIPS 180-4`() {
        for (message, digest) in [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ] {
            var hash = SHA256()
            hash.update(message.utf8)
            #expect(hash.hexadecimal == digest)
        }
    }

    @Test func `a digest is the same however its message is cut`() {
        let message = (0..<300).map { UInt8(truncatingIfNeeded: 7 * $0 + 3) }
        for length in [1, 7, 8, 9, 55, 56, 57, 63, 64, 65, 127, 128, 129, 300] {
            var whole = SHA256()
            whole.update(message[..<length])
            for piece in [1, 3, 8, 60, 64, 70] {
                var cut = SHA256()
                for start in stride(from: 0, to: length, by: piece) { cut.update(message[start..<min(length, start + piece)]) }
                #expect(cut.hexadecimal == whole.hexadecimal, "\(length) bytes in pieces of \(piece)")
            }
        }
        var bytes = SHA256(), word = SHA256()
        bytes.update([0xEF, 0xCD, 0xAB, 0x89, 0x67, 0x45, 0x23, 0x01] as [UInt8])
        word.update(littleEndian: 0x0123_4567_89AB_CDEF)
        #expect(bytes.hexadecimal == word.hexadecimal)
    }
}
