import NumericalMethods
import PlainText
import ResultsArchive
import StudyReports
import StudyStatistics

/// An archive read back into what reports are made of.
package struct StudyResults {
    package let meta: [String: String]
    package let summary: StudySummary
    /// Digest of every run's digest, in order: one line that says whether two studies agree.
    package let digest: String
    /// What the price of each arm would buy instead.
    package let purchases: [StudyDescription.Purchase]

    /// What there is of a study that was not flown to its end, or of a part of one; nil for a whole study.
    package let unfinished: String?

    package static func read(_ file: String) throws -> StudyResults { try load(StudyArchive.open(file)) }

    /// A whole number of `meta` within a range, or 1 where there is none.
    static func number(_ key: String, _ meta: [String: String], _ range: ClosedRange<Int>, _ file: String) throws -> Int {
        guard let text = meta[key] else { return 1 }
        guard let value = Int(text), range.contains(value) else {
            throw CommandFailure.badInput("\(file): meta.\(key): found \(text), allowed: \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// A name as it stands hundreds of times on a page: readable there, however long it is.
    static func shown(_ name: String) -> String { ShownText.cut(name, to: 120) }

    private static func load(_ archive: StudyArchive) throws -> StudyResults {
        let meta = try archive.meta()
        let arms = try archive.arms().map {
            StudyArm(name: shown($0.name), description: ShownText.cut($0.description, to: 2_000), price: $0.price)
        }
        let settings = try archive.settings().map { setting in
            StudySetting(
                label: shown(setting.label),
                factors: setting.factors.map { (name: shown($0.name), value: shown($0.value)) })
        }
        var plan = StudyPlan(name: "", question: "", arms: arms, settings: settings, samples: 1, runs: 1, seed: 0)
        plan.name = ShownText.cut(meta["name"] ?? "", to: 200)
        plan.question = ShownText.cut(meta["question"] ?? "", to: 2_000)
        plan.samples = try number("samples", meta, 1...100_000, archive.file)
        plan.runs = try number("runs", meta, 1...1_000_000, archive.file)
        plan.assets = Int(meta["assets"] ?? "")
        plan.unarmed = Set((meta["unarmed"] ?? "").split(separator: ",").compactMap { Int($0) })
        plan.seed = UInt64(meta["seed"] ?? "") ?? 0
        plan.sensitivity = SensitivityPlan(meta, settings: settings.count, arms: arms.count)
        let reader = ResultsReader(plan)
        try archive.forEachRun { reader.add($0) }
        reader.summary.finish()
        return StudyResults(meta: meta, summary: reader.summary, digest: reader.digest.text, purchases: try archive.purchases(), unfinished: try archive.unfinished())
    }
}

/// Takes rows one by one.
private final class ResultsReader {
    var summary: StudySummary
    var digest = DigestOfDigests()

    init(_ plan: StudyPlan) { summary = StudySummary(plan) }

    func add(_ row: StudyRow) {
        summary.add(row)
        digest.add(row.digest)
    }
}

/// One digest over the digests of many runs, in order.
package struct DigestOfDigests {
    private var hash = SHA256()

    package init() {}

    package mutating func add(_ digest: String) { hash.update(digest.utf8) }

    package var text: String { hash.hexadecimal }
}

extension StudyResults {
    /// The rule that the study could stop by.
    package var stoppingRule: StoppingRule? {
        guard let outcome = StudyOutcome(rawValue: meta["stopping_outcome"] ?? ""),
            let halfWidth = Double(meta["stopping_half_width"] ?? ""), let confidence = Double(meta["stopping_confidence"] ?? ""),
            let minimum = Int(meta["stopping_minimum"] ?? ""), let look = Int(meta["stopping_look_every"] ?? "")
        else { return nil }
        return StoppingRule(
            outcome: outcome, halfWidth: halfWidth, confidence: confidence, minimum: minimum, lookInterval: look)
    }
}
