import Foundation

/// The whole catalogue: everything public that the program knows, one thing per file.
public struct CatalogueDocument: Sendable {
    package static let version = 1

    /// Systems, in the order of their files.
    public internal(set) var systems: [SystemEntry] = []
    /// Radars, in the order of their files.
    public internal(set) var radars: [RadarEntry] = []
    /// Missiles, in the order of their files.
    public internal(set) var missiles: [MissileEntry] = []
    /// Threat classes, in the order of their files.
    public internal(set) var threats: [ThreatEntry] = []
    package internal(set) var prices = FactSheet(.prices)
    package internal(set) var claims = FactSheet(.claims)
    package internal(set) var transfers = FactSheet(.transfers)
    /// Sources, by the names that values cite them by.
    public internal(set) var sources: [Named<SourceEntry>] = []
    /// File of each entry, by folder and identifier (`missiles/48n6e3`): the one that was taken where several folders have it.
    public internal(set) var files: [String: String] = [:]

    /// The system of an identifier; nil where there is none.
    public func system(_ id: String) -> SystemEntry? { systems.first { $0.id == id } }
    /// The radar of an identifier; nil where there is none.
    public func radar(_ id: String) -> RadarEntry? { radars.first { $0.id == id } }
    /// The missile of an identifier; nil where there is none.
    public func missile(_ id: String) -> MissileEntry? { missiles.first { $0.id == id } }
    /// The threat class of an identifier; nil where there is none.
    public func threat(_ id: String) -> ThreatEntry? { threats.first { $0.id == id } }
    /// The source of a name; nil where there is none.
    public func source(_ ref: String) -> SourceEntry? { sources.first { $0.name == ref }?.value }

    /// A price in USD by its key without the unit, such as `s400_per_battalion`.
    public func price(_ key: String) -> CatalogueValue? { prices.values[key + "_musd"] }

    /// Values by section and owner, in the order of folders, files and declarations.
    public var sections: [CatalogueSection] {
        var found: [CatalogueSection] = []
        func add<Entry: CatalogueEntry>(_ entries: [Entry]) {
            for entry in entries {
                found.append(
                    CatalogueSection(
                        path: "\(Entry.folder).\(entry.id)", name: entry.name, about: entry.about, values: entry.values, words: entry.words)
                )
            }
        }
        add(systems)
        add(radars)
        add(missiles)
        add(threats)
        for sheet in [prices, claims, transfers] {
            let name = sheet.kind.rawValue
            found.append(CatalogueSection(path: name, name: name, about: sheet.about, values: sheet.values))
        }
        return found
    }

    /// The number at a path such as `missiles.48n6e3.range_aircraft_km`.
    public func value(atPath path: String) -> CatalogueValue? {
        let parts = path.split(separator: ".", maxSplits: 2).map(String.init)
        switch (parts.first, parts.count) {
        case ("systems", 3): return system(parts[1])?.values[parts[2]]
        case ("radars", 3): return radar(parts[1])?.values[parts[2]]
        case ("missiles", 3): return missile(parts[1])?.values[parts[2]]
        case ("threats", 3): return threat(parts[1])?.values[parts[2]]
        case ("prices", 2): return prices.values[parts[1]]
        case ("claims", 2): return claims.values[parts[1]]
        case ("transfers", 2): return transfers.values[parts[1]]
        default: return nil
        }
    }

    /// A number that a study may draw.
    public struct UncertainParameter: Sendable {
        package let path: String
        package let value: CatalogueValue

        package init(path: String, value: CatalogueValue) {
            self.path = path
            self.value = value
        }
    }

    /// Numbers whose range is not a point, in the order of `sections`.
    /// - Parameter patterns: paths, `*` standing for any letters; empty: every number that the simulation reads.
    public func uncertainParameters(matching patterns: [String] = []) -> [UncertainParameter] {
        var found: [UncertainParameter] = []
        for section in sections {
            for value in section.values.all where value.isUncertain {
                let path = "\(section.path).\(value.key)"
                let isWanted = patterns.isEmpty ? value.role == .model : patterns.contains { PathPattern.matches($0, path) }
                if isWanted { found.append(UncertainParameter(path: path, value: value)) }
            }
        }
        return found
    }

    /// A copy with numbers fixed, each in the unit of its key (a path ending in `_km` takes kilometres).
    /// - Precondition: every path exists (`value(atPath:)`).
    public func overriding(_ numbers: [String: Double]) -> CatalogueDocument {
        var copy = self
        for (path, number) in numbers {
            guard let value = value(atPath: path) else { preconditionFailure("no catalogue value at \(path)") }
            copy.replace(path, with: value.fixed(at: number))
        }
        return copy
    }

    /// A copy with a study's overrides; faults name the study's lines.
    public func overriding(_ overrides: [PathOverride], file: String) throws(DocumentErrors) -> CatalogueDocument {
        var errors: [DocumentError] = []
        var numbers: [String: Double] = [:]
        for item in overrides {
            func fault(_ message: String) {
                errors.append(
                    DocumentError(file: file, line: item.value.line, column: item.value.column, path: item.path, message: message))
            }
            guard let known = value(atPath: item.path) else {
                let near = Spelling.nearest(to: item.path, among: allPaths)
                fault("no such value in the catalogue" + (near.map { "; did you mean \($0)?" } ?? ""))
                continue
            }
            // The same reader, and the same bounds, as for a file of the catalogue.
            var reader = FieldReader(node: .emptyMap, file: file, path: item.path)
            let bounds = Self.bounds(atPath: item.path)
            if let number = reader.scalarNumber(item.value, path: item.path, unit: known.unit, bounds) { numbers[item.path] = number }
            errors += reader.errors
        }
        guard errors.isEmpty else { throw DocumentErrors(errors) }
        return overriding(numbers)
    }

    /// What a file of the catalogue may hold at a path, in the unit of its key.
    static func bounds(atPath path: String) -> ClosedRange<Double> {
        let parts = path.split(separator: ".", maxSplits: 2).map(String.init)
        let kinds: [(folder: String, fields: [CatalogueField])] = [
            (SystemEntry.folder, SystemEntry.fields), (RadarEntry.folder, RadarEntry.fields), (MissileEntry.folder, MissileEntry.fields),
            (ThreatEntry.folder, ThreatEntry.fields),
        ]
        guard parts.count == 3, let kind = kinds.first(where: { $0.folder == parts[0] }),
            let field = kind.fields.first(where: { $0.key == parts[2] }), case .number(let bounds) = field.kind
        else { return FactSheet.bounds }
        return bounds
    }

    var allPaths: [String] { sections.flatMap { section in section.values.keys.map { "\(section.path).\($0)" } } }

    /// The nearest identifier or path to a misspelt one.
    public func nearest(to word: String) -> String? {
        Spelling.nearest(to: word, among: word.contains(".") ? sections.map(\.path) + allPaths : entryIDs)
    }

    /// The nearest source to a misspelt one.
    public func nearestSource(to word: String) -> String? { Spelling.nearest(to: word, among: sources.map(\.name)) }

    private var entryIDs: [String] { systems.map(\.id) + radars.map(\.id) + missiles.map(\.id) + threats.map(\.id) }

    private mutating func replace(_ path: String, with value: CatalogueValue) {
        let parts = path.split(separator: ".", maxSplits: 2).map(String.init)
        func put<Entry: CatalogueEntry>(_ entries: inout [Entry]) {
            if let index = entries.firstIndex(where: { $0.id == parts[1] }) { entries[index].values.insert(value) }
        }
        switch parts[0] {
        case "systems": put(&systems)
        case "radars": put(&radars)
        case "missiles": put(&missiles)
        case "threats": put(&threats)
        case "prices": prices.values.insert(value)
        case "claims": claims.values.insert(value)
        default: transfers.values.insert(value)
        }
    }
}

/// One owner of values: a file of the catalogue.
public struct CatalogueSection: Sendable {
    /// First words of its values' paths, such as `missiles.48n6e3`.
    public let path: String
    package let name: String
    package let about: String
    package let values: CatalogueValues
    /// What it says beside its numbers, by key.
    public var words: [Named<String>] = []
}

/// Paths with `*` for any run of letters.
enum PathPattern {
    static func matches(_ pattern: String, _ path: String) -> Bool {
        let p = Array(pattern.utf8), t = Array(path.utf8)
        var i = 0, j = 0, star = -1, mark = 0
        while j < t.count {
            if i < p.count, p[i] == t[j] {
                i += 1
                j += 1
            } else if i < p.count, p[i] == UInt8(ascii: "*") {
                star = i
                mark = j
                i += 1
            } else if star >= 0 {
                i = star + 1
                mark += 1
                j = mark
            } else {
                return false
            }
        }
        while i < p.count, p[i] == UInt8(ascii: "*") { i += 1 }
        return i == p.count
    }
}
