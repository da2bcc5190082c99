import EarthEnvironment
import Foundation
import ModelValidation
import Quantities

/// The folder `terrain`: lowest visible altitudes and masks over a real elevation model, against the planar, the geodetic and the
/// chord's oracle.
enum ViewshedCases {
    static func answer(folder: URL) throws -> [ReferenceAnswer] {
        let file = "sites.json"
        let root = try ReferenceJSON(folder.appending(path: file))
        let rows = try TerrainCases.whole(root, "ny", in: file)
        let columns = try TerrainCases.whole(root, "nx", in: file)
        let name = try TerrainCases.text(root, "dem", in: file).split(separator: " ").first.map(String.init) ?? ""
        let bytes = try TerrainCases.bytes(folder.appending(path: name))
        guard bytes.count == 2 * rows * columns else {
            throw ReferenceError.malformed(file: name, why: "holds \(bytes.count) bytes, \(2 * rows * columns) are needed")
        }
        let ground = bytes.withUnsafeBytes { raw in
            (0..<rows * columns).map {
                Float(Int16(littleEndian: raw.loadUnaligned(fromByteOffset: 2 * $0, as: Int16.self)))
            }
        }
        guard let sites = root["sites"]?.list else { throw ReferenceError.malformed(file: file, why: "sites is missing") }
        return try sites.flatMap { site in
            let scene = Scene(root: root, site: site, rows: rows, columns: columns, ground: ground, folder: folder)
            return try Oracle.allCases.flatMap { try scene.answers($0) } + ChordCases.answers(scene)
        }
    }

    enum Oracle: String, CaseIterable {
        case planar
        case geodetic
    }

    struct Scene {
        let root: ReferenceJSON
        let site: ReferenceJSON
        let rows: Int
        let columns: Int
        let ground: [Float]
        let folder: URL

        func answers(_ oracle: Oracle) throws -> [ReferenceAnswer] {
            let masks = site["masks"]?.list?.filter { $0["oracle"]?.text == oracle.rawValue } ?? []
            let raster = site["minalt_\(oracle.rawValue)"]?.text
            guard !masks.isEmpty || raster != nil else { return [] }
            let name = "terrain: \(try TerrainCases.text(site, "id", in: "sites.json")) \(oracle.rawValue)"
            var all: [ReferenceAnswer] = []
            for isExact in oracle == .planar ? [false, true] : [true] {
                let altitudes = try surface(oracle, isExact: isExact).minimumAltitudes(ground)
                let fixture = oracle == .planar ? name + (isExact ? ", exact" : ", fast") : name
                let judge = ViewshedJudge(fixture: fixture, ground: ground, altitudes: altitudes, rows: rows, columns: columns)
                if oracle == .planar, let raster, TerrainCases.exists(folder.appending(path: raster)) {
                    all += judge.altitudes(try TerrainCases.reals(folder.appending(path: raster), count: rows * columns), isExact: isExact)
                }
                for mask in masks { all += try judge.mask(mask, folder: folder, isExact: isExact && oracle == .planar) }
            }
            return all
        }

        private func surface(_ oracle: Oracle, isExact: Bool) throws -> any ViewshedSurface {
            let file = "sites.json"
            let row = try TerrainCases.whole(site, "row", in: file)
            let column = try TerrainCases.whole(site, "col", in: file)
            let antenna = try TerrainCases.number(site, "antenna_agl_m", in: file)
            guard (0..<rows).contains(row), (0..<columns).contains(column) else {
                throw ReferenceError.malformed(file: file, why: "site at row \(row), column \(column) is off the grid")
            }
            let words = try TerrainCases.text(root, "ke", in: file).split(separator: "/").compactMap { Double($0) }
            guard let k = words.count == 2 ? words[0] / words[1] : words.first else {
                throw ReferenceError.malformed(file: file, why: "ke is not a number")
            }
            if oracle == .planar {
                return PlanarViewshed(
                    rows: rows, columns: columns, spacingEast: try TerrainCases.number(root, "planar_dx_m", in: file),
                    spacingSouth: try TerrainCases.number(root, "planar_dy_m", in: file), row: row, column: column,
                    antennaHeight: antenna, k: k, radius: try TerrainCases.number(root, "R_planar_m", in: file), isExact: isExact)
            }
            let north = try TerrainCases.number(root, "lat0_node_deg", in: file) * Units.degree
            let step = try TerrainCases.number(root, "dlat_deg", in: file) * Units.degree
            return GeodeticViewshed(
                northLatitude: north, latitudeStep: step,
                longitudeStep: try TerrainCases.number(root, "dlon_deg", in: file) * Units.degree, rows: rows, columns: columns,
                row: row, column: column, antennaHeight: antenna, k: k, radius: try TerrainCases.number(root, "R_geodetic_m", in: file),
                isExact: isExact)
        }
    }
}
