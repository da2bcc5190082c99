import CGDAL
import EarthEnvironment
import Quantities

extension RasterGeoreference {
    /// Coordinates of a place in the raster's own reference system; nil where it has none or the place is outside it.
    package func coordinates(latitudeDegrees: Double, longitudeDegrees: Double) -> (x: Double, y: Double)? {
        switch kind {
        case .geographic: (longitudeDegrees, latitudeDegrees)
        case .unknown: nil
        case .projected:
            Self.changed([longitudeDegrees], [latitudeDegrees], from: Self.wgs84, to: wellKnownText).map { ($0.x[0], $0.y[0]) }
        }
    }

    /// Where the nodes of a projected raster stand, where its metre is not a metre; nil where it is, to a thousandth, everywhere.
    ///
    /// A thousandth of distance is a fifth of a metre of horizon at 40 km.
    /// - Parameter file: whose reference system is read again where this one has no text.
    package func nodes(rows: Int, columns: Int, file: String) throws(TerrainFileError) -> NodeLattice? {
        guard case .projected(let unit) = kind, rows >= 2, columns >= 2 else { return nil }
        // Within 340 km of its meridian UTM is true to a thousandth: 0.9996 (1 + d²/2R²).
        if let middle = geoKeys?.easternmostOfUTM, abs(west - middle) < 340_000, abs(west + Double(columns) * stepEast - middle) < 340_000 {
            return nil
        }
        guard GDAL.isInstalled else { throw .unreadable(file: file, why: RasterLibrary.absent) }
        let text = wellKnownText.isEmpty ? try TerrainReader.georeference(file).wellKnownText : wellKnownText
        if Self.isLocal(text) { return nil }
        let (east, south) = (stepEast * unit, stepSouth * unit)
        // Lines of two kilometres, and a thousand of them across at most.
        let step = max(1, min(64, Int(2000 / max(east, south))), (max(rows, columns) - 1) / 1000)
        var (x, y): ([Double], [Double]) = ([], [])
        for row in NodeLattice.known(rows, step: step) {
            for column in NodeLattice.known(columns, step: step) {
                x.append(west + Double(column) * stepEast)
                y.append(north - Double(row) * stepSouth)
            }
        }
        guard let places = Self.changed(x, y, from: text, to: Self.wgs84) else {
            throw .unfit(
                file: file,
                why: "reaches where its reference system has no longitude and latitude; cut it, or warp it (gdalwarp -t_srs EPSG:4326)")
        }
        let lattice = NodeLattice(
            rows: rows, columns: columns, step: step,
            places: zip(places.x, places.y).map { GeodeticPosition(latitudeDegrees: $1, longitudeDegrees: $0, height: 0) })
        let scale = lattice.scale(spacingEast: east, spacingSouth: south)
        return scale.lowerBound > 0.999 && scale.upperBound < 1.001 ? nil : lattice
    }

    private static func isLocal(_ text: String) -> Bool {
        RasterLibrary.quietly {
            guard let system = GDAL.OSRNewSpatialReference(text) else { return false }
            defer { GDAL.OSRDestroySpatialReference(system) }
            return GDAL.OSRIsLocal(system) != 0
        }
    }

    /// Coordinates of one reference system in another, x (or longitude) first; nil where one has none.
    private static func changed(
        _ x: [Double], _ y: [Double], from: String, to: String
    ) -> (x: [Double], y: [Double])? {
        guard GDAL.isInstalled else { return nil }
        return RasterLibrary.quietly {
            guard let from = GDAL.OSRNewSpatialReference(from), let to = GDAL.OSRNewSpatialReference(to) else { return nil }
            defer {
                GDAL.OSRDestroySpatialReference(from)
                GDAL.OSRDestroySpatialReference(to)
            }
            GDAL.OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER)
            GDAL.OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER)
            guard let change = GDAL.OCTNewCoordinateTransformation(from, to) else { return nil }
            defer { GDAL.OCTDestroyCoordinateTransformation(change) }
            var (x, y) = (x, y)
            guard GDAL.OCTTransform(change, Int32(x.count), &x, &y, nil) != 0, (x + y).allSatisfy(\.isFinite) else { return nil }
            return (x, y)
        }
    }
}
