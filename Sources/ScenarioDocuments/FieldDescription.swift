/// What a field of a document may be: the reader decodes by it and the schema is written from it.
public indirect enum FieldShape: Sendable, Equatable {
    case number(unit: DocumentUnit, low: Double, high: Double)
    case integer(low: Int, high: Int)
    case flag
    case text
    case date
    case choice([String])
    case object(ObjectDescription)
    /// Text that names an entry of the catalogue.
    case identifier(IdentifierKind)
    case list(FieldShape, low: Int, high: Int)
    /// A map whose keys are names of the writer's own.
    case named(FieldShape)
    /// A map whose keys name entries of the catalogue.
    case identified(IdentifierKind, FieldShape)
    /// Any scalar: a value that overrides another.
    case scalar
    /// A number of the catalogue: low, best, high, status, sources.
    case catalogueNumber(unit: DocumentUnit, low: Double, high: Double)
    /// A word of the catalogue, with status and sources.
    case catalogueText
    /// A curve of the catalogue, with status and sources.
    case catalogueTable
    /// A map from keys of the writer's own, whose endings are units, to numbers or words of the catalogue.
    case catalogueFacts
}

/// What an identifier of the catalogue may name.
public enum IdentifierKind: String, CaseIterable, Sendable {
    case system, radar, missile, threat, price

    /// Identifiers of this kind that a catalogue has.
    func all(in catalogue: CatalogueDocument) -> [String] {
        switch self {
        case .system: catalogue.systems.map(\.id)
        case .radar: catalogue.radars.map(\.id)
        case .missile: catalogue.missiles.map(\.id)
        case .threat: catalogue.threats.map(\.id)
        case .price: catalogue.prices.values.keys.filter { $0.hasSuffix("_musd") }.map { String($0.dropLast(5)) }
        }
    }
}

/// One key of a map.
public struct FieldDescription: Sendable, Equatable {
    package let key: String
    package let shape: FieldShape
    package let isRequired: Bool
    package let help: String
    /// What an absent key means, where that is one value.
    package let standard: Standard?

    package enum Standard: Sendable, Equatable {
        case number(Double)
        case flag(Bool)
        case word(String)
    }
}

/// One map with fixed keys.
public struct ObjectDescription: Sendable, Equatable {
    package var fields: [FieldDescription] = []
    package init(fields: [FieldDescription] = []) { self.fields = fields }
}
