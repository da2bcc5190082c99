import CGDAL

/// Outlines of areas from a vector file, through GDAL's OGR: coasts and borders for maps.
package enum OutlineReader {
    /// The rings of a layer's polygons, those of which the box meets a window.
    /// - Parameters:
    ///   - path: any vector file that the installed GDAL reads, in longitude and latitude.
    ///   - layer: its name.
    ///   - window: degrees, west < east; longitudes past ±180 are looked for on the other side too.
    /// - Returns: each ring's longitude and latitude, degrees, as the file has them.
    package static func rings(
        _ path: String, layer: String, west: Double, south: Double, east: Double, north: Double
    ) throws(TerrainFileError) -> [[SIMD2<Double>]] {
        guard GDAL.isInstalled else { throw .unreadable(file: path, why: RasterLibrary.absent) }
        return try RasterLibrary.quietly { () throws(TerrainFileError) in
            guard let dataset = GDAL.GDALOpenEx(path, UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY), nil, nil, nil) else {
                throw .unreadable(file: path, why: RasterLibrary.lastMessage)
            }
            defer { GDAL.GDALClose(dataset) }
            guard let features = GDAL.GDALDatasetGetLayerByName(dataset, layer) else {
                throw .unfit(file: path, why: "has no layer \(layer)")
            }
            var rings: [[SIMD2<Double>]] = []
            for shift in [-360.0, 0, 360] where west + shift < 180 && east + shift > -180 {
                GDAL.OGR_L_SetSpatialFilterRect(features, west + shift, south, east + shift, north)
                GDAL.OGR_L_ResetReading(features)
                while let feature = GDAL.OGR_L_GetNextFeature(features) {
                    collect(GDAL.OGR_F_GetGeometryRef(feature), into: &rings)
                    GDAL.OGR_F_Destroy(feature)
                }
            }
            return rings
        }
    }

    /// Leaves of a geometry are its rings.
    private static func collect(_ geometry: OGRGeometryH?, into rings: inout [[SIMD2<Double>]]) {
        guard let geometry else { return }
        let parts = GDAL.OGR_G_GetGeometryCount(geometry)
        if parts > 0 {
            for part in 0..<parts { collect(GDAL.OGR_G_GetGeometryRef(geometry, part), into: &rings) }
            return
        }
        let count = GDAL.OGR_G_GetPointCount(geometry)
        guard count > 1 else { return }
        rings.append((0..<count).map { SIMD2(GDAL.OGR_G_GetX(geometry, $0), GDAL.OGR_G_GetY(geometry, $0)) })
    }
}
