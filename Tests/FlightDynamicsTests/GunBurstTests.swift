import NumericalMethods
import Testing

@testable import FlightDynamics

@Suite struct GunBurstTests {
    /// Two twin guns of 30 mm as literal values.
    let gun = GunModel(
        rate: 80, muzzleVelocity: 960, rangeMaximum: 4_000, dispersion: 0.003, aimError: 0.003, burst: 1.5, rounds: 1_400)

    func probability(_ range: Double, count: Int = 120, aim: Double = 0.003, area: Double = 0.3) -> Double {
        var gun = gun
        gun.aimError = aim
        return gun.killProbability(range: range, area: area, killGivenHit: 0.4, count: count)
    }

    @Test func `without aim error a burst kills as independent rounds do`() {
        let hit = 0.3 / (2 * Double.pi * 9 * 9)
        let expected = 1 - Elementary.exp(120 * Elementary.log1p(-hit * 0.4))
        #expect(abs(probability(3_000, aim: 0) - expected) < 1e-9)
    }

    @Test func `the mean over the aim error equals the closed form of one round`() {
        // E exp(−b²/2s²) with b² of mean 2a²: s²/(s² + a²), here one half.
        let hit = 0.3 / (2 * Double.pi * 9 * 9)
        #expect(abs(probability(3_000, count: 1) - 0.5 * hit * 0.4) < 2e-6)
    }

    @Test func `nearer, longer and better aimed bursts kill more`() {
        for range in stride(from: 500.0, to: 3_900, by: 200) {
            #expect(probability(range) >= probability(range + 100))
            #expect(probability(range, count: 200) >= probability(range, count: 100))
            #expect(probability(range, aim: 0.001) >= probability(range, aim: 0.004))
            #expect((0...1).contains(probability(range)))
        }
        #expect(probability(4_001) == 0)
    }

    @Test func `a shell slows down on its way`() {
        #expect(gun.timeOfFlight(range: 100) > 100.0 / 960)
        #expect(gun.timeOfFlight(range: 4_000) > 4_000.0 / 960 * 1.5)
    }
}
