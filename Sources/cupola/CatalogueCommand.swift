import ArgumentParser
import CommandWork
import Foundation
import PlainText
import ScenarioDocuments

struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue", abstract: "The public data and its sources.",
        discussion: "Example: cupola catalogue show 48n6e3",
        subcommands: [ListCommand.self, ShowCommand.self, SourcesCommand.self, CheckCommand.self, CatalogueNewCommand.self])

    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Everything that has a file, and how well it is known.",
            discussion: "Example: cupola catalogue list --json")
        @OptionGroup var catalogue: CatalogueOption
        @Flag(help: "JSON instead of a table.") var json = false

        func run() throws {
            let catalogue = try catalogue.load()
            if json {
                let items = catalogue.sections.map { section in
                    JSONText.object([
                        ("id", .string(section.path)), ("name", .string(section.name)), ("about", .string(section.about)),
                        ("values", .number(Double(section.values.all.count))),
                        ("uncertain", .number(Double(section.values.all.count { $0.isUncertain }))),
                    ] + CatalogueStatus.allCases.map { status in
                        (status.rawValue, .number(Double(section.values.all.count { $0.status == status })))
                    })
                }
                printData(JSONText.list(items).text())
                return
            }
            var table = TextTable(
                ("id", .left), ("name", .left), ("values", .right), ("found", .right), ("secondary", .right), ("recalled", .right),
                ("derived", .right), ("assumed", .right), ("with range", .right))
            for section in catalogue.sections {
                let values = section.values.all
                func count(_ status: CatalogueStatus) -> String { String(values.count { $0.status == status }) }
                table.add(
                    section.path, section.name, String(values.count), count(.found), count(.secondary), count(.recalled),
                    count(.derived), count(.assumed), String(values.count { $0.isUncertain }))
            }
            print(table.text)
        }
    }

    struct ShowCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One thing with its values, or one value with everything that is said of it.",
            discussion: """
                Examples:
                  cupola catalogue show 48n6e3
                  cupola catalogue show missiles.48n6e3.range_aircraft_km
                  cupola catalogue show ledger.ir.2019.refusal
                """)
        @Argument(help: "An id such as 48n6e3, a path such as radars.92n6e.tracks_count, or a parameter's source_id.") var id: String
        @OptionGroup var catalogue: CatalogueOption
        @Flag(help: "JSON instead of a table.") var json = false

        func run() throws {
            let directories = try catalogue.locate()
            let catalogue = try catalogue.load()
            let exact = catalogue.sections.filter { $0.path == id || $0.path.hasSuffix("." + id) }
            // In any case, where that leaves one.
            let small = id.lowercased()
            let sections = exact.isEmpty ? catalogue.sections.filter { $0.path.lowercased() == small || $0.path.lowercased().hasSuffix("." + small) } : exact
            if sections.count == 1, let section = sections.first {
                if json { printData(CatalogueTables.json(section).text()) } else { print(CatalogueTables.table(section)) }
                return
            }
            if sections.count > 1 { throw CommandFailure.wrongCall("\(id): several of that name; allowed: \(sections.map(\.path).joined(separator: ", "))") }
            for section in catalogue.sections {
                for value in section.values.all where "\(section.path).\(value.key)" == id || value.provenance.sourceID == id {
                    let path = "\(section.path).\(value.key)"
                    if json { printData(CatalogueTables.json(value, path: path).text()) } else { print(CatalogueTables.details(value, path: path, in: catalogue)) }
                    return
                }
                for text in section.values.texts where "\(section.path).\(text.key)" == id || text.provenance.sourceID == id {
                    let path = "\(section.path).\(text.key)"
                    if json { printData(CatalogueTables.json(text, path: path).text()) } else { print(CatalogueTables.details(text, path: path, in: catalogue)) }
                    return
                }
                for curve in section.values.tables where "\(section.path).\(curve.key)" == id {
                    if json { printData(CatalogueTables.json(curve, path: id).text()) } else { print(CatalogueTables.details(curve, path: id, in: catalogue)) }
                    return
                }
            }
            // What `catalogue sources` lists can be shown too: events of the ledger.
            let ledger = try? Ledger.load(directories: directories)
            let event = id.hasPrefix("ledger.") ? String(id.dropFirst(7)) : id
            if let ledger, let found = ledger.event(event) {
                if json {
                    printData(LedgerTables.json(found, ledger).text())
                } else {
                    print(LedgerTables.details(found, ledger, catalogue))
                }
                return
            }
            let near = catalogue.nearest(to: id) ?? ledger?.nearestEvent(to: event)
            throw CommandFailure.wrongCall(
                "\(id): nothing of that name in the catalogue; " + (near.map { "did you mean \($0)?" } ?? "cupola catalogue list names everything"))
        }
    }

    struct SourcesCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sources", abstract: "Every source and how often it is cited, or what one source says.",
            discussion: "Example: cupola catalogue sources people13")
        @Argument(help: "A source's key; all when absent.") var ref: String?
        @OptionGroup var catalogue: CatalogueOption
        @Flag(help: "JSON instead of a table.") var json = false

        func run() throws {
            let directories = try catalogue.locate()
            let catalogue = try catalogue.load()
            let ledger = try guarded { () throws(DocumentErrors) in try Ledger.load(directories: directories) }
            var uses: [String: [(path: String, says: String, status: CatalogueStatus)]] = [:]
            func note(_ citations: [Citation], _ path: String) {
                for citation in citations { uses[citation.ref, default: []].append((path, citation.says, citation.status)) }
            }
            for section in catalogue.sections {
                for value in section.values.all { note(value.sources, "\(section.path).\(value.key)") }
                for text in section.values.texts { note(text.provenance.sources, "\(section.path).\(text.key)") }
                for curve in section.values.tables { note(curve.provenance.sources, "\(section.path).\(curve.key)") }
            }
            for event in ledger.events { note(event.sources, "ledger.\(event.id)") }
            if let ref {
                guard let source = catalogue.source(ref) else {
                    let near = catalogue.nearestSource(to: ref)
                    throw CommandFailure.wrongCall("\(ref): no such source; " + (near.map { "did you mean \($0)?" } ?? "cupola catalogue sources names all"))
                }
                let said = uses[ref] ?? []
                if json {
                    printData(JSONText.object([
                        ("ref", .string(ref)), ("title", .string(source.title)), ("url", .string(source.url)), ("date", .string(source.date)),
                        ("strength", .optional(source.strength?.rawValue)), ("says", .list(said.map { .object([("path", .string($0.path)), ("says", .string($0.says)), ("status", .string($0.status.rawValue))]) })),
                    ]).text())
                    return
                }
                print("\(source.title)\n\(source.url)\n\(source.date)\n\(source.strength.map { $0.rawValue + ($0.isWeak ? ", weak" : "") } ?? "strength not rated")\n")
                var table = TextTable(("value or event", .left), ("status", .left), ("says", .left))
                for use in said { table.add(use.path, use.status.rawValue, use.says) }
                print(table.text)
                return
            }
            if json {
                printData(JSONText.list(catalogue.sources.map { source in
                    .object([
                        ("ref", .string(source.name)), ("title", .string(source.value.title)), ("url", .string(source.value.url)),
                        ("date", .string(source.value.date)), ("strength", .optional(source.value.strength?.rawValue)), ("cited", .number(Double(uses[source.name]?.count ?? 0))),
                    ])
                }).text())
                return
            }
            var table = TextTable(("source", .left), ("date", .left), ("strength", .left), ("cited", .right), ("title", .left))
            for source in catalogue.sources {
                table.add(source.name, source.value.date, source.value.strength?.rawValue ?? "", String(uses[source.name]?.count ?? 0), TextTable.cut(source.value.title, to: 90))
            }
            print(table.text)
        }
    }

    struct CheckCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Refuses values without a source, ranges out of order, unknown references, wrong units.",
            discussion: "Example: cupola catalogue check --catalogue my-catalogue")
        @OptionGroup var catalogue: CatalogueOption
        @Flag(help: "JSON instead of text.") var json = false

        func run() throws {
            let directories = try catalogue.locate()
            var faults: [DocumentError] = []
            var values = 0, sources = 0, events = 0
            do {
                let loaded = try CatalogueDocument.load(directories: directories)
                values = loaded.sections.reduce(0) { $0 + $1.values.all.count + $1.values.texts.count + $1.values.tables.count }
                sources = loaded.sources.count
            } catch { faults += error.errors }
            // Where there is no folder there is no ledger either: that is said once.
            if let absent = directories.first(where: { (try? FileManager.default.contentsOfDirectory(atPath: $0)) == nil }) {
                throw CommandFailure.badInput("\(absent): no such folder; allowed: a catalogue folder (--catalogue or CUPOLA_CATALOGUE)")
            }
            do { events = try Ledger.load(directories: directories).events.count } catch {
                // A fault of sources.yaml is found by both.
                let told = Set(faults.map(\.description))
                faults += error.errors.filter { !told.contains($0.description) }
            }
            if json {
                printData(JSONText.object([
                    ("catalogue", .string(directories.joined(separator: ", "))), ("values", .number(Double(values))), ("sources", .number(Double(sources))),
                    ("events", .number(Double(events))), ("faults", .list(faults.map { .string($0.description) })),
                ]).text())
            }
            guard faults.isEmpty else {
                throw CommandFailure.badInput(DocumentErrors(faults).description)
            }
            if !json { print("\(directories.joined(separator: ", ")): \(values) values, \(events) events, \(sources) sources, no faults") }
        }
    }
}
