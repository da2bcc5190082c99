import ArgumentParser
import ExchangeFormats
import Foundation

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a run for other people's tools.",
        discussion: """
            Examples:
              cupola export raid.run.cupola --format acmi --out raid.zip.acmi     Tacview; plain where the name ends otherwise
              cupola export raid.run.cupola --format czml --out raid.czml         Cesium
              cupola export raid.run.cupola --format kml --out raid.kmz           Google Earth and maps; plain with .kml
              cupola export raid.run.cupola --format geojson --out raid.geojson
              cupola export raid.run.cupola --format dis --out raid.pcap          IEEE 1278.1-2012 in a capture
              cupola export raid.run.cupola --format csv --out raid-tables        a folder of tables
            ACMI and KML count heights from mean sea level, the others from the ellipsoid (docs/EXPORT.md).
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case acmi, czml, kml, geojson, csv, dis }

    @Argument(help: ArgumentHelp("Run record, as written by `cupola run --out`.", valueName: "run")) var file: String
    @Option(help: "acmi, czml, kml, geojson, csv or dis.") var format: Format
    @Option(help: "File to write; a folder with csv.") var out: String
    @OptionGroup var scene: SceneOptions
    @Flag(help: "Print nothing.") var quiet = false

    func run() throws {
        let scene = try scene.scene(of: file)
        guard URL(filePath: out).standardizedFileURL != URL(filePath: file).standardizedFileURL else {
            throw CommandFailure.wrongCall("--out: \(out) is the run record itself")
        }
        if format == .csv {
            try ExportFiles.writeFolder(TableDocuments.tables(scene), to: out)
        } else {
            try ExportFiles.write(bytes(of: scene), to: out)
        }
        if !quiet { print("\(out): \(scene.counts.objects) objects, \(scene.counts.events) events") }
    }

    private func bytes(of scene: ExchangeScene) -> [UInt8] {
        switch format {
        case .acmi:
            let text = Array(ACMIDocument(scene).text.utf8)
            guard out.lowercased().hasSuffix(".zip.acmi") || out.lowercased().hasSuffix(".zip") else { return text }
            let stem = URL(filePath: out).lastPathComponent.split(separator: ".").first.map(String.init) ?? "run"
            return ExchangeArchive.zipped(name: "\(stem).txt.acmi", content: text)
        case .czml: return Array(CZMLDocument.text(scene).utf8)
        case .kml:
            let text = Array(KMLDocument.text(scene).utf8)
            return out.lowercased().hasSuffix(".kmz") ? ExchangeArchive.zipped(name: "doc.kml", content: text) : text
        case .geojson: return Array(GeoJSONDocument.text(scene).utf8)
        case .dis: return CaptureFile.bytes(DISRecording(scene).datagrams, epoch: scene.options.epoch)
        case .csv: return []
        }
    }
}

/// How a run becomes a scene, for every command that gives it to others.
struct SceneOptions: ParsableArguments {
    @Option(help: "Moment of the start of the run; runs themselves have no date.") var epoch = ExchangeEpoch.notional.text
    @Option(help: "Mean sea level above the ellipsoid, metres; added to heights that count from the ellipsoid.") var geoidUndulation = 0.0

    func scene(of file: String) throws -> ExchangeScene {
        guard let epoch = ExchangeEpoch(epoch) else {
            throw CommandFailure.wrongCall(
                "--epoch: found \(epoch), expected a time such as 2000-01-01T00:00:00Z of the years 1970 to 2199")
        }
        // The geoid lies between −107 and 86 m of the ellipsoid (EGM96).
        guard (-120...120).contains(geoidUndulation) else {
            throw CommandFailure.wrongCall("--geoid-undulation: \(geoidUndulation) is outside -120…120 m")
        }
        let (record, replay) = try RunFile.readReplay(file)
        guard let replay else {
            throw CommandFailure.badInput("\(file): holds no replay, so there is nothing to export; fly it again with cupola run --out")
        }
        return ExchangeScene(record: record, replay: replay, options: .init(epoch: epoch, geoidUndulation: geoidUndulation))
    }
}

/// Files that exports leave.
enum ExportFiles {
    static func write(_ bytes: [UInt8], to file: String) throws {
        do { try Data(bytes).write(to: URL(filePath: file), options: .atomic) } catch {
            throw CommandFailure.whileRunning("\(file): cannot be written: \(error.localizedDescription)")
        }
    }

    static func writeFolder(_ tables: [(name: String, text: String)], to folder: String) throws {
        do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
            throw CommandFailure.whileRunning("\(folder): cannot be made a folder: \(error.localizedDescription)")
        }
        for table in tables { try write(Array(table.text.utf8), to: folder + "/" + table.name) }
    }
}
