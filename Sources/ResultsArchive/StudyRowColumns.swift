import GRDB
import MonteCarloStudy
import RunRecords

/// Reads rows of `runs` by the places of their columns: setting, sample, arm, run, digest, outcomes, causes.
struct StudyRowReader {
    private let outcomes = ArchiveSchema.outcomeColumns.count

    func read(_ row: Row) -> StudyRow {
        StudyRow(
            key: RunKey(setting: row[0], sample: row[1], arm: row[2], run: row[3]), digest: row[4],
            outcome: RunOutcome(
                columns: (5..<(5 + outcomes)).map { row[$0] as Double },
                causes: ((5 + outcomes)..<row.count).map { row[$0] as Int }))
    }
}

extension RunOutcome {
    /// The outcome columns, in the schema's order.
    var columns: [any DatabaseValueConvertible] {
        [
            raiders, leakers, killed, decoysKilled, civilKilled, friendsKilled, assetsLost, valueLost, systemsLost,
            roundsFired, roundsCost.low, roundsCost.best, roundsCost.high, systemsCost.low, systemsCost.best,
            systemsCost.high,
        ]
    }

    init(columns: [Double], causes: [Int]) {
        self.init(
            raiders: Int(columns[0]), leakers: Int(columns[1]), killed: Int(columns[2]),
            decoysKilled: Int(columns[3]), civilKilled: Int(columns[4]), friendsKilled: Int(columns[5]),
            assetsLost: Int(columns[6]), valueLost: columns[7], systemsLost: Int(columns[8]),
            roundsFired: Int(columns[9]),
            roundsCost: PriceRecord(low: columns[10], best: columns[11], high: columns[12]),
            systemsCost: PriceRecord(low: columns[13], best: columns[14], high: columns[15]), causes: causes)
    }
}
