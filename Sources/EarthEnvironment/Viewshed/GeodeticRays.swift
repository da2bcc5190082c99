public import Quantities
import NumericalMethods

/// The lowest visible altitude over every node of a grid in longitude and latitude, ray by ray.
///
/// Geometry and bilinear ground are those of `GeodeticViewshed`; here the ground is *sampled*, on each node's own great
/// circle at N = ⌈(|Δrow| + |Δcolumn|)·`density`⌉ equal fractions, ends left out, as the textbook's R3 does it. A sample a
/// tenth of a cell beside a near ridge sees less than the ridge: the answer lies below the continuous one by metres at
/// a hundred times the ridge's distance. The time grows with the grid's side cubed: for grids of some hundred nodes a side.
public struct GeodeticRays: ViewshedSurface {
    public let rows: Int
    public let columns: Int
    public let northLatitude: Radians
    public let latitudeStep: Radians
    public let longitudeStep: Radians
    public let row: Int
    public let column: Int
    public let antennaHeight: Metres
    public let k: Double
    public let radius: Metres
    /// Samples a cell of row and of column.
    public let density: Double

    public init(
        northLatitude: Radians, latitudeStep: Radians, longitudeStep: Radians, rows: Int, columns: Int, row: Int, column: Int,
        antennaHeight: Metres, k: Double = 4.0 / 3, radius: Metres = GeodeticViewshed.meanRadius, density: Double = 5
    ) {
        precondition((0..<rows).contains(row) && (0..<columns).contains(column), "the site stands on the grid")
        precondition(latitudeStep > 0 && longitudeStep > 0 && k > 0 && radius > 0 && density > 0, "steps, k, radius and density are positive")
        self.rows = rows
        self.columns = columns
        self.northLatitude = northLatitude
        self.latitudeStep = latitudeStep
        self.longitudeStep = longitudeStep
        self.row = row
        self.column = column
        self.antennaHeight = antennaHeight
        self.k = k
        self.radius = radius
        self.density = density
    }

    /// A row of targets each.
    public var sectorCount: Int { rows }
    public func nodes(sector: Int) -> Int { columns }
    public func runRemainder(heights: UnsafePointer<Float>, altitudes: UnsafeMutablePointer<Float>) {}

    public func run(sector: Int, heights: UnsafePointer<Float>, altitudes: UnsafeMutablePointer<Float>) {
        let eye = Double(heights[row * columns + column]) + antennaHeight
        for target in 0..<columns {
            let at = sector * columns + target
            let slope = steepest(toRow: sector, column: target, eye: eye, heights: heights)
            guard slope.isFinite else {
                altitudes[at] = heights[at]
                continue
            }
            let arc = unit(sector, target).arc(from: unit(row, column)) / k
            let half = Elementary.sincos(0.5 * arc)
            let fall = 2 * half.sin * half.sin + slope * 2 * half.sin * half.cos
            let altitude = fall < 1 ? (eye + k * radius * fall) / (1 - fall) : .infinity
            altitudes[at] = max(heights[at], Float(altitude))
        }
    }

    private struct Unit {
        var x: Double
        var y: Double
        var z: Double

        /// The angle between two, exact for small ones.
        func arc(from other: Unit) -> Double {
            let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
            return 2 * Elementary.asin(min(1, 0.5 * (dx * dx + dy * dy + dz * dz).squareRoot()))
        }
    }

    /// Longitude is counted from the site.
    private func unit(_ row: Int, _ column: Int) -> Unit {
        let latitude = Elementary.sincos(northLatitude - Double(row) * latitudeStep)
        let longitude = Elementary.sincos(Double(column - self.column) * longitudeStep)
        return Unit(x: latitude.cos * longitude.cos, y: latitude.cos * longitude.sin, z: latitude.sin)
    }

    /// tan of the steepest elevation of the samples; −∞ where there is none.
    private func steepest(toRow: Int, column toColumn: Int, eye: Double, heights: UnsafePointer<Float>) -> Double {
        let count = Int((Double(abs(toRow - row) + abs(toColumn - column)) * density).rounded(.up))
        guard count >= 2 else { return -.infinity }
        let start = unit(row, column)
        let end = unit(toRow, toColumn)
        let arc = end.arc(from: start)
        // Row and column along the arc: a cubic through its ends and thirds, centimetres off at 100 km.
        func place(_ fraction: Double) -> SIMD2<Double> {
            let (a, b) = (Elementary.sin((1 - fraction) * arc), Elementary.sin(fraction * arc))
            let (x, y, z) = (a * start.x + b * end.x, a * start.y + b * end.y, a * start.z + b * end.z)
            let latitude = Elementary.atan2(z, (x * x + y * y).squareRoot())
            return SIMD2(
                (northLatitude - latitude) / latitudeStep, Double(column) + Elementary.atan2(y, x) / longitudeStep)
        }
        let p0 = SIMD2(Double(row), Double(column))
        let p3 = SIMD2(Double(toRow), Double(toColumn))
        let (p1, p2) = (place(1.0 / 3), place(2.0 / 3))
        let c1 = -5.5 * p0 + 9 * p1 - 4.5 * p2 + p3
        let c2 = 9 * p0 - 22.5 * p1 + 18 * p2 - 4.5 * p3
        let c3 = -4.5 * p0 + 13.5 * p1 - 13.5 * p2 + 4.5 * p3
        let turn = arc / k
        let effective = k * radius
        var steepest = -Double.infinity
        let inverse = 1 / Double(count)
        for index in 1..<count {
            let f = Double(index) * inverse
            let at = p0 + f * (c1 + f * (c2 + f * c3))
            let r = min(max(Int(at.x), 0), rows - 2)
            let c = min(max(Int(at.y), 0), columns - 2)
            let (v, u) = (at.x - Double(r), at.y - Double(c))
            let node = heights + (r * columns + c)
            let upper = Double(node[0]) + (Double(node[1]) - Double(node[0])) * u
            let lower = Double(node[columns]) + (Double(node[columns + 1]) - Double(node[columns])) * u
            let height = upper + (lower - upper) * v
            // Sine and versine by their series: ψ is below a tenth.
            let angle = f * turn
            let square = angle * angle
            let sine = angle * (1 - square * (1.0 / 6 - square * (1.0 / 120 - square * (1.0 / 5040))))
            let versine = square * (0.5 - square * (1.0 / 24 - square * (1.0 / 720 - square * (1.0 / 40320))))
            let slope = (height - eye - (effective + height) * versine) / ((effective + height) * sine)
            if slope > steepest { steepest = slope }
        }
        return steepest
    }
}
