import PlainText

/// A type that a document holds as a map. One initialiser both decodes and describes: run on a describing reader it
/// meets every field once and gets harmless placeholders, so it must read the same fields whatever their values.
package protocol DocumentObject {
    init(reading fields: inout FieldReader)
}

/// Reads one map, field by field. Reading never fails: a fault is noted, a placeholder returned, and whoever started
/// the reading throws all faults at the end.
public struct FieldReader {
    enum Mode { case decoding, describing }

    let mode: Mode
    let file: String
    /// Path of this map in the document.
    public let path: String
    let node: DocumentNode
    private(set) var entries: [String: DocumentNode.Entry]
    private(set) var errors: [DocumentError] = []
    private(set) var description = ObjectDescription()

    init(node: DocumentNode, file: String, path: String) {
        mode = .decoding
        self.node = node
        self.file = file
        self.path = path
        entries = [:]
        if case .map(let list) = node.content {
            for entry in list { entries[entry.key] = entry }
        } else {
            fault(at: node, path: path, "found \(node.found), allowed: a map")
        }
    }

    private init() {
        mode = .describing
        node = .emptyMap
        file = ""
        path = ""
        entries = [:]
    }

    /// The description of a type, by running its initialiser on a describing reader.
    static func describe<Object: DocumentObject>(_ type: Object.Type) -> ObjectDescription {
        var reader = FieldReader()
        _ = Object(reading: &reader)
        return reader.description
    }

    /// Decodes a whole document; throws every fault in the order of the text.
    static func decode<Object: DocumentObject>(
        _ type: Object.Type, from node: DocumentNode, file: String
    ) throws(DocumentErrors) -> Object {
        let (object, errors) = decodeWithFaults(type, from: node, file: file)
        guard errors.isEmpty else { throw DocumentErrors(errors) }
        return object
    }

    /// Decodes what can be decoded, with placeholders for the rest, and every fault in the order of the text.
    static func decodeWithFaults<Object: DocumentObject>(
        _ type: Object.Type, from node: DocumentNode, file: String
    ) -> (object: Object, errors: [DocumentError]) {
        var reader = FieldReader(node: node, file: file, path: "")
        let object = Object(reading: &reader)
        reader.refuseUnknownKeys()
        return (object, reader.errors.isEmpty ? [] : reader.sortedErrors)
    }

    /// True while a schema is being written: values are placeholders, cross-checks mean nothing.
    public var isDescribing: Bool { mode == .describing }

    /// Keys written in this map, in the order of the text.
    public var writtenKeys: [String] {
        guard case .map(let list) = node.content else { return [] }
        return list.map(\.key)
    }

    /// Where this map stands in its file.
    public var place: DocumentPlace { DocumentPlace(file: file, line: node.line, column: node.column) }

    package func has(_ key: String) -> Bool { entries[key] != nil }

    /// Notes a fault that only a comparison of fields shows, at `key`'s value (or at the map where it is absent).
    public mutating func complain(_ key: String?, _ message: String) {
        guard mode == .decoding else { return }
        let place = key.flatMap { entries[$0]?.value } ?? node
        fault(at: place, path: key.map(inner) ?? path, message)
    }

    // MARK: For the field methods

    func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    mutating func fault(at node: DocumentNode, path: String, _ message: String) {
        errors.append(DocumentError(file: file, line: node.line, column: node.column, path: path, message: message))
    }

    mutating func absorb(_ child: FieldReader) { errors += child.errors }

    /// Notes the field and finds its value; nil when absent, which is a fault where it is required.
    mutating func value(
        _ key: String, _ shape: FieldShape, required: Bool, _ help: String, standard: FieldDescription.Standard? = nil
    ) -> DocumentNode? {
        description.fields.append(FieldDescription(key: key, shape: shape, isRequired: required, help: help, standard: standard))
        guard mode == .decoding else { return nil }
        guard let entry = entries[key] else {
            if required, case .map = node.content {
                fault(at: node, path: inner(key), "is missing; allowed: \(shape.words)")
            }
            return nil
        }
        if entry.value.isNothing {
            fault(
                at: DocumentNode(text: "", line: entry.line, column: entry.column), path: inner(key),
                "nothing after the key; allowed: \(shape.words)")
            return nil
        }
        return entry.value
    }

    mutating func refuseUnknownKeys() {
        guard mode == .decoding, case .map(let list) = node.content else { return }
        let known = description.fields.map(\.key)
        let knownSet = Set(known)
        for entry in list where !knownSet.contains(entry.key) {
            var message = "unknown key"
            if let near = Spelling.nearest(to: entry.key, among: known) {
                message += "; did you mean \(near)?"
            } else {
                let shown = known.prefix(12).joined(separator: ", ")
                message += "; allowed: \(shown)\(known.count > 12 ? ", …" : "")"
            }
            errors.append(
                DocumentError(file: file, line: entry.line, column: entry.column, path: inner(entry.key), message: message))
        }
    }

    var sortedErrors: [DocumentError] {
        errors.enumerated().sorted { a, b in
            (a.element.line, a.element.column, a.offset) < (b.element.line, b.element.column, b.offset)
        }.map(\.element)
    }
}

extension FieldShape {
    /// What is allowed, in words for an error message.
    var words: String {
        switch self {
        case .number(let unit, let low, let high):
            let bounds = Self.bounds(low, high)
            return unit.symbol.isEmpty ? "a number\(bounds)" : "a number\(bounds) \(unit.symbol)"
        case .integer(let low, let high): return "a whole number, \(low)…\(high == .max ? "" : String(high))"
        case .flag: return "true or false"
        case .text, .identifier: return "text"
        case .date: return "a date such as 2019-05-30"
        case .choice(let names): return names.joined(separator: ", ")
        case .object(let object):
            if object.fields.isEmpty { return "a map" }
            return "a map with \(object.fields.prefix(6).map(\.key).joined(separator: ", "))\(object.fields.count > 6 ? ", …" : "")"
        case .list: return "a list"
        case .named, .identified: return "a map of names"
        case .scalar: return "a number, a word or a text"
        case .catalogueNumber: return "a map with best, low, high, dist, status, sources"
        case .catalogueText: return "a map with text, status, sources"
        case .catalogueTable: return "a map with points, status, sources"
        case .catalogueFacts: return "a map of values"
        }
    }

    static func bounds(_ low: Double, _ high: Double) -> String {
        if low == -.infinity, high == .infinity { return " in" }
        return ", \(StrictNumber.text(low))…\(high == .infinity ? "" : StrictNumber.text(high))"
    }
}
