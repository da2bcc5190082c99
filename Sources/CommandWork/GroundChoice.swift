import CoverageAnalysis
import EarthEnvironment
import Foundation
import PlainText
import Quantities
import TerrainFiles

/// The ground of a map as it was asked for: elevation files, a synthetic relief, or a smooth earth.
package struct GroundChoice {
    package let terrain: [String]
    package let flat: Bool
    package let reliefSeed: UInt64
    /// Highest hills, metres.
    package let reliefAmplitude: Double

    package init(terrain: [String], flat: Bool, reliefSeed: UInt64, reliefAmplitude: Double) {
        (self.terrain, self.flat, self.reliefSeed, self.reliefAmplitude) = (terrain, flat, reliefSeed, reliefAmplitude)
    }

    /// The ground within a distance of a place, and what it is, in words.
    package func model(around centre: GeodeticPosition, reach: Metres) throws -> (terrain: TerrainModel, words: String) {
        if flat { return (.sea, "a smooth earth") }
        if !terrain.isEmpty {
            do {
                let grid = try TerrainMosaic.grid(terrain)
                let names = terrain.count == 1 ? terrain[0].split(separator: "/").last.map(String.init) ?? terrain[0] : "\(terrain.count) paths"
                return (.grid(grid, outside: 0), "\(names)")
            } catch { throw CommandFailure.badInput(error.description) }
        }
        // Fine enough for hills of kilometres; at most 1,500 nodes on a side.
        let spacing = max(200, reach / 750)
        let grid = SyntheticRelief.grid(
            seed: reliefSeed, centre: centre, halfSide: 1.1 * reach, spacing: spacing, amplitude: reliefAmplitude, base: 0)
        return (.grid(grid, outside: 0), "synthetic relief (seed \(reliefSeed)): a likeness, no real ground")
    }

    /// Refuses a site that the elevation files hold without a height, as `viewshed` does.
    package func refuseVoids(_ ground: TerrainModel, under places: [GeodeticPosition]) throws {
        guard !terrain.isEmpty, let place = places.first(where: ground.isVoid) else { return }
        throw CommandFailure.badInput(
            "--terrain: has no height under the site \(readable(place.latitudeDegrees)),\(readable(place.longitudeDegrees)) (a void, or between tiles); "
                + "fill the void (gdal_fillnodata.py) or move the site")
    }

    /// What a picture must say of its ground: that it is invented, or how much of it is missing.
    package func warning(_ ground: TerrainModel, around places: [GeodeticPosition], radii: [Metres]) -> String {
        if flat { return "no relief: a smooth earth" }
        guard !terrain.isEmpty else { return "invented relief: no real ground" }
        guard case .grid(let grid, _) = ground, let share = GroundCover.missingShare(of: grid, around: places, radii: radii), share >= 0.005 else { return "" }
        return "no elevation data for \(NumberText.fixed(100 * share, 0)) % of this map"
    }

    /// Says in one line how much of the circles about some places the elevation files leave out.
    package func warn(_ ground: TerrainModel, around places: [GeodeticPosition], radii: [Metres]) {
        guard !terrain.isEmpty, case .grid(let grid, let outside) = ground,
            let share = GroundCover.missingShare(of: grid, around: places, radii: radii), share > 0
        else { return }
        let percent = share < 0.001 ? "less than 0.1" : NumberText.fixed(100 * share, 1)
        let line = "warning: --terrain leaves out \(percent) % of the map (no tile, or void); the ground is taken to be at \(readable(outside)) m there"
        complain(line)
    }
}
