import Foundation

/// What is taken in of a raster, checked against what its header says before memory is taken.
enum RasterLimits {
    /// Nodes at most: a square of 32,768 on a side.
    static let nodesMaximum = 1 << 30
    /// So much may any small file unpack to, bytes.
    static let unpackedFreely = 256 << 20
    /// And a byte of a larger one to so many: DEFLATE makes 258 bytes of two bits at best (RFC 1951), 1,032 of one byte.
    static let unpackedPerByte = 1100
    /// A block of a file (strip or tile, held whole while it is read) may be so large, bytes, or four times its raster.
    static let blockFreely = 64 << 20

    /// Refuses what is no plain file: opening a pipe waits for ever.
    static func checkPlain(_ path: String) throws(TerrainFileError) {
        var status = stat()
        // What cannot be found may be a name of GDAL's own (`/vsigzip/…`), which says so itself where it is not.
        guard stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unfit(file: path, why: "is a folder, pipe or device, allowed: a plain file")
        }
    }

    /// Refuses a raster that is too large, or larger than a file of its size can hold.
    /// - Parameters:
    ///   - sampleBytes: of a value in the file.
    ///   - isPointer: whether the file names others that hold the values.
    static func check(_ path: String, rows: Int, columns: Int, sampleBytes: Int, isPointer: Bool) throws(TerrainFileError) {
        guard rows >= 1, columns >= 1, columns <= nodesMaximum / rows else {
            throw .unfit(
                file: path,
                why: "has \(rows) × \(columns) nodes, allowed: at most \(nodesMaximum) (2³⁰); "
                    + "cut it (gdal_translate -srcwin) or make it coarser (-outsize)")
        }
        let nodes = rows * columns
        var status = stat()
        let unpacked = nodes * sampleBytes
        // What lies on the disk counts, not holes.
        if !isPointer, unpacked > unpackedFreely, stat(path, &status) == 0,
            case let bytes = min(Int(status.st_size), max(4096, 512 * Int(status.st_blocks))), unpacked / unpackedPerByte > bytes
        {
            throw .unfit(
                file: path,
                why:
                    "says it holds \(rows) × \(columns) nodes (\(unpacked >> 20) MiB) in \(bytes) bytes: most of it is not there; "
                    + "allowed: \(unpackedFreely >> 20) MiB, or \(unpackedPerByte) bytes of heights a byte of the file; "
                    + "cut it (gdal_translate -srcwin)")
        }
        let memory = memoryMaximum
        guard 4 * nodes <= memory else {
            throw .unfit(
                file: path,
                why: "needs \(4 * nodes >> 20) MiB of memory for its heights, allowed here: \(memory >> 20) MiB; cut it or make it coarser")
        }
    }

    /// Refuses a file whose blocks are far larger than what they hold.
    static func checkBlocks(_ path: String, rows: Int, columns: Int, width: Int, height: Int, blockBytes: Double) throws(TerrainFileError) {
        let raster = 8 * Double(rows) * Double(columns)
        let across = (Double(columns) / Double(width)).rounded(.up) * blockBytes
        guard blockBytes <= max(Double(blockFreely), 4 * raster), across <= max(4 * Double(blockFreely), 4 * raster) else {
            throw .unfit(
                file: path,
                why:
                    "is laid in blocks of \(width) × \(height) values (\(readableMebibytes(blockBytes)) MiB), "
                    + "for \(rows) × \(columns) nodes; "
                    + "allowed: \(blockFreely >> 20) MiB, or four times its heights; write it anew (gdal_translate)")
        }
    }

    private static func readableMebibytes(_ bytes: Double) -> String { "\(Int(min(1e15, bytes / 0x1p20)))" }

    /// Six tenths of the machine's memory, or of what this process may have.
    private static let memoryMaximum: Int = {
        var all = 8 << 30
        let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
        if pages > 0, size > 0 { all = pages * size }
        #if os(Linux)
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < rlim_t(Int.max) {
            all = min(all, Int(limit.rlim_cur))
        }
        #endif
        return all / 10 * 6
    }()
}
