import CGDAL

extension RasterGeoreference {
    /// Coordinates of a place in the raster's own reference system; nil where it has none or the place is outside it.
    public func coordinates(latitudeDegrees: Double, longitudeDegrees: Double) -> (x: Double, y: Double)? {
        switch kind {
        case .geographic: (longitudeDegrees, latitudeDegrees)
        case .unknown: nil
        case .projected: projected(latitudeDegrees, longitudeDegrees)
        }
    }

    private func projected(_ latitude: Double, _ longitude: Double) -> (x: Double, y: Double)? {
        guard GDAL.isInstalled else { return nil }
        return RasterLibrary.quietly {
            guard let from = GDAL.OSRNewSpatialReference(Self.wgs84), let to = GDAL.OSRNewSpatialReference(wellKnownText) else { return nil }
            defer {
                GDAL.OSRDestroySpatialReference(from)
                GDAL.OSRDestroySpatialReference(to)
            }
            GDAL.OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER)
            GDAL.OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER)
            guard let change = GDAL.OCTNewCoordinateTransformation(from, to) else { return nil }
            defer { GDAL.OCTDestroyCoordinateTransformation(change) }
            var x = longitude
            var y = latitude
            guard GDAL.OCTTransform(change, 1, &x, &y, nil) != 0, x.isFinite, y.isFinite else { return nil }
            return (x, y)
        }
    }
}
