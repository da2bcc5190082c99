import Quantities

/// The part of a study that finds the largest raid that each arm stops.
public struct CapacityDocument: DocumentObject, Sendable, Equatable {
    /// Path of the raid's size in the scenario, such as `raids[cruise missile].count`.
    public let path: String
    package let name: String
    package let outcome: StudyDocument.Outcome
    /// A raid is held where no more of the outcome is lost.
    public let allowed: Double
    /// The share of raids that must be held.
    public let share: Double
    package let sizeMaximum: Int
    /// Most runs of one size.
    public let runs: Int
    /// Whether that group flies alone, all others left out.
    public let isAlone: Bool

    package init(reading fields: inout FieldReader) {
        path = fields.text("path", "path of the raid's size in the scenario, such as raids[cruise missile].count")
        name = fields.text("name", default: path, "what the raid is counted in, for tables")
        outcome = fields.choice("outcome", StudyDocument.Outcome.self, default: .leakers, "what is counted")
        allowed = fields.number("at_most", in: 0...1e6, default: 0, "a raid is held where no more of the outcome is lost")
        share = fields.number("held_share", in: 0.05...0.99, default: 0.8, "share of raids that must be held")
        sizeMaximum = fields.integer("largest", in: 1...5_000, default: 64, "largest raid tried")
        runs = fields.integer("runs", in: 10...1_000_000, default: 160, "most runs of one size")
        isAlone = fields.flag("alone", default: true, "that group flies alone; all others are left out")
    }
}
