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
    /// Windows of `HeightMaxima`, and by level where they begin and how many stand in a row.
    let maxima: UnsafePointer<Float>
    let offsets: SIMD4<UInt32>
    let widths: SIMD4<UInt32>
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
        _ view: GeodeticViewshed, _ heights: UnsafePointer<Height>, _ trigonometry: Trigonometry, _ maxima: UnsafePointer<Float>,
        _ shapes: [HeightMaxima.Shape]
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
        self.maxima = maxima
        offsets = SIMD4(truncatingIfNeeded: SIMD4(shapes.map(\.offset)))
        widths = SIMD4(truncatingIfNeeded: SIMD4(shapes.map(\.columns)))
        // Places bend with the square of a block's size, by the tangent of latitude squared at most; some for rounding.
        let slimmest = min(trigonometry.rowCosines[0], trigonometry.rowCosines[view.rows - 1])
        let side = Double(GeodeticBlock<Height>.side)
        stray = 0.02 + side * side * max(view.latitudeStep, view.longitudeStep) / (slimmest * slimmest)
    }

    /// The ray to a node; no sample of it lies between where it has fewer than two.
    func ray(row: Int, column: Int) -> GeodeticRay {
        let count = Int((Double(abs(row - siteRow) + abs(column - siteColumn)) * density).rounded(.up))
        let start = SIMD3(siteCosine, 0, siteSine)
        let cosine = trigonometry.rowCosines[row]
        let end = SIMD3(
            cosine * trigonometry.columnCosines[column], cosine * trigonometry.columnSines[column], trigonometry.rowSines[row])
        let chord = end - start
        let arc = 2 * SmallAngle.arcsine(0.5 * (chord * chord).sum().squareRoot())
        // Unit vectors at the thirds, but for their length.
        let weight = 2 * (1 - SmallAngle.circle(arc / 3).versine)
        return GeodeticRay(
            count: count, turn: arc / k, from: SIMD2(Double(siteRow), Double(siteColumn)), place(weight * start + end),
            place(start + weight * end), to: SIMD2(Double(row), Double(column)))
    }

    /// Row and column of a direction from the earth's centre, longitude counted from the site.
    private func place(_ v: SIMD3<Double>) -> SIMD2<Double> {
        let across = (v.x * v.x + v.y * v.y).squareRoot()
        let north = SmallAngle.arctangent((v.z * siteCosine - across * siteSine) / (across * siteCosine + v.z * siteSine))
        return SIMD2(
            Double(siteRow) - north * rowsPerRadian, Double(siteColumn) + SmallAngle.arctangent(v.y / v.x) * columnsPerRadian)
    }

    /// The lowest visible altitude at a ray's end.
    func altitude(_ ray: GeodeticRay) -> Float {
        let half = SmallAngle.circle(0.5 * ray.turn)
        let fall = 2 * half.sine * half.sine + ray.steepest * 2 * half.sine * (1 - half.versine)
        return fall < 1 ? Float((eye + effective * fall) / (1 - fall)) : .infinity
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
}
