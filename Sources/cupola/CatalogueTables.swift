import CommandWork
import PlainText
import ScenarioDocuments

/// The catalogue in words, tables and JSON.
enum CatalogueTables {
    static func table(_ section: CatalogueSection) -> String {
        var out = section.name + (section.about.isEmpty ? "" : "\n" + section.about) + "\n\n"
        var table = TextTable(
            ("value", .left), ("low", .right), ("best", .right), ("high", .right), ("unit", .left), ("drawn", .left), ("use", .left),
            ("status", .left), ("sources", .left))
        for value in section.values.all {
            let refs = value.sources.map(\.ref)
            let shown = refs.isEmpty ? (value.provenance.method.isEmpty ? "" : "method") : refs.prefix(3).joined(separator: " ") + (refs.count > 3 ? " +\(refs.count - 3)" : "")
            table.add(
                value.key, readable(value.writtenLow), readable(value.writtenBest), readable(value.writtenHigh), value.unit.symbol,
                value.distribution.rawValue, value.role.rawValue, value.status.rawValue + (value.provenance.isWeak ? ", weak" : ""), shown)
        }
        if !section.words.isEmpty { out += section.words.map { "\($0.name): \($0.value)" }.joined(separator: " · ") + "\n\n" }
        out += table.text
        for text in section.values.texts { out += "\n\n\(text.key): \(text.text) (\(text.provenance.status.rawValue))" }
        for curve in section.values.tables {
            let points = zip(curve.abscissae, curve.ordinates).map { "\(readable($0)): \(readable($1))" }.joined(separator: "  ")
            out += "\n\n\(curve.key) (\(curve.provenance.status.rawValue)): \(points)"
        }
        return out
    }

    static func details(_ value: CatalogueValue, path: String, in catalogue: CatalogueDocument) -> String {
        let unit = value.unit.symbol.isEmpty ? "" : " " + value.unit.symbol
        let range = value.writtenLow == value.writtenHigh ? "" : " (\(readable(value.writtenLow)) … \(readable(value.writtenHigh)), drawn \(value.distribution.rawValue))"
        return heading(path, value.provenance) + "\n\(readable(value.writtenBest))\(unit)\(range)\n" + words(value.provenance, in: catalogue)
    }

    static func details(_ text: CatalogueText, path: String, in catalogue: CatalogueDocument) -> String {
        heading(path, text.provenance) + "\n\(text.text)\n" + words(text.provenance, in: catalogue)
    }

    static func details(_ curve: CatalogueTable, path: String, in catalogue: CatalogueDocument) -> String {
        var table = TextTable(("at", .right), ("value", .right))
        for (x, y) in zip(curve.abscissae, curve.ordinates) { table.add(readable(x), readable(y)) }
        return heading(path, curve.provenance) + "\n\(table.text)\n" + words(curve.provenance, in: catalogue)
    }

    private static func heading(_ path: String, _ provenance: Provenance) -> String {
        provenance.parameter.isEmpty ? path : "\(path)\n\(provenance.parameter)"
    }

    /// A source's word, with how much it weighs.
    static func line(_ citation: Citation, in catalogue: CatalogueDocument) -> String {
        guard let source = catalogue.source(citation.ref) else { return "source: \(citation.ref), \(citation.status.rawValue): \(citation.says)" }
        let weight = source.strength.map { ", \($0.rawValue)\($0.isWeak ? " (weak)" : "")" } ?? ""
        return "source: \(citation.ref)\(weight), \(citation.status.rawValue): \(citation.says) (\(TextTable.cut(source.title, to: 70)), \(source.date))"
    }

    private static func words(_ provenance: Provenance, in catalogue: CatalogueDocument) -> String {
        var lines = ["status: \(provenance.status.rawValue)\(provenance.isWeak ? ", weak" : "")"]
        if !provenance.method.isEmpty { lines.append("method: \(provenance.method)") }
        for citation in provenance.sources { lines.append(line(citation, in: catalogue)) }
        lines += provenance.outliers.map { "outlier: \($0)" }
        if !provenance.note.isEmpty { lines.append("note: \(provenance.note)") }
        if let id = provenance.sourceID { lines.append("sheet: \(id)") }
        lines.append("file: \(provenance.place)")
        return lines.joined(separator: "\n")
    }

    static func json(_ section: CatalogueSection) -> JSONText {
        .object([
            ("id", .string(section.path)), ("name", .string(section.name)), ("about", .string(section.about)),
            ("words", .object(section.words.map { ($0.name, .string($0.value)) })),
            ("values", .list(section.values.all.map { json($0, path: "\(section.path).\($0.key)") })),
            ("texts", .list(section.values.texts.map { json($0, path: "\(section.path).\($0.key)") })),
            ("tables", .list(section.values.tables.map { json($0, path: "\(section.path).\($0.key)") })),
        ])
    }

    static func json(_ value: CatalogueValue, path: String) -> JSONText {
        .object([
            ("path", .string(path)), ("low", .number(value.writtenLow)), ("best", .number(value.writtenBest)),
            ("high", .number(value.writtenHigh)), ("unit", .string(value.unit.symbol)), ("best_si", .number(value.best)),
            ("dist", .string(value.distribution.rawValue)), ("use", .string(value.role.rawValue)),
        ] + provenance(value.provenance))
    }

    static func json(_ text: CatalogueText, path: String) -> JSONText {
        .object([("path", .string(path)), ("text", .string(text.text))] + provenance(text.provenance))
    }

    static func json(_ curve: CatalogueTable, path: String) -> JSONText {
        let points = zip(curve.abscissae, curve.ordinates).map { JSONText.list([.number($0), .number($1)]) }
        return .object([("path", .string(path)), ("points", .list(points))] + provenance(curve.provenance))
    }

    private static func provenance(_ provenance: Provenance) -> [(String, JSONText)] {
        [
            ("status", .string(provenance.status.rawValue)), ("weak", .bool(provenance.isWeak)),
            ("source_id", .optional(provenance.sourceID)), ("parameter", .string(provenance.parameter)),
            ("sources", citations(provenance.sources)),
            ("outliers", .list(provenance.outliers.map { .string($0) })), ("method", .string(provenance.method)),
            ("note", .string(provenance.note)), ("file", .string(provenance.place.description)),
        ]
    }

    static func citations(_ citations: [Citation]) -> JSONText {
        .list(citations.map { .object([("ref", .string($0.ref)), ("status", .string($0.status.rawValue)), ("says", .string($0.says))]) })
    }
}
