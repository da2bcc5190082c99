/// What a field of a document may be: the reader decodes by it and the schema is written from it.
public indirect enum FieldShape: Sendable, Equatable {
    case number(unit: DocumentUnit, low: Double, high: Double)
    case integer(low: Int, high: Int)
    case flag
    case text
    case date
    case choice([String])
    case object(ObjectDescription)
    case list(FieldShape, low: Int, high: Int)
    /// A map whose keys are names of the writer's own.
    case named(FieldShape)
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

/// One key of a map.
public struct FieldDescription: Sendable, Equatable {
    public let key: String
    public let shape: FieldShape
    public let isRequired: Bool
    public let help: String
    /// What an absent key means, where that is one value.
    public let standard: Standard?

    public enum Standard: Sendable, Equatable {
        case number(Double)
        case flag(Bool)
        case word(String)
    }
}

/// One map with fixed keys.
public struct ObjectDescription: Sendable, Equatable {
    public var fields: [FieldDescription] = []
    public init(fields: [FieldDescription] = []) { self.fields = fields }
}
