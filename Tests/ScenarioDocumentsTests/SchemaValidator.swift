import Foundation

@testable import ScenarioDocuments

/// Just enough of JSON Schema (draft 2020-12) to judge a document by the schemas that we print, apart from the reader that they are
/// printed from.
struct SchemaValidator {
    let root: [String: Any]

    init(_ document: JSONSchema.Document, catalogue: CatalogueDocument?) throws {
        let text = JSONSchema.text(of: document, catalogue: catalogue)
        root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    }

    func faults(_ value: Any) -> [String] { check(value, root, "") }

    private func check(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        var found: [String] = []
        if let reference = schema["$ref"] as? String, let name = reference.split(separator: "/").last,
            let target = (root["$defs"] as? [String: Any])?[String(name)] as? [String: Any]
        {
            found += check(value, target, path)
        }
        if let type = schema["type"], !(type as? [String] ?? [type as? String ?? ""]).contains(where: { Self.matches(value, $0) }) {
            return found + ["\(path): is no \(type)"]
        }
        if let allowed = schema["enum"] as? [String], !allowed.contains(value as? String ?? "") {
            found.append("\(path): \(value) is not allowed")
        }
        if let constant = schema["const"], !Self.equal(constant, value) { found.append("\(path): \(value) is not \(constant)") }
        if let number = value as? Double {
            if let low = schema["minimum"] as? Double, number < low { found.append("\(path): \(number) is below \(low)") }
            if let high = schema["maximum"] as? Double, number > high { found.append("\(path): \(number) is above \(high)") }
        }
        if let list = value as? [Any] {
            if let low = schema["minItems"] as? Int, list.count < low { found.append("\(path): \(list.count) items") }
            if let high = schema["maxItems"] as? Int, list.count > high { found.append("\(path): \(list.count) items") }
            if let items = schema["items"] as? [String: Any] {
                for (index, item) in list.enumerated() { found += check(item, items, "\(path)[\(index)]") }
            }
        }
        if let map = value as? [String: Any] { found += self.map(map, schema, path) }
        for either in [schema["anyOf"] as? [[String: Any]]].compactMap({ $0 })
        where !either.contains(where: { check(value, $0, path).isEmpty }) {
            found.append("\(path): fits none of its forms")
        }
        for branch in schema["allOf"] as? [[String: Any]] ?? [] {
            guard let test = branch["if"] as? [String: Any], let then = branch["then"] as? [String: Any] else { continue }
            if check(value, test, path).isEmpty { found += check(value, then, path) }
        }
        return found
    }

    private func map(_ map: [String: Any], _ schema: [String: Any], _ path: String) -> [String] {
        var found: [String] = []
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        for key in schema["required"] as? [String] ?? [] where map[key] == nil { found.append("\(path): \(key) is missing") }
        for (key, value) in map.sorted(by: { $0.key < $1.key }) {
            if let names = (schema["propertyNames"] as? [String: Any])?["enum"] as? [String], !names.contains(key) {
                found.append("\(path): \(key) is not allowed")
            }
            if let property = properties[key] {
                found += check(value, property, "\(path).\(key)")
            } else if let rest = schema["additionalProperties"] as? [String: Any] {
                found += check(value, rest, "\(path).\(key)")
            } else if schema["additionalProperties"] as? Bool == false {
                found.append("\(path): \(key) is unknown")
            }
        }
        return found
    }

    private static func matches(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "number": value is Double
        case "integer": (value as? Double).map { $0 == $0.rounded() } ?? false
        case "boolean": value is Bool && !(value is Double)
        case "string": value is String
        case "array": value is [Any]
        case "object": value is [String: Any]
        default: false
        }
    }

    private static func equal(_ one: Any, _ other: Any) -> Bool {
        if let one = one as? String { return one == other as? String }
        if let one = one as? Double { return one == other as? Double }
        return false
    }
}

extension DocumentNode {
    /// As another reader of YAML sees it: bare words that look like numbers or truth values are such.
    var plain: Any {
        switch content {
        case .scalar(let text, quoted: true): return text
        case .scalar(let text, quoted: false):
            if text == "true" || text == "false" { return text == "true" }
            return Double(text) ?? text as Any
        case .list(let items): return items.map(\.plain)
        case .map(let entries): return Dictionary(entries.map { ($0.key, $0.value.plain) }, uniquingKeysWith: { first, _ in first })
        }
    }
}
