import CGDAL

/// Several rasters of one lattice in one GeoTIFF, a band each.
package enum BandWriter {
    /// - Parameters:
    ///   - bands: name and values of each, row-major from the north-western node.
    ///   - tags: what else the file says of itself, as GDAL metadata.
    package static func write(
        _ bands: [(name: String, values: [Float])], rows: Int, columns: Int, georeference: RasterGeoreference,
        tags: [(key: String, value: String)] = [], to path: String
    ) throws(TerrainFileError) {
        precondition(!bands.isEmpty && bands.allSatisfy { $0.values.count == rows * columns }, "values must number rows × columns")
        guard GDAL.isInstalled else { throw .unwritable(file: path, why: RasterLibrary.absent) }
        try RasterLibrary.quietly { () throws(TerrainFileError) in
            guard let driver = GDAL.GDALGetDriverByName("GTiff") else {
                throw .unwritable(file: path, why: "the installed GDAL has no GeoTIFF driver")
            }
            var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = nil
            defer { GDAL.CSLDestroy(options) }
            for (key, value) in [("COMPRESS", "DEFLATE"), ("PREDICTOR", "3"), ("INTERLEAVE", "BAND")] {
                options = GDAL.CSLSetNameValue(options, key, value)
            }
            guard
                let dataset = GDAL.GDALCreate(driver, path, Int32(columns), Int32(rows), Int32(bands.count), GDT_Float32, options)
            else { throw .unwritable(file: path, why: RasterLibrary.lastMessage) }
            var transform = georeference.geoTransform
            var status = GDAL.GDALSetGeoTransform(dataset, &transform)
            if status == CE_None { status = GDAL.GDALSetProjection(dataset, georeference.wellKnownText) }
            _ = GDAL.GDALSetMetadataItem(dataset, "TIFFTAG_SOFTWARE", "Cupola", nil)
            for tag in tags { _ = GDAL.GDALSetMetadataItem(dataset, tag.key, tag.value, nil) }
            for (place, entry) in bands.enumerated() where status == CE_None {
                let band = GDAL.GDALGetRasterBand(dataset, Int32(place + 1))
                GDAL.GDALSetDescription(band, entry.name)
                var values = entry.values
                status = values.withUnsafeMutableBytes {
                    GDAL.GDALRasterIO(
                        band, GF_Write, 0, 0, Int32(columns), Int32(rows), $0.baseAddress, Int32(columns), Int32(rows),
                        GDT_Float32, 0, 0)
                }
            }
            let message = RasterLibrary.lastMessage
            GDAL.GDALFlushCache(dataset)
            let flushed = GDAL.CPLGetLastErrorType()
            GDAL.GDALClose(dataset)
            guard status == CE_None, flushed.rawValue < CE_Failure.rawValue else {
                throw .unwritable(file: path, why: status == CE_None ? RasterLibrary.lastMessage : message)
            }
        }
    }
}
