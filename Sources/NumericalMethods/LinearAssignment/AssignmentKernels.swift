import CProcessor

/// The inner loops of the dense solver, eight columns at a time.
enum AssignmentKernels {
    typealias Lanes = SIMD8<Double>

    @inline(__always)
    static func load(_ base: UnsafePointer<Double>, _ offset: Int) -> Lanes {
        UnsafeRawPointer(base + offset).loadUnaligned(as: Lanes.self)
    }

    @inline(__always)
    static func store(_ lanes: Lanes, _ base: UnsafeMutablePointer<Double>, _ offset: Int) {
        UnsafeMutableRawPointer(base + offset).storeBytes(of: lanes, as: Lanes.self)
    }

    /// Asks for the row's costs some turns ahead, and at its end for those of the row after: a matrix that no cache holds is
    /// read twice as fast.
    @inline(__always)
    static func readAhead(_ base: UnsafePointer<Double>, _ offset: Int) { processor_prefetch(base + (offset &+ 512)) }

    @inline(__always)
    static func least(_ lanes: Lanes) -> Double {
        let four = lanes.lowHalf.replacing(with: lanes.highHalf, where: lanes.highHalf .< lanes.lowHalf)
        let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .< four.lowHalf)
        return two[1] < two[0] ? two[1] : two[0]
    }

    /// Lowers the distance of every column by way of one row, and finds the least distance.
    ///     d_j ← min(d_j, c_j − v_j − h)
    /// A scanned column has v_j = −∞, so that nothing reaches it again, and d_j = +∞.
    static func relax(
        row: UnsafePointer<Double>, potentials: UnsafePointer<Double>, base: Double, label: Double,
        distances: UnsafeMutablePointer<Double>, predecessors: UnsafeMutablePointer<Double>, count: Int
    ) -> Double {
        let wide = count & ~7
        let shift = Lanes(repeating: base)
        let mark = Lanes(repeating: label)
        var lowest = Lanes(repeating: .infinity)
        var j = 0
        while j < wide {
            let way = load(row, j) - load(potentials, j) - shift
            var distance = load(distances, j)
            let shorter = way .< distance
            distance.replace(with: way, where: shorter)
            store(distance, distances, j)
            store(load(predecessors, j).replacing(with: mark, where: shorter), predecessors, j)
            lowest.replace(with: distance, where: distance .< lowest)
            j += 8
        }
        var least = least(lowest)
        while j < count {
            let way = row[j] - potentials[j] - base
            if way < distances[j] {
                distances[j] = way
                predecessors[j] = label
            }
            if distances[j] < least { least = distances[j] }
            j += 1
        }
        return least
    }

    /// Least reduced cost of a row, its column, and the least of the other columns.
    struct TwoLeast {
        var least = Double.infinity
        var second = Double.infinity
        var column = -1
    }

    static func twoLeast(row: UnsafePointer<Double>, potentials: UnsafePointer<Double>, count: Int) -> TwoLeast {
        let wide = count & ~7
        var first = Lanes(repeating: .infinity)
        var second = first
        var place = Lanes(repeating: -1)
        var here = Lanes(0, 1, 2, 3, 4, 5, 6, 7)
        let eight = Lanes(repeating: 8)
        var j = 0
        while j < wide {
            readAhead(row, j)
            let reduced = load(row, j) - load(potentials, j)
            let isLess = reduced .< first
            second.replace(with: reduced, where: reduced .< second)
            second.replace(with: first, where: isLess)
            first.replace(with: reduced, where: isLess)
            place.replace(with: here, where: isLess)
            here += eight
            j += 8
        }
        var found = TwoLeast()
        for lane in 0..<8 {
            let value = first[lane]
            let column = Int(place[lane])
            if value < found.least || (value == found.least && column < found.column) {
                found.second = min(found.least, found.second)
                found.least = value
                found.column = column
            } else if value < found.second {
                found.second = value
            }
            if second[lane] < found.second { found.second = second[lane] }
        }
        while j < count {
            let reduced = row[j] - potentials[j]
            if reduced < found.least {
                found.second = found.least
                found.least = reduced
                found.column = j
            } else if reduced < found.second {
                found.second = reduced
            }
            j += 1
        }
        return found
    }

    /// Lowers each column's least cost and remembers the row it came from.
    static func columnMinima(
        row: UnsafePointer<Double>, label: Double, minima: UnsafeMutablePointer<Double>,
        rows: UnsafeMutablePointer<Double>, count: Int
    ) {
        let wide = count & ~7
        let mark = Lanes(repeating: label)
        var j = 0
        while j < wide {
            readAhead(row, j)
            let cost = load(row, j)
            let old = load(minima, j)
            let isLess = cost .< old
            store(old.replacing(with: cost, where: isLess), minima, j)
            store(load(rows, j).replacing(with: mark, where: isLess), rows, j)
            j += 8
        }
        while j < count {
            if row[j] < minima[j] {
                minima[j] = row[j]
                rows[j] = label
            }
            j += 1
        }
    }
}
