import EarthEnvironment
import Foundation
import ModelValidation
import NumericalMethods
import Quantities

/// Masks of straight chords in earth-fixed axes over the ellipsoid, no refraction: the engine's WGS84 and bilinear grid.
enum ChordCases {
    /// Samples a cell of row and of column.
    private static let density = 2.0

    static func answers(_ scene: ViewshedCases.Scene) throws -> [ReferenceAnswer] {
        let masks = scene.site["masks"]?.list?.filter { $0["oracle"]?.text == "ecef_k1_wgs84" } ?? []
        let file = "sites.json"
        return try masks.flatMap { mask -> [ReferenceAnswer] in
            let height = try TerrainCases.number(mask, "h", in: file)
            let grid = ElevationGrid(
                northLatitude: try TerrainCases.number(scene.root, "lat0_node_deg", in: file) * Units.degree,
                westLongitude: try TerrainCases.number(scene.root, "lon0_node_deg", in: file) * Units.degree,
                latitudeStep: try TerrainCases.number(scene.root, "dlat_deg", in: file) * Units.degree,
                longitudeStep: try TerrainCases.number(scene.root, "dlon_deg", in: file) * Units.degree, rows: scene.rows,
                columns: scene.columns, heights: scene.ground)
            let row = try TerrainCases.whole(scene.site, "row", in: file)
            let column = try TerrainCases.whole(scene.site, "col", in: file)
            let antenna = try TerrainCases.number(scene.site, "antenna_agl_m", in: file)
            let isAbove = try TerrainCases.text(mask, "kind", in: file) == "agl"
            // A visible node's altitude is at the ground, a hidden one's out of reach: the judge sees the same verdicts.
            let altitudes: [Float] = (0..<scene.rows * scene.columns).map { place in
                let (r, c) = (place / scene.columns, place % scene.columns)
                let target = isAbove ? Double(scene.ground[place]) + height : height
                let clear = target >= Double(scene.ground[place])
                    && isClear(grid, (row, column), Double(grid[row, column]) + antenna, (r, c), target)
                return clear ? scene.ground[place] : .infinity
            }
            let judge = ViewshedJudge(
                fixture: "terrain: \(try TerrainCases.text(scene.site, "id", in: file)) chord", ground: scene.ground, altitudes: altitudes,
                rows: scene.rows, columns: scene.columns)
            return try judge.mask(mask, folder: scene.folder, isExact: false)
        }
    }

    /// Whether the chord between two points over nodes clears the ground at every sample.
    private static func isClear(
        _ grid: ElevationGrid, _ from: (row: Int, column: Int), _ eye: Double, _ to: (row: Int, column: Int), _ target: Double
    ) -> Bool {
        func position(_ node: (row: Int, column: Int), _ height: Double) -> Vector3 {
            WGS84.earthFixed(
                GeodeticPosition(
                    latitude: grid.latitude(row: node.row), longitude: grid.longitude(column: node.column), height: height)
            ).vector
        }
        let count = Int((Double(abs(to.row - from.row) + abs(to.column - from.column)) * density).rounded(.up))
        guard count >= 2 else { return true }
        let start = position(from, eye)
        let chord = position(to, target) - start
        // From the antenna outwards: near ground hides most.
        for index in 1..<count {
            let point = start + chord * (Double(index) / Double(count))
            let place = WGS84.geodetic(Position<EarthFixed>(x: point.x, y: point.y, z: point.z))
            if grid.height(latitude: place.latitude, longitude: place.longitude) > place.height { return false }
        }
        return true
    }
}
