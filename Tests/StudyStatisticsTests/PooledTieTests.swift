import RunRecords
import Testing

@testable import StudyStatistics

@Suite struct PooledTieTests {
    /// Four samples of five runs each, whose means are 2.0, 2.2, 2.2 and 2.2.
    private static let runs = [[2.0, 2, 2, 2, 2], [2, 3, 2, 2, 2], [1, 3, 2, 3, 2], [4, 2, 2, 2, 1]]

    @Test func `means of samples that tie by chance do not make what is pooled a rare event`() {
        var pooled = PooledUnits(units: 4)
        var nested = NestedSums()
        for (sample, values) in Self.runs.enumerated() {
            for value in values {
                pooled.add(value, unit: sample, bound: 6)
                nested.add(value, sample: sample, bound: 6)
            }
        }
        let (one, other) = (pooled.nested(least: -.infinity).interval(), nested.interval())
        #expect(abs(one.low - other.low) < 1e-12 && abs(one.high - other.high) < 1e-12)
        // Student's t with three degrees of freedom on the four means.
        #expect(abs(one.low - 1.9909) < 1e-3 && abs(one.high - 2.3091) < 1e-3, "\(one)")
    }

    @Test func `what hardly any run has stays a rare event`() {
        var pooled = PooledUnits(units: 4)
        for sample in 0..<4 { for run in 0..<5 { pooled.add(sample == 2 && run == 0 ? 1 : 0, unit: sample, bound: 6) } }
        #expect(pooled.nested(least: 0).isRare)
    }
}
