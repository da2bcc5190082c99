import NumericalMethods
import Quantities

/// What hides the ground behind it, in polar order about a site: for each direction, and each step outwards, how far off the steepest
/// ground within it stands.
///
/// Directions are great circles, equally spaced on each side of a square about the site, about one to a node of the farthest ring.
/// Each is walked outwards once, twice to a cell of its way (`GreatCircleFrame`), eight at a time.
struct GreatCircleCrests: Sendable {
    typealias Lanes = SIMD8<Float>
    /// Cells of way in a step, samples in a cell, and steps that are taken straight.
    static let step = 4
    static let density = 2
    static let straight = 2

    /// East, west, north, south.
    let sides: [Side]
    /// Ways of the crests within each step, in cells; eight neighbouring directions side by side.
    let ways: [Float]

    struct Side: Sendable {
        /// Where its crests begin among all.
        let offset: Int
        let directions: Int
        let steps: Int
        /// Directions are (t + 1) · scale, t from −1 to 1.
        var scale: Float { Float(directions - 1) / 2 }
    }

    /// nil where directions and steps outnumber the nodes threefold, as on grids whose cells are slivers.
    init?<Height: HeightSample>(
        _ view: GeodeticViewshed, _ frame: GreatCircleFrame, _ heights: UnsafePointer<Height>, _ maxima: HeightMaxima
    ) {
        let most = 3 * view.rows * view.columns + 1 << 20
        var sides: [Side] = []
        var count = 0
        for (reach, way) in Self.reaches(view) {
            guard reach < Double(most), way < Double(most) else { return nil }
            let directions = max(64, (Int(2 * reach) + 16) / 8 * 8)
            let steps = Int(way) / Self.step + 4
            sides.append(Side(offset: count, directions: directions, steps: steps))
            guard directions * steps <= most - count else { return nil }
            count += directions * steps
        }
        self.sides = sides
        ways = [Float](unsafeUninitializedCapacity: count) { ways, initialized in
            maxima.values.withUnsafeBufferPointer { greatest in
                let windows = HeightWindows(greatest.baseAddress!, maxima.shapes)
                for (number, side) in sides.enumerated() {
                    for first in stride(from: 0, to: side.directions, by: 8) {
                        let own = ways.baseAddress! + side.offset + first * side.steps
                        Self.walk(view, frame, heights, windows, side: number, side, first: first, own)
                    }
                }
            }
            initialized = count
        }
    }

    /// How far the grid reaches on each side: cells, and cells of way.
    private static func reaches(_ view: GeodeticViewshed) -> [(reach: Double, way: Double)] {
        var reaches = [(reach: Double, way: Double)](repeating: (0, 0), count: 4)
        let (sine, cosine) = (view.rowSines[view.row], view.rowCosines[view.row])
        func hold(_ row: Int, _ column: Int) {
            let (z, across) = (view.rowSines[row], view.rowCosines[row])
            let (x, y) = (across * view.columnCosines[column], across * view.columnSines[column])
            let along = max(0.1, x * cosine + z * sine)
            let east = y / along / (view.longitudeStep * cosine)
            let north = (z * cosine - x * sine) / along / view.latitudeStep
            let side = abs(north) <= abs(east) ? (east > 0 ? 0 : 1) : (north > 0 ? 2 : 3)
            reaches[side].reach = max(reaches[side].reach, abs(north), abs(east))
            reaches[side].way = max(reaches[side].way, abs(north) + abs(east))
        }
        for row in 0..<view.rows {
            hold(row, 0)
            hold(row, view.columns - 1)
        }
        for column in 0..<view.columns {
            hold(0, column)
            hold(view.rows - 1, column)
        }
        return reaches
    }

    /// How many rows great circles may bow past the border of the grid and come back, at most.
    static func bow(_ view: GeodeticViewshed, _ frame: GreatCircleFrame) -> Float {
        2 + Float(view.columns) * Float(view.columns) * frame.rowsPerRadian / (16 * frame.columnsPerRadian * frame.columnsPerRadian)
    }

    /// Whether all of some stretches lie well within a number of nodes.
    private static func isInside(_ start: Lanes, _ end: Lanes, _ nodes: Int) -> Bool {
        start.lesser(end).least >= 1 && start.greater(end).greatest <= Float(nodes - 2)
    }

    /// Walks eight directions of a side outwards.
    private static func walk<Height: HeightSample>(
        _ view: GeodeticViewshed, _ frame: GreatCircleFrame, _ heights: UnsafePointer<Height>, _ windows: HeightWindows, side number: Int,
        _ side: Side, first: Int, _ ways: UnsafeMutablePointer<Float>
    ) {
        let t = (Lanes.ramp + Float(first)) / side.scale - 1
        let size = t.magnitude
        let main = (number % 2 == 0 ? 1 : -1) / (size + 1)
        let aside = t / (size + 1)
        let east = (number < 2 ? main : aside) / frame.cellsEast
        let north = (number < 2 ? aside : main) / frame.cellsNorth
        let tangent = (east * east + north * north).squareRoot()
        let (rowLast, columnLast) = (Float(view.rows - 1), Float(view.columns - 1))
        let bow = bow(view, frame)
        let samples = step * density * straight
        var (row, column) = (Lanes(repeating: frame.row), Lanes(repeating: frame.column))
        var (distance, drop) = (Lanes(), Lanes())
        var steepest = Lanes(repeating: -.infinity)
        var crest = Lanes(repeating: 1 / Float(density))
        UnsafeMutableRawPointer(ways).storeBytes(of: crest, as: Lanes.self)
        var isOut = false
        for at in stride(from: 1, to: side.steps, by: straight) {
            if isOut {
                for later in at..<min(side.steps, at + straight) {
                    UnsafeMutableRawPointer(ways + 8 * later).storeBytes(of: crest, as: Lanes.self)
                }
                continue
            }
            let way = Float((at - 1 + straight) * step)
            let end = frame.node(east: east * way, north: north * way)
            let far = frame.sight(frame.arctangent(tangent * way))
            // Most of the ground is far below what hides it already.
            let bound = Self.bound(frame, windows, from: (row, column), to: end, rowLast, columnLast, (distance, drop), far)
            guard (bound .> steepest).isAny else {
                for later in at..<min(side.steps, at + straight) {
                    UnsafeMutableRawPointer(ways + 8 * later).storeBytes(of: crest, as: Lanes.self)
                }
                (row, column, distance, drop) = (end.row, end.column, far.distance, far.drop)
                isOut = Self.isBeyond(row, column, rowLast, columnLast, bow)
                continue
            }
            let share = 1 / Float(samples)
            let isInside = Self.isInside(row, end.row, view.rows) && Self.isInside(column, end.column, view.columns)
            var from = Stretch(
                row: row, column: column, distance: distance, drop: drop, rowStep: (end.row - row) * share,
                columnStep: (end.column - column) * share, distanceStep: (far.distance - distance) * share,
                dropStep: (far.drop - drop) * share)
            for later in at..<min(side.steps, at + straight) {
                let before = Float((later - 1) * step)
                // Apart, so that either loop is of vectors throughout.
                if isInside {
                    from.hold(view, frame, heights, before, &steepest, &crest, isInside: true)
                } else {
                    from.hold(view, frame, heights, before, &steepest, &crest, isInside: false)
                }
                UnsafeMutableRawPointer(ways + 8 * later).storeBytes(of: crest, as: Lanes.self)
            }
            (row, column, distance, drop) = (end.row, end.column, far.distance, far.drop)
            isOut = Self.isBeyond(row, column, rowLast, columnLast, bow)
        }
    }

    /// Whether eight places are all so far beyond the border that no great circle comes back.
    @inline(__always)
    private static func isBeyond(_ row: Lanes, _ column: Lanes, _ rowLast: Float, _ columnLast: Float, _ bow: Float) -> Bool {
        ((row .< -bow) .| (row .> rowLast + bow) .| (column .< -bow) .| (column .> columnLast + bow)).bits == 255
    }

    /// Bounds on the slopes of ground between two places of each direction, rounding included.
    @inline(__always)
    private static func bound(
        _ frame: GreatCircleFrame, _ windows: HeightWindows, from start: (row: Lanes, column: Lanes), to end: (row: Lanes, column: Lanes),
        _ rowLast: Float, _ columnLast: Float, _ near: (distance: Lanes, drop: Lanes), _ far: (distance: Lanes, drop: Lanes)
    ) -> Lanes {
        @inline(__always)
        func inside(_ place: Lanes, _ last: Float) -> Lanes { place.greater(Lanes()).lesser(Lanes(repeating: last)) }
        let (row, endRow) = (inside(start.row, rowLast), inside(end.row, rowLast))
        let (column, endColumn) = (inside(start.column, columnLast), inside(end.column, columnLast))
        let width = (endRow - row).magnitude.greater((endColumn - column).magnitude) + 0.01
        let height = windows.greatest(row: row.lesser(endRow), column: column.lesser(endColumn), width: width) + 0.01
        let rise = (height - frame.eye) * (1 - height * (1 / frame.effective))
        let first = rise / near.distance.replacing(with: far.distance, where: rise .<= 0)
        return first - near.drop + 2e-6 * (first.magnitude + near.drop)
    }

    /// A step of eight directions, sample by sample.
    private struct Stretch {
        var row: Lanes
        var column: Lanes
        var distance: Lanes
        var drop: Lanes
        let rowStep: Lanes
        let columnStep: Lanes
        let distanceStep: Lanes
        let dropStep: Lanes

        @inline(__always)
        mutating func hold<Height: HeightSample>(
            _ view: borrowing GeodeticViewshed, _ frame: GreatCircleFrame, _ heights: UnsafePointer<Height>, _ before: Float,
            _ steepest: inout Lanes, _ crest: inout Lanes, isInside: Bool
        ) {
            let last = (row: Float(view.rows - 1), column: Float(view.columns - 1))
            for sample in 1...GreatCircleCrests.step * GreatCircleCrests.density {
                row += rowStep
                column += columnStep
                distance += distanceStep
                drop += dropStep
                let height = Height.bilinear(heights, view.columns, row, column, last, isInside: isInside)
                let slope = frame.slope(height, distance: distance, drop: drop)
                let isSteeper = slope .> steepest
                steepest.replace(with: slope, where: isSteeper)
                crest.replace(with: Lanes(repeating: before + Float(sample) / Float(GreatCircleCrests.density)), where: isSteeper)
            }
        }
    }
}

extension HeightSample {
    /// Bilinear ground at eight places; past the border it is the border's. `isInside`: there is a row or more between each
    /// place and the border, and no column lies past it but for rounding.
    @inline(__always)
    static func bilinear(
        _ heights: UnsafePointer<Self>, _ columns: Int, _ row: SIMD8<Float>, _ column: SIMD8<Float>, _ last: (row: Float, column: Float),
        isInside: Bool = false
    ) -> SIMD8<Float> {
        let y = isInside ? row : row.greater(SIMD8()).lesser(SIMD8(repeating: last.row))
        let x = isInside ? column : column.greater(SIMD8()).lesser(SIMD8(repeating: last.column))
        let wholeRow = y.whole(limit: SIMD8(repeating: last.row - 1))
        let wholeColumn = x.whole(limit: SIMD8(repeating: last.column - 1))
        let at = wholeRow.index &* UInt32(truncatingIfNeeded: columns) &+ wholeColumn.index
        let above = pairs(heights, at)
        let below = pairs(heights + columns, at)
        let u = x - wholeColumn.value
        let upper = above.left + (above.right - above.left) * u
        let lower = below.left + (below.right - below.left) * u
        return upper + (lower - upper) * (y - wholeRow.value)
    }
}
