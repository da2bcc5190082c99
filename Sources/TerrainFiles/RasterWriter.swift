import CGDAL

/// Rasters out, as GeoTIFF that GDAL and every geographic information system read in the right place.
public enum RasterWriter {
    /// Writes heights or other real values.
    /// - Parameters:
    ///   - values: row-major from the north-western node, rows × columns of them.
    ///   - noData: the value that stands for none, written into the file; NaN is allowed.
    ///   - isCompressed: deflate, lossless; a tenth of the size for masks, many times the time.
    public static func write(
        _ values: [Float], rows: Int, columns: Int, georeference: RasterGeoreference, noData: Double? = nil,
        description: String = "", isCompressed: Bool = false, to path: String
    ) throws(TerrainFileError) {
        precondition(values.count == rows * columns, "values must number rows × columns")
        try values.withUnsafeBytes { bytes in
            outcome(
                bytes, type: GDT_Float32, rows: rows, columns: columns, georeference: georeference, noData: noData,
                description: description, predictor: "3", isCompressed: isCompressed, path: path)
        }.get()
    }

    /// Writes classes or masks of one byte a node.
    public static func write(
        _ values: [UInt8], rows: Int, columns: Int, georeference: RasterGeoreference, noData: Double? = nil,
        description: String = "", isCompressed: Bool = false, to path: String
    ) throws(TerrainFileError) {
        precondition(values.count == rows * columns, "values must number rows × columns")
        try values.withUnsafeBytes { bytes in
            outcome(
                bytes, type: GDT_Byte, rows: rows, columns: columns, georeference: georeference, noData: noData,
                description: description, predictor: "1", isCompressed: isCompressed, path: path)
        }.get()
    }

    private static func outcome(
        _ bytes: UnsafeRawBufferPointer, type: GDALDataType, rows: Int, columns: Int, georeference: RasterGeoreference,
        noData: Double?, description: String, predictor: String, isCompressed: Bool, path: String
    ) -> Result<Void, TerrainFileError> {
        Result { () throws(TerrainFileError) in
            try write(
                bytes, type: type, rows: rows, columns: columns, georeference: georeference, noData: noData,
                description: description, predictor: predictor, isCompressed: isCompressed, path: path)
        }
    }

    private static func write(
        _ bytes: UnsafeRawBufferPointer, type: GDALDataType, rows: Int, columns: Int, georeference: RasterGeoreference,
        noData: Double?, description: String, predictor: String, isCompressed: Bool, path: String
    ) throws(TerrainFileError) {
        try RasterLibrary.quietly { () throws(TerrainFileError) in
            guard let driver = GDALGetDriverByName("GTiff") else {
                throw .unwritable(file: path, why: "the installed GDAL has no GeoTIFF driver")
            }
            var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = nil
            defer { CSLDestroy(options) }
            options = CSLSetNameValue(options, "BIGTIFF", "IF_SAFER")
            if isCompressed {
                options = CSLSetNameValue(options, "COMPRESS", "DEFLATE")
                options = CSLSetNameValue(options, "PREDICTOR", predictor)
            }
            guard let dataset = GDALCreate(driver, path, Int32(columns), Int32(rows), 1, type, options) else {
                throw .unwritable(file: path, why: RasterLibrary.lastMessage)
            }
            var transform = georeference.geoTransform
            var status = CE_None
            if georeference.kind != .unknown || !georeference.wellKnownText.isEmpty {
                status = GDALSetGeoTransform(dataset, &transform)
                if status == CE_None, !georeference.wellKnownText.isEmpty {
                    status = GDALSetProjection(dataset, georeference.wellKnownText)
                }
            }
            let band = GDALGetRasterBand(dataset, 1)
            if status == CE_None, let noData { status = GDALSetRasterNoDataValue(band, noData) }
            if status == CE_None, !description.isEmpty { GDALSetDescription(band, description) }
            if status == CE_None {
                // GDAL's interface is not const-correct; writing does not change the buffer.
                status = GDALRasterIO(
                    band, GF_Write, 0, 0, Int32(columns), Int32(rows), UnsafeMutableRawPointer(mutating: bytes.baseAddress),
                    Int32(columns), Int32(rows), type, 0, 0)
            }
            let message = RasterLibrary.lastMessage
            GDALFlushCache(dataset)
            let flushed = CPLGetLastErrorType()
            GDALClose(dataset)
            guard status == CE_None, flushed.rawValue < CE_Failure.rawValue else {
                throw .unwritable(file: path, why: status == CE_None ? RasterLibrary.lastMessage : message)
            }
        }
    }
}
