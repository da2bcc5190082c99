import Foundation
import RunRecords

/// How a record is told in words; the narrator's part of a page.
package struct PageWords: Sendable {
    package var story: @Sendable (TargetRecord, RunRecord) -> [String]
    package var summary: @Sendable (RunRecord) -> String
    package var meaning: @Sendable (LimitingCause) -> String

    package init(
        story: @escaping @Sendable (TargetRecord, RunRecord) -> [String], summary: @escaping @Sendable (RunRecord) -> String,
        meaning: @escaping @Sendable (LimitingCause) -> String
    ) {
        self.story = story
        self.summary = summary
        self.meaning = meaning
    }
}

/// What a page says of one arm beside its columns: outcomes, causes, the causal chain of each target.
struct PageFacts: Encodable {
    struct Sentence: Encodable {
        var t: Double?
        var text: String
    }

    struct Target: Encodable {
        var outcome: String
        var outcomeTitle: String
        var causeTitle: String?
        var time: Double?
        var story: [Sentence]
    }

    struct Cause: Encodable {
        var title: String
        var meaning: String
        var count: Int
    }

    struct Event: Encodable {
        var t: Double
        var subject: String
        var what: String
    }

    /// Of the arm, where it is not the record's.
    var title: String?
    var summary: String
    var raiders: Int
    var leakers: Int
    var causes: [Cause]
    var events: [Event]
    var targets: [Target]

    init(_ record: RunRecord, title: String? = nil, words: PageWords) {
        let outcome = RunOutcome(record)
        self.title = title
        summary = words.summary(record)
        raiders = outcome.raiders
        leakers = outcome.leakers
        causes = zip(LimitingCause.allCases, outcome.causes).map { Cause(title: $0.title, meaning: words.meaning($0), count: $1) }
        events = record.events.map { Event(t: $0.time, subject: $0.subject, what: $0.what.title) }
        targets = record.targets.map { target in
            Target(
                outcome: Self.word(target.outcome), outcomeTitle: target.outcome.title, causeTitle: target.limitingCause?.title,
                time: target.outcomeTime, story: words.story(target, record).map(Self.sentence))
        }
    }

    private static func word(_ outcome: TargetOutcome) -> String {
        switch outcome {
        case .killed: "killed"
        case .leaked: "leaked"
        case .passed: "passed"
        case .airborne: "airborne"
        }
    }

    /// Takes the clock (+mm:ss) off a sentence's front.
    static func sentence(_ text: String) -> Sentence {
        guard text.hasPrefix("+"), let space = text.firstIndex(of: " ") else { return Sentence(t: nil, text: text) }
        let parts = text[text.index(after: text.startIndex)..<space].split(separator: ":")
        guard parts.count == 2, let minutes = Int(parts[0]), let seconds = Int(parts[1]) else { return Sentence(t: nil, text: text) }
        return Sentence(t: Double(60 * minutes + seconds), text: String(text[text.index(after: space)...]))
    }
}
