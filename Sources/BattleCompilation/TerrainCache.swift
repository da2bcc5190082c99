import EarthEnvironment
import Quantities
import Synchronization

/// Reliefs made so far, by their parameters.
final class TerrainCache: Sendable {
    static let shared = TerrainCache()
    private let reliefs = Mutex<[String: TerrainModel]>([:])

    private let grounds = Mutex<[String: GroundSurface]>([:])

    /// The ground under flying bodies, made once for each identity of terrain.
    func ground(_ terrain: TerrainModel, identity: String) -> GroundSurface {
        guard case .grid(let grid, _) = terrain else { return GroundSurface(terrain) }
        let key = "\(identity) \(grid.source) \(grid.rows) \(grid.columns) \(grid.northLatitude) \(grid.westLongitude)"
        if let known = grounds.withLock({ $0[key] }) { return known }
        let made = GroundSurface(terrain)
        grounds.withLock { known in
            if known.count > 16 { known.removeAll() }
            known[key] = made
        }
        return made
    }

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
