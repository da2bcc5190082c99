import EarthEnvironment
import Foundation
import ScenarioDocuments
import Synchronization
import TerrainFiles

/// The ground that a scenario reads from elevation files, each set read once.
enum GroundFiles {
    private static let known = Mutex<[[String]: TerrainModel]>([:])

    /// nil where the scenario's ground is flat or synthetic; paths are relative to the scenario file.
    static func terrain(of document: ScenarioDocument, file: String) throws(DocumentErrors) -> TerrainModel? {
        guard document.terrain.kind == .files else { return nil }
        let folder = URL(filePath: file).deletingLastPathComponent()
        let paths = document.terrain.paths.map { URL(filePath: $0, relativeTo: folder).path }
        if let terrain = known.withLock({ $0[paths] }) { return terrain }
        do {
            let terrain = try TerrainMosaic.model(paths, outside: document.terrain.baseHeight)
            known.withLock { $0[paths] = terrain }
            return terrain
        } catch {
            throw DocumentErrors(file: file, message: "terrain.paths: \(error.description)")
        }
    }
}
