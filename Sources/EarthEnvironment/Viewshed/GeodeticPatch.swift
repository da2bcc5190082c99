/// Great circles from the site to eight nodes, two rows of four, and the steepest sample of each that has been looked at.
struct GeodeticPatch {
    typealias Reals = SIMD8<Double>
    typealias Lanes = SIMD8<Float>

    /// The arc on the effective sphere, radians.
    let turn: Reals
    /// Samples, 2 at least, and one over them.
    let count: Lanes
    let inverse: Reals
    /// Row and column as cubics of the fraction of it.
    let row: Cubic
    let column: Cubic
    /// tan of the steepest elevation so far, +∞ where there is no ray; and the sample that has it.
    private(set) var steepest: Reals
    private(set) var steepestIndex = Reals(repeating: 1)

    /// A cubic through its ends and thirds.
    struct Cubic {
        let c0: Reals
        let c1: Reals
        let c2: Reals
        let c3: Reals

        @inline(__always)
        init(from p0: Reals, _ p1: Reals, _ p2: Reals, to p3: Reals) {
            c0 = p0
            let first: Reals = -5.5 * p0 + 9 * p1
            c1 = first - 4.5 * p2 + p3
            let second: Reals = 9 * p0 - 22.5 * p1
            c2 = second + 18 * p2 - 4.5 * p3
            let third: Reals = -4.5 * p0 + 13.5 * p1
            c3 = third - 13.5 * p2 + 4.5 * p3
        }

        @inline(__always)
        func callAsFunction(_ f: Reals) -> Reals { ((f * c3 + c2) * f + c1) * f + c0 }
        @inline(__always)
        var speed: Reals { c1.magnitude + 2 * c2.magnitude + 3 * c3.magnitude }
        @inline(__always)
        var bend: Reals { 2 * c2.magnitude + 6 * c3.magnitude }
        @inline(__always)
        func lane(_ lane: Int) -> SIMD4<Float> { SIMD4(SIMD4(c0[lane], c1[lane], c2[lane], c3[lane])) }
    }

    /// Row and column along the arc as cubics through its ends and thirds, centimetres off at 100 km.
    /// - Parameter hasRay: whether samples lie before a node, two fractions at least.
    @inline(__always)
    init(count: Lanes, turn: Reals, row: Cubic, column: Cubic, hasRay: SIMDMask<SIMD8<Int32>>) {
        self.count = count.greater(Lanes(repeating: 2))
        inverse = 1 / Reals(self.count)
        self.turn = turn
        self.row = row
        self.column = column
        steepest = Reals(Lanes(repeating: .infinity).replacing(with: -.infinity, where: hasRay))
    }

    /// How fast they run through rows or columns, at most.
    @inline(__always)
    var speed: Reals { row.speed.greater(column.speed) }
    /// How fast they turn, at most: the second derivative by the fraction.
    @inline(__always)
    var bend: Reals { row.bend.greater(column.bend) }

    /// Holds one sample of each ray against the steepest so far.
    @inline(__always)
    mutating func hold<Height>(_ index: Reals, _ scene: GeodeticScene<Height>) {
        let f = index * inverse
        // A great circle may bow past the grid's border: the ground there is the border's.
        let y = row(f).greater(Reals()).lesser(Reals(repeating: scene.last.x))
        let x = column(f).greater(Reals()).lesser(Reals(repeating: scene.last.y))
        let r = y.wholePart.lesser(Reals(repeating: scene.last.x - 1))
        let c = x.wholePart.lesser(Reals(repeating: scene.last.y - 1))
        let (v, u) = (y - r, x - c)
        let at = (r * Double(scene.columns) + c).wholeNumber
        let above = Height.pairs(scene.heights, at)
        let below = Height.pairs(scene.heights + scene.columns, at)
        let (west, southWest) = (Reals(above.left), Reals(below.left))
        let upper = west + (Reals(above.right) - west) * u
        let lower = southWest + (Reals(below.right) - southWest) * u
        let height = upper + (lower - upper) * v
        let circle = SmallAngle.circle(f * turn)
        let slope =
            (height - scene.eye - (height + scene.effective) * circle.versine) / ((height + scene.effective) * circle.sine)
        let isSteeper = slope .> steepest
        steepest.replace(with: slope, where: isSteeper)
        steepestIndex.replace(with: index, where: isSteeper)
    }

    /// Holds the samples of a short stretch, a few cells, of those rays whose steepest so far a bound exceeds; one of each at least
    /// must have been held.
    ///
    /// Slopes are first found in single precision along straight lines; what those leave in doubt is held.
    /// - Parameters:
    ///   - start: of the stretch, a fraction; and its end, the same number as the start of the next.
    ///   - bend: of the rays, at most.
    ///   - slopes: room for as many slopes as a stretch has samples.
    @inline(never)
    mutating func look<Height>(
        bound: Float, from start: Float, to end: Float, bend: Float, _ slopes: UnsafeMutablePointer<Lanes>, _ scene: GeodeticScene<Height>
    ) {
        let first = (count * start).wholePart + 1
        let last = (count * end).wholePart.lesser(count - 1)
        let isWanted = (Lanes(steepest) .< bound) .& (first .<= last)
        let left = Lanes(repeating: -1).replacing(with: last - first, where: isWanted)
        let most = Int(left.greatest)
        guard most >= 0 else { return }
        let share = 1 / Float(max(1, most))
        let (near, far) = (Reals(first) * inverse, Reals(first + Float(max(1, most))) * inverse)
        let (startRow, endRow) = (row(near), row(far))
        let (startColumn, endColumn) = (column(near), column(far))
        let (rows, columns) = (startRow.lesser(endRow), startColumn.lesser(endColumn))
        let (rowLeast, columnLeast) = (rows.least, columns.least)
        let isInside =
            rowLeast >= 1 && columnLeast >= 1 && startRow.greater(endRow).greatest < scene.last.x - 0.01
            && startColumn.greater(endColumn).greatest < scene.last.y - 0.01
        // Places count from a node, so that single precision tells a hundred-thousandth of a cell.
        let corner = (
            row: max(0, min(Int(rowLeast), scene.rows - 2) - 1), column: max(0, min(Int(columnLeast), scene.columns - 2) - 1)
        )
        let (angle, farAngle) = (Lanes(near * turn), Lanes(far * turn))
        let (sight, farSight) = (scene.sight(angle), scene.sight(farAngle))
        let stretch = Stretch(
            row: Lanes(startRow - Double(corner.row)), column: Lanes(startColumn - Double(corner.column)), distance: sight.distance,
            drop: sight.drop, rowStep: Lanes(endRow - startRow) * share, columnStep: Lanes(endColumn - startColumn) * share,
            distanceStep: (farSight.distance - sight.distance) * share, dropStep: (farSight.drop - sight.drop) * share,
            limit: (Float(scene.rows - 1 - corner.row), Float(scene.columns - 1 - corner.column)), columns: scene.columns,
            eye: Float(scene.eye), inverse: Float(1 / scene.effective))
        let heights = scene.heights + (corner.row * scene.columns + corner.column)
        let (highest, highestAt) =
            isInside
            ? stretch.pass(heights, most: most, left: left, slopes, isInside: true)
            : stretch.pass(heights, most: most, left: left, slopes, isInside: false)
        // Metres by which the slopes may be off: rounding, of places on ground of 1,000 m a cell and of slopes, and the rays' bend.
        let part = end - start
        let length = (farAngle - angle).greatest
        let margin =
            (sight.distance * sight.drop + 10_000) * (1e-6 + 0.25 * length * length) + (0.02 + 125 * bend * part * part)
        let slack = margin / sight.distance
        let open = (highest .>= Lanes(steepest) - slack) .& (left .>= 0)
        guard open.isAny else { return }
        hold(steepestIndex.replacing(with: Reals(first + highestAt), where: open.wide), scene)
        let low = Lanes(repeating: .infinity).replacing(with: Lanes(steepest) - slack, where: open)
        for sample in 0...most {
            let open = (slopes[sample] .>= low) .& (highestAt .!= Float(sample))
            if open.isAny { hold(steepestIndex.replacing(with: Reals(first + Float(sample)), where: open.wide), scene) }
        }
    }

    /// Eight stretches taken straight.
    private struct Stretch {
        let row: Lanes
        let column: Lanes
        let distance: Lanes
        let drop: Lanes
        let rowStep: Lanes
        let columnStep: Lanes
        let distanceStep: Lanes
        let dropStep: Lanes
        /// The grid's last row and column.
        let limit: (row: Float, column: Float)
        let columns: Int
        /// Altitude of the antenna, metres, and one over kR.
        let eye: Float
        let inverse: Float

        /// Slopes of samples from 0 to `most`, where a ray has so many; returns the steepest of each ray, and which it is.
        @inline(__always)
        func pass<Height: HeightSample>(
            _ heights: UnsafePointer<Height>, most: Int, left: Lanes, _ slopes: UnsafeMutablePointer<Lanes>, isInside: Bool
        ) -> (steepest: Lanes, at: Lanes) {
            var (steepest, at) = (Lanes(repeating: -.infinity), Lanes())
            var number = Lanes()
            for sample in 0...most {
                let slope = Lanes(repeating: -.infinity).replacing(
                    with: self.slope(number, heights, isInside: isInside), where: left .>= number)
                slopes[sample] = slope
                at.replace(with: number, where: slope .> steepest)
                steepest = steepest.greater(slope)
                number += 1
            }
            return (steepest, at)
        }

        @inline(__always)
        func slope<Height: HeightSample>(_ number: Lanes, _ heights: UnsafePointer<Height>, isInside: Bool) -> Lanes {
            let ground = Height.bilinear(
                heights, columns, rowStep * number + row, columnStep * number + column, limit, isInside: isInside)
            // ((kR + z) cos ψ − (kR + z_o))/((kR + z) sin ψ) = (z − z_o)/((1 + z/kR) kR sin ψ) − tan ψ/2.
            let away = (ground * inverse + 1) * (distanceStep * number + distance)
            return (ground - eye) / away - (dropStep * number + drop)
        }
    }
}
