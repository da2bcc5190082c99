/// A sheet of single values with keys of its own: prices, claims used as checks, facts of transfers.
public struct FactSheet: Sendable {
    package enum Kind: String, CaseIterable, Sendable { case prices, claims, transfers }

    /// Of every number, in the unit of its key.
    static let bounds = -1e12...1e12

    package let kind: Kind
    package private(set) var about: String
    package internal(set) var values: CatalogueValues

    /// An empty sheet.
    init(_ kind: Kind) {
        self.kind = kind
        about = ""
        values = CatalogueValues()
    }

    /// Adds what another sheet says, and takes its word where both speak.
    mutating func add(_ other: FactSheet) {
        if !other.about.isEmpty { about = other.about }
        for value in other.values.all { values.insert(value) }
        values.texts.removeAll { text in other.values.texts.contains { $0.key == text.key } }
        values.texts += other.values.texts
    }

    init(reading fields: inout FieldReader, kind: Kind) {
        self.kind = kind
        fields.version(CatalogueDocument.version)
        fields.fixedWord("kind", kind.rawValue)
        about = fields.text("about", default: "", "a sentence or two for a reader")
        var values = CatalogueValues()
        for entry in fields.namedEntries("entries", .catalogueFacts, required: true, "keys whose endings are units") {
            let holder = DocumentNode(line: entry.line, column: entry.column, content: .map([entry]))
            var child = FieldReader(node: holder, file: fields.file, path: fields.inner("entries"))
            if entry.value.textOfKey("text") != nil {
                if let text = child.catalogueText(entry.key, "a fact in words") { values.texts.append(text) }
            } else if let value = child.catalogueNumber(
                entry.key, Self.bounds, kind == .prices ? .model : .check, required: true, "a figure in the unit of its key")
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
    /// What kind of voice it is: how much its word weighs where voices differ.
    public enum Strength: String, CaseIterable, Sendable {
        /// A state, a court, an international body, in its own words.
        case official
        case manufacturer
        /// A research institute, a textbook, a register that names its sources.
        case research
        case press
        /// A compilation that names where its figures come from.
        case compilation
        /// A game's data or thread, a blog, an unsourced file.
        case hobby
        /// Nobody: a modelling assumption.
        case own

        /// Not enough to carry a value alone.
        public var isWeak: Bool { self == .compilation || self == .hobby || self == .own }
    }

    package let title: String
    package let url: String
    /// As the source gives it; often only a year.
    public let date: String
    package let strength: Strength?

    package init(reading fields: inout FieldReader) {
        title = fields.text("title", "title and publisher, as the source gives them")
        url = fields.text("url", default: "", "address, where there is one")
        date = fields.text("date", default: "", "as the source gives it, in quotes")
        strength = fields.optionalChoice("strength", Strength.self, "what kind of voice it is; weak ones are shown as weak")
    }
}
