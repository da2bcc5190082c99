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
        _ grid: HeightGrid, ring: Int, rings: Int, offset: Int, count: Int, into buffer: UnsafeMutablePointer<Float>, stride: Int
    ) {
        switch grid {
        case .real(let heights): load(heights, ring: ring, rings: rings, offset: offset, count: count, into: buffer, stride: stride)
        case .whole(let heights): load(heights, ring: ring, rings: rings, offset: offset, count: count, into: buffer, stride: stride)
        }
    }

    private func load<Height: HeightSample>(
        _ grid: UnsafePointer<Height>, ring: Int, rings: Int, offset: Int, count: Int,
        into buffer: UnsafeMutablePointer<Float>, stride: Int
    ) {
        let step = octant.offsetSign
        guard octant.ringsAreColumns else {
            for x in 0..<rings {
                let line = grid + ((row + octant.ringSign * (ring + x)) * columns + column + step * offset)
                Self.copy(line, step: step, count: count, to: buffer + x * stride)
            }
            return
        }
        let column = self.column + octant.ringSign * ring
        let line = grid + ((row + step * offset) * columns + column)
        let lineStep = step * columns
        var y = 0
        while y + 4 <= count {
            var x = 0
            while x + 4 <= rings {
                let from = line + (y * lineStep + octant.ringSign * x - (octant.ringSign < 0 ? 3 : 0))
                let tile = Tile(from, stride: lineStep).transposed
                tile.store(to: buffer + (x * stride + y), stride: stride, isReversed: octant.ringSign < 0)
                x += 4
            }
            while x < rings {
                for k in 0..<4 { buffer[x * stride + y + k] = line[(y + k) * lineStep + octant.ringSign * x].metres }
                x += 1
            }
            y += 4
        }
        while y < count {
            for x in 0..<rings { buffer[x * stride + y] = line[y * lineStep + octant.ringSign * x].metres }
            y += 1
        }
    }

    /// Copies neighbours in memory, in their order or backwards.
    @inline(__always)
    private static func copy<Height: HeightSample>(
        _ line: UnsafePointer<Height>, step: Int, count: Int, to: UnsafeMutablePointer<Float>
    ) {
        var y = 0
        while y + 8 <= count {
            let lanes = step > 0 ? Height.eight(line + y) : reversed(Height.eight(line - (y + 7)))
            UnsafeMutableRawPointer(to + y).storeBytes(of: lanes, as: SIMD8<Float>.self)
            y += 8
        }
        while y < count {
            to[y] = line[step * y].metres
            y += 1
        }
    }

    @inline(__always)
    private static func reversed(_ v: SIMD8<Float>) -> SIMD8<Float> { SIMD8(v[7], v[6], v[5], v[4], v[3], v[2], v[1], v[0]) }

    /// Copies one ring's nodes back: offsets first…last of a line whose first element is at offset `origin`.
    func store(
        _ line: UnsafePointer<Float>, origin: Int, ring: Int, first: Int, last: Int, to grid: UnsafeMutablePointer<Float>
    ) {
        guard first <= last else { return }
        let to = grid + ((row + octant.ringSign * ring) * columns + column)
        let from = line + (first - origin)
        // Backwards from the last is forwards from the first.
        let isForward = octant.offsetSign > 0
        Self.copy(
            isForward ? from : from + (last - first), step: octant.offsetSign, count: last - first + 1,
            to: isForward ? to + first : to - last)
    }

    /// Copies a whole block of columns back; `bounds` gives the first and last offset of each ring.
    func storeColumns(
        _ buffer: UnsafePointer<Float>, stride: Int, origin: Int, ring: Int, rings: Int,
        first: UnsafePointer<Int>, last: UnsafePointer<Int>, to grid: UnsafeMutablePointer<Float>
    ) {
        let step = octant.ringSign
        let line = grid + (row * columns + column + step * ring)
        let lineStep = octant.offsetSign * columns
        var x = 0
        while x < rings {
            let width = min(4, rings - x)
            // Where all rings of the tile have nodes, four by four.
            let bounds = (x..<x + width)
            let low = bounds.reduce(Int.max) { min($0, first[$1]) }
            let high = bounds.reduce(Int.min) { max($0, last[$1]) }
            let wholeLow = bounds.reduce(Int.min) { max($0, first[$1]) }
            let wholeHigh = bounds.reduce(Int.max) { min($0, last[$1]) }
            var y = low
            while y <= high {
                if width == 4, y >= wholeLow, y + 3 <= wholeHigh {
                    let tile = Tile(buffer + (x * stride + y - origin), stride: stride, isReversed: step < 0).transposed
                    tile.store(to: line + (y * lineStep + step * x - (step < 0 ? 3 : 0)), stride: lineStep)
                    y += 4
                } else {
                    for k in bounds where y >= first[k] && y <= last[k] {
                        line[y * lineStep + step * k] = buffer[k * stride + y - origin]
                    }
                    y += 1
                }
            }
            x += width
        }
    }

    /// Four lines of four.
    private struct Tile {
        var a: SIMD4<Float>
        var b: SIMD4<Float>
        var c: SIMD4<Float>
        var d: SIMD4<Float>

        @inline(__always)
        init(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ d: SIMD4<Float>) {
            (self.a, self.b, self.c, self.d) = (a, b, c, d)
        }

        @inline(__always)
        init<Height: HeightSample>(_ from: UnsafePointer<Height>, stride: Int, isReversed: Bool = false) {
            func line(_ at: Int) -> SIMD4<Float> { Height.four(from + (isReversed ? 3 - at : at) * stride) }
            self.init(line(0), line(1), line(2), line(3))
        }

        @inline(__always)
        var transposed: Tile {
            func low(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { SIMD4(a[0], b[0], a[1], b[1]) }
            func high(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { SIMD4(a[2], b[2], a[3], b[3]) }
            let (ac, bd, ac2, bd2) = (low(a, c), low(b, d), high(a, c), high(b, d))
            return Tile(low(ac, bd), high(ac, bd), low(ac2, bd2), high(ac2, bd2))
        }

        @inline(__always)
        func store(to: UnsafeMutablePointer<Float>, stride: Int, isReversed: Bool = false) {
            func put(_ line: SIMD4<Float>, _ at: Int) {
                UnsafeMutableRawPointer(to + (isReversed ? 3 - at : at) * stride).storeBytes(of: line, as: SIMD4<Float>.self)
            }
            put(a, 0)
            put(b, 1)
            put(c, 2)
            put(d, 3)
        }
    }
}
