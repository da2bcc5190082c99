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
    /// What each mechanism does, where it was asked for: results without it, row by row.
    let without: [(mechanism: Mechanism, counts: [Plausibility.Counts])]

    /// Flies every arm that has a band, on all cores; then again without each of some mechanisms.
    init(folder: String, catalogue: [String], runs: Int, without mechanisms: [Mechanism] = []) throws {
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
        let settings = [nil] + mechanisms.map(Optional.some)
        let results = ConcurrentResults<Plausibility.Counts>(count: pairs.count * settings.count)
        let count = models.count
        DispatchQueue.concurrentPerform(iterations: count * settings.count) { place in
            let model = models[place % count]
            let flown = settings[place / count]?.removed(from: model) ?? model
            results.set(place, .success(Plausibility.counts(flown, runs: runs)))
        }
        let counts = try results.all().map { try $0.get() }
        func found(_ band: Plausibility.Band, _ setting: Int) -> Plausibility.Counts {
            counts[setting * pairs.count + pairs.firstIndex { $0 == (band.situation, band.arm) }!]
        }
        rows = bands.map { band in
            Row(band: band, counts: found(band, 0), verdict: Plausibility.verdict(band, found(band, 0)))
        }
        without = mechanisms.enumerated().map { place, mechanism in (mechanism, bands.map { found($0, place + 1) }) }
        self.runs = runs
    }

    /// What each mechanism does: a row a figure, a column a mechanism without which it was flown; a dot where that changes nothing beyond
    /// chance (two standard errors of the difference of two shares of as many runs).
    var mechanisms: String {
        var table = TextTable(
            header: ["situation", "arm", "measure", "as it is"] + without.map(\.mechanism.rawValue), leftColumns: [0, 1, 2])
        for (place, row) in rows.enumerated() {
            let measure = row.band.measure
            let value = row.counts.value(measure)
            let cells = without.map { part in
                let other = part.counts[place].value(measure)
                let count = Double(min(row.counts.trials(measure), part.counts[place].trials(measure)))
                let chance = (max(value * (1 - value), other * (1 - other), 0.01) * 2 / max(count, 1)).squareRoot()
                return abs(other - value) > 2 * chance ? String(format: "%.2f", other) : "·"
            }
            table.add(cells: [row.band.situation, row.band.arm, measure.rawValue, String(format: "%.2f", value)] + cells)
        }
        return table.text
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
