import GRDB
import MonteCarloStudy
import RunRecords

extension StudyRow {
    init(row: Row) {
        self.init(
            key: RunKey(setting: row["setting"], sample: row["sample"], arm: row["arm"], run: row["run"]),
            digest: row["digest"],
            outcome: RunOutcome(
                columns: ArchiveSchema.outcomeColumns.map { row[$0] as Double },
                causes: row.columnNames.filter { $0.hasPrefix("cause_") }.map { row[$0] as Int }))
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
