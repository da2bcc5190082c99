import NumericalMethods
import Testing

@Suite struct BinomialIntervalTests {
    @Test func `intervals agree with reference values`() {
        // statsmodels' proportion_confint, 95 %: 37 of 100.
        let wilson = BinomialInterval.wilson(successes: 37, of: 100, confidence: 0.95)
        #expect(abs(wilson.low - 0.2818236053432453) < 1e-12)
        #expect(abs(wilson.high - 0.46779470419057084) < 1e-12)
        let exact = BinomialInterval.clopperPearson(successes: 37, of: 100, confidence: 0.95)
        #expect(abs(exact.low - 0.2755665796145515) < 1e-9)
        #expect(abs(exact.high - 0.47235164055168316) < 1e-9)
        let jeffreys = BinomialInterval.jeffreys(successes: 37, of: 100, confidence: 0.95)
        #expect(abs(jeffreys.low - 0.2801617307208821) < 1e-9)
        #expect(abs(jeffreys.high - 0.4672420693662505) < 1e-9)
    }

    @Test func `nothing seen is no proof that it cannot be`() {
        let none = BinomialInterval.wilson(successes: 0, of: 100, confidence: 0.95)
        #expect(none.low == 0)
        #expect(abs(none.high - 0.03699349820698568) < 1e-12)
        let all = BinomialInterval.clopperPearson(successes: 100, of: 100, confidence: 0.95)
        #expect(all.high == 1)
        #expect(abs(all.low - 0.9637833073548235) < 1e-9)
        let unknown = BinomialInterval.wilson(successes: 0, of: 0, confidence: 0.95)
        #expect(unknown.low == 0 && unknown.high == 1)
    }
}
