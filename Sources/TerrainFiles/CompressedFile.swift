import CGDAL

/// Files that are read whole, gzip opened on the way.
package enum CompressedFile {
    /// The bytes of a file; of what it holds, where its name ends in `.gz`.
    package static func bytes(_ path: String) throws(TerrainFileError) -> [UInt8] {
        guard GDAL.isInstalled else { throw .unreadable(file: path, why: RasterLibrary.absent) }
        return try RasterLibrary.quietly { () throws(TerrainFileError) -> [UInt8] in
            let name = path.hasSuffix(".gz") ? "/vsigzip/\(path)" : path
            guard let file = GDAL.VSIFOpenL(name, "rb") else { throw .unreadable(file: path, why: "no such file") }
            defer { _ = GDAL.VSIFCloseL(file) }
            var all: [UInt8] = []
            let size = 1 << 20
            while true {
                let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                    count = GDAL.VSIFReadL(buffer.baseAddress, 1, size, file)
                }
                all += chunk
                if chunk.count < size { break }
            }
            return all
        }
    }
}
