import CGDAL

/// Voids that a file tells by a mask: one of its own, one beside it, or an alpha band.
enum BandMask {
    /// The bands in which nought stands for a void; what a no-data value says is not among them.
    static func bands(of source: TerrainReader.Source) -> [GDALRasterBandH] {
        var bands: [GDALRasterBandH] = []
        let flags = GDAL.GDALGetMaskFlags(source.band)
        if flags & (GMF_ALL_VALID | GMF_NODATA) == 0, let mask = GDAL.GDALGetMaskBand(source.band) { bands.append(mask) }
        // A no-data value goes before an alpha band in GDAL; here both count.
        if flags & GMF_NODATA != 0 || flags & GMF_ALL_VALID != 0 {
            for number in 2..<max(2, GDAL.GDALGetRasterCount(source.dataset) + 1) {
                if let band = GDAL.GDALGetRasterBand(source.dataset, number), GDAL.GDALGetRasterColorInterpretation(band) == GCI_AlphaBand {
                    bands.append(band)
                }
            }
        }
        return bands
    }

    /// Makes NaN of what the mask leaves out, some rows at a time.
    static func apply(_ mask: GDALRasterBandH, of source: TerrainReader.Source, to heights: inout [Float]) throws(TerrainFileError) {
        var (width, height): (Int32, Int32) = (0, 0)
        GDAL.GDALGetBlockSize(mask, &width, &height)
        (width, height) = (max(1, width), max(1, height))
        try RasterLimits.checkBlocks(
            source.file, rows: source.rows, columns: source.columns, width: Int(width), height: Int(height),
            blockBytes: Double(width) * Double(height))
        let columns = source.columns
        let across = (columns + Int(width) - 1) / Int(width) * Int(width) * Int(height)
        GDAL.GDALSetCacheMax64(Int64(max(RasterLibrary.cache, across + across / 4)))
        defer { GDAL.GDALSetCacheMax64(Int64(RasterLibrary.cache)) }
        // About a megabyte.
        let step = max(1, (1 << 20) / columns)
        var values = [UInt8](repeating: 0, count: step * columns)
        for first in stride(from: 0, to: source.rows, by: step) {
            let rows = min(step, source.rows - first)
            let status = values.withUnsafeMutableBytes {
                GDAL.GDALRasterIO(
                    mask, GF_Read, 0, Int32(first), Int32(columns), Int32(rows), $0.baseAddress, Int32(columns), Int32(rows), GDT_Byte, 0, 0
                )
            }
            guard status == CE_None else { throw .unreadable(file: source.file, why: RasterLibrary.lastMessage) }
            for place in 0..<rows * columns where values[place] == 0 { heights[first * columns + place] = .nan }
        }
    }
}
