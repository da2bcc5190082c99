import Foundation
import Yams

/// Bytes to a tree, with every guard a hostile file meets: size, text, control characters, depth, number of items,
/// anchors and aliases, tags, several documents, keys that are not words, keys given twice.
public enum DocumentParser {
    /// Largest file read, bytes.
    public static let sizeMaximum = 8 << 20
    /// Deepest nesting of lists and maps.
    public static let depthMaximum = 32
    /// Most values in one file.
    public static let itemMaximum = 400_000

    /// Reads and parses a file. Nothing larger than `sizeMaximum` is ever in memory.
    public static func parse(path: String) throws(DocumentErrors) -> DocumentNode {
        try parse(bytes: readBytes(path: path), file: path)
    }

    /// Parses the text of a file; `file` is only the name that errors give.
    public static func parse(text: String, file: String) throws(DocumentErrors) -> DocumentNode {
        try parse(bytes: Array(text.utf8), file: file)
    }

    static func readBytes(path: String) throws(DocumentErrors) -> [UInt8] {
        do throws(FileBytes.Fault) {
            return try FileBytes.read(path, most: sizeMaximum)
        } catch {
            throw DocumentErrors(file: path, message: error.description)
        }
    }

    static func parse(bytes: [UInt8], file: String) throws(DocumentErrors) -> DocumentNode {
        let text = try checkedText(bytes, file: file)
        let root: Node?
        do {
            root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw DocumentErrors([describe(error, file: file)])
        } catch {
            throw DocumentErrors(file: file, message: "is not YAML")
        }
        guard let root else { throw DocumentErrors(file: file, message: "is empty; allowed: one YAML document") }
        var conversion = Conversion(file: file)
        let node = conversion.convert(root, depth: 0, path: "")
        guard conversion.errors.isEmpty else { throw DocumentErrors(conversion.errors) }
        return node
    }

    /// UTF-8 without control characters, within the limits that can be seen before parsing.
    private static func checkedText(_ bytes: [UInt8], file: String) throws(DocumentErrors) -> String {
        guard bytes.count <= sizeMaximum else {
            throw DocumentErrors(file: file, message: "is larger than \(sizeMaximum >> 20) MiB, the most that is read")
        }
        var line = 1
        var column = 0
        var openings = 0
        var separators = 0
        func fault(_ message: String) -> DocumentErrors {
            DocumentErrors([DocumentError(file: file, line: line, column: column, path: "", message: message)])
        }
        for byte in bytes {
            if byte & 0xC0 != 0x80 { column += 1 }
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
                column = 0
                separators += 1
            case UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            case 0..<0x20, 0x7F: throw fault("a control character (byte \(byte)); allowed: plain UTF-8 text")
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                openings += 1
                separators += 1
                guard openings <= 4 * depthMaximum else { throw fault("brackets nested deeper than \(depthMaximum) levels") }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): openings = max(0, openings - 1)
            case UInt8(ascii: ","): separators += 1
            default: break
            }
            guard separators <= itemMaximum else { throw fault("more than \(itemMaximum) values, the most that is read") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DocumentErrors(file: file, message: "is not UTF-8 text")
        }
        if let alias = AliasScan.firstAlias(in: bytes) {
            throw DocumentErrors([
                DocumentError(
                    file: file, line: alias.line, column: alias.column, path: "",
                    message: "an alias (*\(alias.name)); anchors and aliases are not accepted: write the value out")
            ])
        }
        return text
    }

    private static func describe(_ error: YamlError, file: String) -> DocumentError {
        func at(_ mark: Mark, _ message: String) -> DocumentError {
            DocumentError(file: file, line: mark.line, column: mark.column, path: "", message: message)
        }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            if problem.hasPrefix("Maximum nesting level") {
                return at(mark, "nested deeper than \(depthMaximum) levels")
            }
            let doing = context.map { ", \($0.text)" } ?? ""
            return at(mark, "is not YAML: \(problem)\(doing)")
        case .composer(_, let problem, let mark, _):
            if problem.contains("another document") { return at(mark, "a second document; allowed: one document a file") }
            return at(mark, "is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            return at(context.mark, "the key \(duplicates.first ?? "") is given more than once")
        default:
            return DocumentError(file: file, line: 0, column: 0, path: "", message: "is not YAML")
        }
    }

    /// Yams' tree to ours, within the limits.
    private struct Conversion {
        let file: String
        var errors: [DocumentError] = []
        var items = 0

        mutating func fault(_ mark: Mark?, _ path: String, _ message: String) {
            errors.append(
                DocumentError(file: file, line: mark?.line ?? 0, column: mark?.column ?? 0, path: path, message: message))
        }

        mutating func convert(_ node: Node, depth: Int, path: String) -> DocumentNode {
            let mark = node.mark
            let line = mark?.line ?? 0
            let column = mark?.column ?? 0
            let nothing = DocumentNode(line: line, column: column, content: .scalar("", quoted: false))
            items += 1
            guard items <= DocumentParser.itemMaximum, errors.count < 1000 else {
                if items == DocumentParser.itemMaximum + 1 { fault(mark, path, "more than \(DocumentParser.itemMaximum) values") }
                return nothing
            }
            guard depth <= DocumentParser.depthMaximum else {
                fault(mark, path, "nested deeper than \(DocumentParser.depthMaximum) levels")
                return nothing
            }
            switch node {
            case .scalar(let scalar):
                let quoted = scalar.style != .plain && scalar.style != .any
                let tag = scalar.tag.description
                if tag.contains("binary") || tag.hasPrefix("!") { fault(mark, path, "a tag (\(tag)); tags are not accepted") }
                return DocumentNode(line: line, column: column, content: .scalar(scalar.string, quoted: quoted))
            case .sequence(let sequence):
                var list: [DocumentNode] = []
                for (index, item) in sequence.enumerated() {
                    list.append(convert(item, depth: depth + 1, path: "\(path)[\(index)]"))
                }
                return DocumentNode(line: line, column: column, content: .list(list))
            case .mapping(let mapping):
                var entries: [DocumentNode.Entry] = []
                var seen: Set<String> = []
                for (keyNode, value) in mapping {
                    guard case .scalar(let key) = keyNode, !key.string.isEmpty, key.string.utf8.count <= 200 else {
                        fault(keyNode.mark, path, "a key that is not a word")
                        continue
                    }
                    let inner = path.isEmpty ? key.string : "\(path).\(key.string)"
                    guard key.string != "<<" else {
                        fault(keyNode.mark, inner, "merge keys are not accepted: write the values out")
                        continue
                    }
                    guard seen.insert(key.string).inserted else {
                        fault(keyNode.mark, inner, "is given more than once")
                        continue
                    }
                    entries.append(
                        DocumentNode.Entry(
                            key: key.string, line: keyNode.mark?.line ?? 0, column: keyNode.mark?.column ?? 0,
                            value: convert(value, depth: depth + 1, path: inner)))
                }
                return DocumentNode(line: line, column: column, content: .map(entries))
            case .alias:
                fault(mark, path, "an alias; anchors and aliases are not accepted")
                return nothing
            }
        }
    }
}
