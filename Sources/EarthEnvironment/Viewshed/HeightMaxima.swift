/// The greatest heights of a grid, window by window, at four sizes of window.
///
/// Window (i, j) of a step holds the nodes from step·i − 1 to step·(i + 2) + 1 of either index: whatever lies within `step` of
/// a place lies in the window of that place divided by `step`, with a node to spare for rounding and for bilinear ground.
struct HeightMaxima: Sendable {
    /// The smallest step; each level doubles it.
    static let step = 4
    static let levels = 4
    /// The windows of all levels, one level after the other.
    private(set) var values: [Float] = []
    private(set) var shapes: [Shape] = []

    /// Where the windows of one level stand among `values`.
    struct Shape: Sendable {
        let offset: Int
        let rows: Int
        let columns: Int
    }

    init<Height: HeightSample>(_ heights: UnsafePointer<Height>, rows: Int, columns: Int) {
        var blocks = Blocks(heights, rows: rows, columns: columns)
        for level in 0..<Self.levels {
            if level > 0 { blocks = blocks.halved }
            shapes.append(Shape(offset: values.count, rows: blocks.rows, columns: blocks.columns))
            blocks.appendWindows(to: &values)
        }
    }

    /// Greatest heights of step + 3 nodes, from one before to one after a step; windows are two by two of them.
    private struct Blocks {
        let rows: Int
        let columns: Int
        var values: [Float]

        init<Height: HeightSample>(_ heights: UnsafePointer<Height>, rows: Int, columns: Int) {
            let step = HeightMaxima.step
            self.rows = (rows - 1) / step + 1
            self.columns = (columns - 1) / step + 1
            values = [Float](repeating: -.infinity, count: self.rows * self.columns)
            var line = [Float](repeating: -.infinity, count: columns)
            for block in 0..<self.rows {
                let first = max(0, block * step - 1)
                let last = min(rows - 1, (block + 1) * step + 1)
                for column in 0..<columns { line[column] = heights[first * columns + column].metres }
                for row in first + 1..<max(first + 1, last + 1) {
                    let from = heights + row * columns
                    for column in 0..<columns { line[column] = max(line[column], from[column].metres) }
                }
                for place in 0..<self.columns {
                    var greatest = -Float.infinity
                    for column in max(0, place * step - 1)...min(columns - 1, (place + 1) * step + 1) {
                        greatest = max(greatest, line[column])
                    }
                    values[block * self.columns + place] = greatest
                }
            }
        }

        private init(rows: Int, columns: Int) {
            self.rows = rows
            self.columns = columns
            values = [Float](repeating: -.infinity, count: rows * columns)
        }

        /// Blocks of twice the step.
        var halved: Blocks {
            var coarser = Blocks(rows: (rows + 1) / 2, columns: (columns + 1) / 2)
            for row in 0..<rows {
                for column in 0..<columns {
                    let at = row / 2 * coarser.columns + column / 2
                    coarser.values[at] = max(coarser.values[at], values[row * columns + column])
                }
            }
            return coarser
        }

        func appendWindows(to windows: inout [Float]) {
            windows.reserveCapacity(windows.count + rows * columns)
            for row in 0..<rows {
                let here = row * columns
                let below = min(row + 1, rows - 1) * columns
                for column in 0..<columns {
                    let right = min(column + 1, columns - 1)
                    windows.append(max(values[here + column], values[here + right], values[below + column], values[below + right]))
                }
            }
        }
    }
}

/// The windows of `HeightMaxima` where they lie, for eight extents at a time.
struct HeightWindows {
    typealias Lanes = SIMD8<Float>
    let maxima: UnsafePointer<Float>
    /// By level where they begin and how many stand in a row.
    private let offsets: SIMD4<UInt32>
    private let widths: SIMD4<UInt32>

    /// - Parameter maxima: the values, which must outlive the windows.
    init(_ maxima: UnsafePointer<Float>, _ shapes: [HeightMaxima.Shape]) {
        self.maxima = maxima
        offsets = SIMD4(truncatingIfNeeded: SIMD4(shapes.map(\.offset)))
        widths = SIMD4(truncatingIfNeeded: SIMD4(shapes.map(\.columns)))
    }

    /// Bounds on the heights between places of the grid, and on bilinear ground there.
    /// - Parameters:
    ///   - row: the least of each extent; and the least column.
    ///   - width: of each extent, rows or columns, whichever are more.
    @inline(__always)
    func greatest(row: Lanes, column: Lanes, width: Lanes) -> Lanes {
        // The smallest windows that hold the extent.
        var scale = Lanes(repeating: 1 / Float(HeightMaxima.step))
        var stride = SIMD8<UInt32>(repeating: widths[0])
        var offset = SIMD8<UInt32>(repeating: offsets[0])
        for level in 1..<HeightMaxima.levels {
            let isWider = width .> Float(HeightMaxima.step << (level - 1))
            scale = scale.replacing(with: Lanes(repeating: 1 / Float(HeightMaxima.step << level)), where: isWider)
            stride = stride.replacing(with: SIMD8(repeating: widths[level]), where: isWider)
            offset = offset.replacing(with: SIMD8(repeating: offsets[level]), where: isWider)
        }
        let index = Self.whole(row * scale) &* stride &+ Self.whole(column * scale) &+ offset
        let isTooWide = width .> Float(HeightMaxima.step << (HeightMaxima.levels - 1))
        return Float.eight(maxima, index.replacing(with: SIMD8(), where: isTooWide)).replacing(
            with: Lanes(repeating: .infinity), where: isTooWide)
    }

    /// The whole part of numbers from 0.
    @inline(__always)
    private static func whole(_ place: Lanes) -> SIMD8<UInt32> {
        let whole = (place - 0.5).greater(Lanes())
        return unsafeBitCast(whole + 8_388_608, to: SIMD8<UInt32>.self) &- 0x4b00_0000
    }
}
