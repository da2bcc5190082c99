/// Heights that the earth has. A file with others means something else than it says: a void that it does not declare, another unit, a scale
/// that is none.
enum HeightRange {
    /// From below the deepest trench (−10 935 m) to above the highest mountain (8 849 m), metres.
    static let allowed: ClosedRange<Float> = -12_000...10_000

    /// The first of heights that is beyond them; voids are none.
    static func firstBeyond(_ heights: [Float]) -> Int? { heights.firstIndex { $0 == $0 && !allowed.contains($0) } }

    static func fault(_ file: String, _ height: Float, node: Int, columns: Int) -> TerrainFileError {
        .unfit(
            file: file,
            why: "has a height of \(height) m (row \(node / columns), column \(node % columns)), allowed: -12000…10000 m, as the earth has; "
                + "if it stands for no height, say so: gdal_translate -a_nodata \(height)")
    }
}

extension ElevationRaster {
    /// Refuses heights that the earth has not; voids are none.
    package func checkHeights() throws(TerrainFileError) {
        if let node = HeightRange.firstBeyond(heights) { throw HeightRange.fault(source, heights[node], node: node, columns: columns) }
    }
}

extension GroundRaster {
    /// Refuses heights that the earth has not; voids are none.
    package func checkHeights() throws(TerrainFileError) {
        let count = rows * columns
        var wrong: Int?
        switch heights {
        case .real(let values): wrong = HeightRange.firstBeyond(values)
        case .whole(let values): wrong = values.withUnsafeBufferPointer { firstBeyond($0) }
        case .mapped(let mapped):
            wrong = withExtendedLifetime(mapped.file) { firstBeyond(UnsafeBufferPointer(start: mapped.start, count: count)) }
        }
        if let wrong { throw HeightRange.fault(source, self[wrong], node: wrong, columns: columns) }
    }

    /// Among whole metres; the range alone is looked at first, many nodes at a time.
    private func firstBeyond(_ values: UnsafeBufferPointer<Int16>) -> Int? {
        let (low, high) = (Int16(HeightRange.allowed.lowerBound), Int16(HeightRange.allowed.upperBound))
        let void = void ?? 0
        var (least, most): (Int16, Int16) = (0, 0)
        for value in values {
            let height = value == void ? 0 : value
            least = min(least, height)
            most = max(most, height)
        }
        return least >= low && most <= high ? nil : values.firstIndex { $0 != void && ($0 < low || $0 > high) }
    }
}
