import CGDAL

/// The one door to GDAL: drivers registered once, its messages kept off the terminal.
enum RasterLibrary {
    /// GDAL's block cache where no more is needed, bytes.
    static let cache = 4 << 20

    /// Formats that ask the network, or write where a file tells them to: a file from elsewhere must do neither.
    private static let skipped = [
        "WMS", "WMTS", "WCS", "HTTP", "PLMOSAIC", "PLSCENES", "EEDA", "EEDAI", "DAAS", "NGW", "OGCAPI", "STACTA", "STACIT", "PostGISRaster", "GEORASTER",
        "JPIPKAK", "DODS", "KMLSUPEROVERLAY", "MRF",
    ]

    private static let registered: Void = {
        GDAL.CPLSetConfigOption("GDAL_SKIP", skipped.joined(separator: " "))
        // `/vsicurl/` and its kin find no file at all; no program in a virtual raster runs.
        GDAL.CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", "/vsicurl/none")
        GDAL.CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO")
        GDAL.GDALAllRegister()
        // GeoTIFF's driver keeps a file's vertical reference system to itself unless it is told.
        GDAL.CPLSetConfigOption("GTIFF_REPORT_COMPD_CS", "YES")
        // Whole rasters are read in one go: a large block cache would hold each of them twice.
        GDAL.GDALSetCacheMax64(Int64(cache))
    }()

    /// What to say where the library is not installed.
    static let absent = "GDAL's library (libgdal) is not installed; on Debian: apt-get install libgdal-dev"

    /// Runs `body`, where GDAL is installed, with GDAL ready and its messages quiet in this thread.
    static func quietly<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        GDAL.CPLPushErrorHandler(GDAL.CPLQuietErrorHandler)
        // Not every library has every format that is left out, and says so.
        _ = registered
        defer { GDAL.CPLPopErrorHandler() }
        GDAL.CPLErrorReset()
        return try body()
    }

    /// GDAL's last message in one line.
    static var lastMessage: String {
        let text = GDAL.CPLGetLastErrorMsg().map { String(cString: $0) } ?? ""
        return text.isEmpty ? "GDAL gives no reason" : text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
