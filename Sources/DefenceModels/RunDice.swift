package import Quantities
package import Stochastics

/// The chance of one run: every stream by its address, none by its turn.
///
/// An entity is addressed by what it is called: one target, radar or round more or less shifts nobody's dice.
package struct RunDice: Sendable {
    package var seed: UInt64
    package var index: UInt32
    package var generator: CounterGenerator
    /// Draws all but the raid itself anew: the same raid met by another luck; 0 for the run's own.
    package var redraw: UInt32 = 0

    package init(seed: UInt64, index: UInt32, generator: CounterGenerator) {
        self.seed = seed
        self.index = index
        self.generator = generator
    }

    /// The seed behind a purpose's draws; multiples of the golden ratio's digits set redraws apart.
    private func seed(for purpose: DrawPurpose) -> UInt64 {
        purpose == .raid || redraw == 0 ? seed : seed ^ (UInt64(redraw) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// The stream of an entity of this run, by what it is called.
    package func stream(_ purpose: DrawPurpose, of entity: EntityName, counter: UInt32 = 0) -> RandomStream {
        RandomStream(
            studySeed: seed(for: purpose), runIndex: index, entity: entity.entity, purpose: purpose, counter: counter, generator: generator)
    }

    /// The stream of the `number`th thing of an entity; each has a million draws of its own.
    package func stream(_ purpose: DrawPurpose, of entity: EntityName, number: Int) -> RandomStream {
        stream(purpose, of: entity, counter: UInt32(truncatingIfNeeded: number) << 20)
    }

    /// The counter of draws that happen at a time, in steps of ten milliseconds, eight draws each.
    package static func counter(at time: SimulationTime) -> UInt32 {
        UInt32(truncatingIfNeeded: time.nanoseconds / 10_000_000) &* 8
    }
}

/// The registry of what draws are for; a purpose never changes its number.
extension DrawPurpose {
    /// Start times and routes of the raid; entity = target's name. Shared by all arms of a study.
    package static let raid = DrawPurpose(rawValue: 1)
    /// A radar's looks at a target; entity = both names; counter = time.
    package static let look = DrawPurpose(rawValue: 2)
    /// A radar's false alarms; entity = radar's name.
    package static let falseAlarm = DrawPurpose(rawValue: 3)
    /// Messages lost on a link; entity = names of sender and receiver; counter = time.
    package static let link = DrawPurpose(rawValue: 4)
    /// Evidence of identity; entity = names of the post and of what flies at the place; counter = time.
    package static let identification = DrawPurpose(rawValue: 5)
    /// Seeker noise of a round; entity = names of battery and target, and the pair's n-th round.
    package static let seeker = DrawPurpose(rawValue: 6)
    /// Reliability, fuze and lethality of a round; the same address.
    package static let lethality = DrawPurpose(rawValue: 7)
    /// Kill assessment; entity = battery's name; counter = time.
    package static let assessment = DrawPurpose(rawValue: 8)
    /// Damage by a leaker; entity = target's name.
    package static let damage = DrawPurpose(rawValue: 9)
    /// A target's evasive manoeuvre; entity = target's name.
    package static let manoeuvre = DrawPurpose(rawValue: 10)
    /// How long a textbook channel is held; entity = battery's name and its n-th order.
    package static let service = DrawPurpose(rawValue: 11)
    /// A burst of guns; entity = names of battery and target; counter = time.
    package static let gun = DrawPurpose(rawValue: 13)
    /// Where an antenna points when a run begins; entity = radar's name.
    package static let scan = DrawPurpose(rawValue: 12)
}
