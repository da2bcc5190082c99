/// A key that a kind of catalogue file may hold: the reader, the schema and the tables all follow this declaration.
public struct CatalogueField: Sendable {
    enum Kind: Sendable { case number(ClosedRange<Double>), text, table }

    package let key: String
    let kind: Kind
    package let role: CatalogueRole
    package let isRequired: Bool
    package let help: String

    /// A number that the simulation reads and every file of the kind must give.
    static func model(_ key: String, _ bounds: ClosedRange<Double>, _ help: String) -> CatalogueField {
        CatalogueField(key: key, kind: .number(bounds), role: .model, isRequired: true, help: help)
    }

    /// A number that the simulation reads where it is given.
    static func option(_ key: String, _ bounds: ClosedRange<Double>, _ help: String) -> CatalogueField {
        CatalogueField(key: key, kind: .number(bounds), role: .model, isRequired: false, help: help)
    }

    /// A published number that the simulation does not read.
    static func check(_ key: String, _ bounds: ClosedRange<Double>, _ help: String) -> CatalogueField {
        CatalogueField(key: key, kind: .number(bounds), role: .check, isRequired: false, help: help)
    }

    static func text(_ key: String, _ help: String) -> CatalogueField {
        CatalogueField(key: key, kind: .text, role: .check, isRequired: false, help: help)
    }

    static func table(_ key: String, required: Bool = true, _ help: String) -> CatalogueField {
        CatalogueField(key: key, kind: .table, role: .model, isRequired: required, help: help)
    }
}

/// The values of one catalogue file, by key.
public struct CatalogueValues: Sendable {
    /// Keys of numbers, in the order of their declaration.
    public internal(set) var keys: [String] = []
    var numbers: [String: CatalogueValue] = [:]
    package internal(set) var texts: [CatalogueText] = []
    package internal(set) var tables: [CatalogueTable] = []

    /// A number that every file of the kind has.
    func required(_ key: String) -> CatalogueValue {
        guard let value = numbers[key] else { preconditionFailure("\(key) is not a required field of this kind") }
        return value
    }

    /// A curve that every file of the kind has.
    func requiredTable(_ key: String) -> CatalogueTable {
        guard let table = table(key) else { preconditionFailure("\(key) is not a required table of this kind") }
        return table
    }

    package subscript(key: String) -> CatalogueValue? { numbers[key] }

    package func text(_ key: String) -> CatalogueText? { texts.first { $0.key == key } }

    package func table(_ key: String) -> CatalogueTable? { tables.first { $0.key == key } }

    /// Numbers in the order of their declaration.
    public var all: [CatalogueValue] { keys.compactMap { numbers[$0] } }

    mutating func insert(_ value: CatalogueValue) {
        if numbers.updateValue(value, forKey: value.key) == nil { keys.append(value.key) }
    }
}

/// A thing that has a catalogue file of its own.
package protocol CatalogueEntry: DocumentObject, Sendable {
    /// Folder of its files, and first word of its paths: `missiles`.
    static var folder: String { get }
    /// Word after `kind:` in its files.
    static var kind: String { get }
    static var fields: [CatalogueField] { get }
    var id: String { get }
    var name: String { get }
    var about: String { get }
    var values: CatalogueValues { get set }
    /// What it says beside its numbers, by key, as `cupola catalogue show` tells it.
    var words: [Named<String>] { get }
}

extension CatalogueEntry {
    /// Decodes the text of one file; `file` is the name that errors give.
    public static func decode(text: String, file: String) throws(DocumentErrors) -> Self {
        try FieldReader.decode(Self.self, from: DocumentParser.parse(text: text, file: file), file: file)
    }

    /// Reads one file.
    public static func load(path: String) throws(DocumentErrors) -> Self {
        try FieldReader.decode(Self.self, from: DocumentParser.parse(path: path), file: path)
    }
}
