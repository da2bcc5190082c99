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
        // Its words decide as its numbers do: steering, and what it measures.
        let key = entry.id + entry.name + entry.spelled
            + " \(antenna) \(terrainKey) \(refraction) \(attenuation) \(model.landCover?.rawValue ?? "bare")"
        if let known = sites.withLock({ $0[key] }) { return known }
        let place = "\(antenna) \(terrainKey) \(refraction)"
        let horizon = horizon(at: place) {
            // Under a kilometre between entries at 100 km, and three quarters of a megabyte.
            HorizonTable(
                site: antenna, terrain: terrain, k: refraction, rangeMaximum: 250_000, azimuthSteps: 720, rangeSteps: 384)
        }
        let made = RadarSite(model: model, horizon: horizon, attenuationDecibels: attenuation, curves: curves(of: model))
        sites.withLock { known in
            if known.count > 512 { known.removeAll() }
            known[key] = made
        }
        return made
    }

    private let detectors = Mutex<[String: DetectionCurves]>([:])

    /// Detection curves by what they follow from: versions of the catalogue differ in range and renewal, seldom in the detector.
    private func curves(of model: RadarModel) -> DetectionCurves {
        let key = "\(model.pulses) \(model.falseAlarmProbability)"
        if let known = detectors.withLock({ $0[key] }) { return known }
        let made = DetectionCurves(pulses: model.pulses, falseAlarmProbability: model.falseAlarmProbability)
        detectors.withLock { known in
            if known.count > 128 { known.removeAll() }
            known[key] = made
        }
        return made
    }

    private let horizons = Mutex<[String: HorizonTable]>([:])

    private func horizon(at place: String, make: () -> HorizonTable) -> HorizonTable {
        if let known = horizons.withLock({ $0[place] }) { return known }
        let made = make()
        horizons.withLock { known in
            if known.count > 128 { known.removeAll() }
            known[place] = made
        }
        return made
    }
}
