/// The transpose of a matrix of costs, in whole or a column at a time.
enum Transposition {
    /// Least costs of each column that one reading finds.
    static let levels = 8

    @inline(__always)
    private static func load(_ base: UnsafePointer<Double>) -> SIMD4<Double> {
        UnsafeRawPointer(base).loadUnaligned(as: SIMD4<Double>.self)
    }

    @inline(__always)
    private static func store(_ lanes: SIMD4<Double>, _ base: UnsafeMutablePointer<Double>) {
        UnsafeMutableRawPointer(base).storeBytes(of: lanes, as: SIMD4<Double>.self)
    }

    /// In tiles of sixteen rows and eight columns: whole cache lines are read and written.
    static func whole(
        _ costs: UnsafePointer<Double>, rows: Int, columns: Int, to target: UnsafeMutablePointer<Double>
    ) {
        for top in stride(from: 0, to: rows, by: 16) {
            let bottom = min(top + 16, rows)
            for left in stride(from: 0, to: columns, by: 8) {
                let right = min(left + 8, columns)
                if bottom - top == 16, right - left == 8 {
                    for i in stride(from: top, to: bottom, by: 4) {
                        square(costs + i * columns + left, columns, to: target + left * rows + i, rows)
                        square(costs + i * columns + left + 4, columns, to: target + (left + 4) * rows + i, rows)
                    }
                } else {
                    for j in left..<right {
                        for i in top..<bottom { target[j * rows + i] = costs[i * columns + j] }
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func square(
        _ from: UnsafePointer<Double>, _ width: Int, to target: UnsafeMutablePointer<Double>, _ height: Int
    ) {
        let (a, b, c, d) = (load(from), load(from + width), load(from + 2 * width), load(from + 3 * width))
        store(SIMD4(a[0], b[0], c[0], d[0]), target)
        store(SIMD4(a[1], b[1], c[1], d[1]), target + height)
        store(SIMD4(a[2], b[2], c[2], d[2]), target + 2 * height)
        store(SIMD4(a[3], b[3], c[3], d[3]), target + 3 * height)
    }

    /// One column, written as a row.
    static func column(
        _ column: Int, of costs: UnsafePointer<Double>, rows: Int, columns: Int, to target: UnsafeMutablePointer<Double>
    ) {
        for i in 0..<rows { target[i] = costs[i * columns + column] }
    }

    /// The `levels` least costs of each column with their rows, in one reading: level by level, ascending; of equal ones the
    /// first rows.
    static func leastOfColumns(
        _ costs: UnsafePointer<Double>, rows: Int, columns: Int, least: UnsafeMutablePointer<Double>,
        places: UnsafeMutablePointer<Double>
    ) {
        least.update(repeating: .infinity, count: levels * columns)
        places.update(repeating: -1, count: levels * columns)
        let wide = columns & ~7
        let dearest = least + (levels - 1) * columns
        for row in 0..<rows {
            let entries = costs + row * columns
            var j = 0
            while j < wide {
                let cost = AssignmentKernels.load(entries, j)
                if any(cost .< AssignmentKernels.load(dearest, j)) {
                    insert(cost, row: Double(row), least: least + j, places: places + j, columns: columns)
                }
                j += 8
            }
            while j < columns {
                if entries[j] < dearest[j] { insert(entries[j], row: Double(row), least: least + j, places: places + j, columns: columns) }
                j += 1
            }
        }
    }

    @inline(__always)
    private static func insert(
        _ cost: AssignmentKernels.Lanes, row: Double, least: UnsafeMutablePointer<Double>,
        places: UnsafeMutablePointer<Double>, columns: Int
    ) {
        var cost = cost
        var row = AssignmentKernels.Lanes(repeating: row)
        for level in 0..<levels {
            let offset = level * columns
            let (held, place) = (AssignmentKernels.load(least, offset), AssignmentKernels.load(places, offset))
            let isLess = cost .< held
            AssignmentKernels.store(held.replacing(with: cost, where: isLess), least, offset)
            AssignmentKernels.store(place.replacing(with: row, where: isLess), places, offset)
            cost.replace(with: held, where: isLess)
            row.replace(with: place, where: isLess)
        }
    }

    private static func insert(
        _ cost: Double, row: Double, least: UnsafeMutablePointer<Double>, places: UnsafeMutablePointer<Double>, columns: Int
    ) {
        var (cost, row) = (cost, row)
        for offset in stride(from: 0, to: levels * columns, by: columns) where cost < least[offset] {
            swap(&cost, &least[offset])
            swap(&row, &places[offset])
        }
    }
}
