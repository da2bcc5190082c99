/// The hull of the rays to a square of nodes, by the rays to its corners: eight stretches of one hull, or one of eight.
struct RayHull {
    typealias Lanes = SIMD8<Float>
    /// One of a patch.
    typealias Ray = (patch: UnsafeMutablePointer<GeodeticPatch>, lane: Int)

    /// Row and column of a ray as cubics of its fraction, lane by lane.
    private struct Corner {
        var row = (Lanes(), Lanes(), Lanes(), Lanes())
        var column = (Lanes(), Lanes(), Lanes(), Lanes())

        @inline(__always)
        mutating func set(_ lane: Int, _ ray: Ray) {
            let (r, c) = (ray.patch.pointee.row.lane(ray.lane), ray.patch.pointee.column.lane(ray.lane))
            (row.0[lane], row.1[lane], row.2[lane], row.3[lane]) = (r[0], r[1], r[2], r[3])
            (column.0[lane], column.1[lane], column.2[lane], column.3[lane]) = (c[0], c[1], c[2], c[3])
        }
    }

    /// The extent of rows and columns, lane by lane.
    struct Extent {
        let rowLow: Lanes
        let rowHigh: Lanes
        let columnLow: Lanes
        let columnHigh: Lanes
        var width: Lanes { (rowHigh - rowLow).greater(columnHigh - columnLow) }
    }

    private var northWest = Corner()
    private var northEast = Corner()
    private var southWest = Corner()
    private var southEast = Corner()
    /// Least and greatest arc of the rays, on the effective sphere.
    private(set) var near = Lanes()
    private(set) var far = Lanes()

    init() {}

    mutating func set(
        _ lanes: Range<Int>, northWest: Ray, northEast: Ray, southWest: Ray, southEast: Ray, near: Float, far: Float
    ) {
        for lane in lanes {
            self.northWest.set(lane, northWest)
            self.northEast.set(lane, northEast)
            self.southWest.set(lane, southWest)
            self.southEast.set(lane, southEast)
            self.near[lane] = near
            self.far[lane] = far
        }
    }

    /// Between which rows and columns of the grid the rays lie from one fraction to another, `stray` left to either side.
    @inline(__always)
    func extent(from start: Lanes, to end: Lanes, stray: Float, lastRow: Float, lastColumn: Float) -> Extent {
        @inline(__always)
        func at(_ c: (Lanes, Lanes, Lanes, Lanes), _ f: Lanes) -> Lanes { ((f * c.3 + c.2) * f + c.1) * f + c.0 }
        @inline(__always)
        func bounds(
            _ a: (Lanes, Lanes, Lanes, Lanes), _ b: (Lanes, Lanes, Lanes, Lanes), _ c: (Lanes, Lanes, Lanes, Lanes),
            _ d: (Lanes, Lanes, Lanes, Lanes), _ last: Float
        ) -> (low: Lanes, high: Lanes) {
            let (a0, b0, c0, d0) = (at(a, start), at(b, start), at(c, start), at(d, start))
            let (a1, b1, c1, d1) = (at(a, end), at(b, end), at(c, end), at(d, end))
            let limit = Lanes(repeating: last)
            return (
                (a0.lesser(b0).lesser(c0.lesser(d0)).lesser(a1.lesser(b1).lesser(c1.lesser(d1))) - stray).greater(Lanes()).lesser(limit),
                (a0.greater(b0).greater(c0.greater(d0)).greater(a1.greater(b1).greater(c1.greater(d1))) + stray).lesser(limit).greater(
                    Lanes())
            )
        }
        let row = bounds(northWest.row, northEast.row, southWest.row, southEast.row, lastRow)
        let column = bounds(northWest.column, northEast.column, southWest.column, southEast.column, lastColumn)
        return Extent(rowLow: row.low, rowHigh: row.high, columnLow: column.low, columnHigh: column.high)
    }
}
