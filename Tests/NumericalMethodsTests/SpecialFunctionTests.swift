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

    @Test func `SHA-256 of abc is that of FIPS 180-4`() {
        var hash = SHA256()
        hash.update("abc".utf8)
        #expect(hash.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
