public import EarthEnvironment
import NumericalMethods
public import Quantities
public import ScenarioDocuments

/// The ground of a scenario, and where what is written in it stands, as a compilation puts it.
public struct ScenarioGround: Sendable {
    private let compilation: Compilation

    init(_ compilation: Compilation) { self.compilation = compilation }

    public var terrain: TerrainModel { compilation.terrain }

    /// A place on the ground.
    public func position(_ place: PlaceDocument) -> GeodeticPosition { compilation.ground(place) }

    /// Where something stands that is sent to a place with leave to find the highest ground near it.
    public func stand(_ place: PlaceDocument, highGroundWithin reach: Metres?) -> GeodeticPosition {
        compilation.ground(compilation.sited(place, highGroundWithin: reach))
    }

    /// A place east and north of the scenario's origin, metres along the ground.
    public func local(_ place: PlaceDocument) -> (east: Metres, north: Metres) {
        if case .local(let east, let north) = place { return (east, north) }
        let way = Geodesic.inverse(from: compilation.origin, to: compilation.ground(place))
        let direction = Elementary.sincos(way.azimuth1)
        return (way.distance * direction.sin, way.distance * direction.cos)
    }
}

extension ScenarioCompiler {
    /// The ground of a scenario.
    /// - Parameters:
    ///   - document: the scenario, already checked.
    ///   - catalogue: the data, already checked.
    ///   - file: the scenario's name in errors.
    ///   - terrain: ground read from elevation files, where the scenario names such.
    public static func ground(
        of document: ScenarioDocument, catalogue: CatalogueDocument, file: String, terrain: TerrainModel? = nil
    ) throws(DocumentErrors) -> ScenarioGround {
        let compilation = Compilation(document, catalogue: catalogue, file: file, terrain: terrain)
        guard compilation.errors.isEmpty else { throw DocumentErrors(compilation.errors) }
        return ScenarioGround(compilation)
    }
}
