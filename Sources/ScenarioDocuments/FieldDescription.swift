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
    /// Either of several shapes.
    case either([FieldShape])
}

/// One key of a map.
public struct FieldDescription: Sendable, Equatable {
    public let key: String
    public let shape: FieldShape
    public let isRequired: Bool
    public let help: String
}

/// One map with fixed keys.
public struct ObjectDescription: Sendable, Equatable {
    public var fields: [FieldDescription] = []
    public init(fields: [FieldDescription] = []) { self.fields = fields }
}
