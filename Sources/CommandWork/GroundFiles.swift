import EarthEnvironment
import Foundation
import NumericalMethods
import ResultsArchive
import ScenarioDocuments
import Synchronization
import TerrainFiles

/// The ground that a scenario reads from elevation files, each set read once.
package enum GroundFiles {
    private static let known = Mutex<[[String]: TerrainModel]>([:])

    /// Where a scenario's elevation files are: relative to the scenario file, or as an archive laid them out (`carried`).
    package static func paths(of document: ScenarioDocument, file: String, carried: String? = nil) -> [String] {
        guard document.terrain.kind == .files else { return [] }
        if let carried { return document.terrain.paths.enumerated().map { "\(carried)/\(name($0.offset, $0.element))" } }
        let folder = URL(filePath: file).deletingLastPathComponent()
        return document.terrain.paths.map { URL(filePath: $0, relativeTo: folder).path }
    }

    /// What an archive calls an elevation file: its place in the scenario's list, and its own name, which tells GDAL its tile.
    package static func name(_ place: Int, _ path: String) -> String { "\(place)/\((path as NSString).lastPathComponent)" }

    /// nil where the scenario's ground is flat or synthetic.
    package static func terrain(
        of document: ScenarioDocument, file: String, carried: String? = nil
    ) throws(DocumentErrors) -> TerrainModel? {
        let paths = paths(of: document, file: file, carried: carried)
        guard !paths.isEmpty else { return nil }
        if let terrain = known.withLock({ $0[paths] }) { return terrain }
        do {
            let terrain = try TerrainMosaic.model(paths, outside: document.terrain.baseHeight)
            known.withLock { $0[paths] = terrain }
            return terrain
        } catch {
            throw DocumentErrors(file: file, message: "terrain.paths: \(error.description)")
        }
    }

    /// The folder of elevation files among the inputs of an archive.
    package static let prefix = "ground/"

    /// The elevation files of a scenario as inputs of a study: bytes in Base64, so that an archive reproduces itself; beyond
    /// 256 MB in all their SHA-256 alone.
    package static func documents(
        of document: ScenarioDocument, file: String, carried: String?
    ) throws -> [StudyDescription.Document] {
        var total = 0
        return try zip(document.terrain.paths, paths(of: document, file: file, carried: carried)).enumerated().map { place, pair in
            guard let bytes = FileManager.default.contents(atPath: pair.1) else {
                throw CommandFailure.badInput("\(file): terrain.paths: found \(pair.0), allowed: a file that can be read")
            }
            var hash = SHA256()
            hash.update(bytes)
            total += bytes.count
            return StudyDescription.Document(
                name: prefix + name(place, pair.0), sha256: hash.hexadecimal,
                text: total <= 256 << 20 ? bytes.base64EncodedString() : "")
        }
    }
}
