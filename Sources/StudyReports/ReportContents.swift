import RunRecords
import StudyStatistics

/// All that a study's report is made of; reports in HTML, Markdown and JSON are written from this alone.
package struct ReportContents: Sendable {
    package var summary: StudySummary
    /// What the archive says of itself, by key.
    package var meta: [String: String]
    /// Digest over the digests of all runs, in order.
    package var digest: String
    /// The catalogue's values behind each group of unknowns, with their sources.
    package var unknowns: [UnknownGroup] = []
    /// What became of every round, in the runs whose records the archive keeps.
    package var rounds = RoundTally()
    package var typical: TypicalRun?
    /// Why there is no typical run, where there is none.
    package var typicalMissing = ""
    package var maps: CoverageMaps?
    package var credibility: [CredibilityRow] = []
    /// What the price of each arm would buy of what others have.
    package var purchases: [Purchase] = []
    package var world: WorldFacts?
    /// When the report was made, as printed; empty where nobody says.
    package var date = ""
    /// Values of the archive's catalogue by status, in the order of the status's weight: found first.
    package var pedigree: [(status: String, count: Int)] = []

    /// What there is of a study that was not flown to its end, in a sentence that marks every page; nil for a whole one.
    package var unfinished: String?

    package init(summary: StudySummary, meta: [String: String], digest: String) {
        self.summary = summary
        self.meta = meta
        self.digest = digest
    }
}

/// One group of unknowns of a study and what the public record says of each of its values.
package struct UnknownGroup: Sendable {
    /// The entry of the study's `uncertainty`, such as `radars.*.reference_range_km`.
    package var pattern: String
    package var values: [UnknownValue]

    package init(pattern: String, values: [UnknownValue]) {
        self.pattern = pattern
        self.values = values
    }
}

/// One value of the catalogue: its range, in the unit of its key, and who says what.
package struct UnknownValue: Sendable {
    package struct Word: Sendable {
        package var says: String
        package var title: String
        /// Empty where the source is not on the web.
        package var link: String
        package var date: String
        /// How the source was seen: found, secondary, recalled…; empty where nobody says.
        package var status: String

        package init(says: String, title: String, link: String, date: String, status: String = "") {
            self.status = status
            self.says = says
            self.title = title
            self.link = link
            self.date = date
        }
    }

    package var owner: String
    package var path: String
    package var low: Double
    package var best: Double
    package var high: Double
    package var unit: String
    package var status: String
    package var words: [Word]

    package init(
        owner: String, path: String, low: Double, best: Double, high: Double, unit: String, status: String, words: [Word]
    ) {
        self.owner = owner
        self.path = path
        self.low = low
        self.best = best
        self.high = high
        self.unit = unit
        self.status = status
        self.words = words
    }

    /// How far apart the ends are: high over low; infinite where low is not above zero.
    package var spread: Double { low > 0 ? high / low : high > low ? .infinity : 1 }
}

/// The run nearest to the median of an arm, flown again from the archive's contents.
package struct TypicalRun: Sendable {
    package var key: RunKey
    package var record: RunRecord
    /// Median leakers of the arm at that setting.
    package var median: Double
    /// Whether the run flown again has the digest that the archive holds.
    package var isSame: Bool
    /// Leakers of the same raid against the other arm of the question, where there is one.
    package var otherLeakers: Int?

    package init(key: RunKey, record: RunRecord, median: Double, isSame: Bool, otherLeakers: Int?) {
        self.key = key
        self.record = record
        self.median = median
        self.isSame = isSame
        self.otherLeakers = otherLeakers
    }
}

/// One line of the credibility assessment.
package struct CredibilityRow: Sendable, Equatable {
    package var factor: String
    /// 0 to 4, as assessed by the project itself.
    package var level: Int
    package var why: String

    package init(factor: String, level: Int, why: String) {
        self.factor = factor
        self.level = level
        self.why = why
    }
}

/// What the price of an arm would buy: the number of an item, with the cheapest and dearest public prices.
package struct Purchase: Sendable {
    package var arm: String
    package var item: String
    package var low: Double
    package var best: Double
    package var high: Double

    package init(arm: String, item: String, low: Double, best: Double, high: Double) {
        self.arm = arm
        self.item = item
        self.low = low
        self.best = best
        self.high = high
    }
}

/// What the ledger says an actor held on the study's date, and the disputed facts that this rests on.
package struct WorldFacts: Sendable {
    /// A disputed fact, how the study takes it, and what would be different otherwise.
    package struct Dispute: Sendable {
        package var date: String
        package var event: String
        package var note: String
        package var isTaken: Bool
        /// What the actor would have held with this one taken the other way; nil where nothing changes.
        package var heldOtherwise: [String]?
        /// The arm that would then be the world as it was.
        package var armOtherwise: String?
        package var words: [UnknownValue.Word]

        package init(
            date: String, event: String, note: String, isTaken: Bool, heldOtherwise: [String]?, armOtherwise: String?,
            words: [UnknownValue.Word]
        ) {
            self.date = date
            self.event = event
            self.note = note
            self.isTaken = isTaken
            self.heldOtherwise = heldOtherwise
            self.armOtherwise = armOtherwise
            self.words = words
        }
    }

    package var actor: String
    package var date: String
    /// The arm that is the world as it was; nil where none is.
    package var arm: String?
    package var held: [String]
    package var disputes: [Dispute]

    package init(actor: String, date: String, arm: String?, held: [String], disputes: [Dispute]) {
        self.actor = actor
        self.date = date
        self.arm = arm
        self.held = held
        self.disputes = disputes
    }

    /// Which arm is the world as it was, in a sentence.
    var sentence: String {
        let what = held.isEmpty ? "nothing of what any defence here has" : held.joined(separator: "; ")
        return arm.map { "\($0) is the world as it was: what the public record says that \(actor) held on \(date): \(what)." }
            ?? "None of these defences is the world as it was: the public record says that \(actor) held on \(date) \(what)."
    }

    /// What a disputed fact would change, in a sentence.
    func consequence(of dispute: Dispute) -> String {
        let turned = dispute.isTaken ? "Were it not so" : "Were it so"
        guard let held = dispute.heldOtherwise else {
            return "\(turned), no number of this report would change: it says nothing of what \(actor) held."
        }
        let what = held.isEmpty ? "nothing of what any defence here has" : held.joined(separator: "; ")
        let arm = dispute.armOtherwise.map { $0 == self.arm ? "\($0) would still be the world as it was" : "\($0) would be the world as it was" }
            ?? "none of these defences would be the world as it was"
        return "\(turned), \(actor) would have held on \(date) \(what), and \(arm)."
    }
}
