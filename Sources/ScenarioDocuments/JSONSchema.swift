import PlainText

/// JSON Schema (draft 2020-12) of our documents, written from the same declarations that decode them.
public enum JSONSchema {
    public enum Document: String, CaseIterable, Sendable { case scenario, study, catalogue, ledger }

    /// The schema as text, keys in the order of the declarations.
    public static func text(of document: Document) -> String {
        let schema: JSONText
        switch document {
        case .scenario: schema = root("Cupola scenario", .object(FieldReader.describe(ScenarioDocument.self)))
        case .study: schema = root("Cupola study", .object(FieldReader.describe(StudyDocument.self)))
        case .ledger: schema = root("Cupola ledger", .object(FieldReader.describe(Ledger.self)))
        case .catalogue: schema = catalogue()
        }
        return schema.text() + "\n"
    }

    private static func root(_ title: String, _ shape: FieldShape) -> JSONText {
        guard case .object(var pairs) = schema(shape, "") else { return .object([]) }
        pairs.insert(("$schema", .string("https://json-schema.org/draft/2020-12/schema")), at: 0)
        pairs.insert(("title", .string(title)), at: 1)
        return .object(pairs)
    }

    /// One schema for every kind of catalogue file, chosen by `kind`.
    private static func catalogue() -> JSONText {
        let kinds: [(String, ObjectDescription)] = [
            ("system", FieldReader.describe(SystemEntry.self)), ("radar", FieldReader.describe(RadarEntry.self)),
            ("missile", FieldReader.describe(MissileEntry.self)), ("threat", FieldReader.describe(ThreatEntry.self)),
            ("prices", FieldReader.describe(PriceSheetObject.self)), ("claims", FieldReader.describe(ClaimSheetObject.self)),
            ("transfers", FieldReader.describe(TransferSheetObject.self)), ("sources", FieldReader.describe(SourceSheetObject.self)),
            ("ledger", FieldReader.describe(Ledger.self)),
        ]
        let branches = kinds.map { kind, description in
            JSONText.object([
                ("if", .object([("properties", .object([("kind", .object([("const", .string(kind))]))]))])),
                ("then", schema(.object(description), "")),
            ])
        }
        return .object([
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string("Cupola catalogue file")),
            ("type", .string("object")),
            ("required", .list([.string("version"), .string("kind")])),
            ("properties", .object([("kind", .object([("enum", .list(kinds.map { .string($0.0) }))]))])),
            ("allOf", .list(branches)),
            ("$defs", definitions()),
        ])
    }

    private static func schema(_ shape: FieldShape, _ help: String) -> JSONText {
        var pairs: [(String, JSONText)] = []
        switch shape {
        case .number(let unit, let low, let high):
            pairs = [("type", .string("number"))] + bounds(low, high)
            return described(pairs, help, unit)
        case .integer(let low, let high):
            pairs = [("type", .string("integer")), ("minimum", .number(Double(low)))]
            if high != .max { pairs.append(("maximum", .number(Double(high)))) }
        case .flag: pairs = [("type", .string("boolean"))]
        case .text: pairs = [("type", .string("string"))]
        case .date: pairs = [("type", .string("string")), ("pattern", .string("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"))]
        case .choice(let names): pairs = [("enum", .list(names.map { .string($0) }))]
        case .scalar: pairs = [("type", .list(["number", "string", "boolean"].map { .string($0) }))]
        case .object(let object): pairs = self.object(object)
        case .list(let element, let low, let high):
            pairs = [("type", .string("array")), ("items", schema(element, ""))]
            if low > 0 { pairs.append(("minItems", .number(Double(low)))) }
            pairs.append(("maxItems", .number(Double(high))))
        case .named(let value):
            pairs = [("type", .string("object")), ("additionalProperties", schema(value, ""))]
        case .catalogueNumber(let unit, let low, let high):
            pairs = [("$ref", .string("#/$defs/value"))]
            let number = bounds(low, high)
            if !number.isEmpty {
                pairs.append(("properties", .object(["low", "best", "high"].map { ($0, .object(number)) })))
            }
            return described(pairs, help, unit)
        case .catalogueText: pairs = [("$ref", .string("#/$defs/word"))]
        case .catalogueTable: pairs = [("$ref", .string("#/$defs/curve"))]
        case .catalogueFacts:
            let either: [JSONText] = ["value", "word"].map { .object([("$ref", .string("#/$defs/\($0)"))]) }
            pairs = [("type", .string("object")), ("additionalProperties", .object([("anyOf", .list(either))]))]
        }
        return described(pairs, help, .none)
    }

    private static func described(_ pairs: [(String, JSONText)], _ help: String, _ unit: DocumentUnit) -> JSONText {
        let words = help + (unit.symbol.isEmpty ? "" : help.isEmpty ? unit.symbol : " (\(unit.symbol))")
        return .object(words.isEmpty ? pairs : pairs + [("description", .string(words))])
    }

    private static func bounds(_ low: Double, _ high: Double) -> [(String, JSONText)] {
        (low.isFinite ? [("minimum", .number(low))] : []) + (high.isFinite ? [("maximum", .number(high))] : [])
    }

    private static func object(_ object: ObjectDescription) -> [(String, JSONText)] {
        let required = object.fields.filter(\.isRequired).map { JSONText.string($0.key) }
        var pairs: [(String, JSONText)] = [
            ("type", .string("object")),
            ("properties", .object(object.fields.map { ($0.key, $0.key == "version" ? version($0.shape) : property($0)) })),
        ]
        if !required.isEmpty { pairs.append(("required", .list(required))) }
        return pairs + [("additionalProperties", .bool(false))]
    }

    private static func property(_ field: FieldDescription) -> JSONText {
        guard let standard = field.standard, case .object(let pairs) = schema(field.shape, field.help) else {
            return schema(field.shape, field.help)
        }
        switch standard {
        case .number(let value): return .object(pairs + [("default", .number(value))])
        case .flag(let value): return .object(pairs + [("default", .bool(value))])
        case .word(let value): return .object(pairs + [("default", .string(value))])
        }
    }

    private static func version(_ shape: FieldShape) -> JSONText {
        guard case .integer(let low, _) = shape else { return .object([]) }
        return .object([("const", .number(Double(low))), ("description", .string("version of the form"))])
    }

    /// What every value, word and curve of the catalogue looks like.
    private static func definitions() -> JSONText {
        let provenance = FieldReader.describe(ProvenanceObject.self).fields
        func definition(_ own: [(String, JSONText)], _ first: String) -> JSONText {
            .object([
                ("type", .string("object")),
                ("properties", .object(own + provenance.map { ($0.key, property($0)) })),
                ("required", .list([.string(first), .string("status")])), ("additionalProperties", .bool(false)),
            ])
        }
        let number = JSONText.object([("type", .string("number"))])
        let text = JSONText.object([("type", .string("string"))])
        let pair = JSONText.object([("type", .string("array")), ("items", number), ("minItems", .number(2)), ("maxItems", .number(2))])
        let distributions = JSONText.object([("enum", .list(CatalogueDistribution.allCases.map { .string($0.rawValue) }))])
        return .object([
            ("value", definition([("low", number), ("best", number), ("high", number), ("dist", distributions), ("unit", text)], "best")),
            ("word", definition([("text", text)], "text")),
            ("curve", definition([("points", .object([("type", .string("array")), ("items", pair), ("minItems", .number(2))]))], "points")),
        ])
    }
}

/// The provenance fields alone, for the schema.
private struct ProvenanceObject: DocumentObject {
    init(reading fields: inout FieldReader) { _ = fields.provenance() }
}
