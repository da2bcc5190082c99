/// Bounds on what the ground under rays can reach.
extension GeodeticScene {
    private typealias Lanes = SIMD8<Float>

    /// Between which of the grid's rows and columns the rays of a hull lie from one fraction to another.
    @inline(__always)
    func extent(of hull: RayHull, from start: SIMD8<Float>, to end: SIMD8<Float>, stray: Float) -> RayHull.Extent {
        hull.extent(from: start, to: end, stray: stray, lastRow: Float(rows - 1), lastColumn: Float(columns - 1))
    }

    /// Bounds on the heights of eight extents, by windows.
    @inline(__always)
    func greatest(_ extent: RayHull.Extent) -> SIMD8<Float> {
        windows.greatest(row: extent.rowLow, column: extent.columnLow, width: extent.width)
    }

    /// A bound on the heights of one extent, node by node.
    @inline(__always)
    func greatest(_ extent: RayHull.Extent, _ lane: Int) -> Float {
        greatest(
            fromRow: extent.rowLow[lane], column: extent.columnLow[lane], toRow: extent.rowHigh[lane], column: extent.columnHigh[lane])
    }

    /// A bound on the heights between two places, and on bilinear ground there.
    @inline(__always)
    func greatest(fromRow rowLow: Float, column columnLow: Float, toRow rowHigh: Float, column columnHigh: Float) -> Float {
        let row = Int(rowLow)
        let lines = min(Int(rowHigh) &+ 2, rows) &- row
        var column = Int(columnLow)
        let last = min(Int(columnHigh) &+ 1, columns &- 1)
        var greatest = -Float.infinity
        while column <= last {
            // Eight columns that the grid has, of which those from `column` to `last` count.
            let first = min(column, columns &- 8)
            guard first >= 0 else { return .infinity }
            greatest = max(
                greatest,
                Height.greatest(
                    heights + (row &* columns &+ first), lines: lines, stride: columns,
                    lanes: column &- first..<min(8, last &- first &+ 1)))
            column = first &+ 8
        }
        return greatest
    }

    /// Bounds on the slope of ground of some heights between two arcs.
    @inline(__always)
    func slope(_ height: SIMD8<Float>, near: SIMD8<Float>, far: SIMD8<Float>) -> SIMD8<Float> {
        // ((kR + z) cos ψ − (kR + z_o))/((kR + z) sin ψ) = (z − z_o)/((kR + z) sin ψ) − tan ψ/2, with a centimetre to spare.
        let rise = height - Float(eye) + 0.01
        let arc = far.replacing(with: near, where: rise .> 0)
        let square = arc * arc
        let sine = arc * (1 - square * (1.0 / 6 - square * (1.0 / 120)))
        let first = rise / ((height.lesser(Lanes(repeating: 1e6)) + Float(effective)) * sine)
        let half = 0.5 * near
        let second = half * (1 + half * half * (1.0 / 3))
        return first - second + 2e-6 * (first.greater(-first) + second)
    }
}
