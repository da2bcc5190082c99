import NumericalMethods
import Stochastics
import StudyStatistics
import Testing

@Suite struct CapacityTests {
    /// Raids of n against a defence whose chance to hold falls smoothly through a half at `middle`; one number decides a raid
    /// whatever its size.
    static func holds(_ size: Int, middle: Double) -> Double { 1 / (1 + Elementary.exp((Double(size) - middle) / 1.5)) }

    static func find(_ search: CapacitySearch, middle: Double, replay: UInt32) -> Capacity {
        search.find { size, runs in
            runs.count { run in
                var stream = RandomStream(studySeed: 91, runIndex: UInt32(run), entity: replay, purpose: DrawPurpose(rawValue: 9))
                return stream.nextUniform() < holds(size, middle: middle)
            }
        }
    }

    @Test(arguments: [(0.8, 11.3), (0.5, 6.2), (0.95, 20.9)]) func `its interval holds the largest raid in 93 of 100 replays`(
        share: Double, middle: Double
    ) {
        let search = CapacitySearch(share: share, sizeMaximum: 64, runsFirst: 25, runsMaximum: 200)
        let truth = (0...64).last { Self.holds($0, middle: middle) >= share } ?? 0
        var covered = 0
        var near = 0
        for replay in 0..<1_000 {
            let found = Self.find(search, middle: middle, replay: UInt32(replay))
            if found.low <= truth, truth <= found.high ?? 64 { covered += 1 }
            if abs(found.estimate - truth) <= 1 { near += 1 }
            #expect(found.low <= found.estimate && found.estimate <= found.high ?? 64)
        }
        #expect(covered >= 930, "\(covered)")
        #expect(near >= 800, "\(near)")
    }

    @Test func `a defence that holds all that is tried has no upper end`() {
        let found = CapacitySearch(share: 0.8, sizeMaximum: 12, runsFirst: 40, runsMaximum: 40).find { _, runs in runs.count }
        #expect(found.low == 12 && found.high == nil && found.estimate == 12)
    }

    @Test func `a defence that holds nothing holds none`() {
        let found = CapacitySearch(share: 0.8, sizeMaximum: 12, runsFirst: 40, runsMaximum: 40).find { _, _ in 0 }
        #expect(found == Capacity(estimate: 0, low: 0, high: 0, levels: [CapacityLevel(size: 1, runs: 40, held: 0)]))
    }

    @Test func `each run is asked for once`() {
        var asked: Set<[Int]> = []
        _ = CapacitySearch(share: 0.8, sizeMaximum: 40, runsFirst: 10, runsMaximum: 80).find { size, runs in
            for run in runs { #expect(asked.insert([size, run]).inserted) }
            return size <= 13 ? runs.count : size >= 18 ? 0 : runs.count * (31 - size) / 20
        }
        #expect(!asked.isEmpty)
    }
}
