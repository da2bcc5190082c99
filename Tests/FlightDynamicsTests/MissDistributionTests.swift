import FlightDynamics
import Testing

@Suite struct MissDistributionTests {
    @Test func `half of the misses lie within the circular error probable`() {
        let misses = MissDistribution(deviation: 6)
        #expect(abs(misses.within(misses.median) - 0.5) < 1e-15)
        #expect(misses.median < misses.mean && misses.mean < misses.rootMeanSquare)
    }
}
