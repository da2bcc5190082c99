import Foundation
import ModelValidation
import TerrainFiles

/// The folder `terrain-files`: heights of elevation files as GDAL's own programs report them.
enum TerrainFileCases {
    static func answer(folder: URL) throws -> [ReferenceAnswer] {
        let table = try ReferenceTable(folder.appending(path: "expected.csv"))
        var known: [String: ElevationRaster] = [:]
        var answers: [ReferenceAnswer] = []
        for row in table.rows.indices {
            let name = try table.text(row, "file")
            if known[name] == nil {
                do { known[name] = try TerrainReader.raster(folder.appending(path: name).path) } catch {
                    throw ReferenceError.unreadable(file: name, why: error.description)
                }
            }
            guard let raster = known[name] else { continue }
            let x = try table.number(row, "lon_deg")
            let y = try table.number(row, "lat_deg")
            // Fifteen digits are printed of a real height: half a unit of the last.
            answers.append(
                try judged(table, row, name, "gdal_nearest_m", raster.nearest(x: x, y: y).map(Double.init), relative: 1e-14))
            answers.append(try judged(table, row, name, "gdal_bilinear_m", raster.bilinear(x: x, y: y), absolute: 2e-4))
        }
        return answers
    }

    /// A height, or the words for none.
    private static func judged(
        _ table: ReferenceTable, _ row: Int, _ name: String, _ column: String, _ found: Double?, absolute: Double = 0,
        relative: Double = 0
    ) throws -> ReferenceAnswer {
        let text = try table.text(row, column).lowercased()
        let isVoid = ["nan", "nodata", "no-data", "none", "void", "-32768", "-32767", "-9999"].contains(text)
        let expected: ReferenceAnswer.Value? =
            isVoid ? .text("no data") : try table.expectedNumber(row, column).map { .number($0) }
        return ReferenceAnswer(
            fixture: "terrain-files: \(name)", caseName: "row \(row + 1)", key: column,
            value: found.map { .number($0) } ?? .text("no data"), expected: expected, absoluteTolerance: absolute,
            relativeTolerance: relative)
    }
}
