import EarthEnvironment
import Quantities
import RadarSensing
import ScenarioDocuments
import Synchronization

/// Radar sites made so far: a horizon table takes a while, and arms and settings share places.
final class RadarSiteCache: Sendable {
    static let shared = RadarSiteCache()
    private let sites = Mutex<[String: RadarSite]>([:])

    func site(
        _ entry: RadarEntry, _ model: RadarModel, antenna: GeodeticPosition, terrain: TerrainModel, terrainKey: String,
        refraction: Double, attenuation: Double
    ) -> RadarSite {
        let key = entry.id + entry.values.all.map { "\($0.key)=\($0.best)" }.joined(separator: ";")
            + " \(antenna) \(terrainKey) \(refraction) \(attenuation)"
        if let known = sites.withLock({ $0[key] }) { return known }
        let made = RadarSite(
            model: model, antenna: antenna, terrain: terrain, refraction: refraction, attenuationDecibels: attenuation)
        sites.withLock { known in
            if known.count > 512 { known.removeAll() }
            known[key] = made
        }
        return made
    }
}
