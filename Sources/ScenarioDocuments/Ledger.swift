import Foundation

/// The dated ledger of public transfers, and the order of battle that follows from it on a date.
public struct Ledger: DocumentObject, Sendable {
    package static let version = 1

    /// In the order of dates; events of one date in the order of the file.
    public let events: [LedgerEvent]

    package init(reading fields: inout FieldReader) {
        fields.version(Self.version)
        fields.fixedWord("kind", "ledger")
        events = Self.inOrder(fields.list("events", LedgerEvent.self, count: 1...100_000, "dated public events"))
        var seen: Set<String> = []
        for event in events where !event.id.isEmpty && !seen.insert(event.id).inserted {
            fields.complain("events", "the id \(event.id) is given more than once")
        }
    }

    init(events: [LedgerEvent]) { self.events = events }

    /// Reads `ledger.yaml` of a catalogue's folder and holds its references against `sources.yaml` there.
    public static func load(directory: String) throws(DocumentErrors) -> Ledger { try load(directories: [directory]) }

    /// Reads the ledgers of several folders: events of later ones add to those of earlier ones and replace those of the same id.
    public static func load(directories: [String]) throws(DocumentErrors) -> Ledger {
        var events: [LedgerEvent] = []
        var known: Set<String> = []
        let files = directories.map { "\($0)/ledger.yaml" }.filter { FileManager.default.fileExists(atPath: $0) }
        guard !files.isEmpty else {
            throw DocumentErrors(file: "\(directories.last ?? "catalogue")/ledger.yaml", message: "no such file")
        }
        for directory in directories { known.formUnion(try CatalogueDocument.loadSources(directory: directory).map(\.name)) }
        for file in files {
            let read = try FieldReader.decode(Self.self, from: DocumentParser.parse(path: file), file: file).events
            events.removeAll { event in read.contains { $0.id == event.id } }
            events += read
        }
        var errors: [DocumentError] = []
        for event in events {
            for id in event.answers where !events.contains(where: { $0.id == id }) {
                let near = Spelling.nearest(to: id, among: events.map(\.id))
                errors.append(
                    DocumentError(
                        file: event.place.file, line: event.place.line, column: event.place.column, path: event.id,
                        message: "answers: no event \(id)" + (near.map { "; did you mean \($0)?" } ?? "")))
            }
            for citation in event.sources where !known.contains(citation.ref) {
                errors.append(
                    DocumentError(
                        file: event.place.file, line: event.place.line, column: event.place.column, path: event.id,
                        message: "no source \(citation.ref) in sources.yaml"))
            }
        }
        guard errors.isEmpty else { throw DocumentErrors(errors) }
        return Ledger(events: inOrder(events))
    }

    /// By date; events of one date in the order of the file.
    private static func inOrder(_ events: [LedgerEvent]) -> [LedgerEvent] {
        events.enumerated().sorted { a, b in
            a.element.date == b.element.date ? a.offset < b.offset : (a.element.date < b.element.date)
        }.map(\.element)
    }

    /// Decodes text; `file` is the name that errors give.
    public static func decode(text: String, file: String) throws(DocumentErrors) -> Ledger {
        try FieldReader.decode(Self.self, from: DocumentParser.parse(text: text, file: file), file: file)
    }

    /// Events known by a date (all when nil) that concern an actor (all when nil), in the order of dates: it is
    /// among the event's actors, the event's words name it, or the event answers one of those (a denial by others).
    ///
    /// An event known only to the month counts from the month's end, one known to the year from the year's end.
    public func events(asOf date: CalendarDate? = nil, actor: String? = nil) -> [LedgerEvent] {
        let direct = actor.map { actor in Set(events.filter { Self.concerns($0, actor) }.map(\.id)) }
        return events.filter { event in
            guard date.map({ event.date.isKnownBy($0) }) ?? true else { return false }
            guard let direct else { return true }
            return direct.contains(event.id) || event.answers.contains { direct.contains($0) }
        }
    }

    /// An event by its id, in any case.
    public func event(_ id: String) -> LedgerEvent? {
        events.first { $0.id == id } ?? events.first { $0.id.lowercased() == id.lowercased() }
    }

    /// Events that deny, answer or tell differently what an event says, known by a date.
    public func answers(to id: String, asOf date: CalendarDate? = nil) -> [LedgerEvent] {
        events(asOf: date).filter { $0.answers.contains(id) }
    }

    /// What events known by a date fix for after it, in the order of the dates when it is due.
    public func scheduled(asOf date: CalendarDate, actor: String? = nil) -> [(item: LedgerSchedule, event: LedgerEvent)] {
        events(asOf: date, actor: actor).flatMap { event in
            event.scheduled.filter { !$0.date.isKnownBy(date) }.map { (item: $0, event: event) }
        }
            .sorted { $0.item.date < $1.item.date }
    }

    /// The nearest actor to a misspelt one.
    public func nearestActor(to word: String) -> String? { Spelling.nearest(to: word, among: actors) }

    /// The nearest event's id to a misspelt one.
    public func nearestEvent(to word: String) -> String? { Spelling.nearest(to: word, among: events.map(\.id)) }

    /// Ids of events that a word is part of, at least three letters of it; the kind of an event, `refusal`, is such a word.
    public func events(named word: String) -> [String] {
        guard (3...64).contains(word.count) else { return [] }
        return events.filter { $0.id.lowercased().contains(word.lowercased()) || $0.kind.rawValue == word.lowercased() }.map(\.id)
    }

    /// Actors that the ledger names, in alphabetical order.
    public var actors: [String] { Set(events.flatMap(\.actors)).sorted() }

    private static func concerns(_ event: LedgerEvent, _ actor: String) -> Bool {
        event.actors.contains { $0.lowercased() == actor.lowercased() }
            || event.event.split { !$0.isLetter }.contains { $0.lowercased() == actor.lowercased() }
    }

    /// One line of an order of battle.
    public struct Line: Sendable {
        package let actor: String
        package let system: String
        package let fireUnits: Int?
        package let launchers: Int?
        package let vehicles: Int?
        package let since: CalendarDate
        /// The event that the totals follow from is disputed.
        public let isDisputed: Bool
        package let basis: String
        package let event: LedgerEvent
    }

    /// What each actor holds on a date: of every system, the latest totals that the ledger states by then.
    /// - Parameters:
    ///   - date: of the order of battle.
    ///   - actor: who held it; nil for all.
    ///   - includesDisputed: false leaves out totals that follow from a disputed event.
    public func orderOfBattle(
        asOf date: CalendarDate? = nil, actor: String? = nil, includesDisputed: Bool = true
    ) -> [Line] {
        var lines: [Line] = []
        for event in events where includesDisputed || !event.isDisputed {
            for holding in event.holds {
                let since = holding.start ?? event.date
                guard date.map({ since.isKnownBy($0) }) ?? true,
                    actor.map({ holding.actor.lowercased() == $0.lowercased() }) ?? true
                else { continue }
                let line = Line(
                    actor: holding.actor, system: holding.system, fireUnits: holding.fireUnits, launchers: holding.launchers,
                    vehicles: holding.vehicles, since: since, isDisputed: event.isDisputed, basis: holding.basis, event: event)
                if let index = lines.firstIndex(where: { $0.actor == line.actor && $0.system == line.system }) {
                    if !(line.since < lines[index].since) { lines[index] = line }
                } else {
                    lines.append(line)
                }
            }
        }
        return lines.sorted { ($0.actor, $0.system) < ($1.actor, $1.system) }
    }
}
