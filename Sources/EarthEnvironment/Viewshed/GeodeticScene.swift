import NumericalMethods

/// What the rays of one site over one grid have in common.
struct GeodeticScene<Height: HeightSample> {
    let heights: UnsafePointer<Height>
    let rows: Int
    let columns: Int
    /// The last row and column.
    let last: SIMD2<Double>
    let siteRow: Int
    let siteColumn: Int
    /// Rows and columns a radian, samples a cell, and the effective earth radius factor.
    let rowsPerRadian: Double
    let columnsPerRadian: Double
    let density: Double
    let k: Double
    /// Altitude of the antenna, and kR, metres.
    let eye: Double
    let effective: Double
    let siteSine: Double
    let siteCosine: Double
    let trigonometry: Trigonometry
    let windows: HeightWindows
    /// How far a place on a ray may stray from the hull of those on the rays to a block's corners, rows or columns.
    let stray: Double

    /// Sine and cosine of the latitudes of rows, and of the longitudes of columns from the site.
    struct Trigonometry {
        let rowSines: UnsafePointer<Double>
        let rowCosines: UnsafePointer<Double>
        let columnSines: UnsafePointer<Double>
        let columnCosines: UnsafePointer<Double>
    }

    init(
        _ view: GeodeticViewshed, _ heights: UnsafePointer<Height>, _ trigonometry: Trigonometry, _ windows: HeightWindows
    ) {
        self.heights = heights
        rows = view.rows
        columns = view.columns
        last = SIMD2(Double(view.rows - 1), Double(view.columns - 1))
        siteRow = view.row
        siteColumn = view.column
        rowsPerRadian = 1 / view.latitudeStep
        columnsPerRadian = 1 / view.longitudeStep
        density = view.density
        k = view.k
        eye = Double(heights[view.row * view.columns + view.column].metres) + view.antennaHeight
        effective = view.k * view.radius
        siteSine = trigonometry.rowSines[view.row]
        siteCosine = trigonometry.rowCosines[view.row]
        self.trigonometry = trigonometry
        self.windows = windows
        // Places bend with the square of a block's size, by the tangent of latitude squared at most; some for rounding.
        let slimmest = min(trigonometry.rowCosines[0], trigonometry.rowCosines[view.rows - 1])
        let side = Double(GeodeticBlock<Height>.side)
        stray = 0.02 + side * side * max(view.latitudeStep, view.longitudeStep) / (slimmest * slimmest)
    }

    /// The rays to eight nodes, four of a row and four of another; no sample lies between where one has fewer than two.
    /// - Parameter isNode: which of the nodes are to have a ray.
    @inline(__always)
    func patch(rows: (Int, Int), columns: SIMD4<Int>, isNode: SIMDMask<SIMD8<Int32>>) -> GeodeticPatch {
        typealias Reals = SIMD8<Double>
        @inline(__always)
        func of(_ values: UnsafePointer<Double>, _ columns: SIMD4<Int>) -> Reals {
            let four = SIMD4(values[columns.x], values[columns.y], values[columns.z], values[columns.w])
            return Reals(lowHalf: four, highHalf: four)
        }
        @inline(__always)
        func of(_ values: UnsafePointer<Double>, _ rows: (Int, Int)) -> Reals { ofRows(values[rows.0], values[rows.1]) }
        @inline(__always)
        func ofRows(_ one: Double, _ two: Double) -> Reals { Reals(lowHalf: SIMD4(repeating: one), highHalf: SIMD4(repeating: two)) }
        let row = ofRows(Double(rows.0), Double(rows.1))
        let four = SIMD4(Double(columns.x), Double(columns.y), Double(columns.z), Double(columns.w))
        let column = Reals(lowHalf: four, highHalf: four)
        let away = (row - Double(siteRow)).magnitude + (column - Double(siteColumn)).magnitude
        // Rounded up.
        let count = -((0x1p40 - away * density).wholePart - 0x1p40)
        let cosine = of(trigonometry.rowCosines, rows)
        let end = (
            x: cosine * of(trigonometry.columnCosines, columns), y: cosine * of(trigonometry.columnSines, columns),
            z: of(trigonometry.rowSines, rows)
        )
        let chord = (x: end.x - siteCosine, y: end.y, z: end.z - siteSine)
        let arc = 2 * SmallAngle.arcsine(0.5 * (chord.x * chord.x + chord.y * chord.y + chord.z * chord.z).squareRoot())
        // Unit vectors at the thirds, but for their length.
        let weight = 2 * (1 - SmallAngle.circle(arc / 3).versine)
        let one = place(weight * siteCosine + end.x, end.y, weight * siteSine + end.z)
        let two = place(siteCosine + weight * end.x, weight * end.y, siteSine + weight * end.z)
        let counts = SIMD8<Float>(count)
        return GeodeticPatch(
            count: counts, turn: arc / k, row: .init(from: Reals(repeating: Double(siteRow)), one.row, two.row, to: row),
            column: .init(from: Reals(repeating: Double(siteColumn)), one.column, two.column, to: column),
            hasRay: isNode .& (counts .>= 2))
    }

    /// Row and column of directions from the earth's centre, longitude counted from the site.
    @inline(__always)
    private func place(_ x: SIMD8<Double>, _ y: SIMD8<Double>, _ z: SIMD8<Double>) -> (row: SIMD8<Double>, column: SIMD8<Double>) {
        let across = (x * x + y * y).squareRoot()
        let north = SmallAngle.arctangent((z * siteCosine - across * siteSine) / (across * siteCosine + z * siteSine))
        return (Double(siteRow) - north * rowsPerRadian, Double(siteColumn) + SmallAngle.arctangent(y / x) * columnsPerRadian)
    }

    /// The lowest visible altitudes at the rays' ends.
    @inline(__always)
    func altitude(_ patch: GeodeticPatch) -> SIMD8<Float> {
        let half = SmallAngle.circle(0.5 * patch.turn)
        let fall = 2 * half.sine * half.sine + patch.steepest * 2 * half.sine * (1 - half.versine)
        return SIMD8<Float>((eye + effective * fall) / (1 - fall)).replacing(
            with: .infinity, where: SIMD8<Float>(fall) .>= 1)
    }

    /// Of arcs on the effective sphere: kR sin ψ, metres, and tan ψ/2.
    @inline(__always)
    func sight(_ angle: SIMD8<Float>) -> (distance: SIMD8<Float>, drop: SIMD8<Float>) {
        let circle = SmallAngle.circle(angle)
        return (circle.sine * Float(effective), circle.versine / circle.sine)
    }
}

/// Elementary functions by their series, for angles that a ray has.
enum SmallAngle {
    /// Sine and versine, for angles below a fifth.
    @inline(__always)
    static func circle(_ angle: Double) -> (sine: Double, versine: Double) {
        let square = angle * angle
        let sine = angle * (1 - square * (1.0 / 6 - square * (1.0 / 120 - square * (1.0 / 5040))))
        return (sine, square * (0.5 - square * (1.0 / 24 - square * (1.0 / 720 - square * (1.0 / 40320)))))
    }

    @inline(__always)
    static func arcsine(_ x: Double) -> Double {
        guard x < 0.05 else { return Elementary.asin(min(1, x)) }
        let square = x * x
        return x * (1 + square * (1.0 / 6 + square * (3.0 / 40 + square * (15.0 / 336 + square * (105.0 / 3456)))))
    }

    @inline(__always)
    static func arctangent(_ x: Double) -> Double {
        guard abs(x) < 0.06 else { return Elementary.atan(x) }
        let square = x * x
        return x * (1 - square * (1.0 / 3 - square * (1.0 / 5 - square * (1.0 / 7 - square * (1.0 / 9 - square * (1.0 / 11))))))
    }

    /// The same, eight at a time.
    @inline(__always)
    static func circle(_ angle: SIMD8<Double>) -> (sine: SIMD8<Double>, versine: SIMD8<Double>) {
        let square = angle * angle
        var sine = 1.0 / 120 - square * (1.0 / 5040)
        sine = 1.0 / 6 - square * sine
        sine = angle * (1 - square * sine)
        var versine = 1.0 / 720 - square * (1.0 / 40320)
        versine = 1.0 / 24 - square * versine
        return (sine, square * (0.5 - square * versine))
    }

    @inline(__always)
    static func circle(_ angle: SIMD8<Float>) -> (sine: SIMD8<Float>, versine: SIMD8<Float>) {
        let square = angle * angle
        var sine: SIMD8<Float> = 1.0 / 120 - square * (1.0 / 5040)
        sine = 1.0 / 6 - square * sine
        sine = angle * (1 - square * sine)
        var versine: SIMD8<Float> = 1.0 / 720 - square * (1.0 / 40320)
        versine = 1.0 / 24 - square * versine
        return (sine, square * (0.5 - square * versine))
    }

    @inline(__always)
    static func arcsine(_ x: SIMD8<Double>) -> SIMD8<Double> {
        guard x.greatest < 0.05 else { return lanes(x, arcsine) }
        let square = x * x
        var series = 15.0 / 336 + square * (105.0 / 3456)
        series = 3.0 / 40 + square * series
        series = 1.0 / 6 + square * series
        return x * (1 + square * series)
    }

    @inline(__always)
    static func arctangent(_ x: SIMD8<Double>) -> SIMD8<Double> {
        guard x.magnitude.greatest < 0.06 else { return lanes(x, arctangent) }
        let square = x * x
        var series = 1.0 / 9 - square * (1.0 / 11)
        series = 1.0 / 7 - square * series
        series = 1.0 / 5 - square * series
        series = 1.0 / 3 - square * series
        return x * (1 - square * series)
    }

    @inline(never)
    private static func lanes(_ x: SIMD8<Double>, _ of: (Double) -> Double) -> SIMD8<Double> {
        var values = x
        for lane in 0..<8 { values[lane] = of(x[lane]) }
        return values
    }
}
