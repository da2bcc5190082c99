@testable import ScenarioDocuments

/// One leaf of a document's form, such as `arms.*.units[].doctrine.salvo`: `*` any name, `[]` any item.
struct SchemaKey: Sendable {
    let path: String
    let shape: FieldShape

    /// Every leaf of a form, in the order of its declarations.
    static func all(of object: ObjectDescription, below prefix: String = "") -> [SchemaKey] {
        object.fields.flatMap { leaves($0.shape, at: prefix.isEmpty ? $0.key : "\(prefix).\($0.key)") }
    }

    private static func leaves(_ shape: FieldShape, at path: String) -> [SchemaKey] {
        switch shape {
        case .object(let object): all(of: object, below: path)
        case .list(let element, _, _): leaves(element, at: path + "[]")
        case .named(let value), .identified(_, let value): leaves(value, at: path + ".*")
        default: [SchemaKey(path: path, shape: shape)]
        }
    }

    /// It is text, and so may be any other.
    var isText: Bool {
        switch shape {
        case .text, .identifier: true
        default: false
        }
    }

    /// Places of this key in a document that writes it, as paths of overrides, with what stands there.
    func places(in node: DocumentNode) -> [(path: String, text: String)] {
        var found: [(path: String, text: String)] = []
        Self.collect(Self.steps(of: path)[...], in: node, at: "", into: &found)
        return found
    }

    private static func steps(of path: String) -> [String] {
        path.split(separator: ".").flatMap { word -> [String] in
            var name = String(word)
            var lists = 0
            while name.hasSuffix("[]") {
                name.removeLast(2)
                lists += 1
            }
            return [name] + Array(repeating: "[]", count: lists)
        }
    }

    private static func collect(
        _ steps: ArraySlice<String>, in node: DocumentNode, at path: String, into found: inout [(path: String, text: String)]
    ) {
        guard let step = steps.first else {
            if case .scalar(let text, _) = node.content { found.append((path, text)) }
            return
        }
        switch node.content {
        case .scalar: return
        case .list(let items):
            guard step == "[]" else { return }
            for (index, item) in items.enumerated() { collect(steps.dropFirst(), in: item, at: "\(path)[\(index)]", into: &found) }
        case .map(let entries):
            for entry in entries where step == "*" || step == entry.key {
                collect(steps.dropFirst(), in: entry.value, at: path.isEmpty ? entry.key : "\(path).\(entry.key)", into: &found)
            }
        }
    }
}

extension DocumentNode {
    /// A copy in which every value and every key that is `word` is `other`.
    func renaming(_ word: String, to other: String) -> DocumentNode {
        switch content {
        case .scalar(let text, let quoted):
            return DocumentNode(line: line, column: column, content: .scalar(text == word ? other : text, quoted: quoted))
        case .list(let items): return DocumentNode(line: line, column: column, content: .list(items.map { $0.renaming(word, to: other) }))
        case .map(let entries):
            return DocumentNode(
                line: line, column: column,
                content: .map(
                    entries.map {
                        Entry(
                            key: $0.key == word ? other : $0.key, line: $0.line, column: $0.column,
                            value: $0.value.renaming(word, to: other))
                    }))
        }
    }

    /// Every key of its maps.
    var keys: [String] {
        switch content {
        case .scalar: []
        case .list(let items): items.flatMap(\.keys)
        case .map(let entries): entries.flatMap { [$0.key] + $0.value.keys }
        }
    }

    /// Every word that stands in it as a value.
    var words: [String] {
        switch content {
        case .scalar(let text, _): [text]
        case .list(let items): items.flatMap(\.words)
        case .map(let entries): entries.flatMap { $0.value.words }
        }
    }
}
