import Foundation
import PlainText
import Testing

@testable import ScenarioDocuments

/// Walks what the catalogue marks *model*: each key of a kind in some file of the kind; with `CUPOLA_WALK=full` each value of each file.
@Suite struct CatalogueWalkTests {
    static let isFull = KnownDead.depth == "full"

    @Test func `every value of a system that is marked model changes what happens`() {
        Self.walk(SystemEntry.self) { $0.systems[$1] = $2 }
    }

    @Test func `every value of a radar that is marked model changes what happens`() {
        Self.walk(RadarEntry.self) { $0.radars[$1] = $2 }
    }

    @Test func `every value of a missile that is marked model changes what happens`() {
        Self.walk(MissileEntry.self) { $0.missiles[$1] = $2 }
    }

    @Test func `every value of a threat class that is marked model changes what happens`() {
        Self.walk(ThreatEntry.self) { $0.threats[$1] = $2 }
    }

    /// Words for readers: they change what `cupola catalogue show` says, never a run.
    private static let forReaders: Set<String> = ["version", "kind", "id", "name", "about"]

    private static func walk<Entry: CatalogueEntry>(
        _ type: Entry.Type, replace: @escaping @Sendable (inout CatalogueDocument, Int, Entry) -> Void
    ) {
        let entries = files(of: type)
        let numbers = Dictionary(uniqueKeysWithValues: Entry.fields.map { ($0.key, $0) })
        var walk = Walk()
        for field in FieldReader.describe(type).fields
        where !forReaders.contains(field.key) && ProgramAnswer.commands[Self.path(field, type)] == nil {
            guard numbers[field.key]?.role != .check else { continue }
            let isAbsent = !field.isRequired && !entries.contains { $0.topKeys.contains(field.key) }
            let found = entries.map { sites(of: field, in: $0, isAbsent: isAbsent, replace) }
            let name = Self.path(field, type)
            if isFull {
                for (entry, own) in zip(entries, found) where !own.isEmpty {
                    walk.key("\(Entry.folder).\(entry.id).\(field.key)", shape(field), sites: own)
                }
            } else {
                walk.key(name, shape(field), sites: found.flatMap { $0 })
            }
        }
        print(walk.report(Entry.folder))
        if isFull {
            KeysPage.add(Entry.folder + ", each value of each file", walk, [:])
            for key in walk.dead where !KnownDead.isKnown(key) { Issue.record("\(key) is marked model and changes nothing") }
        } else {
            let prefix = Entry.folder + "."
            KnownDead.hold(
                walk, Entry.folder, dead: KnownDead.catalogue.filter { $0.key.hasPrefix(prefix) },
                unwritten: KnownDead.catalogueUnwritten.filter { $0.key.hasPrefix(prefix) })
        }
    }

    private static func path<Entry: CatalogueEntry>(_ field: FieldDescription, _ type: Entry.Type) -> String {
        "\(Entry.folder).*.\(field.key)"
    }

    private struct File: Sendable {
        let id: String
        let index: Int
        let node: DocumentNode
        /// Probes that name it, or something that has it.
        let probes: [Probe]

        var topKeys: [String] {
            guard case .map(let entries) = node.content else { return [] }
            return entries.map(\.key)
        }
    }

    private static func files<Entry: CatalogueEntry>(of type: Entry.Type) -> [File] {
        let folder = Probe.catalogueFolder + "/" + Entry.folder
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
        return names.enumerated().map { index, name in
            let id = String(name.dropLast(5))
            do {
                let node = try DocumentParser.parse(path: "\(folder)/\(name)")
                return File(id: id, index: index, node: node, probes: Probe.all.filter { $0.uses(id) })
            } catch { fatalError("\(name): \(error)") }
        }
    }

    /// A number of the catalogue is walked at its `best`, a curve at its ordinates, everything else where it stands.
    private static func shape(_ field: FieldDescription) -> FieldShape {
        switch field.shape {
        case .catalogueTable: .number(unit: .none, low: -1e9, high: 1e9)
        case .list(let element, _, _): element
        case .named(let element), .identified(_, let element): element
        default: field.shape
        }
    }

    /// What stands for an optional key that a file leaves out: what that means, or the middle of what is allowed.
    private static func absent(_ field: FieldDescription) -> String {
        switch field.standard {
        case .flag(let flag): return String(flag)
        case .word(let word): return word
        default: break
        }
        guard case .catalogueNumber(_, let low, let high) = field.shape else { return "" }
        return StrictNumber.text((max(low, 1e-3) * high).squareRoot().rounded())
    }

    /// A flag or a word that an absent key means too.
    private static func isWord(_ field: FieldDescription) -> Bool {
        switch field.shape {
        case .flag, .choice: true
        default: false
        }
    }

    private static func sites<Entry: CatalogueEntry>(
        of field: FieldDescription, in file: File, isAbsent: Bool,
        _ replace: @escaping @Sendable (inout CatalogueDocument, Int, Entry) -> Void
    ) -> [Walk.Site] {
        let path: String
        switch field.shape {
        case .catalogueNumber: path = field.key + ".best"
        case .catalogueTable: path = field.key + ".points[][]"
        case .list: path = field.key + "[]"
        case .named, .identified: path = field.key + ".*"
        default: path = field.key
        }
        let key = SchemaKey(path: path, shape: field.shape)
        var places = key.places(in: file.node)
        if case .catalogueTable = field.shape { places = places.filter { $0.path.hasSuffix("[1]") } }
        if isAbsent || places.isEmpty && isWord(field) { places = [(path, absent(field))] }
        let words = SchemaKey(path: path, shape: shape(field)).isText ? Vocabulary.words(for: key, in: file.node) : []
        return places.filter { !$0.path.contains("*") && !$0.path.contains("[]") }.flatMap { place in
            file.probes.map { probe in
                Walk.Site(node: file.node, path: place.path, text: place.text, answer: probe.answer, words: words, countsRefusal: true) {
                    node in
                    guard let entry: Entry = try? FieldReader.decode(Entry.self, from: node.widened(at: place.path), file: "probe.yaml")
                    else { return nil }
                    var catalogue = Probe.catalogue
                    replace(&catalogue, file.index, entry)
                    return probe.answer(with: catalogue)
                }
            }
        }
    }
}

extension DocumentNode {
    /// A copy in which a changed `best` has no low and high that it might lie outside of, and says that it is assumed.
    func widened(at path: String) -> DocumentNode {
        guard path.hasSuffix(".best"), case .map(let entries) = content else { return self }
        let key = path.dropLast(5)
        return DocumentNode(
            line: line, column: column,
            content: .map(
                entries.map { entry in
                    guard entry.key == key, case .map(let inner) = entry.value.content else { return entry }
                    var copy = entry
                    func said(_ key: String, _ word: String) -> Entry {
                        Entry(key: key, line: 0, column: 0, value: DocumentNode(text: word))
                    }
                    copy.value.content = .map(inner.filter { $0.key == "best" } + [said("status", "assumed"), said("method", "probe")])
                    return copy
                }))
    }
}
