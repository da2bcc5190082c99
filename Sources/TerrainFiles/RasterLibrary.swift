import CGDAL

/// The one door to GDAL: drivers registered once, its messages kept off the terminal.
enum RasterLibrary {
    /// GDAL's block cache where no more is needed, bytes.
    static let cache = 4 << 20

    private static let registered: Void = {
        GDALAllRegister()
        // Whole rasters are read in one go: a large block cache would hold each of them twice.
        GDALSetCacheMax64(Int64(cache))
    }()

    /// Runs `body` with GDAL ready and its messages quiet in this thread.
    static func quietly<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        _ = registered
        CPLPushErrorHandler(CPLQuietErrorHandler)
        defer { CPLPopErrorHandler() }
        CPLErrorReset()
        return try body()
    }

    /// GDAL's last message in one line.
    static var lastMessage: String {
        let text = String(cString: CPLGetLastErrorMsg())
        return text.isEmpty ? "GDAL gives no reason" : text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
