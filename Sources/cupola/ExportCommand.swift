import ArgumentParser
import CommandWork
import ExchangeFormats
import Foundation
import OutputFiles
import ResultsArchive

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a run for other people's tools.",
        discussion: """
            Examples:
              cupola export raid.run.cupola --format acmi --out raid.zip.acmi  # Tacview; plain where the name ends otherwise
              cupola export raid.run.cupola --format czml --out raid.czml  # Cesium
              cupola export raid.run.cupola --format kml --out raid.kmz  # Google Earth and maps; plain with .kml
              cupola export raid.run.cupola --format geojson --out raid.geojson
              cupola export raid.run.cupola --format dis --out raid.pcap  # IEEE 1278.1-2012 in a capture
              cupola export raid.run.cupola --format csv --out raid-tables  # a folder of tables
            ACMI and KML count heights from mean sea level, the others from the ellipsoid (docs/EXPORT.md).
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case acmi, czml, kml, geojson, csv, dis }

    @Argument(help: ArgumentHelp("Run record, as written by `cupola run --out`.", valueName: "run")) var file: String
    @Option(help: "acmi, czml, kml, geojson, csv or dis.") var format: Format
    @Option(help: "File to write; a folder with csv.") var out: String
    @OptionGroup var scene: SceneOptions
    @Flag(help: "Print nothing.") var quiet = false

    func run() throws {
        let place = format == .csv ? nil : try OutputRule.place(out, as: kind, sparing: [file])
        let scene = try scene.scene(of: file)
        if let place { try place.write(bytes(of: scene)) } else { try writeTables(TableDocuments.tables(scene)) }
        if !quiet { print("\(out): \(scene.counts.objects) objects, \(scene.counts.events) events") }
    }

    private var kind: OutputKind {
        let isPacked = [".zip", ".zip.acmi", ".kmz"].contains { out.lowercased().hasSuffix($0) }
        switch format {
        case .acmi: return isPacked ? .zipped : .telemetry
        case .kml: return isPacked ? .zipped : .keyholeMap
        case .czml, .geojson: return .exchangeJSON
        case .dis, .csv: return .capture
        }
    }

    /// A packed file with the mark by which the program knows it again: the comment behind its directory.
    private func marked(_ packed: [UInt8]) -> [UInt8] {
        packed.suffix(2) == [0, 0] ? packed.dropLast(2) + [6, 0] + Array("Cupola".utf8) : packed
    }

    private func writeTables(_ tables: [(name: String, text: String)]) throws {
        try OutputFolder.make(out)
        // All places before the first table.
        let places = try tables.map { table in
            try OutputRule.place(out + "/" + table.name, as: .table(String(table.text.prefix { !$0.isNewline })), sparing: [file])
        }
        for (place, table) in zip(places, tables) { try place.write(table.text) }
    }

    private func bytes(of scene: ExchangeScene) -> [UInt8] {
        switch format {
        case .acmi:
            let text = Array(ACMIDocument(scene).text.utf8)
            guard out.lowercased().hasSuffix(".zip.acmi") || out.lowercased().hasSuffix(".zip") else { return text }
            let stem = URL(filePath: out).lastPathComponent.split(separator: ".").first.map(String.init) ?? "run"
            return marked(ExchangeArchive.zipped(name: "\(stem).txt.acmi", content: text))
        case .czml: return Array(CZMLDocument.text(scene).utf8)
        case .kml:
            let text = Array(KMLDocument.text(scene).utf8)
            return out.lowercased().hasSuffix(".kmz") ? marked(ExchangeArchive.zipped(name: "doc.kml", content: text)) : text
        case .geojson: return Array(GeoJSONDocument.text(scene).utf8)
        case .dis: return CaptureFile.bytes(DISRecording(scene).datagrams, epoch: scene.options.epoch)
        case .csv: return []
        }
    }
}

/// How a run becomes a scene, for every command that gives it to others.
struct SceneOptions: ParsableArguments {
    @Option(help: "Moment of the start of the run; runs themselves have no date.") var epoch = ExchangeEpoch.notional.text
    @Option(
        parsing: .unconditional, help: "Mean sea level above the ellipsoid, metres; added to heights that count from the ellipsoid.",
        transform: Allowed.number(-120...120, "m"))
    var geoidUndulation: Double = 0

    func scene(of file: String) throws -> ExchangeScene {
        guard let epoch = ExchangeEpoch(epoch) else {
            throw CommandFailure.wrongCall(
                "--epoch: found \(epoch), expected a time such as 2000-01-01T00:00:00Z of the years 1970 to 2199")
        }
        let (record, replay) = try RunFile.readReplay(file)
        guard let replay else {
            throw CommandFailure.badInput("\(file): holds no replay, so there is nothing to export; fly it again with cupola run --out")
        }
        return ExchangeScene(record: record, replay: replay, options: .init(epoch: epoch, geoidUndulation: geoidUndulation))
    }
}
