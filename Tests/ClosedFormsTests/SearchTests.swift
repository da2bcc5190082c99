import ClosedForms
import Testing

@Suite struct SearchTests {
    @Test func `no plan finds more than one without overlap, and long search finds it`() {
        let search = AreaSearch(sweepWidth: 10_000, speed: 55, area: 1e10)
        for hours in 1...40 {
            let time = Double(hours) * 3_600
            #expect(search.random(after: time) < search.exhaustive(after: time))
        }
        // 1 − e⁻¹ after the mean time.
        #expect(abs(search.random(after: search.meanTimeRandom) - 0.6321205588285577) < 1e-15)
    }

    @Test func `many faint glimpses are a rate`() {
        let glimpses = Glimpses.detection(probability: 1e-5, count: 120_000)
        #expect(abs(glimpses - Glimpses.detection(rate: 1.2, time: 1)) < 1e-5)
        #expect(Glimpses.detection(probability: 1, count: 1) == 1 && Glimpses.meanCount(probability: 0.25) == 4)
    }
}
