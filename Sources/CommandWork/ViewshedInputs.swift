import EarthEnvironment
import Foundation
import Quantities
import TerrainFiles

/// What a viewshed needs of a terrain file: the heights, the site's node, the spacing.
package enum ViewshedInputs {
    /// - Parameter jobs: threads to look through the heights with.
    package static func raster(_ path: String, jobs: Int) throws -> GroundRaster {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            var ground = try TerrainReader.ground(path)
            try ground.checkHeights(jobs: jobs)
            return ground
        }
        let grid = try TerrainMosaic.grid([path])
        return GroundRaster(
            ElevationRaster(
                georeference: .geographic(
                    westDegrees: grid.westLongitude / Units.degree, northDegrees: grid.northLatitude / Units.degree,
                    stepEastDegrees: grid.longitudeStep / Units.degree, stepSouthDegrees: grid.latitudeStep / Units.degree),
                rows: grid.rows, columns: grid.columns, heights: grid.heights, source: path))
    }

    /// The node that the site is given by, or nearest to.
    package static func node(of raster: GroundRaster, site: String?, siteNode: String?) throws -> (row: Int, column: Int) {
        if let siteNode {
            guard let pair = numbers(siteNode), pair.count == 2, let row = Int(exactly: pair[0]), let column = Int(exactly: pair[1]),
                (0..<raster.rows).contains(row), (0..<raster.columns).contains(column)
            else {
                throw CommandFailure.wrongCall(
                    "--site-node: found \(siteNode), allowed: row,column with rows 0 to \(raster.rows - 1) "
                        + "and columns 0 to \(raster.columns - 1)")
            }
            return (row, column)
        }
        guard let site, let pair = numbers(site), pair.count == 2, (-90...90).contains(pair[0]), (-360...360).contains(pair[1]) else {
            throw CommandFailure.wrongCall("--site: found \(site ?? ""), allowed: latitude,longitude in degrees, as in 50.45,30.52")
        }
        var georeference = raster.georeference
        if case .projected = georeference.kind, georeference.wellKnownText.isEmpty {
            georeference = try TerrainReader.georeference(raster.source)
        }
        guard let place = georeference.coordinates(latitudeDegrees: pair[0], longitudeDegrees: pair[1]) else {
            throw CommandFailure.badInput(
                "\(raster.source): says no place on the earth, so --site has no meaning; give --site-node row,column")
        }
        let row = raster.georeference.row(y: place.y).rounded()
        var column = raster.georeference.column(x: place.x, columns: raster.columns).rounded()
        // Half-way over the seam of a file that goes round the earth, the first column is the next one.
        if let period = raster.georeference.period(columns: raster.columns), column == Double(period), period == raster.columns {
            column = 0
        }
        guard row >= 0, column >= 0, row < Double(raster.rows), column < Double(raster.columns) else {
            throw CommandFailure.badInput("\(raster.source): does not hold the site \(site)")
        }
        return (Int(row), Int(column))
    }

    /// The spacing of a grid that is taken as plane, metres; nil where it is in longitude and latitude.
    package static func spacing(_ given: String?, of place: RasterGeoreference, file: String) throws -> (east: Metres, south: Metres)? {
        if let given {
            guard let pair = numbers(given), (1...2).contains(pair.count), pair.allSatisfy({ $0 >= 0.001 && $0 < 1e6 }) else {
                throw CommandFailure.wrongCall(
                    "--cell-size: found \(given), allowed: one spacing or two, 0.001 to 1000000 m, as in 30 or 74.4,92.7")
            }
            return (pair[0], pair[pair.count - 1])
        }
        switch place.kind {
        case .geographic: return nil
        case .projected(let unit): return (place.stepEast * unit, place.stepSouth * unit)
        case .unknown: throw CommandFailure.badInput("\(file): says neither place nor spacing; give --cell-size in metres")
        }
    }

    private static func numbers(_ text: String) -> [Double]? {
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = words.compactMap(PlaceText.number)
        return numbers.count == words.count && numbers.allSatisfy(\.isFinite) ? numbers : nil
    }
}
