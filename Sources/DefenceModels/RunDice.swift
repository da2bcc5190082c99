public import Stochastics

/// The chance of one run: every stream by its address, none by its turn.
public struct RunDice: Sendable {
    public var seed: UInt64
    public var index: UInt32
    public var generator: CounterGenerator

    public init(seed: UInt64, index: UInt32, generator: CounterGenerator) {
        self.seed = seed
        self.index = index
        self.generator = generator
    }

    /// The stream at an address of this run.
    package func stream(_ purpose: DrawPurpose, entity: Int, counter: UInt32 = 0) -> RandomStream {
        RandomStream(
            studySeed: seed, runIndex: index, entity: UInt32(truncatingIfNeeded: entity), purpose: purpose,
            counter: counter, generator: generator)
    }
}

/// The registry of what draws are for; a purpose never changes its number, so old runs replay.
extension DrawPurpose {
    /// Start times and routes of the raid; entity = target. Shared by all arms of a study.
    package static let raid = DrawPurpose(rawValue: 1)
    /// A radar's looks at a target; entity = radar × 65,536 + target.
    package static let look = DrawPurpose(rawValue: 2)
    /// A radar's false alarms; entity = radar.
    package static let falseAlarm = DrawPurpose(rawValue: 3)
    /// Messages lost on a link; entity = radar or fire unit.
    package static let link = DrawPurpose(rawValue: 4)
    /// Evidence of identity; entity = target.
    package static let identification = DrawPurpose(rawValue: 5)
    /// Seeker noise of a round; entity = round.
    package static let seeker = DrawPurpose(rawValue: 6)
    /// Reliability, fuze and lethality of a round; entity = round.
    package static let lethality = DrawPurpose(rawValue: 7)
    /// Kill assessment; entity = engagement.
    package static let assessment = DrawPurpose(rawValue: 8)
    /// Damage by a leaker; entity = target.
    package static let damage = DrawPurpose(rawValue: 9)
    /// A target's evasive manoeuvre; entity = target.
    package static let manoeuvre = DrawPurpose(rawValue: 10)
    /// How long a textbook channel is held; entity = engagement.
    package static let service = DrawPurpose(rawValue: 11)
}
