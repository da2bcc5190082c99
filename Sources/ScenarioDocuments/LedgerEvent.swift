/// One dated, public event: a contract, a delivery, a refusal, a resolution.
public struct LedgerEvent: DocumentObject, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case contract, suspension, resumption, claim, claimWithdrawal = "claim-withdrawal", request, refusal, denial, offer
        case delivery, operational, resolution, expiry, statement, combatReport = "combat-report"
        /// What a text says that tells the story differently.
        case account
    }

    package let id: String
    package let date: CalendarDate
    package let kind: Kind
    package let actors: [String]
    /// As the sources name it.
    public let system: String
    package let event: String
    /// USD.
    public let amount: Double?
    package let quantity: String?
    package let status: CatalogueStatus
    package let isDisputed: Bool
    /// What an actor holds from this event on; each replaces what was held of that system before.
    public let holds: [LedgerHolding]
    /// Events that it denies, answers or tells differently, by id.
    public let answers: [String]
    /// What it fixes for later.
    public let scheduled: [LedgerSchedule]
    package let sources: [Citation]
    package let note: String
    package let place: DocumentPlace

    package init(reading fields: inout FieldReader) {
        id = fields.text("id", "identifier, one of its kind")
        let written = fields.optionalDate("date", required: true, "to the day, month or year")
        date = written.flatMap(CalendarDate.init) ?? CalendarDate("0001")!
        kind = fields.choice("kind", Kind.self, "what kind of event")
        actors = fields.texts("actors", count: 1...20, "who takes part")
        system = fields.text("system", "as the sources name it")
        event = fields.text("event", "what happened, in a sentence")
        amount = fields.optionalNumber("amount_musd", in: 0...1e6, "money, where the sources give it")
        quantity = fields.optionalText("quantity", "as the sources put it")
        status = fields.choice("status", CatalogueStatus.self, "how well it is known")
        isDisputed = fields.flag("disputed", default: false, "parties or sources contradict each other")
        holds = fields.list("holds", LedgerHolding.self, "what an actor holds from this event on")
        answers = fields.texts("answers", "ids of events that it denies, answers or tells differently")
        scheduled = fields.list("scheduled", LedgerSchedule.self, "what it fixes for later")
        sources = fields.citations(count: 1...100)
        note = fields.text("note", default: "", "what a reader should know besides")
        place = fields.place
        for holding in holds where !actors.contains(holding.actor) {
            fields.complain("holds", "\(holding.actor) is not among the actors \(actors.joined(separator: ", "))")
        }
    }
}

/// Something that an event fixes for a later date.
public struct LedgerSchedule: DocumentObject, Sendable, Equatable {
    package let date: CalendarDate
    package let what: String

    package init(reading fields: inout FieldReader) {
        date = fields.optionalDate("date", required: true, "when it is due").flatMap(CalendarDate.init) ?? CalendarDate("0001")!
        what = fields.text("what", "what is due, in a sentence")
    }
}

/// What an actor holds of one system after an event: totals, not additions.
public struct LedgerHolding: DocumentObject, Sendable, Equatable {
    package let actor: String
    /// Catalogue identifier where the catalogue has the system.
    public let system: String
    /// Battalions (engagement radars); nil: not known or not so counted.
    public let fireUnits: Int?
    package let launchers: Int?
    /// Single vehicles of a short-range system.
    public let vehicles: Int?
    /// From when; nil: from the event's date.
    public let start: CalendarDate?
    /// How the totals follow from what is published.
    public let basis: String

    package init(reading fields: inout FieldReader) {
        actor = fields.text("actor", "who holds it")
        system = fields.text("system", "catalogue identifier")
        fireUnits = fields.optionalInteger("fire_units", in: 0...1000, "battalions (engagement radars), a total")
        launchers = fields.optionalInteger("launchers", in: 0...10_000, "launchers, a total")
        vehicles = fields.optionalInteger("vehicles", in: 0...10_000, "vehicles of a short-range system, a total")
        start = fields.optionalDate("from", "from when, where later than the event").flatMap { CalendarDate($0) }
        basis = fields.text("basis", default: "", "how the totals follow from what is published")
        if !fields.isDescribing, fireUnits == nil, launchers == nil, vehicles == nil {
            fields.complain(nil, "no total; allowed: fire_units, launchers, vehicles")
        }
    }
}
