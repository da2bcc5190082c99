import BattleCompilation
import BattleSimulation
import BattleWorld
import CoverageAnalysis
import DefenceModels
import EarthEnvironment
import Foundation
import Narration
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import ScenarioDocuments
import StudyReports
import StudyStatistics

/// What the radars of some arms see of the raid's most numerous class, on one grid about the scenario's origin.
package enum CoverageSurvey {
    /// Metres above the ground: a low flyer, one that does not hide, and one at height.
    package static let heights: [Metres] = [50, 500, 5_000]
    /// As `cupola coverage` has it.
    private static let threshold = CoverageRequest.detectionUsual
    private static let nodes = 161
    private static let spacing: Metres = 4_000

    /// The arms' radars with the catalogue's best estimates; nil where no arm has a radar or nothing comes.
    package static func maps(_ study: StudyInputs, arms: [Int], setting: Int) throws -> CoverageMaps? {
        let models = try arms.map { (arm: $0, model: try study.bestEstimate(arm: $0, setting: setting)) }
            .filter { !$0.model.radars.isEmpty }
        guard let ground = models.first?.model, let target = mostNumerous(ground) else { return nil }
        let half = Double(nodes - 1) / 2 * spacing
        let frame = LocalLevelFrame(origin: ground.origin)
        func place(_ name: String, _ position: GeodeticPosition) -> CoverageMaps.Place {
            let local = frame.toLocal(WGS84.earthFixed(position)).vector
            return CoverageMaps.Place(name: name, east: local.x / 1000, north: local.y / 1000)
        }
        let defended = ground.assets.filter { $0.value > 0 }.map { place($0.name, $0.position) }
        let terrain = try terrain(study)
        let grid = points(ground.origin)
        let speed = study.catalogue.threat(target.threatClass)?.values["speed_mps"]?.best ?? 250
        let surveyed = models.map { arm, model -> CoverageMaps.Arm in
            // Each target flies at the radar that looks; no jamming.
            let field = CoverageField(
                sites: model.radars.map(\.site), terrain: terrain, signature: target.signature, speed: speed, threshold: threshold)
            let detection = heights.map { height in
                grid.map { Float(field.probability(latitude: $0.latitude, longitude: $0.longitude, height: height)) }
            }
            return CoverageMaps.Arm(
                name: StudyResults.shown(study.plan.arms[arm].name),
                radars: model.radars.map { place($0.name, $0.site.horizon.site) }, detection: detection,
                areas: detection.map { Double($0.count { $0 >= Float(threshold) }) * spacing * spacing / 1e6 },
                instrumentedRange: (model.radars.map(\.site.model.instrumentedRange).max() ?? 0) / 1000)
        }
        var maps = CoverageMaps(
            arms: surveyed, assets: defended, heights: heights, target: Wording.title(ofClass: target.threatClass),
            crossSection: Elementary.exp(target.signature.noseLog), halfSide: half / 1000, spacing: spacing / 1000,
            nodes: nodes, ground: words(study.scenario.terrain))
        maps.threshold = threshold
        maps.attacks = study.scenario.raids.compactMap { raid in
            guard let approach = raid.approach, raid.count > 0 else { return nil }
            return CoverageMaps.Attack(name: raid.name, bearing: approach.bearing / Units.degree)
        }
        maps.mark = mark(study.scenario.terrain, terrain, grid)
        return maps
    }

    /// What must be known of the ground on the picture itself.
    private static func mark(_ document: TerrainDocument, _ terrain: TerrainModel, _ grid: [(latitude: Radians, longitude: Radians)]) -> String {
        switch document.kind {
        case .flat: return "no relief: a plain"
        case .synthetic: return "invented relief"
        case .files:
            let missing = grid.count { terrain.isVoid(GeodeticPosition(latitude: $0.latitude, longitude: $0.longitude, height: 0)) }
            return missing == 0 ? "" : "no elevation data for \(max(1, Int((100 * Double(missing) / Double(grid.count)).rounded()))) % of this map"
        }
    }

    private static func words(_ terrain: TerrainDocument) -> String {
        switch terrain.kind {
        case .flat: "a plain without hills, on a round earth"
        case .synthetic:
            "an invented relief with hills of up to \(Int(terrain.amplitude)) m over a square of \(Int(terrain.extent / 500)) km, and a plain outside it"
        case .files: "elevation data (\(terrain.paths.count) files)"
        }
    }

    private static func mostNumerous(_ model: BattleModel) -> TargetModel? {
        let raid = model.targets.filter { $0.allegiance == .hostile && $0.armed }
        var counts: [(name: String, count: Int)] = []
        for target in raid {
            if let known = counts.firstIndex(where: { $0.name == target.threatClass }) {
                counts[known].count += 1
            } else {
                counts.append((target.threatClass, 1))
            }
        }
        let most = counts.max { $0.count < $1.count }
        return raid.first { $0.threatClass == most?.name }
    }

    /// The nodes, row-major from the south-western one.
    private static func points(_ origin: GeodeticPosition) -> [(latitude: Radians, longitude: Radians)] {
        let half = (nodes - 1) / 2
        return (0..<nodes * nodes).map { node in
            let east = Double(node % nodes - half) * spacing
            let north = Double(node / nodes - half) * spacing
            let end = GeodesicLine(from: origin, azimuth: Elementary.atan2(east, north)).end(distance: Elementary.hypot(east, north))
            return (end.latitude, end.longitude)
        }
    }

    /// The ground that the study's scenario stands on.
    private static func terrain(_ study: StudyInputs) throws -> TerrainModel {
        do {
            return ScenarioCompiler.terrain(
                of: study.scenario, given: try GroundFiles.terrain(of: study.scenario, file: study.scenarioPath, carried: study.ground))
        } catch { throw CommandFailure.badInput(error.description) }
    }
}
