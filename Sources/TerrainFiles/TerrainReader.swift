import CGDAL

/// Terrain files in, through GDAL: SRTM `.hgt`, DTED 0–2, GeoTIFF and whatever else the installed GDAL knows.
///
/// **Voids.** A node that holds the file's no-data value, or is not finite, becomes NaN and stays so: nothing is
/// invented in reading. `TerrainModel.grid(_, outside:)` says at which height voids stand for line of sight, and a
/// bilinear height of which a needed node is void is no height.
public enum TerrainReader {
    /// Reads the first band of a file. An `.hgt` file whose name says no place is read all the same, without one.
    public static func raster(_ path: String) throws(TerrainFileError) -> ElevationRaster {
        try open(path, NamelessTile.raster) { band, georeference, rows, columns throws(TerrainFileError) in
            ElevationRaster(
                georeference: georeference, rows: rows, columns: columns,
                heights: try heights(of: band, rows: rows, columns: columns, file: path), source: path)
        }
    }

    /// The same for line of sight: whole metres stay in two bytes.
    public static func ground(_ path: String) throws(TerrainFileError) -> GroundRaster {
        if let plain = PlainGeoTIFF.ground(path) { return plain }
        return try open(path, { NamelessTile.raster($0).map(GroundRaster.init) }) { band, georeference, rows, columns throws(TerrainFileError) in
            let type = GDAL.GDALGetRasterDataType(band)
            guard type == GDT_Int16 || type == GDT_Byte else {
                return GroundRaster(
                    georeference: georeference, rows: rows, columns: columns,
                    heights: .real(try heights(of: band, rows: rows, columns: columns, file: path)), source: path)
            }
            var hasNoData: Int32 = 0
            let noData = GDAL.GDALGetRasterNoDataValue(band, &hasNoData)
            return GroundRaster(
                georeference: georeference, rows: rows, columns: columns,
                heights: .whole(try values(of: band, as: GDT_Int16, rows: rows, columns: columns, file: path)),
                void: hasNoData != 0 ? Int16(exactly: noData) : nil, source: path)
        }
    }

    /// Where a file's nodes stand, its reference system in well-known text.
    public static func georeference(_ path: String) throws(TerrainFileError) -> RasterGeoreference {
        try open(path, { NamelessTile.raster($0)?.georeference }) { _, georeference, _, _ in georeference }
    }

    private static func open<Raster>(
        _ path: String, _ nameless: (String) -> Raster?,
        _ read: (GDALRasterBandH, RasterGeoreference, Int, Int) throws(TerrainFileError) -> Raster
    ) throws(TerrainFileError) -> Raster {
        guard GDAL.isInstalled else { throw .unreadable(file: path, why: RasterLibrary.absent) }
        return try RasterLibrary.quietly { () throws(TerrainFileError) -> Raster in
            guard let dataset = GDAL.GDALOpenEx(path, UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY), nil, nil, nil) else {
                if let tile = nameless(path) { return tile }
                throw .unreadable(file: path, why: RasterLibrary.lastMessage)
            }
            defer { GDAL.GDALClose(dataset) }
            guard GDAL.GDALGetRasterCount(dataset) >= 1, let band = GDAL.GDALGetRasterBand(dataset, 1) else {
                throw .unfit(file: path, why: "has no raster band")
            }
            let columns = Int(GDAL.GDALGetRasterXSize(dataset))
            let rows = Int(GDAL.GDALGetRasterYSize(dataset))
            guard rows * columns <= 1 << 31 else {
                throw .unfit(file: path, why: "has \(rows) × \(columns) nodes; at most 2³¹ are read, please cut it")
            }
            return try read(band, try georeference(of: dataset, file: path), rows, columns)
        }
    }

    private static func heights(
        of band: GDALRasterBandH, rows: Int, columns: Int, file: String
    ) throws(TerrainFileError) -> [Float] {
        var hasNoData: Int32 = 0
        let noData = GDAL.GDALGetRasterNoDataValue(band, &hasNoData)
        let void = hasNoData != 0 && noData.isFinite ? Float(noData) : .nan
        var heights: [Float] = try values(of: band, as: GDT_Float32, rows: rows, columns: columns, file: file)
        // Integers are finite: without a no-data value there is nothing to look for.
        if GDAL.GDALDataTypeIsInteger(GDAL.GDALGetRasterDataType(band)) == 0 || void == void {
            for index in heights.indices {
                let height = heights[index]
                if height == void || !height.isFinite { heights[index] = .nan }
            }
        }
        return heights
    }

    /// The band's values as GDAL converts them.
    private static func values<Value>(
        of band: GDALRasterBandH, as type: GDALDataType, rows: Int, columns: Int, file: String
    ) throws(TerrainFileError) -> [Value] {
        // Every row of blocks stays in the cache until the last of its lines is read.
        var (width, height): (Int32, Int32) = (0, 0)
        GDAL.GDALGetBlockSize(band, &width, &height)
        let across = (columns + Int(width) - 1) / max(1, Int(width)) * Int(width) * Int(height)
        let bytes = across * Int(GDAL.GDALGetDataTypeSizeBytes(GDAL.GDALGetRasterDataType(band)))
        GDAL.GDALSetCacheMax64(Int64(max(RasterLibrary.cache, bytes + bytes / 4)))
        defer { GDAL.GDALSetCacheMax64(Int64(RasterLibrary.cache)) }
        var status = CE_None
        let values = [Value](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            LargeBuffer.preferLargePages(UnsafeMutableRawBufferPointer(buffer))
            status = GDAL.GDALRasterIO(
                band, GF_Read, 0, 0, Int32(columns), Int32(rows), buffer.baseAddress, Int32(columns), Int32(rows), type, 0, 0)
            if status == CE_None { count = rows * columns }
        }
        guard status == CE_None else { throw .unreadable(file: file, why: RasterLibrary.lastMessage) }
        return values
    }

    private static func georeference(of dataset: GDALDatasetH, file: String) throws(TerrainFileError) -> RasterGeoreference {
        var transform = [Double](repeating: 0, count: 6)
        guard GDAL.GDALGetGeoTransform(dataset, &transform) == CE_None else {
            return RasterGeoreference(kind: .unknown, west: 0, north: 0, stepEast: 1, stepSouth: 1)
        }
        guard transform[2] == 0, transform[4] == 0, transform[1] > 0, transform[5] < 0 else {
            throw .unfit(file: file, why: "is not north-up; warp it first: gdalwarp \(file) upright.tif")
        }
        let text = GDAL.GDALGetProjectionRef(dataset).map { String(cString: $0) } ?? ""
        return RasterGeoreference(
            kind: kind(of: text), west: transform[0] + 0.5 * transform[1], north: transform[3] + 0.5 * transform[5],
            stepEast: transform[1], stepSouth: -transform[5], wellKnownText: text)
    }

    private static func kind(of text: String) -> RasterGeoreference.Kind {
        guard !text.isEmpty, let system = GDAL.OSRNewSpatialReference(text) else { return .unknown }
        defer { GDAL.OSRDestroySpatialReference(system) }
        if GDAL.OSRIsGeographic(system) != 0 { return .geographic }
        if GDAL.OSRIsProjected(system) != 0 || GDAL.OSRIsLocal(system) != 0 { return .projected(unit: GDAL.OSRGetLinearUnits(system, nil)) }
        return .unknown
    }
}
