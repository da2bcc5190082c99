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
        RasterLibrary.quietly {
            guard let from = OSRNewSpatialReference(Self.wgs84), let to = OSRNewSpatialReference(wellKnownText) else { return nil }
            defer {
                OSRDestroySpatialReference(from)
                OSRDestroySpatialReference(to)
            }
            OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER)
            OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER)
            guard let change = OCTNewCoordinateTransformation(from, to) else { return nil }
            defer { OCTDestroyCoordinateTransformation(change) }
            var x = longitude
            var y = latitude
            guard OCTTransform(change, 1, &x, &y, nil) != 0, x.isFinite, y.isFinite else { return nil }
            return (x, y)
        }
    }
}
