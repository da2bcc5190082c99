/// Where the nodes of a raster stand: a lattice parallel to the axes of a reference system.
///
/// Node (row r, column c) stands at x = west + c·stepEast, y = north − r·stepSouth: the *centre* of GDAL's pixel (c, r).
/// Tiles whose pixels are points (SRTM, DTED) and whose pixels are areas are alike in this.
package struct RasterGeoreference: Sendable, Equatable {
    /// What the axes measure.
    package enum Kind: Sendable, Equatable {
        /// Longitude and latitude, degrees.
        case geographic
        /// A projection, with the length of its unit, metres.
        case projected(unit: Double)
        /// The file does not say.
        case unknown
    }

    package var kind: Kind
    /// x of column 0 and y of row 0, in the units of `kind`.
    package var west: Double
    package var north: Double
    /// Spacing of columns eastwards and of rows southwards, > 0, in the units of `kind`.
    package var stepEast: Double
    package var stepSouth: Double
    /// The reference system as well-known text; empty where the file has none.
    package var wellKnownText: String
    /// The same as GeoTIFF files state it, where the raster comes from one that was read without GDAL.
    package var geoKeys: GeoKeys?

    package init(
        kind: Kind, west: Double, north: Double, stepEast: Double, stepSouth: Double, wellKnownText: String = "", geoKeys: GeoKeys? = nil
    ) {
        precondition(stepEast > 0 && stepSouth > 0, "steps must be positive")
        self.kind = kind
        self.west = west
        self.north = north
        self.stepEast = stepEast
        self.stepSouth = stepSouth
        self.wellKnownText = wellKnownText
        self.geoKeys = geoKeys
    }

    /// Longitude and latitude on WGS84.
    package static func geographic(
        westDegrees: Double, northDegrees: Double, stepEastDegrees: Double, stepSouthDegrees: Double
    ) -> RasterGeoreference {
        RasterGeoreference(
            kind: .geographic, west: westDegrees, north: northDegrees, stepEast: stepEastDegrees,
            stepSouth: stepSouthDegrees, wellKnownText: wgs84)
    }

    /// The fractional row of a y; outside 0…rows − 1 it is outside the raster.
    package func row(y: Double) -> Double { (north - y) / stepSouth }
    /// The fractional column of an x. A longitude is first brought within half a turn of the middle column; in a raster that goes
    /// round the earth it may lie between the last column and the first, at columns − 1 to columns.
    package func column(x: Double, columns: Int) -> Double {
        guard case .geographic = kind else { return (x - west) / stepEast }
        let half = 0.5 * Double(columns - 1) * stepEast
        var offset = x - west
        if abs(offset - half) > 180 { offset -= 360 * ((offset - half) / 360).rounded() }
        let column = offset / stepEast
        if column < 0, let period = period(columns: columns) { return column + Double(period) }
        return column
    }

    /// After how many columns the raster is back where it began; nil where it does not go round the earth.
    package func period(columns: Int) -> Int? {
        guard case .geographic = kind else { return nil }
        let turn = (360 / stepEast).rounded()
        // A step written with few digits may be off by half a cell in all.
        guard turn >= 2, turn <= Double(columns), Double(columns) <= turn + 1, abs(360 - turn * stepEast) < 0.5 * stepEast else {
            return nil
        }
        return Int(turn)
    }

    /// What keeps the lattice from standing on the earth, in words; nil where nothing does.
    func fault(rows: Int, columns: Int) -> String? {
        func far(_ what: String, _ value: Double, _ allowed: String) -> String { "\(what): found \(value), allowed: \(allowed)" }
        guard [west, north, stepEast, stepSouth].allSatisfy(\.isFinite), stepEast > 0, stepSouth > 0 else {
            return "has an origin or a step that is no number (\(west), \(north), \(stepEast), \(stepSouth))"
        }
        switch kind {
        case .geographic:
            // A hundred-millionth of a degree is a millimetre.
            for step in [stepEast, stepSouth] where !(1e-8...90).contains(step) { return far("step of nodes", step, "1e-08 to 90 degrees") }
            let south = north - Double(rows - 1) * stepSouth
            for latitude in [north, south] where abs(latitude) > 90 + stepSouth {
                return far("latitude of an edge", latitude, "-90 to 90 degrees")
            }
            if abs(west) > 720 { return far("longitude of the western edge", west, "-720 to 720 degrees") }
            let width = Double(columns - 1) * stepEast
            if width > 360 + stepEast { return far("width", width, "at most once round the earth, 360 degrees") }
        case .projected(let unit):
            guard unit.isFinite, unit > 0 else { return far("unit of length", unit, "above 0 m") }
            for step in [stepEast, stepSouth] where !(1e-3...1e7).contains(step * unit) {
                return far("step of nodes", step * unit, "0.001 to 10000000 m")
            }
            for edge in [west, north, west + Double(columns) * stepEast, north - Double(rows) * stepSouth] where abs(edge * unit) > 1e9 {
                return far("coordinate of an edge", edge * unit, "-1e+09 to 1e+09 m")
            }
        case .unknown:
            for step in [stepEast, stepSouth] where !(1e-9...1e9).contains(step) { return far("step of nodes", step, "1e-09 to 1e+09") }
        }
        return nil
    }

    /// Whether it says anything: a file without any place is read as one of unit steps from nought.
    var hasPlace: Bool { kind != .unknown || !wellKnownText.isEmpty || west != 0 || north != 0 || stepEast != 1 || stepSouth != 1 }

    /// GDAL's six coefficients: the outer corner of pixel (0, 0), and the steps.
    var geoTransform: [Double] {
        [west - 0.5 * stepEast, stepEast, 0, north + 0.5 * stepSouth, 0, -stepSouth]
    }

    /// WGS84 longitude and latitude, in the first version of well-known text that every reader knows.
    static let wgs84 = """
        GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],\
        AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],\
        UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]
        """
}
