import Dispatch
import Synchronization

/// Heights that the earth has. A file with others means something else than it says: a void that it does not declare, another unit, a scale
/// that is none.
enum HeightRange {
    /// From below the deepest trench (−10 935 m) to above the highest mountain (8 849 m), metres.
    static let allowed: ClosedRange<Float> = -12_000...10_000

    /// The first of heights that is beyond them; voids are none.
    static func firstBeyond(_ heights: ArraySlice<Float>) -> Int? { heights.firstIndex { $0 == $0 && !allowed.contains($0) } }

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
        if let node = HeightRange.firstBeyond(heights[...]) { throw HeightRange.fault(source, heights[node], node: node, columns: columns) }
    }
}

extension GroundRaster {
    /// Refuses heights that the earth has not; voids are none.
    /// - Parameter jobs: threads to look with.
    package func checkHeights(jobs: Int = 1) throws(TerrainFileError) {
        let part = rows * columns / (4 * jobs) + 1
        let wrong = Mutex<Int?>(nil)
        DispatchQueue.concurrentPerform(iterations: jobs > 1 ? 4 * jobs : 1) { place in
            let nodes = jobs > 1 ? (place * part..<(place + 1) * part).clamped(to: 0..<rows * columns) : 0..<rows * columns
            guard let found = firstBeyond(nodes) else { return }
            wrong.withLock { $0 = min($0 ?? found, found) }
        }
        if let wrong = wrong.withLock({ $0 }) { throw HeightRange.fault(source, self[wrong], node: wrong, columns: columns) }
    }

    private func firstBeyond(_ nodes: Range<Int>) -> Int? {
        switch heights {
        case .real(let values): HeightRange.firstBeyond(values[nodes])
        case .whole(let values): values.withUnsafeBufferPointer { firstBeyond($0, nodes) }
        case .mapped(let mapped):
            withExtendedLifetime(mapped.file) { firstBeyond(UnsafeBufferPointer(start: mapped.start, count: rows * columns), nodes) }
        }
    }

    /// Among whole metres; the range alone is looked at first, many nodes at a time.
    private func firstBeyond(_ values: UnsafeBufferPointer<Int16>, _ nodes: Range<Int>) -> Int? {
        let (low, high) = (Int16(HeightRange.allowed.lowerBound), Int16(HeightRange.allowed.upperBound))
        let void = void ?? 0
        var (least, most): (Int16, Int16) = (0, 0)
        for node in nodes {
            let height = values[node] == void ? 0 : values[node]
            least = min(least, height)
            most = max(most, height)
        }
        guard least < low || most > high else { return nil }
        return nodes.first { values[$0] != void && (values[$0] < low || values[$0] > high) }
    }
}
