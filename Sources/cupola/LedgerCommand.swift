import ArgumentParser
import CommandWork
import PlainText
import ScenarioDocuments

struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Dated public transfers, and the order of battle that follows from them.",
        discussion: """
            An event known only to the month counts from the month's end. A question mark means that parties or sources
            contradict each other.

            Denials and accounts that tell an event differently stand with it, whoever speaks; with --as-of, what was already
            scheduled then is listed too.

            Examples:
              cupola ledger --as-of 2019-06-01 --actor Iran
              cupola ledger --event ir.2019.refusal
            """)

    @Option(name: .customLong("as-of"), help: ArgumentHelp("Only what was known by this date.", valueName: "date")) var asOf: String?
    @Option(help: "Only what concerns this actor.") var actor: String?
    @Option(help: "One event with all that is said of it, by its id.") var event: String?
    @OptionGroup var catalogue: CatalogueOption
    @Flag(help: "JSON instead of tables.") var json = false

    func validate() throws {
        if let asOf, CalendarDate(asOf) == nil {
            throw ValidationError("--as-of: found \(asOf), allowed: a date such as 2019-06-01, 2019-06 or 2019")
        }
    }

    func run() throws {
        for (name, isGiven) in [("--as-of", asOf != nil), ("--actor", actor != nil)] where isGiven && event != nil {
            throw CommandFailure.wrongCall("\(name): found with --event, which tells one event whole; allowed: without it")
        }
        let directories = try catalogue.locate()
        let ledger = try guarded { () throws(DocumentErrors) in try Ledger.load(directories: directories) }
        let date = asOf.flatMap(CalendarDate.init)
        if let actor, !ledger.actors.contains(where: { $0.lowercased() == actor.lowercased() }) {
            let near = ledger.nearestActor(to: actor)
            throw CommandFailure.wrongCall(
                "--actor: no \(actor) in the ledger; "
                    + (near.map { "did you mean \($0)?" } ?? "allowed: \(ledger.actors.joined(separator: ", "))"))
        }
        if let id = event {
            guard let found = ledger.event(id) else {
                let near = ledger.nearestEvent(to: id).map { [$0] } ?? ledger.events(named: id)
                let some = near.prefix(8).joined(separator: ", ") + (near.count > 8 ? " (\(near.count - 8) more in cupola ledger)" : "")
                throw CommandFailure.wrongCall(
                    "--event: no \(id) in the ledger; " + (near.isEmpty ? "cupola ledger lists all" : "did you mean \(some)?"))
            }
            let sources = try catalogue.load()
            if json { printData(LedgerTables.json(found, ledger).text()) } else { print(LedgerTables.details(found, ledger, sources)) }
            return
        }
        let events = ledger.events(asOf: date, actor: actor)
        let lines = ledger.orderOfBattle(asOf: date, actor: actor)
        let scheduled = date.map { ledger.scheduled(asOf: $0, actor: actor) } ?? []
        if json { printData(document(events, lines, scheduled, ledger).text()) } else { print(tables(events, lines, date, scheduled)) }
    }

    private func tables(
        _ events: [LedgerEvent], _ lines: [Ledger.Line], _ date: CalendarDate?, _ scheduled: [(item: LedgerSchedule, event: LedgerEvent)]
    ) -> String {
        var eventTable = TextTable(
            ("date", .left), ("id", .left), ("", .left), ("kind", .left), ("actors", .left), ("system", .left), ("event", .left),
            ("M USD", .right))
        for event in events {
            eventTable.add(
                event.date.description, event.id, event.isDisputed ? "?" : "", event.kind.rawValue,
                TextTable.cut(event.actors.joined(separator: ", "), to: 30), TextTable.cut(event.system, to: 24),
                TextTable.cut(event.event, to: 90), event.amount.map { readable($0 / 1e6) } ?? "")
        }
        var battleTable = TextTable(
            ("actor", .left), ("system", .left), ("fire units", .right), ("launchers", .right), ("vehicles", .right), ("since", .left),
            ("", .left), ("basis", .left))
        func number(_ count: Int?) -> String { count.map(String.init) ?? "–" }
        for line in lines {
            battleTable.add(
                line.actor, line.system, number(line.fireUnits), number(line.launchers), number(line.vehicles), line.since.description,
                line.isDisputed ? "?" : "", line.basis)
        }
        let day = date.map { " on \($0)" } ?? ""
        return (events.isEmpty ? "No event." : eventTable.text) + "\n\nOrder of battle\(day)\n\n"
            + (lines.isEmpty ? "Nothing of the ledger's systems was delivered." : battleTable.text)
            + (scheduled.isEmpty ? "" : "\n\nAlready scheduled\(day)\n\n" + LedgerTables.scheduled(scheduled))
    }

    private func document(
        _ events: [LedgerEvent], _ lines: [Ledger.Line], _ scheduled: [(item: LedgerSchedule, event: LedgerEvent)], _ ledger: Ledger
    ) -> JSONText {
        .object([
            ("events", .list(events.map { LedgerTables.json($0, ledger) })),
            ("order_of_battle", .list(lines.map { line in
                .object([
                    ("actor", .string(line.actor)), ("system", .string(line.system)), ("fire_units", .optional(line.fireUnits)),
                    ("launchers", .optional(line.launchers)), ("vehicles", .optional(line.vehicles)),
                    ("since", .string(line.since.description)), ("disputed", .bool(line.isDisputed)), ("basis", .string(line.basis)),
                    ("event", .string(line.event.id)),
                ])
            })),
            ("scheduled", .list(scheduled.map { due in
                .object([
                    ("date", .string(due.item.date.description)), ("what", .string(due.item.what)), ("event", .string(due.event.id)),
                ])
            })),
        ])
    }
}
