import PlainText

/// JSON Schema (draft 2020-12) of our documents, written from the same declarations that decode them.
///
/// Every key has a `description`; a quantity says its unit there and in `x-unit` (`1`: a pure number).
public struct JSONSchema {
    package enum Document: String, CaseIterable, Sendable { case scenario, study, catalogue, ledger }

    private let identifiers: [IdentifierKind: [String]]

    /// The schema as text, keys in the order of the declarations.
    /// - Parameters:
    ///   - document: which form.
    ///   - catalogue: whose identifiers are the allowed values; any text where it is nil.
    package static func text(of document: Document, catalogue: CatalogueDocument? = nil) -> String {
        var identifiers: [IdentifierKind: [String]] = [:]
        if let catalogue { for kind in IdentifierKind.allCases { identifiers[kind] = kind.all(in: catalogue) } }
        return JSONSchema(identifiers: identifiers).text(of: document)
    }

    private func text(of document: Document) -> String {
        let schema: JSONText
        switch document {
        case .scenario: schema = root("Cupola scenario", .object(FieldReader.describe(ScenarioDocument.self)))
        case .study: schema = root("Cupola study", .object(FieldReader.describe(StudyDocument.self)))
        case .ledger: schema = root("Cupola ledger", .object(FieldReader.describe(Ledger.self)))
        case .catalogue: schema = catalogue()
        }
        return schema.text() + "\n"
    }

    private func root(_ title: String, _ shape: FieldShape) -> JSONText {
        guard case .object(var pairs) = schema(shape, "") else { return .object([]) }
        pairs.insert(("$schema", .string("https://json-schema.org/draft/2020-12/schema")), at: 0)
        pairs.insert(("title", .string(title)), at: 1)
        return .object(pairs)
    }

    /// One schema for every kind of catalogue file, chosen by `kind`.
    private func catalogue() -> JSONText {
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
            ("properties", .object([
                ("kind", .object([("enum", .list(kinds.map { .string($0.0) })), ("description", .string("kind of the file"))])),
            ])),
            ("allOf", .list(branches)),
            ("$defs", definitions()),
        ])
    }

    private func schema(_ shape: FieldShape, _ help: String) -> JSONText {
        var pairs: [(String, JSONText)] = []
        switch shape {
        case .number(let unit, let low, let high):
            pairs = [("type", .string("number"))] + bounds(low, high)
            return described(pairs, help, unit.symbol.isEmpty ? "1" : unit.symbol)
        case .integer(let low, let high):
            pairs = [("type", .string("integer")), ("minimum", .number(Double(low)))]
            if high != .max { pairs.append(("maximum", .number(Double(high)))) }
            return described(pairs, help, "1")
        case .flag: pairs = [("type", .string("boolean"))]
        case .text: pairs = [("type", .string("string"))]
        case .date: pairs = [("type", .string("string")), ("pattern", .string("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"))]
        case .choice(let names): pairs = [("enum", .list(names.map { .string($0) }))]
        case .identifier(let kind):
            pairs = [("type", .string("string"))]
            if let known = identifiers[kind], !known.isEmpty { pairs.append(("enum", .list(known.map { .string($0) }))) }
        case .scalar: pairs = [("type", .list(["number", "string", "boolean"].map { .string($0) }))]
        case .object(let object): pairs = self.object(object)
        case .list(let element, let low, let high):
            pairs = [("type", .string("array")), ("items", schema(element, ""))]
            if low > 0 { pairs.append(("minItems", .number(Double(low)))) }
            pairs.append(("maxItems", .number(Double(high))))
        case .named(let value):
            pairs = [("type", .string("object")), ("additionalProperties", schema(value, ""))]
        case .identified(let kind, let value):
            pairs = [("type", .string("object"))]
            if let known = identifiers[kind], !known.isEmpty {
                pairs.append(("propertyNames", .object([("enum", .list(known.map { .string($0) }))])))
            }
            pairs.append(("additionalProperties", schema(value, "")))
        case .catalogueNumber(let unit, let low, let high):
            pairs = [("$ref", .string("#/$defs/value"))]
            let number = bounds(low, high)
            if !number.isEmpty {
                let words = [("low", "lowest that sources allow"), ("best", "best estimate"), ("high", "highest that sources allow")]
                let symbol = unit.symbol.isEmpty ? "1" : unit.symbol
                pairs.append(("properties", .object(words.map { ($0.0, described(number, $0.1, symbol)) })))
            }
            return described(pairs, help, unit.symbol.isEmpty ? "1" : unit.symbol)
        case .catalogueText: pairs = [("$ref", .string("#/$defs/word"))]
        case .catalogueTable: pairs = [("$ref", .string("#/$defs/curve"))]
        case .catalogueFacts:
            let either: [JSONText] = ["value", "word"].map { .object([("$ref", .string("#/$defs/\($0)"))]) }
            pairs = [("type", .string("object")), ("additionalProperties", .object([("anyOf", .list(either))]))]
        }
        return described(pairs, help, nil)
    }

    /// - Parameter unit: `1` for a pure number; nil where the value is no quantity.
    private func described(_ pairs: [(String, JSONText)], _ help: String, _ unit: String?) -> JSONText {
        var pairs = pairs
        let words = help + (unit == nil || unit == "1" ? "" : help.isEmpty ? unit ?? "" : " (\(unit ?? ""))")
        if !words.isEmpty { pairs.append(("description", .string(words))) }
        if let unit { pairs.append(("x-unit", .string(unit))) }
        return .object(pairs)
    }

    private func bounds(_ low: Double, _ high: Double) -> [(String, JSONText)] {
        (low.isFinite ? [("minimum", .number(low))] : []) + (high.isFinite ? [("maximum", .number(high))] : [])
    }

    private func object(_ object: ObjectDescription) -> [(String, JSONText)] {
        let required = object.fields.filter(\.isRequired).map { JSONText.string($0.key) }
        var pairs: [(String, JSONText)] = [
            ("type", .string("object")),
            ("properties", .object(object.fields.map { ($0.key, $0.key == "version" ? version($0.shape) : property($0)) })),
        ]
        if !required.isEmpty { pairs.append(("required", .list(required))) }
        return pairs + [("additionalProperties", .bool(false))]
    }

    private func property(_ field: FieldDescription) -> JSONText {
        guard let standard = field.standard, case .object(let pairs) = schema(field.shape, field.help) else {
            return schema(field.shape, field.help)
        }
        switch standard {
        case .number(let value): return .object(pairs + [("default", .number(value))])
        case .flag(let value): return .object(pairs + [("default", .bool(value))])
        case .word(let value): return .object(pairs + [("default", .string(value))])
        }
    }

    private func version(_ shape: FieldShape) -> JSONText {
        guard case .integer(let low, _) = shape else { return .object([]) }
        return .object([("const", .number(Double(low))), ("description", .string("version of the form"))])
    }

    /// What every value, word and curve of the catalogue looks like.
    private func definitions() -> JSONText {
        let provenance = FieldReader.describe(ProvenanceObject.self).fields
        func definition(_ own: [(String, JSONText)], _ first: String) -> JSONText {
            .object([
                ("type", .string("object")),
                ("properties", .object(own + provenance.map { ($0.key, property($0)) })),
                ("required", .list([.string(first), .string("status")])), ("additionalProperties", .bool(false)),
            ])
        }
        func said(_ type: String, _ words: String, _ more: [(String, JSONText)] = []) -> JSONText {
            .object([("type", .string(type))] + more + [("description", .string(words))])
        }
        func number(_ words: String) -> JSONText {
            said("number", words + ", in the unit of the key", [("x-unit", .string("unit of the key"))])
        }
        let bare = JSONText.object([("type", .string("number"))])
        let pair = JSONText.object([("type", .string("array")), ("items", bare), ("minItems", .number(2)), ("maxItems", .number(2))])
        let distributions = JSONText.object([
            ("enum", .list(CatalogueDistribution.allCases.map { .string($0.rawValue) })),
            ("description", .string("how a study draws between low and high")),
        ])
        return .object([
            ("value", definition([
                ("low", number("lowest that sources allow")), ("best", number("best estimate")),
                ("high", number("highest that sources allow")), ("dist", distributions),
                ("unit", said("string", "a reminder; it must agree with the key")),
            ], "best")),
            ("word", definition([("text", said("string", "the words"))], "text")),
            ("curve", definition([
                ("points", .object([
                    ("type", .string("array")), ("items", pair), ("minItems", .number(2)),
                    ("description", .string("pairs, the first rising")),
                ])),
            ], "points")),
        ])
    }
}

/// The provenance fields alone, for the schema.
private struct ProvenanceObject: DocumentObject {
    init(reading fields: inout FieldReader) { _ = fields.provenance() }
}
