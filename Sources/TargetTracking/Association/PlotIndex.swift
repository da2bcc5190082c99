import NumericalMethods

/// Finds plots near a place: a hash of square cells over east and north, or one look at all of them where they are few.
struct PlotIndex: Sendable {
    private var heads: [Int32] = []
    private var next: [Int32] = []
    private var cells: [SIMD2<Int32>] = []
    private var mask = 0
    /// East and north of every plot, metres.
    private var places: [SIMD2<Double>] = []
    private var least = SIMD2<Double>.zero
    private var greatest = SIMD2<Double>.zero
    /// Up to this many plots no cells are made.
    private let few = 24
    private let cell: Double = 4_000

    private func bucket(_ east: Int, _ north: Int) -> Int {
        let mixed = UInt64(bitPattern: Int64(east)) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bitPattern: Int64(north)) &* 0xC2B2_AE3D_27D4_EB4F
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 29)) & mask
    }

    mutating func build(_ count: Int, _ position: (Int) -> Vector3) {
        places.removeAll(keepingCapacity: true)
        least = SIMD2(repeating: .infinity)
        greatest = SIMD2(repeating: -.infinity)
        for place in 0..<count {
            let point = position(place)
            let level = SIMD2(point.x, point.y)
            places.append(level)
            least = pointwiseMin(least, level)
            greatest = pointwiseMax(greatest, level)
        }
        guard count > few else { return }
        var size = 64
        while size < 2 * count { size *= 2 }
        if heads.count != size { heads = [Int32](repeating: -1, count: size) } else { for place in 0..<size { heads[place] = -1 } }
        mask = size - 1
        next.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        for place in 0..<count {
            let point = places[place]
            let own = SIMD2<Int32>(Int32((point.x / cell).rounded(.down)), Int32((point.y / cell).rounded(.down)))
            cells.append(own)
            let name = bucket(Int(own.x), Int(own.y))
            next.append(heads[name])
            heads[name] = Int32(place)
        }
    }

    /// Whether any plot can lie within `radius` of `centre` (horizontally), by the rectangle that holds them all.
    @inline(__always)
    func mayHold(around centre: Vector3, radius: Double) -> Bool {
        let level = SIMD2(centre.x, centre.y)
        let low = least - level, high = greatest - level
        return low.x <= radius && low.y <= radius && high.x >= -radius && high.y >= -radius
    }

    /// Lists every plot within `radius` of `centre` (horizontally), and perhaps a few more; each once, in no order.
    /// - Returns: how many, in front of the list; what stands behind them says nothing.
    func collect(around centre: Vector3, radius: Double, into found: inout [Int32]) -> Int {
        guard mayHold(around: centre, radius: radius) else { return 0 }
        if found.count < places.count { found = [Int32](repeating: 0, count: places.count + places.count / 2) }
        let level = SIMD2(centre.x, centre.y)
        return found.withUnsafeMutableBufferPointer { found in
            var count = 0
            guard places.count > few else {
                let square = radius * radius
                places.withUnsafeBufferPointer { places in
                    for number in places.indices {
                        let offset = places[number] - level
                        // Written in any case, and kept where it counts.
                        found[count] = Int32(truncatingIfNeeded: number)
                        count += (offset * offset).sum() <= square ? 1 : 0
                    }
                }
                return count
            }
            visit(around: centre, radius: radius) {
                found[count] = Int32($0)
                count += 1
            }
            return count
        }
    }

    /// Visits every plot that may lie within `radius` of `centre` (horizontally), and a few more; each once.
    @inline(__always)
    func visit(around centre: Vector3, radius: Double, _ body: (Int) -> Void) {
        guard places.count > few else {
            for place in places.indices { body(place) }
            return
        }
        let west = Int(((centre.x - radius) / cell).rounded(.down)), east = Int(((centre.x + radius) / cell).rounded(.down))
        let south = Int(((centre.y - radius) / cell).rounded(.down)), north = Int(((centre.y + radius) / cell).rounded(.down))
        guard (east - west + 1) * (north - south + 1) < min(256, heads.count / 4) else {
            for place in next.indices { body(place) }
            return
        }
        for x in west...east {
            for y in south...north {
                var place = heads[bucket(x, y)]
                while place >= 0 {
                    // Cells that share a bucket are told apart.
                    if cells[Int(place)] == SIMD2(Int32(x), Int32(y)) { body(Int(place)) }
                    place = next[Int(place)]
                }
            }
        }
    }
}
