public import BattleSimulation
import DefenceModels
public import EarthEnvironment
import NumericalMethods
import Quantities
import RadarSensing
public import RunRecords

/// The ground of a replay: a coarse relief for the page, and what each radar sees over it.
public enum ReplayGround {
    /// Rows and columns of the relief, directions of a coverage, and metres between its steps.
    static let reliefSteps = 192
    static let azimuths = 120
    static let step = 2_000.0
    /// Room around the sites in the relief, metres, and the farthest coverage that is looked for: 10 km is in line of sight from
    /// 50 m to 441 km.
    static let margin = 60_000.0
    static let reachMaximum = 450_000.0

    /// Adds relief and coverage to a replay.
    /// - Parameters:
    ///   - replay: what is added to.
    ///   - model: the model that was flown.
    ///   - terrain: the ground that it was compiled on.
    package static func add(to replay: inout Replay, of model: BattleModel, terrain: TerrainModel) {
        replay.scene.terrain = relief(around: model, terrain)
        for (place, radar) in model.radars.enumerated() {
            let horizon = radar.site.horizon
            let limit = min(radar.site.model.instrumentedRange, reachMaximum)
            var grounds: [[Double]] = []
            for direction in 0..<azimuths {
                let line = GeodesicLine(from: horizon.site, azimuth: 2 * .pi * Double(direction) / Double(azimuths))
                grounds.append(
                    (1...max(1, Int(limit / step))).map { number in
                        let end = line.end(distance: step * Double(number))
                        return terrain.height(latitude: end.latitude, longitude: end.longitude)
                    })
            }
            replay.scene.radars[place].coverage = ReplayRadar.coverageHeights.map { height in
                grounds.enumerated().map { direction, ground in
                    let azimuth = 2 * .pi * Double(direction) / Double(azimuths)
                    let farthest = ground.indices.last {
                        horizon.isVisible(
                            groundDistance: step * Double($0 + 1), azimuth: azimuth, targetHeight: ground[$0] + height)
                    }
                    return step * Double((farthest ?? -1) + 1)
                }
            }
        }
    }

    /// Heights around all that stands; nil where the ground is smooth.
    private static func relief(around model: BattleModel, _ terrain: TerrainModel) -> ReplayTerrain? {
        if case .flat = terrain { return nil }
        let sites = model.assets.map(\.position) + [model.origin]
        let room = margin / 111_000
        let wide = room / max(0.05, Elementary.cos(model.origin.latitude))
        let south = sites.map(\.latitudeDegrees).min().map { $0 - room } ?? 0
        let north = sites.map(\.latitudeDegrees).max().map { $0 + room } ?? 0
        let west = sites.map(\.longitudeDegrees).min().map { $0 - wide } ?? 0
        let east = sites.map(\.longitudeDegrees).max().map { $0 + wide } ?? 0
        let latitudeStep = (north - south) / Double(reliefSteps - 1)
        let longitudeStep = (east - west) / Double(reliefSteps - 1)
        var heights: [Int16] = []
        heights.reserveCapacity(reliefSteps * reliefSteps)
        for row in 0..<reliefSteps {
            for column in 0..<reliefSteps {
                let height = terrain.height(
                    latitude: (south + latitudeStep * Double(row)) * Units.degree,
                    longitude: (west + longitudeStep * Double(column)) * Units.degree)
                heights.append(Int16(max(-32_000, min(32_000, height.rounded()))))
            }
        }
        return ReplayTerrain(
            south: south, west: west, latitudeStep: latitudeStep, longitudeStep: longitudeStep, rows: reliefSteps,
            columns: reliefSteps, heights: heights)
    }
}
