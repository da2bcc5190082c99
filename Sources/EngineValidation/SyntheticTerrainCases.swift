import EarthEnvironment
import Foundation
import ModelValidation
import NumericalMethods

/// The folder `terrain_synthetic`: fractal elevation models made here again, their viewsheds against the planar oracle.
enum SyntheticTerrainCases {
    private static let file = "cases.json"

    static func answer(folder: URL) throws -> [ReferenceAnswer] {
        let root = try ReferenceJSON(folder.appending(path: file))
        guard let cases = root["cases"]?.list else { throw ReferenceError.malformed(file: file, why: "cases is missing") }
        return try cases.flatMap { try answers($0, root: root, folder: folder) }
    }

    private static func answers(_ entry: ReferenceJSON, root: ReferenceJSON, folder: URL) throws -> [ReferenceAnswer] {
        let side = try TerrainCases.whole(entry, "n", in: file)
        let seed = try TerrainCases.whole(root, "seed", in: file)
        let spacing = try TerrainCases.number(root, "cell_m", in: file)
        let words = try TerrainCases.text(root, "ke", in: file).split(separator: "/").compactMap { Double($0) }
        let row = try TerrainCases.whole(entry, "row", in: file)
        let column = try TerrainCases.whole(entry, "col", in: file)
        guard let k = words.count == 2 ? words[0] / words[1] : words.first, (2...20_000).contains(side), seed >= 0,
            (0..<side).contains(row), (0..<side).contains(column)
        else { throw ReferenceError.malformed(file: file, why: "n, seed, ke, row or col is not as it should be") }
        let ground = ReferenceRelief(seed: UInt64(seed), side: side).heights()
        let name = "terrain_synthetic: \(side)"
        var all: [ReferenceAnswer] = []
        // The largest is held by the ground heights of its points: a digest of a quarter of a gigabyte takes seconds.
        if side <= 4_000, let expected = entry["sha256"]?.text {
            all.append(
                ReferenceAnswer(
                    fixture: name, caseName: "ground", key: "sha256", value: .text(digest(ground)), expected: .text(expected)))
        }
        for isExact in [false, true] {
            let view = PlanarViewshed(
                rows: side, columns: side, spacingEast: spacing, spacingSouth: spacing, row: row, column: column,
                antennaHeight: try TerrainCases.number(entry, "antenna_agl_m", in: file), k: k,
                radius: try TerrainCases.number(root, "R_m", in: file), isExact: isExact)
            let judge = ViewshedJudge(
                fixture: name + (isExact ? ", exact" : ", fast"), ground: ground, altitudes: view.minimumAltitudes(ground), rows: side,
                columns: side)
            let points = try TerrainCases.text(entry, "points", in: file)
            let text = String(decoding: try TerrainCases.bytes(folder.appending(path: points)), as: UTF8.self)
            all += try judge.points(ReferenceTable(text: text, file: points), isExact: isExact)
            if let raster = entry["minalt"]?.text, TerrainCases.exists(folder.appending(path: raster)) {
                all += judge.altitudes(try TerrainCases.reals(folder.appending(path: raster), count: side * side), isExact: isExact)
            }
            for mask in entry["masks"]?.list ?? [] { all += try judge.mask(mask, folder: folder, isExact: isExact) }
        }
        return all
    }

    /// Of the `.hgt` file that these heights make.
    private static func digest(_ ground: [Float]) -> String {
        var bytes = [UInt8]()
        bytes.reserveCapacity(2 * ground.count)
        for height in ground {
            let word = UInt16(bitPattern: Int16(height))
            bytes.append(UInt8(word >> 8))
            bytes.append(UInt8(word & 255))
        }
        var hash = SHA256()
        hash.update(bytes)
        return hash.hexadecimal
    }
}
