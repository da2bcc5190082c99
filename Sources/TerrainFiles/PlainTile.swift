import Foundation

/// An SRTM tile that is read where it lies: a square of big-endian 16-bit metres whose name says its south-western corner, as in
/// N50E030.hgt. Any other name or size, and a tile with a sidecar of GDAL's beside it, is GDAL's to read.
enum PlainTile {
    /// Nodes a side of one arc-second and of three.
    private static let sides = [3601, 1201]

    /// nil where the file is no such tile.
    static func ground(_ path: String) throws(TerrainFileError) -> GroundRaster? {
        guard let corner = corner(path), !Sidecars.speak(of: path), let file = MappedFile(path),
            let side = sides.first(where: { 2 * $0 * $0 == file.bytes.count })
        else { return nil }
        try RasterLimits.check(path, rows: side, columns: side, sampleBytes: 2, isPointer: false)
        let step = 1 / Double(side - 1)
        // By way of the outer corner of the first pixel, as GDAL goes: the same bits.
        let outer = (west: corner.west - 0.5 * step, north: corner.south + 1 + 0.5 * step)
        var georeference = RasterGeoreference.geographic(
            westDegrees: outer.west + 0.5 * step, northDegrees: outer.north - 0.5 * step, stepEastDegrees: step, stepSouthDegrees: step)
        georeference.geoKeys = .wgs84
        var hasVoids = false
        let heights = [Int16](unsafeUninitializedCapacity: side * side) { buffer, count in
            LargeBuffer.preferLargePages(UnsafeMutableRawBufferPointer(buffer))
            hasVoids = WholeHeights.swap(file.bytes, into: UnsafeMutableRawBufferPointer(buffer), void: NamelessTile.void)
            count = side * side
        }
        return GroundRaster(
            georeference: georeference, rows: side, columns: side, heights: .whole(heights), void: hasVoids ? NamelessTile.void : nil,
            source: path)
    }

    /// Degrees of the south-western corner; nil where the name says none.
    private static func corner(_ path: String) -> (south: Double, west: Double)? {
        let name = Array((path.split(separator: "/").last ?? "").utf8)
        func number(_ digits: Range<Int>) -> Double? {
            digits.reduce(Double?(0)) { sum, at in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(name[at]) ? sum.map { 10 * $0 + Double(name[at] - 48) } : nil
            }
        }
        guard name.count == 11, name[7...].elementsEqual(".hgt".utf8), let latitude = number(1..<3), let longitude = number(4..<7),
            latitude < 90, longitude <= 180
        else { return nil }
        let (north, east) = (UInt8(ascii: "N"), UInt8(ascii: "E"))
        guard [north, UInt8(ascii: "S")].contains(name[0]), [east, UInt8(ascii: "W")].contains(name[3]) else { return nil }
        return (name[0] == north ? latitude : -latitude, name[3] == east ? longitude : -longitude)
    }
}

/// Passes over whole metres in two bytes, thirty-two bytes at a time.
enum WholeHeights {
    private typealias Words = SIMD8<UInt32>
    private static let block = 4096

    /// Whether a value is among them.
    static func contains(_ value: Int16, in values: UnsafeBufferPointer<Int16>) -> Bool {
        let pattern = pattern(value)
        var first = 0
        while first < values.count {
            let end = min(values.count, first + block)
            var found = Words()
            var at = first
            while at + 16 <= end {
                found |= marks(UnsafeRawPointer(values.baseAddress! + at).loadUnaligned(as: Words.self) ^ pattern)
                at += 16
            }
            // A mark may stand beside the value it is of; what is left over is looked at one by one.
            let isMarked = found != Words()
            for place in (isMarked ? first : at)..<end where values[place] == value { return true }
            first = end
        }
        return false
    }

    /// Turns big-endian values into this machine's; returns whether one of them may be `void`.
    static func swap(_ bytes: UnsafeRawBufferPointer, into values: UnsafeMutableRawBufferPointer, void: Int16) -> Bool {
        let pattern = pattern(void)
        let low = Words(repeating: 0x00ff_00ff)
        var found = Words()
        var at = 0
        while at + 32 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: at, as: Words.self)
            let turned = ((word &>> 8) & low) | ((word & low) &<< 8)
            values.storeBytes(of: turned, toByteOffset: at, as: Words.self)
            found |= marks(turned ^ pattern)
            at += 32
        }
        var isFound = found != Words()
        while at + 2 <= bytes.count {
            let value = Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: at, as: Int16.self))
            values.storeBytes(of: value, toByteOffset: at, as: Int16.self)
            isFound = isFound || value == void
            at += 2
        }
        return isFound
    }

    private static func pattern(_ value: Int16) -> Words {
        let half = UInt32(UInt16(bitPattern: value))
        return Words(repeating: half << 16 | half)
    }

    /// Marks the halves of words that are nought, and perhaps the one above such.
    @inline(__always)
    private static func marks(_ words: Words) -> Words { (words &- 0x0001_0001) & ~words & 0x8000_8000 }
}
