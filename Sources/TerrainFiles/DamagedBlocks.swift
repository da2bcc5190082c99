import CGDAL

/// Packed blocks whose end is missing: libtiff with libdeflate takes a stream that would run over a block's end for whole, and leaves the
/// last values as the memory was. They would be other heights at every reading.
enum DamagedBlocks {
    /// Reads each block of a DEFLATE file into memory of two fillings, and refuses the file where the two differ.
    static func check(_ source: TerrainReader.Source, width: Int, height: Int, sampleBytes: Int) throws(TerrainFileError) {
        let packing = GDAL.GDALGetMetadataItem(source.dataset, "COMPRESSION", "IMAGE_STRUCTURE").map { String(cString: $0) }
        guard packing == "DEFLATE" else { return }
        let count = width * height * sampleBytes
        var (one, other) = ([UInt8](repeating: 0, count: count), [UInt8](repeating: 0, count: count))
        for row in 0..<(source.rows + height - 1) / height {
            for column in 0..<(source.columns + width - 1) / width {
                read(source, column, row, filling: 0x5A, &one)
                read(source, column, row, filling: 0xA5, &other)
                guard one == other else {
                    throw .unreadable(
                        file: source.file,
                        why: "its packed values are damaged: the end of block \(column), \(row) (column, row) is missing")
                }
            }
        }
    }

    private static func read(_ source: TerrainReader.Source, _ column: Int, _ row: Int, filling: UInt8, _ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { buffer in
            for place in buffer.indices { buffer[place] = filling }
            // What cannot be read at all is said where the heights are read.
            if GDAL.GDALReadBlock(source.band, Int32(column), Int32(row), buffer.baseAddress) != CE_None {
                for place in buffer.indices { buffer[place] = 0 }
            }
        }
    }
}
