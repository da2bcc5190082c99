/// The greatest heights of a grid, window by window.
///
/// Window (i, j) holds the nodes from step·i − 1 to step·(i + 2) + 1 of either index: whatever lies within `step` of a
/// place lies in the window of that place divided by `step`, with a node to spare for rounding and for bilinear ground.
struct HeightMaxima: Sendable {
    let step: Int
    let columns: Int
    let rows: Int
    let values: [Float]

    /// From the heights themselves.
    init<Height: HeightSample>(_ heights: UnsafePointer<Height>, rows: Int, columns: Int, step: Int) {
        let blockRows = (rows - 1) / step + 1
        let blockColumns = (columns - 1) / step + 1
        // Blocks of step + 3 nodes, from one before to one after their step; windows are two by two of them.
        var blocks = [Float](repeating: -.infinity, count: blockRows * blockColumns)
        var line = [Float](repeating: -.infinity, count: columns)
        for block in 0..<blockRows {
            let first = max(0, block * step - 1)
            let last = min(rows - 1, (block + 1) * step + 1)
            for column in 0..<columns { line[column] = heights[first * columns + column].metres }
            for row in first + 1..<max(first + 1, last + 1) {
                let from = heights + row * columns
                for column in 0..<columns { line[column] = max(line[column], from[column].metres) }
            }
            for place in 0..<blockColumns {
                var greatest = -Float.infinity
                for column in max(0, place * step - 1)...min(columns - 1, (place + 1) * step + 1) {
                    greatest = max(greatest, line[column])
                }
                blocks[block * blockColumns + place] = greatest
            }
        }
        self.init(blocks: blocks, rows: blockRows, columns: blockColumns, step: step)
    }

    /// From finer windows, `ratio` to the step.
    init(_ finer: HeightMaxima, ratio: Int) {
        let rows = (finer.rows - 1) / ratio + 1
        let columns = (finer.columns - 1) / ratio + 1
        var blocks = [Float](repeating: -.infinity, count: rows * columns)
        for row in 0..<finer.rows {
            for column in 0..<finer.columns {
                let at = row / ratio * columns + column / ratio
                blocks[at] = max(blocks[at], finer.values[row * finer.columns + column])
            }
        }
        self.init(blocks: blocks, rows: rows, columns: columns, step: finer.step * ratio)
    }

    private init(blocks: [Float], rows: Int, columns: Int, step: Int) {
        self.step = step
        self.rows = rows
        self.columns = columns
        values = [Float](unsafeUninitializedCapacity: rows * columns) { values, count in
            for row in 0..<rows {
                let below = min(row + 1, rows - 1)
                for column in 0..<columns {
                    let right = min(column + 1, columns - 1)
                    values[row * columns + column] = max(
                        blocks[row * columns + column], blocks[row * columns + right], blocks[below * columns + column],
                        blocks[below * columns + right])
                }
            }
            count = rows * columns
        }
    }
}
