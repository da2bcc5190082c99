import CommandWork
import PlainText
import ScenarioDocuments

/// Events of the ledger in words and JSON.
enum LedgerTables {
    /// One event with its sources, what it answers and what answers it.
    static func details(_ event: LedgerEvent, _ ledger: Ledger, _ catalogue: CatalogueDocument) -> String {
        var lines = ["\(event.id), \(event.date)\(event.isDisputed ? ", disputed" : "")", event.event]
        lines.append("kind: \(event.kind.rawValue); actors: \(event.actors.joined(separator: ", ")); system: \(event.system)")
        if let amount = event.amount { lines.append("amount: \(readable(amount / 1e6)) million USD") }
        if let quantity = event.quantity { lines.append("quantity: \(quantity)") }
        lines.append("status: \(event.status.rawValue)")
        for citation in event.sources { lines.append(CatalogueTables.line(citation, in: catalogue)) }
        lines += event.scheduled.map { "scheduled: \($0.date): \($0.what)" }
        lines += event.answers.compactMap { ledger.event($0) }.map { "answers: \($0.id), \($0.date): \($0.event)" }
        lines += ledger.answers(to: event.id).map { "\($0.kind.rawValue): \($0.id), \($0.date): \($0.event)" }
        if !event.note.isEmpty { lines.append("note: \(event.note)") }
        lines.append("file: \(event.place)")
        return lines.joined(separator: "\n")
    }

    static func scheduled(_ list: [(item: LedgerSchedule, event: LedgerEvent)]) -> String {
        var table = TextTable(("due", .left), ("what", .left), ("by", .left))
        for due in list { table.add(due.item.date.description, due.item.what, due.event.id) }
        return table.text
    }

    static func json(_ event: LedgerEvent, _ ledger: Ledger) -> JSONText {
        .object([
            ("id", .string(event.id)), ("date", .string(event.date.description)), ("kind", .string(event.kind.rawValue)),
            ("actors", .list(event.actors.map { .string($0) })), ("system", .string(event.system)), ("event", .string(event.event)),
            ("amount_musd", .optional(event.amount.map { $0 / 1e6 })), ("quantity", .optional(event.quantity)),
            ("status", .string(event.status.rawValue)), ("disputed", .bool(event.isDisputed)),
            ("answers", .list(event.answers.map { .string($0) })),
            ("answered_by", .list(ledger.answers(to: event.id).map { .string($0.id) })),
            ("scheduled", .list(event.scheduled.map { .object([("date", .string($0.date.description)), ("what", .string($0.what))]) })),
            ("sources", CatalogueTables.citations(event.sources)), ("note", .string(event.note)),
        ])
    }
}
