import Foundation
import PlainText

@testable import ScenarioDocuments

/// A scenario by chance: one of the project's own, or of the probes, changed in some places inside its form; or a mixture of two.
///
/// Everything that a key may be is asked of the form itself, so that a new key is tried without being named here.
struct RandomScenario {
    let number: UInt64
    let node: DocumentNode
    /// What was done to its parent, for a person who looks for the reason.
    let story: [String]

    private static let keys = SchemaKey.all(of: FieldReader.describe(ScenarioDocument.self)).filter { $0.path != "version" }
    private static let form = FieldReader.describe(ScenarioDocument.self)

    /// Scenarios of the project and probes, whose duels are short enough to be flown by the thousand.
    static let parents: [(name: String, node: DocumentNode)] = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        return [tests.appending(path: "Probes"), root.appending(path: "Scenarios")].flatMap { folder -> [(String, DocumentNode)] in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
                let path = folder.appending(path: name).path
                do { return (name, try DocumentParser.parse(text: ScenarioText.read(path: path), file: path).withUnitsInPlace()) } catch {
                    fatalError("\(name): \(error)")
                }
            }
        }
    }()

    /// - Parameter number: its seed; the same number gives the same scenario.
    init(number: UInt64) {
        var dice = Dice(state: number)
        self.number = number
        let parent = dice.one(of: Self.parents)
        var node = parent.node
        var story = [parent.name]
        let changes = 1 + dice.below(3) * dice.below(6)
        for _ in 0..<changes {
            guard let (changed, words) = Self.changed(node, &dice) else { continue }
            node = changed
            story.append(words)
        }
        self.node = Self.kept(small: node)
        self.story = story
    }

    /// The text of it, by which it can be flown with the program.
    var text: String { node.yaml }

    // MARK: Changes

    private static func changed(_ node: DocumentNode, _ dice: inout Dice) -> (DocumentNode, String)? {
        switch dice.below(10) {
        case 0...3: value(node, &dice)
        case 4: added(node, &dice)
        case 5: removed(node, &dice)
        case 6, 7: repeated(node, &dice)
        default: grafted(node, &dice)
        }
    }

    /// Another value at one place of one key.
    private static func value(_ node: DocumentNode, _ dice: inout Dice) -> (DocumentNode, String)? {
        for _ in 0..<20 {
            let key = dice.one(of: keys)
            let places = key.places(in: node)
            guard !places.isEmpty else { continue }
            let place = dice.one(of: places)
            guard let text = value(key, in: node, now: place.text, &dice),
                let changed = Change.put(text).applied(to: node, at: place.path)
            else { continue }
            return (changed, "\(place.path): \(text)")
        }
        return nil
    }

    private static func value(_ key: SchemaKey, in node: DocumentNode, now text: String, _ dice: inout Dice) -> String? {
        if let plain = plain(key.shape, now: text, &dice) { return plain }
        guard key.isText else { return nil }
        let words = Vocabulary.words(for: key, in: node)
        return words.isEmpty ? nil : dice.one(of: words)
    }

    /// A number, word or flag that the form allows; now and then at the very end of its range, or beyond.
    private static func plain(_ shape: FieldShape, now text: String, _ dice: inout Dice) -> String? {
        switch shape {
        case .number(_, let low, let high): return StrictNumber.text(number(low, high, now: Double(text), &dice))
        case .integer(let low, let high):
            return String(Int(max(-1e9, min(1e9, number(Double(low), min(Double(high), 1e9), now: Double(text), &dice))).rounded()))
        case .flag: return dice.below(2) == 0 ? "true" : "false"
        case .choice(let names): return dice.one(of: names)
        default: return nil
        }
    }

    private static func number(_ low: Double, _ high: Double, now: Double?, _ dice: inout Dice) -> Double {
        switch dice.below(20) {
        case 0: return low
        case 1: return high
        case 2: return dice.below(2) == 0 ? low - 1 : high * 2 + 1
        case 3...8: return low + (high - low) * dice.share
        default:
            let value = now ?? (max(low, 0) + min(high, 1e4)) / 2
            let scaled = value * exp((dice.share - 0.5) * 4)
            return min(high, max(low, dice.below(8) == 0 ? -scaled : scaled))
        }
    }

    /// An optional key that nobody wrote.
    private static func added(_ node: DocumentNode, _ dice: inout Dice) -> (DocumentNode, String)? {
        for _ in 0..<40 {
            guard let key = Optional(dice.one(of: keys)), let dot = key.path.lastIndex(of: ".") else { continue }
            let holder = String(key.path[..<dot])
            let name = String(key.path[key.path.index(after: dot)...])
            guard !name.hasSuffix("[]"), name != "*", let text = value(key, in: node, now: "", &dice) else { continue }
            let holders = maps(at: holder, in: node)
            guard !holders.isEmpty else { continue }
            let place = dice.one(of: holders) + "." + name
            guard let changed = Change.put(text).applied(to: node, at: place) else { continue }
            return (changed, "+ \(place): \(text)")
        }
        return nil
    }

    /// Maps that stand at a path with `[]` and `*` in it, by the keys that lead to them.
    private static func maps(at path: String, in node: DocumentNode) -> [String] {
        var found: [String] = [""]
        var nodes: [DocumentNode] = [node]
        for word in path.split(separator: ".").flatMap({ $0.hasSuffix("[]") ? [String($0.dropLast(2)), "[]"] : [String($0)] }) {
            var (next, reached): ([String], [DocumentNode]) = ([], [])
            for (place, one) in zip(found, nodes) {
                switch one.content {
                case .map(let entries):
                    for entry in entries where word == "*" || entry.key == word {
                        next.append(place.isEmpty ? entry.key : "\(place).\(entry.key)")
                        reached.append(entry.value)
                    }
                case .list(let items) where word == "[]":
                    for (index, item) in items.enumerated() {
                        next.append("\(place)[\(index)]")
                        reached.append(item)
                    }
                default: break
                }
            }
            (found, nodes) = (next, reached)
        }
        return zip(found, nodes).filter { if case .map = $0.1.content { true } else { false } }.map(\.0)
    }

    /// One key, or one item of a list, less.
    private static func removed(_ node: DocumentNode, _ dice: inout Dice) -> (DocumentNode, String)? {
        var left = dice.below(max(1, node.nodeCount))
        var words = ""
        let changed = node.mapping { one in
            defer { left -= 1 }
            guard left == 0 else { return one }
            switch one.content {
            case .scalar: return one
            case .list(let items):
                guard items.count > 0 else { return one }
                var rest = items
                rest.remove(at: dice.below(items.count))
                words = "- item"
                return DocumentNode(line: one.line, column: one.column, content: .list(rest))
            case .map(let entries):
                guard entries.count > 1 else { return one }
                var rest = entries
                words = "- " + rest.remove(at: dice.below(entries.count)).key
                return DocumentNode(line: one.line, column: one.column, content: .map(rest))
            }
        }
        return words.isEmpty ? nil : (changed, words)
    }

    /// An item of a list once more, under a name of its own.
    private static func repeated(_ node: DocumentNode, _ dice: inout Dice) -> (DocumentNode, String)? {
        let lists = ["raids", "civil", "assets", "failures"]
        let key = dice.one(of: lists)
        return node.appending(to: key) { items in
            guard !items.isEmpty else { return nil }
            let item = dice.one(of: items)
            let fresh = "again \(dice.below(1_000_000))"
            return (item.renamingOwn(to: fresh), "twice \(key)")
        }
    }

    /// An item of another scenario's list.
    private static func grafted(_ node: DocumentNode, _ dice: inout Dice) -> (DocumentNode, String)? {
        let key = dice.one(of: ["raids", "raids", "civil", "assets", "failures"])
        let other = dice.one(of: parents)
        guard case .map(let entries) = other.node.content, let entry = entries.first(where: { $0.key == key }), case .list(let items) = entry.value.content,
            !items.isEmpty
        else { return nil }
        let item = dice.one(of: items)
        let fresh = "graft \(dice.below(1_000_000))"
        return node.appending(to: key) { _ in (item.renamingOwn(to: fresh), "\(key) of \(other.name)") }
    }

    /// Numbers that only cost time are kept small, so that thousands can be flown.
    private static func kept(small node: DocumentNode) -> DocumentNode {
        var small = node
        for key in keys where ["duration_s", "raids[].count", "friends[].count", "terrain.extent_km", "terrain.spacing_m", "civil[].count"].contains(key.path) {
            for place in key.places(in: small) {
                guard let value = Double(place.text) else { continue }
                let kept = key.path == "duration_s" ? min(value, 1500) : key.path == "terrain.spacing_m" ? max(value, 400) : min(value, key.path == "terrain.extent_km" ? 160 : 16)
                if kept != value, let changed = Change.put(StrictNumber.text(kept)).applied(to: small, at: place.path) { small = changed }
            }
        }
        return small
    }
}

/// SplitMix64: chance of a test's own, the same on every machine.
struct Dice {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % max(1, bound) }
    /// 0…1.
    var share: Double { mutating get { Double(next() >> 11) * 0x1p-53 } }
    mutating func one<Element>(of list: [Element]) -> Element { list[below(list.count)] }
}

extension DocumentNode {
    /// Nodes in it, itself among them.
    var nodeCount: Int {
        switch content {
        case .scalar: 1
        case .list(let items): 1 + items.reduce(0) { $0 + $1.nodeCount }
        case .map(let entries): 1 + entries.reduce(0) { $0 + $1.value.nodeCount }
        }
    }

    /// A copy in which every node went through `body`, from the outermost in.
    func mapping(_ body: (DocumentNode) -> DocumentNode) -> DocumentNode {
        let own = body(self)
        switch own.content {
        case .scalar: return own
        case .list(let items): return DocumentNode(line: own.line, column: own.column, content: .list(items.map { $0.mapping(body) }))
        case .map(let entries):
            let inner = entries.map { Entry(key: $0.key, line: $0.line, column: $0.column, value: $0.value.mapping(body)) }
            return DocumentNode(line: own.line, column: own.column, content: .map(inner))
        }
    }

    /// The item with another name of its own.
    func renamingOwn(to name: String) -> DocumentNode {
        guard case .map(let entries) = content else { return self }
        return DocumentNode(
            line: line, column: column,
            content: .map(
                entries.map { entry in
                    guard entry.key == "name" else { return entry }
                    return Entry(key: entry.key, line: entry.line, column: entry.column, value: DocumentNode(text: name))
                }))
    }

    /// A copy whose list at a key of the outermost map has one item more.
    func appending(to key: String, _ body: ([DocumentNode]) -> (DocumentNode, String)?) -> (DocumentNode, String)? {
        guard case .map(var entries) = content else { return nil }
        let place = entries.firstIndex { $0.key == key }
        var items: [DocumentNode] = []
        if let place, case .list(let found) = entries[place].value.content { items = found }
        guard let (item, words) = body(items) else { return nil }
        let list = DocumentNode(line: 0, column: 0, content: .list(items + [item]))
        if let place { entries[place].value = list } else { entries.append(Entry(key: key, line: 0, column: 0, value: list)) }
        return (DocumentNode(line: line, column: column, content: .map(entries)), words)
    }
}
