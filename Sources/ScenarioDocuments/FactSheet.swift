/// A sheet of single values with keys of its own: prices, claims used as checks, facts of transfers.
public struct FactSheet: Sendable {
    public enum Kind: String, CaseIterable, Sendable { case prices, claims, transfers }

    /// Of every number, in the unit of its key.
    static let bounds = -1e12...1e12

    public let kind: Kind
    public let about: String
    public internal(set) var values: CatalogueValues

    init(reading fields: inout FieldReader, kind: Kind) {
        self.kind = kind
        fields.version(CatalogueDocument.version)
        fields.fixedWord("kind", kind.rawValue)
        about = fields.text("about", default: "")
        var values = CatalogueValues()
        for entry in fields.namedEntries("entries", .catalogueFacts, required: true, "keys whose endings are units") {
            let holder = DocumentNode(line: entry.line, column: entry.column, content: .map([entry]))
            var child = FieldReader(node: holder, file: fields.file, path: fields.inner("entries"))
            if entry.value.textOfKey("text") != nil {
                if let text = child.catalogueText(entry.key, "") { values.texts.append(text) }
            } else if let value = child.catalogueNumber(
                entry.key, Self.bounds, kind == .prices ? .model : .check, required: true, "")
            {
                values.insert(value)
            }
            fields.absorb(child)
        }
        self.values = values
    }
}

/// A source of the catalogue and the ledger.
public struct SourceEntry: DocumentObject, Sendable, Equatable {
    public let title: String
    public let url: String
    /// As the source gives it; often only a year.
    public let date: String

    public init(reading fields: inout FieldReader) {
        title = fields.text("title")
        url = fields.text("url", default: "")
        date = fields.text("date", default: "", "as the source gives it, in quotes")
    }
}
