import Quantities

/// Marching squares over some columns of a map: rings with the inside to the left.
struct RingTracing {
    struct Vertex {
        var latitude: Radians
        var longitude: Radians
    }

    let strip: MapStrip
    let predicate: (Radians, Radians) -> Bool

    /// One node more on each side, where nothing is inside.
    private var width: Int { strip.longitudes.count + 2 }
    private var height: Int { strip.latitudes.count + 2 }

    private func isInside(_ row: Int, _ column: Int) -> Bool {
        guard row > 0, column > 0, row <= strip.latitudes.count, column <= strip.longitudes.count else { return false }
        return strip.inside[(row - 1) * strip.longitudes.count + column - 1]
    }

    func rings() -> [[Vertex]] {
        let next = links()
        var isUsed = [Bool](repeating: false, count: next.count)
        var rings: [[Vertex]] = []
        for start in next.indices where next[start] >= 0 && !isUsed[start] {
            var ring: [Vertex] = []
            var edge = start
            repeat {
                isUsed[edge] = true
                ring.append(vertex(edge))
                edge = Int(next[edge])
            } while edge != start
            rings.append(ring)
        }
        return rings
    }

    /// Edge by edge, the edge that the boundary goes to; −1 where it does not pass.
    ///
    /// Edge 2n runs from node n eastwards, edge 2n + 1 from node n southwards.
    private func links() -> [Int32] {
        var next = [Int32](repeating: -1, count: 2 * width * height)
        for row in 0..<height - 1 {
            for column in 0..<width - 1 {
                let node = row * width + column
                let top = Int32(2 * node)
                let left = Int32(2 * node + 1)
                let bottom = Int32(2 * (node + width))
                let right = Int32(2 * (node + 1) + 1)
                func join(_ from: Int32, _ to: Int32) { next[Int(from)] = to }
                let corners = (isInside(row, column) ? 8 : 0) | (isInside(row, column + 1) ? 4 : 0)
                    | (isInside(row + 1, column + 1) ? 2 : 0) | (isInside(row + 1, column) ? 1 : 0)
                switch corners {
                case 0b0001: join(bottom, left)
                case 0b0010: join(right, bottom)
                case 0b0100: join(top, right)
                case 0b1000: join(left, top)
                case 0b0011: join(right, left)
                case 0b1100: join(left, right)
                case 0b1001: join(bottom, top)
                case 0b0110: join(top, bottom)
                case 0b1110: join(left, bottom)
                case 0b1101: join(bottom, right)
                case 0b1011: join(right, top)
                case 0b0111: join(top, left)
                case 0b0101:
                    join(bottom, left)
                    join(top, right)
                case 0b1010:
                    join(left, top)
                    join(right, bottom)
                default: break
                }
            }
        }
        return next
    }

    /// Where the boundary crosses an edge.
    private func vertex(_ edge: Int) -> Vertex {
        let node = edge / 2
        let row = node / width
        let column = node % width
        let isEastward = edge % 2 == 0
        let startsInside = isInside(row, column)
        func place(_ share: Double) -> Vertex {
            Vertex(
                latitude: strip.latitude(row: Double(row - 1) + (isEastward ? 0 : share)),
                longitude: strip.longitude(column: Double(column - 1) + (isEastward ? share : 0)))
        }
        let leaves = row == 0 || column == 0 || (isEastward ? column == strip.longitudes.count : row == strip.latitudes.count)
        if leaves {
            // At a cut the ring closes on it, where the next strip goes on; over the map's edge just outside its last node.
            if isEastward, column == 0 ? strip.isCutWest : strip.isCutEast { return place(startsInside ? 0 : 1) }
            return place(startsInside ? 0.02 : 0.98)
        }
        var low = 0.0
        var high = 1.0
        for _ in 0..<6 {
            let middle = 0.5 * (low + high)
            let here = place(middle)
            if predicate(here.latitude, here.longitude) == startsInside { low = middle } else { high = middle }
        }
        return place(min(0.98, max(0.02, 0.5 * (low + high))))
    }
}
