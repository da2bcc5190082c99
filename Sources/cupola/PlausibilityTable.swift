import BattleSimulation
import CommandWork
import Dispatch
import EngineValidation
import Foundation
import ModelValidation
import PlainText
import ScenarioDocuments

/// The plausibility table: situations flown, beside the bands of the public record.
struct PlausibilityTable {
    struct Row {
        let band: Plausibility.Band
        let counts: Plausibility.Counts
        let verdict: Plausibility.Verdict
    }

    let rows: [Row]
    let runs: Int

    /// Flies every arm that has a band, on all cores.
    init(folder: String, catalogue: [String], runs: Int) throws {
        let place = URL(filePath: folder)
        let bands: [Plausibility.Band]
        do { bands = try Plausibility.bands(in: place) } catch let error as ReferenceError {
            throw CommandFailure.badInput(error.description)
        }
        var pairs: [(situation: String, arm: String)] = []
        for band in bands where !pairs.contains(where: { $0 == (band.situation, band.arm) }) { pairs.append((band.situation, band.arm)) }
        let models = try pairs.map { pair -> BattleModel in
            let file = place.appending(path: "\(pair.situation).yaml").path
            let (document, data) = try Inputs.load(scenario: file, catalogue: catalogue)
            return try Inputs.compile(document, arm: pair.arm, catalogue: data, file: file)
        }
        let results = ConcurrentResults<Plausibility.Counts>(count: pairs.count)
        DispatchQueue.concurrentPerform(iterations: pairs.count) { place in
            results.set(place, .success(Plausibility.counts(models[place], runs: runs)))
        }
        let counts = try results.all().map { try $0.get() }
        rows = bands.map { band in
            let found = counts[pairs.firstIndex { $0 == (band.situation, band.arm) }!]
            return Row(band: band, counts: found, verdict: Plausibility.verdict(band, found))
        }
        self.runs = runs
    }

    var outsideCount: Int { rows.count { $0.verdict == .outside } }

    var text: String {
        var table = TextTable(header: ["situation", "arm", "measure", "band", "result", "runs", "verdict", "source"], leftColumns: [0, 1, 2, 6, 7])
        func number(_ value: Double) -> String { String(format: "%.2f", value) }
        for row in rows {
            table.add(
                row.band.situation, row.band.arm, row.band.measure.rawValue, "\(number(row.band.low))–\(number(row.band.high))",
                number(row.counts.value(row.band.measure)), "\(runs)", row.verdict.rawValue, row.band.source)
        }
        var lines = [table.text]
        for row in rows where row.verdict == .explained {
            lines.append("\(row.band.situation), \(row.band.arm), \(row.band.measure.rawValue): \(row.band.explanation)")
        }
        return lines.joined(separator: "\n")
    }

    /// Rows as JSON objects.
    var json: [[String: Any]] {
        rows.map { row in
            [
                "situation": row.band.situation, "arm": row.band.arm, "measure": row.band.measure.rawValue, "low": row.band.low,
                "high": row.band.high, "source": row.band.source, "result": row.counts.value(row.band.measure), "runs": runs,
                "verdict": row.verdict.rawValue, "explanation": row.verdict == .explained ? row.band.explanation : "",
            ]
        }
    }
}
