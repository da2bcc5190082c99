import CZlib

/// A ZIP archive of one file, deflated.
///
/// - Source: PKWARE, *APPNOTE.TXT*, 6.3.10; RFC 1951 through zlib.
enum ZipFile {
    static func bytes(name: String, content: [UInt8]) -> [UInt8] {
        let packed = deflated(content)
        let sum = content.withUnsafeBufferPointer { UInt32(crc32(0, $0.baseAddress, uInt(content.count))) }
        let name = Array(name.utf8)
        // Version 2.0, UTF-8 name, deflated, 1980-01-01: the same run gives the same bytes.
        var common: [UInt8] = []
        for value: UInt16 in [20, 0x0800, 8, 0, 0x0021] { little(UInt32(value), 2, &common) }
        for value in [sum, UInt32(packed.count), UInt32(content.count)] { little(value, 4, &common) }
        little(UInt32(name.count), 2, &common)
        little(0, 2, &common)
        var out: [UInt8] = [0x50, 0x4B, 3, 4] + common + name + packed
        let directory = UInt32(out.count)
        out += [0x50, 0x4B, 1, 2, 20, 0] + common
        for (value, size) in [(0, 2), (0, 2), (0, 2), (0, 4), (0, 4)] { little(UInt32(value), size, &out) }
        out += name
        let length = UInt32(out.count) - directory
        out += [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0]
        little(length, 4, &out)
        little(directory, 4, &out)
        return out + [0, 0]
    }

    private static func little(_ value: UInt32, _ size: Int, _ out: inout [UInt8]) {
        for place in 0..<size { out.append(UInt8(truncatingIfNeeded: value >> (8 * UInt32(place)))) }
    }

    private static func deflated(_ content: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        // No header of zlib's own (window −15), its everyday effort.
        let opened = deflateInit2_(
            &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        precondition(opened == Z_OK, "zlib cannot start")
        defer { deflateEnd(&stream) }
        var input = content
        var out = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(content.count))))
        let written = input.withUnsafeMutableBufferPointer { source in
            out.withUnsafeMutableBufferPointer { sink in
                stream.next_in = source.baseAddress
                stream.avail_in = uInt(source.count)
                stream.next_out = sink.baseAddress
                stream.avail_out = uInt(sink.count)
                precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib cannot finish within its own bound")
                return sink.count - Int(stream.avail_out)
            }
        }
        return Array(out[..<written])
    }
}
