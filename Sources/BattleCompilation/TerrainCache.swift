import EarthEnvironment
import Quantities
import Synchronization

/// Reliefs made so far, by their parameters.
final class TerrainCache: Sendable {
    static let shared = TerrainCache()
    private let reliefs = Mutex<[String: TerrainModel]>([:])

    func relief(
        seed: UInt64, centre: GeodeticPosition, halfSide: Metres, spacing: Metres, amplitude: Metres, base: Metres
    ) -> TerrainModel {
        let key = "\(seed) \(centre.latitude) \(centre.longitude) \(halfSide) \(spacing) \(amplitude) \(base)"
        if let known = reliefs.withLock({ $0[key] }) { return known }
        let grid = SyntheticRelief.grid(
            seed: seed, centre: centre, halfSide: halfSide, spacing: spacing, amplitude: amplitude, base: base)
        let made = TerrainModel.grid(grid, outside: base)
        reliefs.withLock { $0[key] = made }
        return made
    }
}
