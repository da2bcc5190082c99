import Foundation

extension CatalogueDocument {
    /// Reads every file under `directory`; throws the faults of all files together, each with its file, line and column.
    public static func load(directory: String) throws(DocumentErrors) -> CatalogueDocument { try load(directories: [directory]) }

    /// Reads several folders: entries, prices, claims, transfers and sources of later ones add to those of earlier ones and replace
    /// them, each as a whole. A folder may hold any part of a catalogue; references are held against the sum, and faults name the
    /// file that was taken.
    public static func load(directories: [String]) throws(DocumentErrors) -> CatalogueDocument {
        var errors: [DocumentError] = []
        var catalogue = CatalogueDocument()
        for directory in directories {
            do { try catalogue.add(directory) } catch { errors += error.errors }
        }
        guard errors.isEmpty else { throw DocumentErrors(errors) }
        let loose = catalogue.looseEnds()
        guard loose.isEmpty else { throw DocumentErrors(loose) }
        return catalogue
    }

    private mutating func add(_ directory: String) throws(DocumentErrors) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isFolder), isFolder.boolValue else {
            throw DocumentErrors(file: directory, message: "no such folder; allowed: a catalogue folder (--catalogue or CUPOLA_CATALOGUE)")
        }
        var errors: [DocumentError] = []
        var count = 0
        func decode<T>(_ body: () throws(DocumentErrors) -> T) -> T? {
            count += 1
            do { return try body() } catch { errors += error.errors }
            return nil
        }
        func entries<Entry: CatalogueEntry>(_ into: inout [Entry], _ files: inout [String: String]) {
            let folder = "\(directory)/\(Entry.folder)"
            for name in Self.yamlFiles(in: folder) {
                let file = "\(folder)/\(name).yaml"
                guard let entry: Entry = decode({ () throws(DocumentErrors) in
                    try FieldReader.decode(Entry.self, from: DocumentParser.parse(path: file), file: file)
                }) else { continue }
                if entry.id != name {
                    errors.append(
                        DocumentError(
                            file: file, line: 0, column: 0, path: "id", message: "found \(entry.id), allowed: \(name), the file's name"))
                }
                files["\(Entry.folder)/\(entry.id)"] = file
                if let known = into.firstIndex(where: { $0.id == entry.id }) { into[known] = entry } else { into.append(entry) }
            }
            into.sort { $0.id < $1.id }
        }
        entries(&systems, &files)
        entries(&radars, &files)
        entries(&missiles, &files)
        entries(&threats, &files)
        func sheet<Sheet>(_ name: String, _ read: (DocumentNode, String) throws(DocumentErrors) -> Sheet) -> Sheet? {
            let file = "\(directory)/\(name).yaml"
            guard FileManager.default.fileExists(atPath: file) else { return nil }
            return decode { () throws(DocumentErrors) in try read(DocumentParser.parse(path: file), file) }
        }
        let read = (
            prices: sheet("prices") { node, file throws(DocumentErrors) in
                try FieldReader.decode(PriceSheetObject.self, from: node, file: file).sheet
            },
            claims: sheet("claims") { node, file throws(DocumentErrors) in
                try FieldReader.decode(ClaimSheetObject.self, from: node, file: file).sheet
            },
            transfers: sheet("transfers") { node, file throws(DocumentErrors) in
                try FieldReader.decode(TransferSheetObject.self, from: node, file: file).sheet
            },
            sources: sheet("sources") { node, file throws(DocumentErrors) in
                try FieldReader.decode(SourceSheetObject.self, from: node, file: file).entries
            }
        )
        if let sheet = read.prices { prices.add(sheet) }
        if let sheet = read.claims { claims.add(sheet) }
        if let sheet = read.transfers { transfers.add(sheet) }
        for source in read.sources ?? [] {
            if let known = sources.firstIndex(where: { $0.name == source.name }) { sources[known] = source } else { sources.append(source) }
        }
        guard errors.isEmpty else { throw DocumentErrors(errors) }
        if count == 0 {
            throw DocumentErrors(
                file: directory,
                message:
                    "holds nothing of a catalogue; allowed: files in systems, radars, missiles, threats, "
                    + "or prices.yaml, claims.yaml, transfers.yaml, sources.yaml"
            )
        }
    }

    static func loadSources(directory: String) throws(DocumentErrors) -> [Named<SourceEntry>] {
        let file = "\(directory)/sources.yaml"
        guard FileManager.default.fileExists(atPath: file) else { return [] }
        return try FieldReader.decode(SourceSheetObject.self, from: DocumentParser.parse(path: file), file: file).entries
    }

    private static func yamlFiles(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The catalogue's folders: the given ones, those of `CUPOLA_CATALOGUE` (`:` between them), `catalogue` in the current folder,
    /// `catalogue` beside the executable or in a folder above it, or `share/cupola/catalogue` where the program is installed.
    public static func locate(given: [String]) throws(DocumentErrors) -> [String] {
        if !given.isEmpty { return given }
        if let named = ProcessInfo.processInfo.environment["CUPOLA_CATALOGUE"], !named.isEmpty {
            return named.split(separator: ":").map(String.init)
        }
        return [try locate()]
    }

    /// One folder, for callers that take no more.
    public static func locate(given: String?) throws(DocumentErrors) -> String {
        try locate(given: given.map { [$0] } ?? []).first ?? "catalogue"
    }

    private static func locate() throws(DocumentErrors) -> String {
        func isCatalogue(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path + "/sources.yaml") }
        if isCatalogue("catalogue") { return "catalogue" }
        let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments.first ?? ".")
        var folder = program.resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<8 {
            for name in ["catalogue", "share/cupola/catalogue"] {
                let candidate = folder.appendingPathComponent(name).path
                if isCatalogue(candidate) { return candidate }
            }
            folder = folder.deletingLastPathComponent()
        }
        throw DocumentErrors(
            file: "catalogue", message: "no catalogue folder here or beside the program; give --catalogue DIR or set CUPOLA_CATALOGUE")
    }

    /// References that lead nowhere, across files.
    func looseEnds() -> [DocumentError] {
        var errors: [DocumentError] = []
        let known = Set(sources.map(\.name))
        let names = sources.map(\.name)
        func check(_ provenance: Provenance, _ path: String) {
            for citation in provenance.sources where !known.contains(citation.ref) {
                let near = Spelling.nearest(to: citation.ref, among: names)
                errors.append(
                    DocumentError(
                        file: provenance.place.file, line: provenance.place.line, column: provenance.place.column, path: path,
                        message: "no source \(citation.ref) in sources.yaml" + (near.map { "; did you mean \($0)?" } ?? "")))
            }
        }
        for section in sections {
            for value in section.values.all { check(value.provenance, "\(section.path).\(value.key)") }
            for text in section.values.texts { check(text.provenance, "\(section.path).\(text.key)") }
            for table in section.values.tables { check(table.provenance, "\(section.path).\(table.key)") }
        }
        func need(_ id: String, _ known: [String], _ owner: String, _ key: String, _ what: String) {
            guard !known.contains(id) else { return }
            let near = Spelling.nearest(to: id, among: known)
            errors.append(
                DocumentError(
                    file: files[owner] ?? owner, line: 0, column: 0, path: key,
                    message: "no \(what) \(id) in the catalogue" + (near.map { "; did you mean \($0)?" } ?? "")))
        }
        func serve(_ id: String, _ owner: String, _ key: String, _ purposes: [RadarEntry.Purpose]) {
            guard let found = radar(id)?.purpose, !purposes.contains(found) else { return }
            errors.append(
                DocumentError(
                    file: files[owner] ?? owner, line: 0, column: 0, path: key,
                    message: "\(id) is for \(found.rawValue); allowed: for \(purposes.map(\.rawValue).joined(separator: " or "))"))
        }
        let radarIDs = radars.map(\.id), missileIDs = missiles.map(\.id)
        let priceKeys = prices.values.keys.map { $0.hasSuffix("_musd") ? String($0.dropLast(5)) : $0 }
        for system in systems {
            let owner = "systems/\(system.id)"
            for id in system.acquisitionRadars {
                need(id, radarIDs, owner, "acquisition_radars", "radar")
                serve(id, owner, "acquisition_radars", [.acquisition, .lowAltitude])
            }
            for id in system.lowAltitudeRadars {
                need(id, radarIDs, owner, "low_altitude_radars", "radar")
                serve(id, owner, "low_altitude_radars", [.lowAltitude])
            }
            need(system.engagementRadar, radarIDs, owner, "engagement_radar", "radar")
            serve(system.engagementRadar, owner, "engagement_radar", [.engagement])
            for id in system.missiles { need(id, missileIDs, owner, "missiles", "missile") }
            for load in system.standardLoad { need(load.name, system.missiles, owner, "standard_load", "missile of this system") }
            if let key = system.priceBattalion { need(key, priceKeys, owner, "price_battalion", "price") }
            if let key = system.priceCommand { need(key, priceKeys, owner, "price_command", "price") }
        }
        for missile in missiles {
            if let key = missile.price { need(key, priceKeys, "missiles/\(missile.id)", "price", "price") }
        }
        return errors
    }
}

struct PriceSheetObject: DocumentObject {
    let sheet: FactSheet
    init(reading fields: inout FieldReader) { sheet = FactSheet(reading: &fields, kind: .prices) }
}

struct ClaimSheetObject: DocumentObject {
    let sheet: FactSheet
    init(reading fields: inout FieldReader) { sheet = FactSheet(reading: &fields, kind: .claims) }
}

struct TransferSheetObject: DocumentObject {
    let sheet: FactSheet
    init(reading fields: inout FieldReader) { sheet = FactSheet(reading: &fields, kind: .transfers) }
}

struct SourceSheetObject: DocumentObject {
    let entries: [Named<SourceEntry>]
    init(reading fields: inout FieldReader) {
        fields.version(CatalogueDocument.version)
        fields.fixedWord("kind", "sources")
        entries = fields.named("entries", SourceEntry.self, required: true, "sources under short names of their own")
    }
}
