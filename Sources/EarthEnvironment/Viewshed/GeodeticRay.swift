import NumericalMethods

/// Cells that a stretch of a ray spans at most, in rows and in columns: looked at first, and where that does not settle it.
enum RayStretch {
    static let coarse = 32
    static let fine = 4
}

/// The rays of one site to the nodes of one row, one after the other: what the last one met is tried first for the next.
struct GeodeticRay<Height: HeightSample> {
    private let heights: UnsafePointer<Height>
    private let rows: Int
    private let columns: Int
    private let siteRow: Int
    private let siteColumn: Int
    /// Rows and columns a radian, samples a cell, and the effective earth radius factor.
    private let rowsPerRadian: Double
    private let columnsPerRadian: Double
    private let density: Double
    private let k: Double
    private let siteSine: Double
    private let siteCosine: Double
    private let trigonometry: Trigonometry
    /// Altitude of the antenna, and kR, metres.
    private let eye: Double
    private let effective: Double
    private let fine: Windows
    private let coarse: Windows
    /// The arc from the site at which the last ray had its steepest sample.
    private var lastArc = 0.0

    // The ray at hand: samples, arc on the effective sphere, row and column as cubics of the fraction of it.
    private var count = 0
    private var inverse = 0.0
    private var turn = 0.0
    private var c0 = SIMD2<Double>()
    private var c1 = SIMD2<Double>()
    private var c2 = SIMD2<Double>()
    private var c3 = SIMD2<Double>()
    /// How fast rows and columns turn, at most: their second derivative by the fraction of the ray.
    private var bend = 0.0
    /// tan of the steepest elevation so far, and the sample that has it.
    private var steepest = 0.0
    private var steepestIndex = 0

    /// Greatest heights (`HeightMaxima`) at hand.
    struct Windows {
        let values: UnsafePointer<Float>
        let rows: Int
        let columns: Int
    }

    /// Sine and cosine of the latitudes of rows, and of the longitudes of columns from the site.
    struct Trigonometry {
        let rowSines: UnsafePointer<Double>
        let rowCosines: UnsafePointer<Double>
        let columnSines: UnsafePointer<Double>
        let columnCosines: UnsafePointer<Double>
    }

    init(
        _ view: GeodeticViewshed, _ heights: UnsafePointer<Height>, _ trigonometry: Trigonometry, eye: Double, fine: Windows, coarse: Windows
    ) {
        rows = view.rows
        columns = view.columns
        siteRow = view.row
        siteColumn = view.column
        rowsPerRadian = 1 / view.latitudeStep
        columnsPerRadian = 1 / view.longitudeStep
        density = view.density
        k = view.k
        siteSine = trigonometry.rowSines[view.row]
        siteCosine = trigonometry.rowCosines[view.row]
        self.trigonometry = trigonometry
        self.heights = heights
        self.eye = eye
        self.fine = fine
        self.coarse = coarse
        effective = view.k * view.radius
    }

    /// The lowest visible altitude over a node; nil where no sample lies between.
    mutating func altitude(row: Int, column: Int) -> Float? {
        count = Int((Double(abs(row - siteRow) + abs(column - siteColumn)) * density).rounded(.up))
        guard count >= 2 else { return nil }
        inverse = 1 / Double(count)
        let arc = aim(row: row, column: column)
        steepest = -.infinity
        let guess = min(max(Int(lastArc / arc * Double(count)), 1), count - 1)
        for index in max(1, guess - 1)...min(count - 1, guess + 1) { hold(index) }
        let step = stretch()
        var start = 0.0
        while start < 1 {
            var far = rising(coarse, RayStretch.coarse, from: start, step: step)
            while far != 0 {
                let first = start + Double(far.trailingZeroBitCount) * step
                far &= far - 1
                var near = rising(fine, RayStretch.fine, from: first, step: step / 8)
                while near != 0 {
                    let low = first + Double(near.trailingZeroBitCount) * (step / 8)
                    near &= near - 1
                    look(
                        from: max(1, Int((low * Double(count)).rounded(.up))),
                        to: min(count - 1, Int((low + step / 8) * Double(count))))
                }
            }
            start += 8 * step
        }
        lastArc = Double(steepestIndex) / Double(count) * arc
        let half = Self.circle(0.5 * turn)
        let fall = 2 * half.sine * half.sine + steepest * 2 * half.sine * (1 - half.versine)
        return fall < 1 ? Float((eye + effective * fall) / (1 - fall)) : .infinity
    }

    /// The share of the ray that spans no more than a coarse stretch.
    private mutating func stretch() -> Double {
        func greatest(_ v: SIMD2<Double>) -> Double { max(abs(v.x), abs(v.y)) }
        let speed = greatest(c1) + 2 * greatest(c2) + 3 * greatest(c3)
        // Bent by less than a quarter of a cell between its ends.
        bend = 2 * greatest(c2) + 6 * greatest(c3)
        return 1 / max(speed / (Double(RayStretch.coarse) - 0.5), (bend / 2).squareRoot(), 1e-3)
    }

    /// Lays the ray to a node: row and column along the arc as a cubic through its ends and thirds, centimetres off at 100 km.
    /// - Returns: the arc, radians.
    private mutating func aim(row: Int, column: Int) -> Double {
        let start = SIMD3(siteCosine, 0, siteSine)
        let cosine = trigonometry.rowCosines[row]
        let end = SIMD3(
            cosine * trigonometry.columnCosines[column], cosine * trigonometry.columnSines[column], trigonometry.rowSines[row])
        let chord = end - start
        let arc = 2 * Self.arcsine(0.5 * (chord * chord).sum().squareRoot())
        // Unit vectors at the thirds, but for their length.
        let weight = 2 * (1 - Self.circle(arc / 3).versine)
        let p3 = SIMD2(Double(row), Double(column))
        c0 = SIMD2(Double(siteRow), Double(siteColumn))
        let (p1, p2) = (place(weight * start + end), place(start + weight * end))
        c1 = -5.5 * c0 + 9 * p1 - 4.5 * p2 + p3
        c2 = 9 * c0 - 22.5 * p1 + 18 * p2 - 4.5 * p3
        c3 = -4.5 * c0 + 13.5 * p1 - 13.5 * p2 + 4.5 * p3
        turn = arc / k
        return arc
    }

    /// Row and column of a direction from the earth's centre, longitude counted from the site.
    private func place(_ v: SIMD3<Double>) -> SIMD2<Double> {
        let across = (v.x * v.x + v.y * v.y).squareRoot()
        let north = Self.arctangent((v.z * siteCosine - across * siteSine) / (across * siteCosine + v.z * siteSine))
        return SIMD2(
            Double(siteRow) - north * rowsPerRadian, Double(siteColumn) + Self.arctangent(v.y / v.x) * columnsPerRadian)
    }

    /// Which of eight stretches of the ray from a fraction of it may rise above the line of sight: one bit each.
    private func rising(_ windows: Windows, _ cells: Int, from start: Double, step: Double) -> UInt32 {
        typealias Lanes = SIMD8<Float>
        let ramp = Lanes(0, 1, 2, 3, 4, 5, 6, 7)
        let near = ramp * Float(step) + Float(start)
        var far = near + Float(step)
        far.replace(with: 1, where: far .> 1)
        @inline(__always)
        func along(_ axis: Int, _ f: Lanes) -> Lanes {
            ((f * Float(c3[axis]) + Float(c2[axis])) * f + Float(c1[axis])) * f + Float(c0[axis])
        }
        let (nearRow, farRow) = (along(0, near), along(0, far))
        let (nearColumn, farColumn) = (along(1, near), along(1, far))
        let low = nearRow.replacing(with: farRow, where: farRow .< nearRow)
        let left = nearColumn.replacing(with: farColumn, where: farColumn .< nearColumn)
        @inline(__always)
        func window(_ place: Lanes, _ count: Int) -> SIMD8<UInt32> {
            // Adding 2²³ rounds to whole numbers.
            var whole = place * (1 / Float(cells)) - 0.5
            whole.replace(with: 0, where: whole .< 0)
            whole.replace(with: Float(count - 1), where: whole .> Float(count - 1))
            return unsafeBitCast(whole + 8_388_608, to: SIMD8<UInt32>.self) &- 0x4b00_0000
        }
        let index = window(low, windows.rows) &* UInt32(windows.columns) &+ window(left, windows.columns)
        let greatest = Float.eight(windows.values, index)
        let slope = Float(steepest)
        let turn = Float(turn)
        @inline(__always)
        func line(_ f: Lanes) -> Lanes {
            let angle = f * turn
            let square = angle * angle
            let versine = square * (0.5 - square * (1.0 / 24 - square * (1.0 / 720)))
            let sine = angle * (1 - square * (1.0 / 6 - square * (1.0 / 120)))
            let fall = versine + slope * sine
            let altitude = (fall * Float(effective) + Float(eye)) / (1 - fall)
            return altitude.replacing(with: 1e9, where: fall .> 0.9)
        }
        let (nearLine, farLine) = (line(near), line(far))
        let lowest = nearLine.replacing(with: farLine, where: farLine .< nearLine)
        // The line sags between the ends of the stretch; single precision takes its share.
        let length = Float(step) * turn
        let sag = 0.15 * Float(effective) * length * length * (1 + 2 * slope * slope) + 0.1
        var may = greatest .> lowest - sag - abs(lowest) * 1e-6
        // Off the grid, by the bend of the ray along its border, there are no windows.
        let high = nearRow.replacing(with: farRow, where: farRow .> nearRow)
        let right = nearColumn.replacing(with: farColumn, where: farColumn .> nearColumn)
        may = may .| (low .< 0) .| (left .< 0) .| (high .> Float(rows - 1)) .| (right .> Float(columns - 1))
        may = may .& (near .< 1)
        return bits(may)
    }

    /// Holds samples of the ray, a fine stretch of it at most, against the steepest so far.
    private mutating func look(from first: Int, to last: Int) {
        guard first <= last else { return }
        typealias Lanes = SIMD8<Float>
        // Over so short a stretch the ray and the line of sight are nearly straight: what stays below by their bend (of the ray,
        // on ground of 1,000 m a cell) and a centimetre need not be looked at any closer. Places count from the first node.
        let (start, end) = (place(first), place(last))
        let (startLine, endLine) = (line(first), line(last))
        let low = SIMD2(min(start.x, end.x), min(start.y, end.y))
        let row = min(max(Int(low.x), 0), rows - 2)
        let column = min(max(Int(low.y), 0), columns - 2)
        let part = Double(last &- first) * inverse
        let length = part * turn
        let sag = 0.15 * effective * length * length * (1 + 2 * steepest * steepest)
        let margin = 0.01 + 2e-7 * Swift.abs(startLine) + sag + 125 * bend * part * part
        guard greatest(row, column, max(start.x, end.x), max(start.y, end.y)) > Float(min(startLine, endLine) - margin) else { return }
        let share = 1 / Float(max(1, last &- first))
        let rowStep = Float(end.x - start.x) * share
        let columnStep = Float(end.y - start.y) * share
        let lineStep = Float(endLine - startLine) * share
        let ramp = Lanes(0, 1, 2, 3, 4, 5, 6, 7)
        var rowPlaces = ramp * rowStep + Float(start.x - Double(row))
        var columnPlaces = ramp * columnStep + Float(start.y - Double(column))
        var lines = ramp * lineStep + Float(startLine - margin)
        let corner = heights + (row &* columns &+ column)
        let rowLimit = Float(rows - 2 - row)
        let columnLimit = Float(columns - 2 - column)
        var index = first
        while index <= last {
            let wholeRow = Self.whole(rowPlaces, limit: rowLimit)
            let wholeColumn = Self.whole(columnPlaces, limit: columnLimit)
            let at = wholeRow.index &* UInt32(columns) &+ wholeColumn.index
            let above = Height.pairs(corner, at)
            let below = Height.pairs(corner + columns, at)
            let u = columnPlaces - wholeColumn.value
            let upper = above.left + (above.right - above.left) * u
            let lower = below.left + (below.right - below.left) * u
            let height = upper + (lower - upper) * (rowPlaces - wholeRow.value)
            var left = bits(height .> lines) & (last - index < 7 ? (2 << UInt32(last - index)) - 1 : 255)
            while left != 0 {
                hold(index + left.trailingZeroBitCount)
                left &= left - 1
            }
            rowPlaces += 8 * rowStep
            columnPlaces += 8 * columnStep
            lines += 8 * lineStep
            index &+= 8
        }
    }

    /// A bound on the heights of the nodes from (row, column) to those after a place, some columns more at most.
    @inline(__always)
    private func greatest(_ row: Int, _ column: Int, _ lastRow: Double, _ lastColumn: Double) -> Float {
        let count = Int(lastRow) &+ 2 &- row
        let first = min(column, columns - 8)
        guard first >= 0, lastColumn < Double(first + 7), row &+ count <= rows else { return .infinity }
        var at = heights + (row &* columns &+ first)
        var lanes = Height.eight(at)
        for _ in 1..<max(2, count) {
            at += columns
            let next = Height.eight(at)
            lanes.replace(with: next, where: next .> lanes)
        }
        let four = lanes.lowHalf.replacing(with: lanes.highHalf, where: lanes.highHalf .> lanes.lowHalf)
        return max(four.x, four.y, four.z, four.w)
    }

    /// The whole part of small numbers, not below 0 nor above a limit.
    @inline(__always)
    private static func whole(_ place: SIMD8<Float>, limit: Float) -> (value: SIMD8<Float>, index: SIMD8<UInt32>) {
        // Adding 2²³ rounds to whole numbers; rounding a tie down is the neighbouring cell's border, the same height.
        var whole = place - 0.5
        whole.replace(with: 0, where: whole .< 0)
        whole.replace(with: SIMD8(repeating: limit), where: whole .> limit)
        whole += 8_388_608
        return (whole - 8_388_608, unsafeBitCast(whole, to: SIMD8<UInt32>.self) &- 0x4b00_0000)
    }

    /// Row and column of a sample.
    @inline(__always)
    private func place(_ index: Int) -> SIMD2<Double> {
        let f = Double(index) * inverse
        return ((f * c3 + c2) * f + c1) * f + c0
    }

    /// The altitude of the steepest line of sight at a sample, metres.
    @inline(__always)
    private func line(_ index: Int) -> Double {
        let circle = Self.circle(Double(index) * inverse * turn)
        let fall = circle.versine + steepest * circle.sine
        return fall < 0.9 ? (eye + effective * fall) / (1 - fall) : 1e9
    }

    /// Holds one sample against the steepest so far.
    private mutating func hold(_ index: Int) {
        let at = place(index)
        let r = min(max(Int(at.x), 0), rows - 2)
        let c = min(max(Int(at.y), 0), columns - 2)
        let (v, u) = (at.x - Double(r), at.y - Double(c))
        let node = heights + (r &* columns &+ c)
        let below = node + columns
        let (west, southWest) = (Double(node[0].metres), Double(below[0].metres))
        let upper = west + (Double(node[1].metres) - west) * u
        let lower = southWest + (Double(below[1].metres) - southWest) * u
        let height = upper + (lower - upper) * v
        let circle = Self.circle(Double(index) * inverse * turn)
        let slope = (height - eye - (height + effective) * circle.versine) / ((height + effective) * circle.sine)
        if slope > steepest {
            steepest = slope
            steepestIndex = index
        }
    }

    /// Sine and versine by their series, for angles below a fifth.
    @inline(__always)
    private static func circle(_ angle: Double) -> (sine: Double, versine: Double) {
        let square = angle * angle
        let sine = angle * (1 - square * (1.0 / 6 - square * (1.0 / 120 - square * (1.0 / 5040))))
        return (sine, square * (0.5 - square * (1.0 / 24 - square * (1.0 / 720 - square * (1.0 / 40320)))))
    }

    private static func arcsine(_ x: Double) -> Double {
        guard x < 0.05 else { return Elementary.asin(min(1, x)) }
        let square = x * x
        return x * (1 + square * (1.0 / 6 + square * (3.0 / 40 + square * (15.0 / 336 + square * (105.0 / 3456)))))
    }

    private static func arctangent(_ x: Double) -> Double {
        guard abs(x) < 0.06 else { return Elementary.atan(x) }
        let square = x * x
        return x * (1 - square * (1.0 / 3 - square * (1.0 / 5 - square * (1.0 / 7 - square * (1.0 / 9 - square * (1.0 / 11))))))
    }
}

/// One bit a lane.
@inline(__always)
private func bits(_ mask: SIMDMask<SIMD8<Int32>>) -> UInt32 {
    let weights = SIMD8<UInt32>(1, 2, 4, 8, 16, 32, 64, 128)
    return (unsafeBitCast(mask, to: SIMD8<UInt32>.self) & weights).wrappedSum()
}

/// Lane by lane.
@inline(__always)
private func abs(_ v: SIMD8<Float>) -> SIMD8<Float> { v.replacing(with: -v, where: v .< 0) }
