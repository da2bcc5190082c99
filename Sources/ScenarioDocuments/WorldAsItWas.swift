/// Which arm of a study is the world as it was: the one whose systems are what the ledger says an actor held on a date.
public struct WorldAsItWas: Sendable {
    package let actor: String
    package let date: CalendarDate
    /// What the actor held of the systems that any arm has.
    public let held: [Ledger.Line]
    /// Name of the arm that matches; nil where none does.
    public let arm: String?
    /// Disputed events on which this rests or which the study takes one way or the other.
    public let disputed: [LedgerEvent]
    /// The same events one by one: what each would change if the study took it the other way.
    public let turns: [Turn]
    /// Events up to the date that concern the actor and one of the arms' systems by name.
    public let events: [LedgerEvent]

    /// A disputed event as the study takes it, and the world with that one taken the other way.
    public struct Turn: Sendable {
        package let event: LedgerEvent
        /// Whether the study takes it as having happened.
        public let isTaken: Bool
        /// What the actor would have held, and the arm that it matches; nil where none does.
        public let held: [Ledger.Line]
        package let arm: String?
        /// Whether that is what the study has.
        public let isSame: Bool
    }

    /// nil where the study gives no date and actor.
    public init?(
        _ study: StudyDocument, scenario: ScenarioDocument, ledger: Ledger, file: String
    ) throws(DocumentErrors) {
        guard let date = study.asOf.flatMap({ CalendarDate($0) }), let actor = study.actor else { return nil }
        self.date = date
        self.actor = actor
        var errors: [DocumentError] = []
        func fault(_ path: String, _ message: String) {
            errors.append(DocumentError(file: file, line: 0, column: 0, path: path, message: message))
        }
        if !ledger.actors.contains(where: { $0.lowercased() == actor.lowercased() }) {
            fault("actor", "no \(actor) in the ledger; allowed: \(ledger.actors.joined(separator: ", "))")
        }
        let disputedEvents = ledger.events.filter(\.isDisputed)
        for entry in study.switches where !disputedEvents.contains(where: { $0.id == entry.name }) {
            let near = Spelling.nearest(to: entry.name, among: disputedEvents.map(\.id)).map { "did you mean \($0)?" }
            fault(
                "switches",
                "\(entry.name) is no disputed event; " + (near ?? "allowed: \(disputedEvents.map(\.id).joined(separator: ", "))"))
        }
        guard errors.isEmpty else { throw DocumentErrors(errors) }
        let refused = Set(study.switches.filter { !$0.value }.map(\.name))
        let counts = study.arms.map { arm in
            scenario.arms.first { $0.name == arm.arm ?? arm.name }?.value.fireUnitCounts ?? []
        }
        let systems = Set(counts.flatMap { $0.map(\.system) })
        func world(without refused: Set<String>) -> (held: [Ledger.Line], arm: String?) {
            let held = ledger.without(refused).orderOfBattle(asOf: date, actor: actor).filter { systems.contains($0.system) }
            let match = counts.firstIndex { count in
                count.map(\.system) == held.map(\.system)
                    && zip(count, held).allSatisfy { $0.count == $1.fireUnits ?? $1.vehicles ?? $0.count }
            }
            return (held, match.map { study.arms[$0].name })
        }
        let found = world(without: refused)
        (held, arm) = found
        events = ledger.events(asOf: date, actor: actor).filter { event in
            systems.contains { Self.plain(event.system).contains(Self.plain($0).prefix(4)) }
        }
        let switched = Set(study.switches.map(\.name))
        disputed = disputedEvents.filter { event in
            switched.contains(event.id) || found.held.contains { $0.event.id == event.id }
        }
        turns = disputed.map { event in
            let other = world(without: refused.symmetricDifference([event.id]))
            func plain(_ lines: [Ledger.Line]) -> [String] {
                lines.map { "\($0.system) \($0.fireUnits ?? $0.vehicles ?? -1) \($0.launchers ?? -1)" }
            }
            return Turn(
                event: event, isTaken: !refused.contains(event.id), held: other.held, arm: other.arm,
                isSame: other.arm == found.arm && plain(other.held) == plain(found.held))
        }
    }

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
}

extension Ledger {
    /// The ledger with some events taken as not having happened.
    public func without(_ refused: Set<String>) -> Ledger { Ledger(events: events.filter { !refused.contains($0.id) }) }
}
