import BattleSimulation
import Foundation
import ModelValidation
import RunRecords

/// Whether battles come out as the public record says they do: situations, bands with their sources, and what the engine makes of them.
package enum Plausibility {
    /// What of a situation is held against a band.
    package enum Measure: String, Sendable, CaseIterable {
        /// Kills over rounds that came to their target alive or failed before: what a single shot is worth.
        case perRound = "per round"
        /// Share of the raiders brought down.
        case killed
    }

    /// One line of `bands.csv`.
    package struct Band: Sendable {
        /// The situation's file without its ending, and the arm in it.
        package var situation: String
        package var arm: String
        package var measure: Measure
        package var low: Double
        package var high: Double
        package var source: String
        /// Why a result outside is right all the same; empty where it would be a fault.
        package var explanation: String
    }

    package enum Verdict: String, Sendable { case inside, outside, explained }

    /// Rounds and raiders of many runs.
    package struct Counts: Sendable {
        package var rounds = 0
        package var kills = 0
        package var raiders = 0
        package var shotDown = 0

        /// How many rounds or raiders a value rests on.
        package func trials(_ measure: Measure) -> Int { measure == .perRound ? rounds : raiders }

        package func value(_ measure: Measure) -> Double {
            switch measure {
            case .perRound: rounds > 0 ? Double(kills) / Double(rounds) : 0
            case .killed: raiders > 0 ? Double(shotDown) / Double(raiders) : 0
            }
        }
    }

    /// The bands of a folder of situations: situation,arm,measure,low,high,source,explained.
    package static func bands(in folder: URL) throws -> [Band] {
        let table = try ReferenceTable(folder.appending(path: "bands.csv"))
        return try table.rows.indices.map { row in
            let word = try table.text(row, "measure")
            guard let measure = Measure(rawValue: word) else {
                throw ReferenceError.malformed(
                    file: table.file,
                    why: "row \(row + 1): measure \(word) is none of \(Measure.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            let band = Band(
                situation: try table.text(row, "situation"), arm: try table.text(row, "arm"), measure: measure,
                low: try table.probability(row, "low"), high: try table.probability(row, "high"), source: try table.text(row, "source"),
                explanation: try table.text(row, "explained"))
            guard band.low <= band.high else { throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): low is above high") }
            guard !band.source.isEmpty else { throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): source is empty") }
            return band
        }
    }

    /// Flies one arm of a situation `runs` times.
    package static func counts(_ model: BattleModel, runs: Int, seed: UInt64 = 21) -> Counts {
        var counts = Counts()
        for index in 0..<runs {
            let record = BattleRunner.run(model, seed: seed, index: UInt32(index))
            for target in record.targets where target.allegiance == .hostile {
                counts.raiders += 1
                if target.outcome == .killed { counts.shotDown += 1 }
                for shot in target.shots {
                    if shot.killed { counts.kills += 1 }
                    // Not a round of its own: one that arrives where its target was already down.
                    let isLate = shot.missDistance == nil && target.outcome == .killed
                        && (shot.endTime ?? .infinity) >= (target.outcomeTime ?? .infinity)
                    if !isLate { counts.rounds += 1 }
                }
            }
        }
        return counts
    }

    package static func verdict(_ band: Band, _ counts: Counts) -> Verdict {
        let value = counts.value(band.measure)
        if value >= band.low && value <= band.high { return .inside }
        return band.explanation.isEmpty ? .outside : .explained
    }
}
