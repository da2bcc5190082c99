import Foundation
import GRDB
import RunRecords
import StudyStatistics

/// Reads rows of `runs` by the places of their columns: setting, sample, run, arm, digest, outcomes, causes.
struct StudyRowReader {
    private let outcomes = ArchiveSchema.outcomeColumns.count

    func read(_ row: Row) -> StudyRow {
        StudyRow(
            key: RunKey(setting: row[0], sample: row[1], arm: row[3], run: row[2]),
            digest: HexadecimalBytes.text(row[4] as Data),
            outcome: RunOutcome(
                columns: (5..<(5 + outcomes)).map { row[$0] as Double },
                causes: LimitingCause.allCases.indices.map { 5 + outcomes + $0 < row.count ? row[5 + outcomes + $0] as Int : 0 }))
    }
}

extension StudyRow {
    /// The columns of `runs`, in the schema's order.
    var columns: [any DatabaseValueConvertible] {
        let key: [any DatabaseValueConvertible] = [key.setting, key.sample, key.run, key.arm, HexadecimalBytes.data(digest)]
        return key + outcome.columns.map { $0 as any DatabaseValueConvertible } + outcome.causes.map { $0 as any DatabaseValueConvertible }
    }
}

extension RunOutcome {
    /// The outcome columns, in the schema's order.
    var columns: [Double] {
        // As the file gives them back: real numbers, without a negative zero.
        [
            Double(raiders), Double(leakers), Double(killed), Double(decoysKilled), Double(civilKilled), Double(friendsKilled),
            Double(assetsLost), valueLost, Double(systemsLost), Double(roundsFired), roundsCost.low, roundsCost.best, roundsCost.high,
            systemsCost.low, systemsCost.best, systemsCost.high,
        ].map { $0 + 0 }
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

/// Bytes as hexadecimal text and back: digests are text in the program and bytes in the file.
enum HexadecimalBytes {
    static func data(_ text: String) -> Data {
        var bytes = Data(capacity: text.utf8.count / 2)
        var high: UInt8?
        for digit in text.utf8 {
            let value = digit <= UInt8(ascii: "9") ? digit &- UInt8(ascii: "0") : (digit | 0x20) &- UInt8(ascii: "a") &+ 10
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    static func text(_ data: Data) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: data.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
