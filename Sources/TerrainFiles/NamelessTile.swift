import Foundation

/// An SRTM tile whose name says no place, or whose size GDAL does not know: a square of big-endian 16-bit heights.
enum NamelessTile {
    /// The void of SRTM.
    static let void: Int16 = -32768

    /// The heights, without a place; nil where the file is no such square.
    static func raster(_ path: String) throws(TerrainFileError) -> ElevationRaster? {
        guard path.lowercased().hasSuffix(".hgt"), let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        else { return nil }
        let side = Int((Double(data.count) / 2).squareRoot().rounded())
        guard side >= 2, 2 * side * side == data.count else { return nil }
        try RasterLimits.check(path, rows: side, columns: side, sampleBytes: 2, isPointer: false)
        let heights = [Float](unsafeUninitializedCapacity: side * side) { buffer, count in
            data.withUnsafeBytes { bytes in
                for index in 0..<side * side {
                    let height = Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2 * index, as: Int16.self))
                    buffer[index] = height == void ? .nan : Float(height)
                }
            }
            count = side * side
        }
        return ElevationRaster(
            georeference: RasterGeoreference(kind: .unknown, west: 0, north: 0, stepEast: 1, stepSouth: 1), rows: side,
            columns: side, heights: heights, source: path)
    }
}
