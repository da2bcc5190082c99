import BattleCompilation
import CoverageAnalysis
import EarthEnvironment
import Foundation
import Quantities
import RadarSensing
import ScenarioDocuments
import Testing

/// A catalogue radar over some ground, at 35° N 51° E.
func coverageField(
    radar: String = "92n6e", against: String = "fighter", terrain: TerrainModel = .sea, mast: Metres? = nil, rain: Double = 0,
    selfScreening: Double = 0, threshold: Double = 0.8
) throws -> CoverageField {
    let catalogue = try Fixtures.catalogue()
    let entry = try #require(catalogue.radar(radar))
    let threat = try #require(catalogue.threat(against))
    var model = ModelParts.radar(entry)
    // The geometry is held against closed forms: no wave bends round the horizon.
    model.hasDiffraction = false
    let place = GeodeticPosition(latitudeDegrees: 35, longitudeDegrees: 51, height: 0)
    let antenna = place.atHeight(terrain.height(under: place) + (mast ?? entry.antennaHeight.best))
    let site = RadarSite(
        model: model, horizon: HorizonTable(site: antenna, terrain: terrain, rangeMaximum: model.instrumentedRange),
        attenuationDecibels: Attenuation.specific(frequency: model.frequency, rainRate: rain, withGas: true))
    return CoverageField(
        sites: [site], terrain: terrain, signature: ModelParts.signature(threat, crossSection: nil), speed: threat.speed.best,
        selfScreening: selfScreening, threshold: threshold)
}

enum Fixtures {
    static func catalogue() throws -> CatalogueDocument {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try CatalogueDocument.load(directory: root.appending(path: "catalogue").path)
    }

    static var relief: TerrainModel {
        let centre = GeodeticPosition(latitudeDegrees: 35, longitudeDegrees: 51, height: 0)
        return .grid(
            SyntheticRelief.grid(seed: 1, centre: centre, halfSide: 120_000, spacing: 1_000, amplitude: 500, base: 0), outside: 0)
    }
}

@Suite struct CoverageTests {
    let heights: [Metres] = [10_000, 1_000, 300, 50]

    func raster(_ field: CoverageField, nodes: Int = 120, jobs: Int = 2) throws -> CoverageRaster {
        let origin = field.sites[0].frame.origin
        let grid = try #require(MapGrid(around: [origin], radii: [field.reach(of: field.sites[0])], nodes: nodes))
        return CoverageRaster(field: field, grid: grid, heights: heights, jobs: jobs)
    }

    @Test func `what elevation files leave out of a map is counted`() throws {
        let place = GeodeticPosition(latitudeDegrees: 0, longitudeDegrees: 10, height: 0)
        let step = 0.01 * Units.degree
        // From the place's meridian eastwards: half of the circle.
        func grid(columns: Int, voids: Int = 0) -> ElevationGrid {
            var heights = [Float](repeating: 100, count: 401 * columns)
            for index in heights.indices where index % columns < voids { heights[index] = .nan }
            return ElevationGrid(
                northLatitude: 2 * Units.degree, westLongitude: 10 * Units.degree, latitudeStep: step, longitudeStep: step, rows: 401,
                columns: columns, heights: heights)
        }
        let radii = [150_000.0]
        let half = try #require(GroundCover.missingShare(of: grid(columns: 201), around: [place], radii: radii))
        #expect(abs(half - 0.5) < 0.01)
        // Voids as far as the circle's edge leave nothing.
        let none = try #require(GroundCover.missingShare(of: grid(columns: 201, voids: 200), around: [place], radii: radii))
        #expect(none > 0.99)
        let whole = ElevationGrid(
            northLatitude: 2 * Units.degree, westLongitude: 8 * Units.degree, latitudeStep: step, longitudeStep: step, rows: 401,
            columns: 401, heights: [Float](repeating: 0, count: 401 * 401))
        #expect(GroundCover.missingShare(of: whole, around: [place], radii: radii) == 0)
    }

    @Test func `coverage shrinks with height, over flat ground and over hills`() throws {
        for terrain in [TerrainModel.sea, Fixtures.relief] {
            let areas = try heights.indices.map { try raster(coverageField(terrain: terrain)).area(level: $0, threshold: 0.8) }
            for (higher, lower) in zip(areas, areas.dropFirst()) { #expect(higher > 1.2 * lower, "\(areas)") }
            #expect(areas.last! > 0)
        }
    }

    @Test func `over a smooth earth the edge of low coverage is the closed-form horizon`() throws {
        let field = try coverageField()
        let antenna = field.sites[0].frame.origin
        // The osculating radius northwards is the meridional one.
        let radius = WGS84.meridionalRadius(latitude: antenna.latitude)
        for height in [50.0, 300, 1_000] {
            let horizon = Horizon.distance(antennaHeight: antenna.height, targetHeight: height, earthRadius: radius)
            var low = 0.2 * horizon
            var high = 2 * horizon
            while high - low > 1 {
                let middle = (low + high) / 2
                let end = GeodesicLine(from: antenna, azimuth: 0).end(distance: middle)
                if field.isCovered(latitude: end.latitude, longitude: end.longitude, height: height) { low = middle } else { high = middle }
            }
            // The drop of the ground along the meridian is not quite that of the osculating circle: 0.1 %.
            #expect(abs(low - horizon) < 1e-3 * horizon, "height \(height): \(low) against \(horizon)")
        }
    }

    @Test func `contours over a smooth earth lie on the horizon to a fraction of a cell`() throws {
        let field = try coverageField()
        let raster = try raster(field)
        let antenna = field.sites[0].frame.origin
        let polygons = RegionContour.polygons(
            grid: raster.grid, inside: raster.probabilities[3].map { $0 >= 0.8 }, smallest: 4
        ) { field.isCovered(latitude: $0, longitude: $1, height: 50) }
        let polygon = try #require(polygons.first)
        #expect(polygons.count == 1)
        let cell = raster.grid.latitudeStep * WGS84.polarRadius
        for point in polygon.outer {
            let place = GeodeticPosition(latitudeDegrees: point.latitude, longitudeDegrees: point.longitude, height: 0)
            let inverse = Geodesic.inverse(from: antenna, to: place)
            let horizon = Horizon.distance(antennaHeight: antenna.height, targetHeight: 50, earthRadius: 6_371_000)
            // A 64th of a cell by bisection, the earth's radius by direction (0.5 % of a root), a hundredth for clamping.
            #expect(abs(inverse.distance - horizon) < 0.03 * cell + 0.005 * horizon, "\(inverse.distance) against \(horizon)")
        }
    }

    @Test func `a mast, clear air and quiet see more than none, rain and noise`() throws {
        func area(_ field: CoverageField, _ level: Int) throws -> Double { try raster(field, nodes: 80).area(level: level, threshold: 0.8) }
        let plain = try coverageField()
        #expect(try area(coverageField(mast: 39), 3) > 1.5 * area(plain, 3))
        #expect(try area(coverageField(rain: 20), 0) < 0.9 * area(plain, 0))
        #expect(try area(coverageField(selfScreening: 1e-5), 0) < 0.5 * area(plain, 0))
    }

    @Test func `several radars together see what either sees`() throws {
        var both = try coverageField()
        var east = both
        let place = GeodeticPosition(latitudeDegrees: 35, longitudeDegrees: 51.6, height: 24)
        east.sites = [
            RadarSite(model: both.sites[0].model, horizon: HorizonTable(site: place, terrain: .sea), attenuationDecibels: 0)
        ]
        let west = both
        both.sites += east.sites
        var seenByOne = 0
        for step in 0..<400 {
            let longitude = (50.5 + Double(step % 20) * 0.08) * Units.degree
            let latitude = (34.5 + Double(step / 20) * 0.05) * Units.degree
            let a = west.isCovered(latitude: latitude, longitude: longitude, height: 50)
            let b = east.isCovered(latitude: latitude, longitude: longitude, height: 50)
            #expect(both.isCovered(latitude: latitude, longitude: longitude, height: 50) == (a || b))
            if a != b { seenByOne += 1 }
        }
        #expect(seenByOne > 20)
    }

    @Test func `the number of threads changes no bit`() throws {
        let field = try coverageField(terrain: Fixtures.relief)
        let one = try raster(field, nodes: 60, jobs: 1)
        for jobs in [2, 3, 7] { #expect(try raster(field, nodes: 60, jobs: jobs).probabilities == one.probabilities) }
    }

    @Test func `no place beyond the reach is covered`() throws {
        let field = try coverageField(against: "cm_subsonic")
        let antenna = field.sites[0].frame.origin
        let reach = field.reach(of: field.sites[0])
        let end = GeodesicLine(from: antenna, azimuth: 1).end(distance: reach + 500)
        #expect(!field.isCovered(latitude: end.latitude, longitude: end.longitude, height: 20_000))
        let near = GeodesicLine(from: antenna, azimuth: 1).end(distance: 0.9 * reach)
        #expect(field.isCovered(latitude: near.latitude, longitude: near.longitude, height: 10_000))
    }
}
