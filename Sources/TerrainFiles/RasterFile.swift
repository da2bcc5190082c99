import Foundation

/// A raster being written: a GeoTIFF whose rows any thread may write in any order, uncompressed and in one piece.
package final class RasterFile: Sendable {
    /// What a node holds.
    package enum Sample: Sendable {
        /// Real values of four bytes.
        case real
        /// Classes or masks of one byte.
        case byte
        var bytes: Int { self == .real ? 4 : 1 }
    }

    private let path: String
    private let file: Int32
    private let start: Int
    private let rowBytes: Int

    /// Makes the file, which must not be there, all but the values.
    /// - Parameters:
    ///   - noData: the value that stands for none, written into the file; NaN is allowed.
    ///   - description: of the values, for people.
    package init(
        _ path: String, _ sample: Sample, rows: Int, columns: Int, georeference: RasterGeoreference, noData: Double? = nil,
        description: String = ""
    ) throws(TerrainFileError) {
        let header = TIFFHeader(
            sample, rows: rows, columns: columns, georeference: georeference, noData: noData, description: description)
        self.path = path
        start = header.size
        rowBytes = columns * sample.bytes
        // A new file, never one that is there: whoever reads the old one, this program too, goes on doing so.
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw Self.failure(path) }
        do throws(TerrainFileError) {
            try header.bytes.withUnsafeBytes { put($0, at: 0) }.get()
        } catch {
            Foundation.close(file)
            throw error
        }
    }

    /// Writes whole rows from one on.
    package func write(row: Int, _ bytes: UnsafeRawBufferPointer) throws(TerrainFileError) {
        try put(bytes, at: start + row * rowBytes).get()
    }

    /// Ends the file; it must not be written afterwards.
    package func close() throws(TerrainFileError) {
        guard Foundation.close(file) == 0 else { throw Self.failure(path) }
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Result<Void, TerrainFileError> {
        var done = 0
        while done < bytes.count {
            let count = pwrite(file, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return .failure(Self.failure(path)) }
            done += count
        }
        return .success(())
    }

    private static func failure(_ path: String) -> TerrainFileError {
        .unwritable(file: path, why: String(cString: strerror(errno)))
    }
}

extension RasterFile {
    /// A whole raster of real values, row-major from the north-western node.
    package static func write(
        _ values: [Float], rows: Int, columns: Int, georeference: RasterGeoreference, noData: Double? = nil,
        description: String = "", to path: String
    ) throws(TerrainFileError) {
        try write(
            values, .real, rows: rows, columns: columns, georeference: georeference, noData: noData, description: description, to: path)
    }

    /// A whole raster of bytes.
    package static func write(
        _ values: [UInt8], rows: Int, columns: Int, georeference: RasterGeoreference, noData: Double? = nil,
        description: String = "", to path: String
    ) throws(TerrainFileError) {
        try write(
            values, .byte, rows: rows, columns: columns, georeference: georeference, noData: noData, description: description, to: path)
    }

    private static func write<Value>(
        _ values: [Value], _ sample: Sample, rows: Int, columns: Int, georeference: RasterGeoreference, noData: Double?,
        description: String, to path: String
    ) throws(TerrainFileError) {
        precondition(values.count == rows * columns, "values must number rows × columns")
        let file = try RasterFile(
            path, sample, rows: rows, columns: columns, georeference: georeference, noData: noData, description: description)
        let written = values.withUnsafeBytes { file.put($0, at: file.start) }
        try file.close()
        try written.get()
    }
}
