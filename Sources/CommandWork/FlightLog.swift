import Foundation
import PlainText
import ResultsArchive
import StudyStatistics

/// Gathers rows into commits of reasonable size and tells how far the study is.
package final class FlightLog {
    private let archive: StudyArchive
    private let meter: ProgressMeter
    private let total: Int
    private var interval: RunningInterval
    private var waiting: [StudyRow] = []
    private var last = Date()
    private var done: Int
    private let start = Date()
    /// Rows that were there before.
    package let found: Int
    private let threads: Int
    /// Seconds spent on writing.
    package private(set) var writing = 0.0
    /// Widest half width of the stopping rule's intervals.
    package var widest: Double?

    package init(archive: StudyArchive, inputs: StudyInputs, shard: StudyShard?, threads: Int, quiet: Bool) throws {
        self.threads = threads
        self.archive = archive
        meter = ProgressMeter(quiet: quiet)
        total = inputs.plan.total(of: shard)
        found = try archive.runCount()
        done = found
        interval = RunningInterval(inputs.plan, outcome: inputs.stoppingRule?.outcome ?? .leakers)
        if meter.isShown, found > 0 {
            let settings = inputs.plan.settings.count
            let stage = StudyStage(
                samples: 0..<inputs.plan.samples, runs: 0..<inputs.plan.runs, settings: (settings - 1)..<settings)
            try archive.forEachRun(of: stage) { interval.add($0) }
        }
    }

    /// Commits twice a second, or every two thousand rows: a kill loses no more than that.
    package func take(_ rows: [StudyRow]) throws {
        waiting += rows
        done += rows.count
        if waiting.count >= 2_000 || Date().timeIntervalSince(last) > 0.5 { try flush() }
        guard meter.isShown else { return meter.show(done: done, total: total) }
        for row in rows { interval.add(row) }
        meter.show(done: done, total: total, note: { note })
    }

    private var note: String {
        var parts: [String] = []
        if let current = interval.current {
            parts.append("\(interval.title): \(NumberText.fixed(current.mean, 2)) ± \(NumberText.fixed(current.halfWidth, 2))")
        }
        if let widest { parts.append("widest at the last look ±\(NumberText.fixed(widest, 2))") }
        return parts.joined(separator: ", ")
    }

    package func flush() throws {
        let begin = Date()
        try archive.add(waiting)
        waiting.removeAll(keepingCapacity: true)
        last = Date()
        writing += last.timeIntervalSince(begin)
    }

    package func finish() { meter.finish() }

    /// What was flown since the start, how fast, and what writing it cost.
    package var account: String {
        let seconds = Date().timeIntervalSince(start)
        let flown = done - found
        let rate = seconds > 0 ? Double(flown) / seconds : 0
        let share = 100 * writing / max(seconds * Double(threads), 1e-9)
        return "\(flown) runs flown in \(NumberText.fixed(seconds, 1)) s (\(NumberText.fixed(rate, 1)) a second), \(NumberText.fixed(share, 2)) % of the threads' time writing; \(done) runs in the archive"
    }
}
