/// The one reason why a raider got through; the causes of all leakers add up to the leakers.
public enum LimitingCause: UInt8, Sendable, CaseIterable, Codable {
    case neverInLineOfSight
    case seenTooLate
    case notIdentified
    case outsideEveryEnvelope
    case noFireChannel
    case noRoundsReady
    case outPrioritised
    case windowClosedBeforeReaction
    case engagedAndMissed
    case assessedKilledWrongly
    case commandLost
    case rulesOfEngagement
    /// The defence had no radar, or none that worked while the raider flew: nobody looked.
    case nothingSearched
    /// It was in a radar's line of sight, and nothing ever detected it.
    case undetected
    /// A round could have reached it, but no radar that guides rounds saw it.
    case unseenByGuidingRadar
    /// Every shot that there was would have been wasted: too unlikely to kill, or at a target that could turn away.
    case noShotWorthFiring
    /// What could have fired at it was on the march, or being set up or packed.
    case outOfAction

    /// In words, for tables and sentences.
    public var title: String {
        switch self {
        case .neverInLineOfSight: "never in line of sight"
        case .seenTooLate: "seen too late"
        case .notIdentified: "not identified"
        case .outsideEveryEnvelope: "outside every envelope"
        case .noFireChannel: "no fire channel"
        case .noRoundsReady: "no rounds ready"
        case .outPrioritised: "out-prioritised"
        case .windowClosedBeforeReaction: "window closed before reaction"
        case .engagedAndMissed: "engaged and missed"
        case .assessedKilledWrongly: "assessed killed wrongly"
        case .commandLost: "command lost"
        case .rulesOfEngagement: "rules of engagement"
        case .nothingSearched: "nothing searched"
        case .undetected: "nothing detected it"
        case .unseenByGuidingRadar: "unseen by a guiding radar"
        case .noShotWorthFiring: "no shot worth firing"
        case .outOfAction: "battery out of action"
        }
    }
}
