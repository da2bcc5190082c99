public import BattleSimulation
import CommandAndControl
import DefenceModels
public import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
public import ScenarioDocuments
import TacticalMessages
import TargetTracking

/// Documents → battle model: names resolved, places put on the ground, tables built.
public enum ScenarioCompiler {
    /// - Parameters:
    ///   - document: the scenario, already checked.
    ///   - arm: name of the defence to compile.
    ///   - catalogue: the data, already checked.
    ///   - file: the scenario's name in errors.
    ///   - terrain: ground read from elevation files, where the scenario names such.
    public static func compile(
        _ document: ScenarioDocument, arm: String, catalogue: CatalogueDocument, file: String,
        terrain: TerrainModel? = nil
    ) throws(DocumentErrors) -> BattleModel {
        var compilation = Compilation(document, catalogue: catalogue, file: file, terrain: terrain)
        if document.terrain.kind == .files, terrain == nil {
            compilation.complain("terrain", "its elevation files were not read before compiling")
        }
        guard let defence = document.arms.first(where: { $0.name == arm }) else {
            throw DocumentErrors(
                file: file, message: "arms: found no arm \(arm), allowed: \(document.arms.map(\.name).joined(separator: ", "))")
        }
        var model = BattleModel(
            scenarioName: document.name, armName: arm, catalogueDigest: "", origin: compilation.origin,
            duration: SimulationTime(seconds: document.duration))
        model.groundIdentity = compilation.groundIdentity
        model.ground = TerrainCache.shared.ground(compilation.terrain, identity: compilation.groundIdentity)
        compilation.addAssets(&model)
        compilation.addDefence(defence.value, to: &model)
        compilation.addRaids(&model)
        compilation.addTraffic(&model)
        compilation.addFailures(&model)
        model.corridors = (document.civil + document.friends).filter { $0.isInCorridor && $0.recording == nil }.map(compilation.corridor)
        for asset in model.assets where compilation.terrain.isVoid(asset.position) {
            compilation.complain(
                "terrain.paths", "have no height under \(asset.name) (a void, or between tiles), allowed: ground under every unit and asset"
            )
        }
        guard compilation.errors.isEmpty else { throw DocumentErrors(compilation.errors) }
        return model
    }

    /// The ground that a scenario stands on, made as a compilation makes it.
    public static func terrain(of document: ScenarioDocument, given: TerrainModel? = nil) -> TerrainModel {
        let centre = GeodeticPosition(latitude: document.origin.latitude, longitude: document.origin.longitude, height: 0)
        let ground = document.terrain
        switch ground.kind {
        case .flat: return .flat(height: ground.baseHeight)
        case .synthetic:
            return TerrainCache.shared.relief(
                seed: ground.seed, centre: centre, halfSide: ground.extent, spacing: ground.spacing,
                amplitude: ground.amplitude, base: ground.baseHeight)
        case .files: return given ?? .flat(height: ground.baseHeight)
        }
    }
}

/// Where a radar of a named unit landed, and what it may be called.
struct RadarPlace {
    var names: [String]
    var radar: Int
    var isLow: Bool
}

/// One compilation: what is shared by its parts, and the faults found so far.
struct Compilation {
    let document: ScenarioDocument
    let catalogue: CatalogueDocument
    let file: String
    let origin: GeodeticPosition
    let frame: LocalLevelFrame
    let terrain: TerrainModel
    /// One-way specific attenuation at a frequency, dB/km.
    let rain: Double
    var errors: [DocumentError] = []
    /// Where the parts of a named unit landed, for failures.
    var nodeOfUnit: [String: Int] = [:]
    var unitsOfUnit: [String: [(name: String, fireUnit: Int)]] = [:]
    var radarsOfUnit: [String: [RadarPlace]] = [:]
    /// Catalogue identifiers of the model's radars.
    var radarIdentifiers: [String] = []

    init(_ document: ScenarioDocument, catalogue: CatalogueDocument, file: String, terrain given: TerrainModel?) {
        self.document = document
        self.catalogue = catalogue
        self.file = file
        let place = GeodeticPosition(
            latitude: document.origin.latitude, longitude: document.origin.longitude, height: 0)
        origin = place
        frame = LocalLevelFrame(origin: place)
        terrain = ScenarioCompiler.terrain(of: document, given: given)
        rain = document.weather.rainMillimetresPerHour
    }

    mutating func complain(_ path: String, _ message: String) {
        errors.append(DocumentError(file: file, line: 0, column: 0, path: path, message: message))
    }

    /// Names the ground by what it is made from.
    var groundIdentity: String { "\(document.terrain) \(origin)" }

    /// Latitude and longitude of a place, on the ground.
    func ground(_ place: PlaceDocument, above height: Metres = 0) -> GeodeticPosition {
        var position: GeodeticPosition
        switch place {
        case .local(let east, let north):
            let distance = Elementary.hypot(east, north)
            let bearing = Elementary.atan2(east, north)
            position = Compilation.destination(from: origin, bearing: bearing, distance: distance)
        case .geodetic(let latitude, let longitude):
            position = GeodeticPosition(latitude: latitude, longitude: longitude, height: 0)
        }
        position.height = terrain.height(latitude: position.latitude, longitude: position.longitude) + height
        return position
    }

    /// The highest ground within a distance of a place, by rings of 250 m with a step of about 250 m along each; of equals
    /// the nearest. Where ground is flat, or no distance is given, the place itself.
    func sited(_ place: PlaceDocument, highGroundWithin reach: Metres?) -> PlaceDocument {
        guard let reach else { return place }
        let spacing = 250.0
        let centre = ground(place)
        var best = centre
        for ring in 1...max(1, Int(reach / spacing)) {
            let radius = spacing * Double(ring)
            let count = max(6, Int((2 * .pi * radius / spacing).rounded()))
            for step in 0..<count {
                var candidate = Self.destination(
                    from: centre, bearing: 2 * .pi * Double(step) / Double(count), distance: radius)
                candidate.height = terrain.height(latitude: candidate.latitude, longitude: candidate.longitude)
                if candidate.height > best.height { best = candidate }
            }
        }
        return best == centre ? place : .geodetic(latitude: best.latitude, longitude: best.longitude)
    }

    /// The point at a bearing and distance, on the sphere of 6,371 km (scenario geometry; a few parts in a thousand).
    static func destination(from start: GeodeticPosition, bearing: Radians, distance: Metres) -> GeodeticPosition {
        let (sinArc, cosArc) = Elementary.sincos(distance / 6_371_000)
        let (sinStart, cosStart) = Elementary.sincos(start.latitude)
        let (sinBearing, cosBearing) = Elementary.sincos(bearing)
        let sinLatitude = sinStart * cosArc + cosStart * sinArc * cosBearing
        return GeodeticPosition(
            latitude: Elementary.asin(sinLatitude),
            longitude: start.longitude + Elementary.atan2(sinBearing * sinArc * cosStart, cosArc - sinStart * sinLatitude),
            height: start.height)
    }

    /// The corridor that a civil flight's published route stands for: 20 km wide, 1,500 m above and below its heights.
    func corridor(_ traffic: TrafficDocument) -> AirCorridor {
        let heights = traffic.route.map(\.height)
        let low = (heights.min() ?? 0) - 1_500
        let high = (heights.max() ?? 0) + 1_500
        return AirCorridor(
            points: traffic.route.map { point in
                var place = ground(point.place)
                place.height = (low + high) / 2
                return WGS84.earthFixed(place).vector
            }, halfWidth: 10_000, altitudeMinimum: low, altitudeMaximum: high)
    }

    mutating func addAssets(_ model: inout BattleModel) {
        for asset in document.assets {
            model.assets.append(
                AssetModel(
                    name: asset.name, kind: asset.kind, position: ground(asset.place), value: asset.value,
                    plannerValue: asset.value, radius: asset.radius,
                    hitsToDestroy: ModelParts.hits(asset.hitsToDestroy),
                    price: asset.price.map { PriceRecord(low: $0 / 1e6, best: $0 / 1e6, high: $0 / 1e6) }))
        }
    }
}
