/// A value under a name of the writer's own, in the order of the text.
public struct Named<Value: Sendable>: Sendable {
    /// The key that stands before the value.
    public let name: String
    /// What stands behind it.
    public let value: Value

    package init(name: String, value: Value) {
        self.name = name
        self.value = value
    }
}

extension Named: Equatable where Value: Equatable {}

extension FieldReader {
    /// A required sub-map.
    package mutating func object<Object: DocumentObject>(_ key: String, _ type: Object.Type, _ help: String = "") -> Object {
        optionalObject(key, type, required: true, help) ?? Self.placeholder(type)
    }

    /// A sub-map whose absence means "all defaults".
    package mutating func objectOrDefaults<Object: DocumentObject>(
        _ key: String, _ type: Object.Type, _ help: String = ""
    ) -> Object {
        optionalObject(key, type, help) ?? Self.placeholder(type)
    }

    package mutating func optionalObject<Object: DocumentObject>(
        _ key: String, _ type: Object.Type, required: Bool = false, _ help: String = ""
    ) -> Object? {
        guard let node = value(key, .object(Self.describeIfNeeded(type, mode)), required: required, help) else { return nil }
        return read(type, node, path: inner(key))
    }

    /// A list of maps; absent reads as empty unless `required`.
    package mutating func list<Object: DocumentObject>(
        _ key: String, _ type: Object.Type, count: ClosedRange<Int> = 0...10_000, _ help: String = ""
    ) -> [Object] {
        let shape = FieldShape.list(.object(Self.describeIfNeeded(type, mode)), low: count.lowerBound, high: count.upperBound)
        return items(key, shape, count, help).map { read(type, $0.node, path: $0.path) }
    }

    package mutating func texts(_ key: String, count: ClosedRange<Int> = 0...10_000, _ help: String = "") -> [String] {
        items(key, .list(.text, low: count.lowerBound, high: count.upperBound), count, help)
            .compactMap { scalarText($0.node, path: $0.path) }
    }

    /// Names of entries of the catalogue.
    public mutating func identifiers(
        _ key: String, of kind: IdentifierKind, count: ClosedRange<Int> = 0...10_000, _ help: String
    ) -> [String] {
        items(key, .list(.identifier(kind), low: count.lowerBound, high: count.upperBound), count, help)
            .compactMap { scalarText($0.node, path: $0.path) }
    }

    /// Numbers in the key's unit; returns SI.
    public mutating func numbers(
        _ key: String, in bounds: ClosedRange<Double>, count: ClosedRange<Int>, _ help: String = ""
    ) -> [Double] {
        let unit = DocumentUnit.named(by: key)
        let shape = FieldShape.number(unit: unit, low: bounds.lowerBound, high: bounds.upperBound)
        return items(key, .list(shape, low: count.lowerBound, high: count.upperBound), count, help)
            .compactMap { scalarNumber($0.node, path: $0.path, unit: unit, bounds).map(unit.toSI) }
    }

    package mutating func choices<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ type: Choice.Type, count: ClosedRange<Int> = 0...100, _ help: String = ""
    ) -> [Choice] where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        var found: [Choice] = []
        for item in items(key, .list(.choice(names), low: count.lowerBound, high: count.upperBound), count, help) {
            if case .scalar(let text, _) = item.node.content, let choice = Choice(rawValue: text) {
                found.append(choice)
            } else {
                fault(at: item.node, path: item.path, "found \(item.node.found), allowed: \(names.joined(separator: ", "))")
            }
        }
        return found
    }

    /// A map from names of the writer's own to maps.
    package mutating func named<Object: DocumentObject & Sendable>(
        _ key: String, _ type: Object.Type, required: Bool = false, _ help: String = ""
    ) -> [Named<Object>] {
        let shape = FieldShape.named(.object(Self.describeIfNeeded(type, mode)))
        return namedEntries(key, shape, required: required, help)
            .map { Named(name: $0.key, value: read(type, $0.value, path: "\(inner(key)).\($0.key)")) }
    }

    /// A map from entries of the catalogue to whole numbers, such as a load of rounds.
    public mutating func counts(
        _ key: String, of kind: IdentifierKind, in bounds: ClosedRange<Int>, required: Bool = false, _ help: String
    ) -> [Named<Int>] {
        let shape = FieldShape.identified(kind, .integer(low: bounds.lowerBound, high: bounds.upperBound))
        var found: [Named<Int>] = []
        for entry in namedEntries(key, shape, required: required, help) {
            if let count = scalarInteger(entry.value, path: "\(inner(key)).\(entry.key)", bounds) {
                found.append(Named(name: entry.key, value: count))
            }
        }
        return found
    }

    /// A map from names to truth values.
    public mutating func namedFlags(_ key: String, _ help: String = "") -> [Named<Bool>] {
        var found: [Named<Bool>] = []
        for entry in namedEntries(key, .named(.flag), required: false, help) {
            if let flag = scalarFlag(entry.value, path: "\(inner(key)).\(entry.key)") {
                found.append(Named(name: entry.key, value: flag))
            }
        }
        return found
    }

    /// A map from paths to scalars that replace what stands there.
    public mutating func overrides(_ key: String, _ help: String = "") -> [PathOverride] {
        var found: [PathOverride] = []
        for entry in namedEntries(key, .named(.scalar), required: false, help) {
            guard case .scalar = entry.value.content, !entry.value.isNothing else {
                fault(
                    at: entry.value, path: "\(inner(key)).\(entry.key)", "found \(entry.value.found), allowed: \(FieldShape.scalar.words)")
                continue
            }
            found.append(PathOverride(path: entry.key, value: entry.value))
        }
        return found
    }

    // MARK: Parts

    mutating func items(
        _ key: String, _ shape: FieldShape, _ count: ClosedRange<Int>, _ help: String
    ) -> [(node: DocumentNode, path: String)] {
        guard let node = value(key, shape, required: count.lowerBound > 0, help) else { return [] }
        guard case .list(let list) = node.content else {
            fault(at: node, path: inner(key), "found \(node.found), allowed: a list")
            return []
        }
        guard count.contains(list.count) else {
            fault(at: node, path: inner(key), "\(list.count) items, allowed: \(count.lowerBound)…\(count.upperBound)")
            return []
        }
        return list.enumerated().map { (node: $1, path: "\(inner(key))[\($0)]") }
    }

    mutating func namedEntries(
        _ key: String, _ shape: FieldShape, required: Bool, _ help: String
    ) -> [DocumentNode.Entry] {
        guard let node = value(key, shape, required: required, help) else { return [] }
        guard case .map(let entries) = node.content else {
            fault(at: node, path: inner(key), "found \(node.found), allowed: a map of names")
            return []
        }
        if required, entries.isEmpty { fault(at: node, path: inner(key), "found an empty map, allowed: at least one name") }
        return entries
    }

    mutating func read<Object: DocumentObject>(_ type: Object.Type, _ node: DocumentNode, path: String) -> Object {
        var child = FieldReader(node: node, file: file, path: path)
        let object = Object(reading: &child)
        child.refuseUnknownKeys()
        absorb(child)
        return object
    }

    private static func describeIfNeeded<Object: DocumentObject>(_ type: Object.Type, _ mode: Mode) -> ObjectDescription {
        mode == .describing ? describe(type) : ObjectDescription()
    }

    /// An object of defaults, from an empty map; its faults are dropped.
    static func placeholder<Object: DocumentObject>(_ type: Object.Type) -> Object {
        var reader = FieldReader(node: .emptyMap, file: "", path: "")
        return Object(reading: &reader)
    }
}

extension FieldReader {
    /// A list of scalars of any kind, as written.
    public mutating func scalars(_ key: String, count: ClosedRange<Int>, _ help: String = "") -> [DocumentNode] {
        var found: [DocumentNode] = []
        for item in items(key, .list(.scalar, low: count.lowerBound, high: count.upperBound), count, help) {
            if case .scalar = item.node.content, !item.node.isNothing {
                found.append(item.node)
            } else {
                fault(at: item.node, path: item.path, "found \(item.node.found), allowed: \(FieldShape.scalar.words)")
            }
        }
        return found
    }
}
