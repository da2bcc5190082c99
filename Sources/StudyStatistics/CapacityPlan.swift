/// The question of a study how large a raid each arm stops: what is counted, what loss is allowed, and how it is searched.
public struct CapacityPlan: Sendable, Equatable {
    /// What the raid is counted in, such as `cruise missiles`.
    public var name: String
    /// Whether only these raiders fly, while the study's own raids hold others beside them.
    public var isAlone: Bool
    /// The loss that is counted, and the most of it with which a raid counts as held.
    public var outcome: StudyOutcome
    public var allowed: Double
    public var search: CapacitySearch

    public init(name: String, isAlone: Bool = false, outcome: StudyOutcome, allowed: Double, search: CapacitySearch) {
        self.name = name
        self.isAlone = isAlone
        self.outcome = outcome
        self.allowed = allowed
        self.search = search
    }

    /// The condition in words: `none gets through in 8 of 10 raids`.
    public var condition: String {
        let share = Int((100 * search.share).rounded())
        let loss = switch outcome {
        case .leakers where allowed == 0: "nothing gets through"
        case .leakers: "no more than \(Int(allowed)) get through"
        case .assetsLost where allowed == 0: "no site is lost"
        case .assetsLost: "no more than \(Int(allowed)) sites are lost"
        default: "\(outcome.title): no more than \(allowed)"
        }
        return share % 10 == 0 ? "\(loss) in \(share / 10) of 10 raids" : "\(loss) in \(share) of 100 raids"
    }
}
