/// The part of a study that finds what decides: defences that are made of crossed levels, all against the same raids.
///
/// Every arm meets every level of every factor; an arm says which levels it stands for itself (its system, its sites), a factor's level
/// says what it changes (magazines, command).
public struct CrossedDocument: DocumentObject, Sendable {
    /// Most combinations.
    public static let combinationsMaximum = 512

    package let outcome: StudyDocument.Outcome
    /// Label of the setting that is flown; the middle one when nil.
    public let setting: String?
    /// Raids that every combination meets.
    public let raids: Int
    package let arms: [CrossedArmDocument]
    package let factors: [CrossedFactorDocument]

    package init(reading fields: inout FieldReader) {
        outcome = fields.choice("outcome", StudyDocument.Outcome.self, default: .leakers, "what is explained")
        setting = fields.optionalText("setting", "label of the setting that is flown; the middle one when absent")
        raids = fields.integer("raids", in: 2...10_000, "raids that every combination meets")
        arms = fields.list("arms", CrossedArmDocument.self, count: 2...64, "arms of the scenario and the levels that they stand for")
        factors = fields.list("factors", CrossedFactorDocument.self, count: 0...6, "what is changed in each of them, fully crossed")
        guard !fields.isDescribing, let first = arms.first else { return }
        let names = first.levels.map(\.path)
        for (place, arm) in arms.enumerated() where arm.levels.map(\.path) != names {
            fields.complain(
                "arms",
                "arms[\(place)].levels: found \(arm.levels.map(\.path).joined(separator: ", ")), allowed: those of the first, in its order: \(names.joined(separator: ", "))"
            )
        }
        var seen = Set(names)
        for factor in factors where !factor.name.isEmpty && !seen.insert(factor.name).inserted {
            fields.complain("factors", "the name \(factor.name) is given more than once")
        }
        let combinations = factors.reduce(Double(arms.count)) { $0 * Double(max(1, $1.levels.count)) }
        if combinations > Double(Self.combinationsMaximum) {
            fields.complain("factors", "found \(Int(combinations)) combinations, allowed: \(Self.combinationsMaximum)")
        }
    }

    /// Names of all that is crossed: what the arms stand for, then the factors.
    public var names: [String] { (arms.first?.levels.map(\.path) ?? []) + factors.map(\.name) }

    /// One defence: an arm and a level of each factor.
    public struct Combination: Sendable {
        package var arm: String
        /// In the order of `names`.
        public var levels: [String]
        package var scenarioOverrides: [PathOverride]
        package var catalogueOverrides: [PathOverride]
    }

    /// Every arm with every level of every factor, the first factor fastest.
    public var combinations: [Combination] {
        let choices = factors.reduce(1) { $0 * $1.levels.count }
        return arms.flatMap { arm in
            (0..<choices).map { number in
                var rest = number
                let chosen = factors.map { factor in
                    let choice = rest % factor.levels.count
                    rest /= factor.levels.count
                    return factor.levels[choice]
                }
                return Combination(
                    arm: arm.arm, levels: arm.levels.map(\.text) + chosen.map(\.name),
                    scenarioOverrides: chosen.flatMap(\.scenarioOverrides), catalogueOverrides: chosen.flatMap(\.catalogueOverrides))
            }
        }
    }
}

/// An arm of the scenario and what it stands for.
public struct CrossedArmDocument: DocumentObject, Sendable {
    package let arm: String
    /// Level by what is crossed, such as `system: S-400`.
    public let levels: [PathOverride]

    package init(reading fields: inout FieldReader) {
        arm = fields.text("arm", "arm of the scenario")
        levels = fields.overrides("levels", "what it stands for, such as {system: S-400, sites: four}")
        if !fields.isDescribing, levels.isEmpty {
            fields.complain("levels", "found nothing, allowed: at least one level, such as {system: S-400}")
        }
    }
}

/// Something that is changed in every arm.
public struct CrossedFactorDocument: DocumentObject, Sendable {
    package let name: String
    package let levels: [CrossedLevelDocument]

    package init(reading fields: inout FieldReader) {
        name = fields.text("name", "for tables")
        levels = fields.list("levels", CrossedLevelDocument.self, count: 2...6, "what it is in turn")
        guard !fields.isDescribing else { return }
        var seen: Set<String> = []
        for level in levels where !level.name.isEmpty && !seen.insert(level.name).inserted {
            fields.complain("levels", "the name \(level.name) is given more than once")
        }
    }
}

package struct CrossedLevelDocument: DocumentObject, Sendable {
    package let name: String
    package let scenarioOverrides: [PathOverride]
    package let catalogueOverrides: [PathOverride]

    package init(reading fields: inout FieldReader) {
        name = fields.text("name", "for tables")
        scenarioOverrides = fields.overrides("scenario", "scenario paths and the values put there")
        catalogueOverrides = fields.overrides("catalogue", "catalogue paths and the values put there")
    }
}

/// The part of a study that asks what would have saved those that got through: some raids flown again with one limit lifted at a time.
public struct LiftDocument: DocumentObject, Sendable, Equatable {
    /// Label of the setting that is flown; the middle one when nil.
    public let setting: String?
    /// Raids that are flown again.
    public let raids: Int
    /// How often what follows is drawn anew in each.
    public let redraws: Int
    /// Arms of the study; all when empty.
    public let arms: [String]

    package init(reading fields: inout FieldReader) {
        setting = fields.optionalText("setting", "label of the setting that is flown; the middle one when absent")
        raids = fields.integer("raids", in: 1...10_000, "raids that are flown again")
        redraws = fields.integer("redraws", in: 1...10_000, default: 20, "how often what follows is drawn anew in each")
        arms = fields.texts("arms", count: 0...50, "arms of the study; all when absent")
    }
}
