import Foundation

extension CatalogueDocument {
    /// Reads every file under `directory`; throws the faults of all files together, each with its file, line and column.
    public static func load(directory: String) throws(DocumentErrors) -> CatalogueDocument {
        var errors: [DocumentError] = []
        func decode<T>(_ body: () throws(DocumentErrors) -> T) -> T? {
            do { return try body() } catch { errors += error.errors }
            return nil
        }
        func entries<Entry: CatalogueEntry>(_ type: Entry.Type) -> [Entry] {
            let folder = "\(directory)/\(Entry.folder)"
            var found: [Entry] = []
            for name in yamlFiles(in: folder) {
                let file = "\(folder)/\(name).yaml"
                guard let entry: Entry = decode({ () throws(DocumentErrors) in
                    try FieldReader.decode(Entry.self, from: DocumentParser.parse(path: file), file: file)
                }) else { continue }
                if entry.id != name {
                    errors.append(DocumentError(file: file, line: 0, column: 0, path: "id", message: "found \(entry.id), allowed: \(name), the file's name"))
                }
                found.append(entry)
            }
            return found
        }
        guard FileManager.default.fileExists(atPath: directory) else {
            throw DocumentErrors(file: directory, message: "no such folder; allowed: a catalogue folder (--catalogue or CUPOLA_CATALOGUE)")
        }
        let systems = entries(SystemEntry.self)
        let radars = entries(RadarEntry.self)
        let missiles = entries(MissileEntry.self)
        let threats = entries(ThreatEntry.self)
        func sheet(_ kind: FactSheet.Kind) -> FactSheet? {
            let file = "\(directory)/\(kind.rawValue).yaml"
            return decode { () throws(DocumentErrors) in
                let node = try DocumentParser.parse(path: file)
                switch kind {
                case .prices: return try FieldReader.decode(PriceSheetObject.self, from: node, file: file).sheet
                case .claims: return try FieldReader.decode(ClaimSheetObject.self, from: node, file: file).sheet
                case .transfers: return try FieldReader.decode(TransferSheetObject.self, from: node, file: file).sheet
                }
            }
        }
        let prices = sheet(.prices)
        let claims = sheet(.claims)
        let transfers = sheet(.transfers)
        let sources = decode { () throws(DocumentErrors) in try loadSources(directory: directory) }
        guard let prices, let claims, let transfers, let sources, errors.isEmpty else { throw DocumentErrors(errors) }
        let catalogue = CatalogueDocument(
            systems: systems, radars: radars, missiles: missiles, threats: threats, prices: prices, claims: claims,
            transfers: transfers, sources: sources)
        let loose = catalogue.looseEnds(directory: directory)
        guard loose.isEmpty else { throw DocumentErrors(loose) }
        return catalogue
    }

    static func loadSources(directory: String) throws(DocumentErrors) -> [Named<SourceEntry>] {
        let file = "\(directory)/sources.yaml"
        return try FieldReader.decode(SourceSheetObject.self, from: DocumentParser.parse(path: file), file: file).entries
    }

    private static func yamlFiles(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The catalogue's folder: the given one, `CUPOLA_CATALOGUE`, `catalogue` in the current folder, or `catalogue`
    /// beside the executable or in a folder above it.
    public static func locate(given: String? = nil) throws(DocumentErrors) -> String {
        if let given { return given }
        if let named = ProcessInfo.processInfo.environment["CUPOLA_CATALOGUE"], !named.isEmpty { return named }
        func isCatalogue(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path + "/sources.yaml") }
        if isCatalogue("catalogue") { return "catalogue" }
        let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments.first ?? ".")
        var folder = program.resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<8 {
            let candidate = folder.appendingPathComponent("catalogue").path
            if isCatalogue(candidate) { return candidate }
            folder = folder.deletingLastPathComponent()
        }
        throw DocumentErrors(
            file: "catalogue", message: "no catalogue folder here or beside the program; give --catalogue DIR or set CUPOLA_CATALOGUE")
    }

    /// References that lead nowhere, across files.
    private func looseEnds(directory: String) -> [DocumentError] {
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
                    file: "\(directory)/\(owner).yaml", line: 0, column: 0, path: key,
                    message: "no \(what) \(id) in the catalogue" + (near.map { "; did you mean \($0)?" } ?? "")))
        }
        let radarIDs = radars.map(\.id), missileIDs = missiles.map(\.id)
        let priceKeys = prices.values.keys.map { $0.hasSuffix("_musd") ? String($0.dropLast(5)) : $0 }
        for system in systems {
            let owner = "systems/\(system.id)"
            for id in system.acquisitionRadars { need(id, radarIDs, owner, "acquisition_radars", "radar") }
            for id in system.lowAltitudeRadars { need(id, radarIDs, owner, "low_altitude_radars", "radar") }
            need(system.engagementRadar, radarIDs, owner, "engagement_radar", "radar")
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
        entries = fields.named("entries", SourceEntry.self, required: true)
    }
}
