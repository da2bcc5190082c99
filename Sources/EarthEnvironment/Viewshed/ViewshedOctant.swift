/// An eighth of the compass on a grid: how ring and offset become row and column.
struct ViewshedOctant {
    /// Whether rings are columns (east and west) or rows (north and south).
    var ringsAreColumns: Bool
    /// +1 or −1: the direction of growing row or column.
    var ringSign: Int
    var offsetSign: Int
    /// The last ring and the last offset on the grid.
    var ringLast: Int
    var offsetLast: Int

    static func all(row: Int, column: Int, rows: Int, columns: Int) -> [ViewshedOctant] {
        var octants: [ViewshedOctant] = []
        for ringsAreColumns in [true, false] {
            for ringSign in [1, -1] {
                for offsetSign in [1, -1] {
                    func reach(_ alongColumns: Bool, _ sign: Int) -> Int {
                        alongColumns ? (sign > 0 ? columns - 1 - column : column) : (sign > 0 ? rows - 1 - row : row)
                    }
                    octants.append(
                        ViewshedOctant(
                            ringsAreColumns: ringsAreColumns, ringSign: ringSign, offsetSign: offsetSign,
                            ringLast: reach(ringsAreColumns, ringSign), offsetLast: reach(!ringsAreColumns, offsetSign)))
                }
            }
        }
        return octants
    }
}

/// A block of rings of one octant copied out of a grid, so that offsets are neighbours in memory, and back into another.
struct RingBlock {
    static let rings = 16
    let octant: ViewshedOctant
    /// The site's node.
    let row: Int
    let column: Int
    /// Nodes a row of the grid.
    let columns: Int

    /// Copies nodes (x, y), x of `rings` consecutive from `ring`, y of `count` from `offset`, to lines of `stride`.
    func load(
        _ grid: UnsafePointer<Float>, ring: Int, rings: Int, offset: Int, count: Int,
        into buffer: UnsafeMutablePointer<Float>, stride: Int
    ) {
        if octant.ringsAreColumns {
            let column = self.column + octant.ringSign * ring
            let step = octant.ringSign
            for y in 0..<count {
                let line = grid + ((row + octant.offsetSign * (offset + y)) * columns + column)
                var to = buffer + y
                for x in 0..<rings {
                    to.pointee = line[step &* x]
                    to += stride
                }
            }
        } else {
            for x in 0..<rings {
                let line = grid + ((row + octant.ringSign * (ring + x)) * columns + column + octant.offsetSign * offset)
                let to = buffer + x * stride
                if octant.offsetSign > 0 {
                    to.update(from: line, count: count)
                } else {
                    for y in 0..<count { to[y] = line[-y] }
                }
            }
        }
    }

    /// Copies one ring's nodes back: offsets first…last of a line whose first element is at offset `origin`.
    func store(
        _ line: UnsafePointer<Float>, origin: Int, ring: Int, first: Int, last: Int, to grid: UnsafeMutablePointer<Float>
    ) {
        guard first <= last else { return }
        let to = grid + ((row + octant.ringSign * ring) * columns + column)
        if octant.offsetSign > 0 {
            (to + first).update(from: line + (first - origin), count: last - first + 1)
        } else {
            for y in first...last { to[-y] = line[y - origin] }
        }
    }

    /// Copies a whole block of columns back; `bounds` gives the first and last offset of each ring.
    func storeColumns(
        _ buffer: UnsafePointer<Float>, stride: Int, origin: Int, ring: Int, rings: Int,
        first: UnsafePointer<Int>, last: UnsafePointer<Int>, to grid: UnsafeMutablePointer<Float>
    ) {
        let low = (0..<rings).reduce(Int.max) { min($0, first[$1]) }
        let high = (0..<rings).reduce(Int.min) { max($0, last[$1]) }
        guard low <= high else { return }
        let column = self.column + octant.ringSign * ring
        let step = octant.ringSign
        for y in low...high {
            let line = grid + ((row + octant.offsetSign * y) * columns + column)
            let from = buffer + (y - origin)
            for x in 0..<rings where y >= first[x] && y <= last[x] { line[step &* x] = from[x &* stride] }
        }
    }
}
