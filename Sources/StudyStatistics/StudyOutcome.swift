public import RunRecords

/// An outcome that studies count, one number a run.
public enum StudyOutcome: String, Sendable, CaseIterable {
    case raiders
    case leakers
    case leakerFraction = "leaker_fraction"
    case kills
    case assetsLost = "assets_lost"
    case valueLost = "value_lost"
    case systemsLost = "systems_lost"
    case roundsFired = "rounds_fired"
    case roundsCost = "rounds_cost_musd"
    case systemsCost = "systems_cost_musd"
    case civilKilled = "civil_killed"
    case friendsKilled = "friends_killed"
    case cost = "cost_musd"
    case roundsPerKill = "rounds_per_kill"

    public func value(of outcome: RunOutcome) -> Double {
        switch self {
        case .raiders: Double(outcome.raiders)
        case .leakers: Double(outcome.leakers)
        case .leakerFraction: outcome.raiders > 0 ? Double(outcome.leakers) / Double(outcome.raiders) : 0
        case .kills: Double(outcome.killed)
        case .assetsLost: Double(outcome.assetsLost)
        case .valueLost: outcome.valueLost
        case .systemsLost: Double(outcome.systemsLost)
        case .roundsFired: Double(outcome.roundsFired)
        case .roundsCost: outcome.roundsCost.best
        case .systemsCost: outcome.systemsCost.best
        case .civilKilled: Double(outcome.civilKilled)
        case .friendsKilled: Double(outcome.friendsKilled)
        case .cost: outcome.roundsCost.best + outcome.systemsCost.best
        case .roundsPerKill: Double(outcome.roundsFired) / Double(max(1, outcome.killed + outcome.decoysKilled))
        }
    }

    /// The largest that it could have been in a raid, where that follows from the raid: every raider through, an asset or a system
    /// lost to
    /// each, an aircraft hit by each round; nil where only experience tells.
    public func bound(of outcome: RunOutcome) -> Double? {
        switch self {
        case .raiders, .leakers, .kills, .assetsLost, .systemsLost: Double(outcome.raiders)
        case .civilKilled, .friendsKilled: Double(outcome.roundsFired)
        case .leakerFraction: 1
        case .valueLost, .roundsFired, .roundsCost, .systemsCost, .cost, .roundsPerKill: nil
        }
    }

    /// Whether it is a count.
    public var isWhole: Bool {
        switch self {
        case .raiders, .leakers, .kills, .assetsLost, .systemsLost, .roundsFired, .civilKilled, .friendsKilled: true
        case .leakerFraction, .valueLost, .roundsCost, .systemsCost, .cost, .roundsPerKill: false
        }
    }

    /// What a study asks to be counted, as its archive says it, in the study's order; nil where it asks for nothing of its own.
    /// - Parameter meta: what the archive says of itself, by key.
    package static func asked(_ meta: [String: String]) -> [StudyOutcome]? {
        let asked = (meta[metaKey] ?? "").split(separator: "\n").compactMap { StudyOutcome(rawValue: String($0)) }
        return asked.isEmpty ? nil : asked
    }

    /// Under which `asked` finds the outcomes, one a line.
    package static var metaKey: String { "outcomes" }

    /// Decimals of its mean that a table shows.
    package var decimals: Int {
        switch self {
        case .raiders, .roundsCost, .systemsCost, .cost: 0
        case .leakers, .kills, .systemsLost, .roundsFired: 1
        case .leakerFraction, .assetsLost, .valueLost, .civilKilled, .friendsKilled, .roundsPerKill: 2
        }
    }

    /// In words, for tables and axes.
    public var title: String {
        switch self {
        case .raiders: "raiders"
        case .leakers: "raiders that got through"
        case .leakerFraction: "share of raiders that got through"
        case .kills: "raiders shot down"
        case .assetsLost: "defended assets lost"
        case .valueLost: "value lost"
        case .systemsLost: "radars, posts and launchers lost"
        case .roundsFired: "rounds fired"
        case .roundsCost: "cost of rounds, million USD"
        case .systemsCost: "cost of systems lost, million USD"
        case .civilKilled: "civil aircraft shot down"
        case .friendsKilled: "own aircraft shot down"
        case .cost: "cost of rounds and systems lost, million USD"
        case .roundsPerKill: "rounds for each target shot down"
        }
    }
}
