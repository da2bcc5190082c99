/// The first directory of a little-endian TIFF or BigTIFF file (TIFF 6.0, Adobe 1992; the BigTIFF design).
///
/// Enough for grids that lie uncompressed in one piece; whatever is not understood is left to GDAL.
struct TIFFDirectory {
    enum Tag: UInt16 {
        case width = 256, height = 257, bitsPerSample = 258, compression = 259, photometric = 262, stripOffsets = 273
        case samplesPerPixel = 277, rowsPerStrip = 278, stripByteCounts = 279, software = 305, tileWidth = 322, sampleFormat = 339
        case pixelScale = 33550, tiepoint = 33922, transformation = 34264
        case geoKeys = 34735, geoDoubles = 34736, geoText = 34737, metadata = 42112, noData = 42113
    }

    private struct Field {
        let type: UInt16
        let count: Int
        let offset: Int
    }

    private let bytes: UnsafeRawBufferPointer
    private var fields: [UInt16: Field] = [:]
    /// Whether no other directory follows: masks and overviews stand in such.
    private(set) var isAlone = false

    /// nil where the bytes are no such file; they must outlive the directory.
    init?(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        guard bytes.count >= 16, bytes[0] == 0x49, bytes[1] == 0x49 else { return nil }
        let version = bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)
        let isBig = version == 43
        guard version == 42 || isBig else { return nil }
        let word = isBig ? 8 : 4
        guard let start = number(at: isBig ? 8 : 4, width: word), let count = number(at: start, width: isBig ? 8 : 2), count <= 4096
        else { return nil }
        let size = isBig ? 20 : 12
        let first = start + (isBig ? 8 : 2)
        for index in 0..<count {
            let at = first + index * size
            guard let tag = number(at: at, width: 2), let type = number(at: at + 2, width: 2), type < Self.widths.count,
                let length = number(at: at + 4, width: word), length <= bytes.count
            else { return nil }
            // What fits stands in the field itself.
            let total = length * Self.widths[type]
            guard let offset = total <= word ? at + 4 + word : number(at: at + 4 + word, width: word), offset <= bytes.count - total
            else { return nil }
            // Readers differ over a tag that stands twice.
            guard fields.updateValue(Field(type: UInt16(type), count: length, offset: offset), forKey: UInt16(tag)) == nil else {
                return nil
            }
        }
        isAlone = number(at: first + count * size, width: word) == 0
    }

    /// Bytes of a value of each type.
    private static let widths = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]

    private func number(at offset: Int, width: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - width else { return nil }
        switch width {
        case 1: return Int(bytes[offset])
        case 2: return Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        case 4: return Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        default: return Int(exactly: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
    }

    func has(_ tag: Tag) -> Bool { fields[tag.rawValue] != nil }

    /// Unsigned whole numbers; empty where the tag is absent or of another type.
    func whole(_ tag: Tag) -> [Int] {
        guard let field = fields[tag.rawValue], [1, 3, 4, 16].contains(field.type) else { return [] }
        let width = Self.widths[Int(field.type)]
        return (0..<field.count).compactMap { number(at: field.offset + $0 * width, width: width) }
    }

    func reals(_ tag: Tag) -> [Double] {
        guard let field = fields[tag.rawValue], field.type == 12 else { return [] }
        return (0..<field.count).map {
            Double(bitPattern: bytes.loadUnaligned(fromByteOffset: field.offset + 8 * $0, as: UInt64.self))
        }
    }

    func text(_ tag: Tag) -> [UInt8] {
        guard let field = fields[tag.rawValue], field.type == 2 else { return [] }
        return Array(bytes[field.offset..<field.offset + field.count])
    }
}
