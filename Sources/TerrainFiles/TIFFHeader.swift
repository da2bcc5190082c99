/// The head of a TIFF file whose values follow in one piece: one directory, BigTIFF where four bytes cannot count the file.
struct TIFFHeader {
    private(set) var bytes: [UInt8] = []
    /// Where the values begin: bytes, whole pages of memory.
    private(set) var size = 0
    private var fields: [(tag: TIFFDirectory.Tag, type: UInt16, count: Int, value: [UInt8])] = []

    init(
        _ sample: RasterFile.Sample, rows: Int, columns: Int, georeference: RasterGeoreference, noData: Double?, description: String
    ) {
        let rowBytes = columns * sample.bytes
        let rowsPerStrip = max(1, min(rows, (64 << 10) / max(1, rowBytes)))
        let strips = (rows + rowsPerStrip - 1) / rowsPerStrip
        let isBig = rows * rowBytes + 64 * strips > 4_000_000_000
        func short(_ tag: TIFFDirectory.Tag, _ value: Int) { add(tag, 3, 1, Self.little(UInt16(value))) }
        func long(_ tag: TIFFDirectory.Tag, _ value: Int) { add(tag, 4, 1, Self.little(UInt32(value))) }
        func add(_ tag: TIFFDirectory.Tag, _ type: UInt16, _ count: Int, _ value: [UInt8]) { fields.append((tag, type, count, value)) }
        func reals(_ tag: TIFFDirectory.Tag, _ values: [Double]) {
            add(tag, 12, values.count, values.flatMap { Self.little($0.bitPattern) })
        }
        func text(_ tag: TIFFDirectory.Tag, _ value: [UInt8]) { add(tag, 2, value.count, value) }
        long(.width, columns)
        long(.height, rows)
        short(.bitsPerSample, 8 * sample.bytes)
        short(.compression, 1)
        short(.photometric, 1)
        add(.stripOffsets, isBig ? 16 : 4, strips, [UInt8](repeating: 0, count: strips * (isBig ? 8 : 4)))
        short(.samplesPerPixel, 1)
        long(.rowsPerStrip, rowsPerStrip)
        let counts = (0..<strips).map { UInt32(min(rowsPerStrip, rows - $0 * rowsPerStrip) * rowBytes) }
        add(.stripByteCounts, 4, strips, counts.flatMap(Self.little))
        text(.software, Array("Cupola\0".utf8))
        short(.sampleFormat, sample == .real ? 3 : 1)
        if georeference.hasPlace {
            let keys = georeference.geoKeys ?? GeoKeys(wellKnownText: georeference.wellKnownText)
            let half = keys?.isPixelPoint == true ? 0.0 : 0.5
            reals(.pixelScale, [georeference.stepEast, georeference.stepSouth, 0])
            reals(
                .tiepoint,
                [0, 0, 0, georeference.west - half * georeference.stepEast, georeference.north + half * georeference.stepSouth, 0])
            if let keys {
                add(.geoKeys, 3, keys.directory.count, keys.directory.flatMap(Self.little))
                if !keys.reals.isEmpty { reals(.geoDoubles, keys.reals) }
                if !keys.text.isEmpty { text(.geoText, keys.text) }
            }
        }
        if !description.isEmpty { text(.metadata, Self.metadata(description)) }
        if let noData { text(.noData, Array("\(noData == noData.rounded() ? "\(Int(noData))" : "\(noData)")".utf8) + [0]) }
        lay(isBig: isBig, strips: strips, stripBytes: rowsPerStrip * rowBytes)
    }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// GDAL's way to name a band.
    private static func metadata(_ description: String) -> [UInt8] {
        let escaped = description.map { ["&": "&amp;", "<": "&lt;", ">": "&gt;"][$0] ?? String($0) }.joined()
        return Array(
            "<GDALMetadata>\n  <Item name=\"DESCRIPTION\" sample=\"0\" role=\"description\">\(escaped)</Item>\n</GDALMetadata>\n\0".utf8)
    }

    /// The directory, then what does not fit into its fields, then room up to a whole page.
    private mutating func lay(isBig: Bool, strips: Int, stripBytes: Int) {
        let word = isBig ? 8 : 4
        func number(_ value: Int) -> [UInt8] { isBig ? Self.little(UInt64(value)) : Self.little(UInt32(value)) }
        let first = isBig ? 16 : 8
        var next = first + (isBig ? 8 : 2) + fields.count * (isBig ? 20 : 12) + word
        var offsets: [Int] = []
        for field in fields {
            offsets.append(next)
            if field.value.count > word { next += (field.value.count + 7) / 8 * 8 }
        }
        size = (next + 4095) / 4096 * 4096
        let place = fields.firstIndex { $0.tag == .stripOffsets }!
        fields[place].value = (0..<strips).flatMap { number(size + $0 * stripBytes) }
        bytes = [0x49, 0x49] + (isBig ? [43, 0, 8, 0, 0, 0] : [42, 0]) + number(first)
        bytes += isBig ? Self.little(UInt64(fields.count)) : Self.little(UInt16(fields.count))
        for (field, offset) in zip(fields, offsets) {
            bytes += Self.little(field.tag.rawValue) + Self.little(field.type) + number(field.count)
            bytes += field.value.count > word ? number(offset) : field.value + [UInt8](repeating: 0, count: word - field.value.count)
        }
        bytes += number(0)
        for (field, offset) in zip(fields, offsets) where field.value.count > word {
            bytes += [UInt8](repeating: 0, count: offset - bytes.count) + field.value
        }
    }
}
