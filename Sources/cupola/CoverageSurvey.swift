import BattleSimulation
import EarthEnvironment
import Foundation
import MonteCarloStudy
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import ScenarioDocuments
import StudyReports

/// What the radars of some arms see of the raid's most numerous class, on one grid about the scenario's origin.
enum CoverageSurvey {
    /// Metres above the ground: a low flyer, one that does not hide, and one at height.
    static let heights: [Metres] = [50, 500, 5_000]
    private static let nodes = 161
    private static let spacing: Metres = 4_000

    /// The arms' radars with the catalogue's best estimates; nil where no arm has a radar or nothing comes.
    static func maps(_ study: StudyInputs, arms: [Int], setting: Int) throws -> CoverageMaps? {
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
        let grid = points(ground.origin, ScenarioCompiler.terrain(of: study.scenario))
        let surveyed = models.map { arm, model -> CoverageMaps.Arm in
            let detection = heights.map { height in grid.map { Float(best(model.radars, $0, height: height, target)) } }
            return CoverageMaps.Arm(
                name: study.plan.arms[arm].name,
                radars: model.radars.map { place($0.name, $0.site.horizon.site) }, detection: detection,
                areas: detection.map { Double($0.count { $0 >= 0.5 }) * spacing * spacing / 1e6 },
                instrumentedRange: (model.radars.map(\.site.model.instrumentedRange).max() ?? 0) / 1000)
        }
        return CoverageMaps(
            arms: surveyed, assets: defended, heights: heights, target: Wording.title(ofClass: target.threatClass),
            crossSection: Elementary.exp(target.signature.noseLog), halfSide: half / 1000, spacing: spacing / 1000,
            nodes: nodes, ground: words(study.scenario.terrain))
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

    /// Ground under each node, row-major from the south-western one.
    private static func points(_ origin: GeodeticPosition, _ terrain: TerrainModel) -> [GeodeticPosition] {
        let half = (nodes - 1) / 2
        return (0..<nodes * nodes).map { node in
            let east = Double(node % nodes - half) * spacing
            let north = Double(node / nodes - half) * spacing
            let end = GeodesicLine(from: origin, azimuth: Elementary.atan2(east, north)).end(distance: Elementary.hypot(east, north))
            let height = terrain.height(latitude: end.latitude, longitude: end.longitude)
            return GeodeticPosition(latitude: end.latitude, longitude: end.longitude, height: height)
        }
    }

    /// The best probability of detection in one look at a target that flies at the radar, without jamming.
    private static func best(
        _ radars: [RadarUnit], _ ground: GeodeticPosition, height: Metres, _ target: TargetModel
    ) -> Double {
        let position = WGS84.earthFixed(
            GeodeticPosition(latitude: ground.latitude, longitude: ground.longitude, height: ground.height + height))
        let crossSection = Elementary.exp(target.signature.noseLog)
        var best = 0.0
        for radar in radars {
            let model = radar.site.model
            let range = (position - radar.site.frame.originEarthFixed).length
            guard range >= model.rangeMinimum, range <= model.instrumentedRange else { continue }
            let view = radar.site.sensor.view(of: position)
            let elevation = Elementary.atan(view.apparentSlope)
            guard view.isVisible, elevation >= model.elevationMinimum, elevation <= model.elevationMaximum else { continue }
            let ratio = radar.site.signalToNoise(crossSection: crossSection, range: range, elevation: elevation, jamToNoise: 0)
            best = max(best, radar.site.detectionProbability(swerling: target.signature.swerling, signalToNoise: ratio))
        }
        return best
    }
}
