import CoverageAnalysis
import EarthEnvironment
import EngineValidation
import Foundation
import TerrainFiles

/// Coasts and borders for maps, from Natural Earth's 1:10 million world map (public domain), which `make setup` fetches.
package enum MapOutlines {
    /// Where the map is: CUPOLA_WORLD_MAP, or installed with the program, or in the cache that `make setup` fills.
    package static var path: String {
        if let given = ProcessInfo.processInfo.environment["CUPOLA_WORLD_MAP"] { return given }
        if let installed = try? ProjectFiles.find("map/world_map.gpkg") { return installed }
        let home = ProcessInfo.processInfo.environment["HOME"] ?? "."
        return "\(home)/.cache/cupola/map/world_map.gpkg"
    }

    /// Rings of the countries around a place, degrees; none where the map is not installed, with a line that says so.
    package static func load(around place: GeodeticPosition, reach: Double, quiet: Bool) throws -> [[MapPoint]] {
        guard FileManager.default.fileExists(atPath: path) else {
            if !quiet {
                let line = "no coasts on the map: \(path) is missing; `make setup` fetches it"
                complain(line)
            }
            return []
        }
        let tall = reach / 111_000 * 1.2
        let wide = min(179, tall / max(0.05, cos(min(1.55, abs(place.latitude) + tall * .pi / 180))))
        do {
            return try OutlineReader.rings(
                path, layer: "countries", west: place.longitudeDegrees - wide, south: place.latitudeDegrees - tall,
                east: place.longitudeDegrees + wide, north: place.latitudeDegrees + tall
            ).map { $0.map { MapPoint(longitude: $0.x, latitude: $0.y) } }
        } catch { throw CommandFailure.badInput(error.description) }
    }
}
