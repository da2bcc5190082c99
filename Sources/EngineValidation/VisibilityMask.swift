import Foundation
import ModelValidation

/// A mask of visible nodes, and how two of them agree.
struct VisibilityMask {
    var bits: [Bool]

    /// Whether a target stands visible over each node.
    init(altitudes: [Float], ground: [Float], kind: String, height: Double) throws {
        let target = Float(height)
        switch kind {
        case "agl": bits = altitudes.indices.map { altitudes[$0] <= ground[$0] + target }
        case "alt_asl": bits = altitudes.indices.map { altitudes[$0] <= target && ground[$0] <= target }
        default: throw ReferenceError.malformed(file: "mask", why: "kind \(kind) is neither agl nor alt_asl")
        }
    }

    /// A portable bit map, binary form (P4): 1 is visible.
    init(_ file: URL, rows: Int, columns: Int) throws {
        let bytes = try TerrainCases.bytes(file)
        let stride = (columns + 7) / 8
        guard bytes.count > rows * stride, bytes.starts(with: Array("P4".utf8)) else {
            throw ReferenceError.malformed(file: file.path, why: "is not a bit map of \(rows) × \(columns)")
        }
        let start = bytes.count - rows * stride
        bits = (0..<rows * columns).map { place in
            let column = place % columns
            return bytes[start + place / columns * stride + column / 8] >> UInt8(7 - column % 8) & 1 == 1
        }
    }

    var visibleFraction: Double { Double(bits.count { $0 }) / Double(bits.count) }

    /// Share of nodes with one verdict.
    func agreement(_ other: VisibilityMask) -> Double {
        Double(zip(bits, other.bits).count { $0 == $1 }) / Double(bits.count)
    }

    /// Visible in both over visible in either; 1 where nothing is visible.
    func intersectionOverUnion(_ other: VisibilityMask) -> Double {
        var both = 0
        var either = 0
        for (first, second) in zip(bits, other.bits) {
            if first && second { both += 1 }
            if first || second { either += 1 }
        }
        return either == 0 ? 1 : Double(both) / Double(either)
    }
}
