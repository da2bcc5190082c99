import Stochastics

/// The registry of what draws are for; a purpose never changes its number, so old runs replay.
extension DrawPurpose {
    /// Start times and routes of the raid; entity = target. Shared by all arms of a study.
    static let raid = DrawPurpose(rawValue: 1)
    /// A radar's looks at a target; entity = radar × 65,536 + target.
    static let look = DrawPurpose(rawValue: 2)
    /// A radar's false alarms; entity = radar.
    static let falseAlarm = DrawPurpose(rawValue: 3)
    /// Messages lost on a link; entity = radar or fire unit.
    static let link = DrawPurpose(rawValue: 4)
    /// Evidence of identity; entity = target.
    static let identification = DrawPurpose(rawValue: 5)
    /// Seeker noise of a round; entity = round.
    static let seeker = DrawPurpose(rawValue: 6)
    /// Reliability, fuze and lethality of a round; entity = round.
    static let lethality = DrawPurpose(rawValue: 7)
    /// Kill assessment; entity = engagement.
    static let assessment = DrawPurpose(rawValue: 8)
    /// Damage by a leaker; entity = target.
    static let damage = DrawPurpose(rawValue: 9)
    /// A target's evasive manoeuvre; entity = target.
    static let manoeuvre = DrawPurpose(rawValue: 10)
    /// How long a textbook channel is held; entity = engagement.
    static let service = DrawPurpose(rawValue: 11)
}
