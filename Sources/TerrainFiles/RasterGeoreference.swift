/// Where the nodes of a raster stand: a lattice parallel to the axes of a reference system.
///
/// Node (row r, column c) stands at x = west + c·stepEast, y = north − r·stepSouth: the *centre* of GDAL's pixel (c, r).
/// Tiles whose pixels are points (SRTM, DTED) and whose pixels are areas are alike in this.
public struct RasterGeoreference: Sendable, Equatable {
    /// What the axes measure.
    public enum Kind: Sendable, Equatable {
        /// Longitude and latitude, degrees.
        case geographic
        /// A projection, with the length of its unit, metres.
        case projected(unit: Double)
        /// The file does not say.
        case unknown
    }

    public var kind: Kind
    /// x of column 0 and y of row 0, in the units of `kind`.
    public var west: Double
    public var north: Double
    /// Spacing of columns eastwards and of rows southwards, > 0, in the units of `kind`.
    public var stepEast: Double
    public var stepSouth: Double
    /// The reference system as well-known text; empty where the file has none.
    public var wellKnownText: String
    /// The same as GeoTIFF files state it, where the raster comes from one that was read without GDAL.
    public var geoKeys: GeoKeys?

    public init(
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
    public static func geographic(
        westDegrees: Double, northDegrees: Double, stepEastDegrees: Double, stepSouthDegrees: Double
    ) -> RasterGeoreference {
        RasterGeoreference(
            kind: .geographic, west: westDegrees, north: northDegrees, stepEast: stepEastDegrees,
            stepSouth: stepSouthDegrees, wellKnownText: wgs84)
    }

    /// The fractional row of a y; outside 0…rows − 1 it is outside the raster.
    public func row(y: Double) -> Double { (north - y) / stepSouth }
    /// The fractional column of an x; a longitude is first brought within half a turn of column 0's other side.
    public func column(x: Double) -> Double {
        guard case .geographic = kind else { return (x - west) / stepEast }
        var offset = x - west
        if offset < -180 { offset += 360 } else if offset > 360 { offset -= 360 }
        return offset / stepEast
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
