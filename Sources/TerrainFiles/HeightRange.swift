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
            why: "has a height of \(height) m (row \(node / columns), column \(node % columns)), allowed: -12000…10000 m, "
                + "as the earth has; if it stands for no height, say so: gdal_translate -a_nodata \(height)")
    }
}

extension ElevationRaster {
    /// Refuses heights that the earth has not; voids are none.
    package func checkHeights() throws(TerrainFileError) {
        if let node = HeightRange.firstBeyond(heights[...]) { throw HeightRange.fault(source, heights[node], node: node, columns: columns) }
    }
}

extension GroundRaster {
    /// Refuses heights that the earth has not; voids are none. Whole metres without a void are known to have none from then on.
    /// - Parameter jobs: threads to look with.
    package mutating func checkHeights(jobs: Int = 1) throws(TerrainFileError) {
        let found = look(jobs: jobs)
        if let wrong = found.beyond { throw HeightRange.fault(source, self[wrong], node: wrong, columns: columns) }
        if !found.hasVoids { forgetVoid() }
    }

    /// What a part of the heights has: the first beyond those of the earth, and whether one is void (real heights: it may be).
    private struct Findings: Sendable {
        var beyond: Int?
        var hasVoids = false
    }

    private func look(jobs: Int) -> Findings {
        guard jobs > 1 else { return look(0..<rows * columns) }
        let part = rows * columns / (4 * jobs) + 1
        let all = Mutex(Findings())
        DispatchQueue.concurrentPerform(iterations: 4 * jobs) { place in
            let found = look((place * part..<(place + 1) * part).clamped(to: 0..<rows * columns))
            all.withLock {
                if let node = found.beyond { $0.beyond = min($0.beyond ?? node, node) }
                if found.hasVoids { $0.hasVoids = true }
            }
        }
        return all.withLock { $0 }
    }

    private func look(_ nodes: Range<Int>) -> Findings {
        switch heights {
        case .real(let values): Findings(beyond: HeightRange.firstBeyond(values[nodes]), hasVoids: true)
        case .whole(let values): values.withUnsafeBufferPointer { look($0, nodes) }
        case .mapped(let mapped):
            withExtendedLifetime(mapped.file) { look(UnsafeBufferPointer(start: mapped.start, count: rows * columns), nodes) }
        }
    }

    /// Among whole metres; whether there is any is looked at first, without a branch, so that many nodes are compared at a time.
    private func look(_ values: UnsafeBufferPointer<Int16>, _ nodes: Range<Int>) -> Findings {
        let (low, high) = (Int16(HeightRange.allowed.lowerBound), Int16(HeightRange.allowed.upperBound))
        let void = void ?? 0
        let span = UInt16(bitPattern: high &- low)
        let part = UnsafeBufferPointer(rebasing: values[nodes])
        guard let first = part.baseAddress else { return Findings() }
        var (beyond, voids): (UInt16, UInt16) = (0, 0)
        var place = 0
        while place < part.count {
            let value = first[place]
            let isBeyond: UInt16 = UInt16(bitPattern: value &- low) > span ? 1 : 0
            let isVoid: UInt16 = value == void ? 1 : 0
            beyond |= isBeyond & ~isVoid
            voids |= isVoid
            place &+= 1
        }
        var found = Findings(hasVoids: self.void != nil && voids != 0)
        if beyond & 1 != 0 { found.beyond = nodes.first { values[$0] != void && (values[$0] < low || values[$0] > high) } }
        return found
    }
}
