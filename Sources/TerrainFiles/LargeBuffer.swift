import Foundation

/// Whole rasters in memory.
package enum LargeBuffer {
    /// Asks for large pages under a buffer that nobody has touched yet: a thousand-odd page faults instead of hundreds of
    /// thousands, and neighbouring rows within reach of the address cache. Without effect where the system has none.
    package static func preferLargePages(_ buffer: UnsafeMutableRawBufferPointer) {
        #if os(Linux)
        let page = 2 << 20
        guard let base = buffer.baseAddress, buffer.count >= 4 * page else { return }
        let first = (UInt(bitPattern: base) + UInt(page - 1)) & ~UInt(page - 1)
        let end = (UInt(bitPattern: base) + UInt(buffer.count)) & ~UInt(page - 1)
        _ = madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), MADV_HUGEPAGE)
        #endif
    }
}
