import CGDAL

/// Terrain files in, through GDAL: SRTM `.hgt`, DTED 0–2, GeoTIFF and whatever else the installed GDAL knows.
///
/// **Voids.** A node that holds the file's no-data value, or is not finite, becomes NaN and stays so: nothing is
/// invented in reading. `TerrainModel.grid(_, outside:)` says at which height voids stand for line of sight, and a
/// bilinear height of which a needed node is void is no height. Neither is a node that a mask or an alpha band leaves out.
///
/// **Heights** are metres: a band's scale, offset and unit (its own, or that of a vertical reference system) are applied.
package enum TerrainReader {
    /// Reads the first band of a file, in metres. An `.hgt` file whose name says no place is read all the same, without one.
    package static func raster(_ path: String) throws(TerrainFileError) -> ElevationRaster {
        try open(path, NamelessTile.raster) { source throws(TerrainFileError) in
            ElevationRaster(
                georeference: source.georeference, rows: source.rows, columns: source.columns, heights: try heights(of: source),
                source: path)
        }
    }

    /// The same for line of sight: whole metres stay in two bytes.
    package static func ground(_ path: String) throws(TerrainFileError) -> GroundRaster {
        try RasterLimits.checkPlain(path)
        if let plain = try PlainGeoTIFF.ground(path) { return plain }
        if let plain = try PlainTile.ground(path) { return plain }
        return try open(path, { tile throws(TerrainFileError) in try NamelessTile.raster(tile).map(GroundRaster.init) }) {
            source throws(TerrainFileError) in
            let type = GDAL.GDALGetRasterDataType(source.band)
            guard type == GDT_Int16 || type == GDT_Byte, source.scale.isIdentity, BandMask.bands(of: source).isEmpty else {
                return GroundRaster(
                    georeference: source.georeference, rows: source.rows, columns: source.columns,
                    heights: .real(try heights(of: source)), source: path)
            }
            var hasNoData: Int32 = 0
            let noData = GDAL.GDALGetRasterNoDataValue(source.band, &hasNoData)
            return GroundRaster(
                georeference: source.georeference, rows: source.rows, columns: source.columns,
                heights: .whole(try values(of: source, as: GDT_Int16)),
                void: hasNoData != 0 ? Int16(exactly: noData) : nil, source: path)
        }
    }

    /// Where a file's nodes stand, its reference system in well-known text.
    package static func georeference(_ path: String) throws(TerrainFileError) -> RasterGeoreference {
        try outline(path).georeference
    }

    /// Where a file's nodes stand and how many they are, without its heights.
    static func outline(_ path: String) throws(TerrainFileError) -> (georeference: RasterGeoreference, rows: Int, columns: Int) {
        try open(
            path, { tile throws(TerrainFileError) in try NamelessTile.raster(tile).map { ($0.georeference, $0.rows, $0.columns) } }
        ) { source in (source.georeference, source.rows, source.columns) }
    }

    /// An open file's first band.
    struct Source {
        let file: String
        let dataset: GDALDatasetH
        let band: GDALRasterBandH
        let georeference: RasterGeoreference
        let rows: Int
        let columns: Int
        let scale: BandHeights
    }

    private static func open<Raster>(
        _ path: String, _ nameless: (String) throws(TerrainFileError) -> Raster?, _ read: (Source) throws(TerrainFileError) -> Raster
    ) throws(TerrainFileError) -> Raster {
        guard GDAL.isInstalled else { throw .unreadable(file: path, why: RasterLibrary.absent) }
        try RasterLimits.checkPlain(path)
        try PointerFile.check(path)
        return try RasterLibrary.quietly { () throws(TerrainFileError) -> Raster in
            let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
            guard let dataset = GDAL.GDALOpenEx(path, flags, nil, nil, nil) else {
                if let tile = try nameless(path) { return tile }
                throw .unreadable(file: path, why: RasterLibrary.lastMessage)
            }
            defer { GDAL.GDALClose(dataset) }
            guard GDAL.GDALGetRasterCount(dataset) >= 1, let band = GDAL.GDALGetRasterBand(dataset, 1) else {
                throw .unfit(file: path, why: "has no raster band")
            }
            let columns = Int(GDAL.GDALGetRasterXSize(dataset))
            let rows = Int(GDAL.GDALGetRasterYSize(dataset))
            let driver = GDAL.GDALGetDatasetDriver(dataset).flatMap { GDAL.GDALGetDriverShortName($0) }.map { String(cString: $0) }
            try RasterLimits.check(
                path, rows: rows, columns: columns, sampleBytes: sampleBytes(band), isPointer: driver == "VRT" || path.hasPrefix("/vsi"))
            let georeference = try georeference(of: dataset, file: path)
            if let fault = georeference.fault(rows: rows, columns: columns) { throw .unfit(file: path, why: fault) }
            return try read(
                Source(
                    file: path, dataset: dataset, band: band, georeference: georeference, rows: rows, columns: columns,
                    scale: try BandHeights(of: band, wellKnownText: projection(of: dataset), file: path)))
        }
    }

    private static func sampleBytes(_ band: GDALRasterBandH) -> Int {
        max(1, Int(GDAL.GDALGetDataTypeSizeBytes(GDAL.GDALGetRasterDataType(band))))
    }

    private static func heights(of source: Source) throws(TerrainFileError) -> [Float] {
        var hasNoData: Int32 = 0
        let noData = GDAL.GDALGetRasterNoDataValue(source.band, &hasNoData)
        let void = hasNoData != 0 && noData.isFinite ? Float(noData) : .nan
        var heights: [Float] = try values(of: source, as: GDT_Float32)
        // Integers are finite: without a no-data value there is nothing to look for.
        if GDAL.GDALDataTypeIsInteger(GDAL.GDALGetRasterDataType(source.band)) == 0 || void == void {
            for index in heights.indices {
                let height = heights[index]
                if height == void || !height.isFinite { heights[index] = .nan }
            }
        }
        if !source.scale.isIdentity { for index in heights.indices { heights[index] = source.scale.metres(heights[index]) } }
        for mask in BandMask.bands(of: source) { try BandMask.apply(mask, of: source, to: &heights) }
        return heights
    }

    /// The band's values as GDAL converts them.
    private static func values<Value>(of source: Source, as type: GDALDataType) throws(TerrainFileError) -> [Value] {
        // Every row of blocks stays in the cache until the last of its lines is read.
        var (width, height): (Int32, Int32) = (0, 0)
        GDAL.GDALGetBlockSize(source.band, &width, &height)
        (width, height) = (max(1, width), max(1, height))
        let interleave = GDAL.GDALGetMetadataItem(source.dataset, "INTERLEAVE", "IMAGE_STRUCTURE").map { String(cString: $0) }
        let together = interleave == "PIXEL" ? Double(GDAL.GDALGetRasterCount(source.dataset)) : 1
        try RasterLimits.checkBlocks(
            source.file, rows: source.rows, columns: source.columns, width: Int(width), height: Int(height),
            blockBytes: Double(width) * Double(height) * Double(sampleBytes(source.band)) * together)
        if together == 1 { try DamagedBlocks.check(source, width: Int(width), height: Int(height), sampleBytes: sampleBytes(source.band)) }
        let across = (source.columns + Int(width) - 1) / Int(width) * Int(width) * Int(height)
        let bytes = across * sampleBytes(source.band)
        GDAL.GDALSetCacheMax64(Int64(max(RasterLibrary.cache, bytes + bytes / 4)))
        defer { GDAL.GDALSetCacheMax64(Int64(RasterLibrary.cache)) }
        var status = CE_None
        let (rows, columns) = (source.rows, source.columns)
        let values = [Value](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            LargeBuffer.preferLargePages(UnsafeMutableRawBufferPointer(buffer))
            status = GDAL.GDALRasterIO(
                source.band, GF_Read, 0, 0, Int32(columns), Int32(rows), buffer.baseAddress, Int32(columns), Int32(rows), type, 0, 0)
            if status == CE_None { count = rows * columns }
        }
        guard status == CE_None else { throw .unreadable(file: source.file, why: RasterLibrary.lastMessage) }
        return values
    }

    private static func georeference(of dataset: GDALDatasetH, file: String) throws(TerrainFileError) -> RasterGeoreference {
        var transform = [Double](repeating: 0, count: 6)
        guard GDAL.GDALGetGeoTransform(dataset, &transform) == CE_None else {
            return RasterGeoreference(kind: .unknown, west: 0, north: 0, stepEast: 1, stepSouth: 1)
        }
        guard transform.allSatisfy(\.isFinite) else {
            throw .unfit(
                file: file, why: "has an origin or a step that is no number (\(transform.map { "\($0)" }.joined(separator: ", ")))")
        }
        guard transform[2] == 0, transform[4] == 0, transform[1] > 0, transform[5] < 0 else {
            throw .unfit(file: file, why: "is not north-up; warp it first: gdalwarp \(file) upright.tif")
        }
        let text = horizontal(projection(of: dataset))
        return RasterGeoreference(
            kind: try kind(of: text, file: file), west: transform[0] + 0.5 * transform[1], north: transform[3] + 0.5 * transform[5],
            stepEast: transform[1], stepSouth: -transform[5], wellKnownText: text)
    }

    private static func projection(of dataset: GDALDatasetH) -> String {
        GDAL.GDALGetProjectionRef(dataset).map { String(cString: $0) } ?? ""
    }

    /// The horizontal part of a reference system: heights are metres once they are read, whatever their vertical system says.
    private static func horizontal(_ text: String) -> String {
        guard !text.isEmpty, let system = GDAL.OSRNewSpatialReference(text) else { return text }
        defer { GDAL.OSRDestroySpatialReference(system) }
        // Not in GDAL before 3.1.
        guard GDAL.OSRIsCompound(system) != 0, let strip = late_OSRStripVertical(), strip(system) == 0 else { return text }
        var exported: UnsafeMutablePointer<CChar>?
        guard GDAL.OSRExportToWkt(system, &exported) == 0, let plain = exported else { return text }
        defer { GDAL.VSIFree(plain) }
        return String(cString: plain)
    }

    private static func kind(of text: String, file: String) throws(TerrainFileError) -> RasterGeoreference.Kind {
        guard !text.isEmpty, let system = GDAL.OSRNewSpatialReference(text) else { return .unknown }
        defer { GDAL.OSRDestroySpatialReference(system) }
        if GDAL.OSRIsGeographic(system) != 0 {
            // A degree is π/180, counted from Greenwich.
            let degree = GDAL.OSRGetAngularUnits(system, nil)
            guard abs(degree / (Double.pi / 180) - 1) < 1e-6, abs(GDAL.OSRGetPrimeMeridian(system, nil)) < 1e-9 else {
                throw .unfit(
                    file: file,
                    why: "is in longitude and latitude, but not in degrees from Greenwich; warp it first: gdalwarp -t_srs EPSG:4326")
            }
            return .geographic
        }
        if GDAL.OSRIsProjected(system) != 0 || GDAL.OSRIsLocal(system) != 0 { return .projected(unit: GDAL.OSRGetLinearUnits(system, nil)) }
        return .unknown
    }
}
