public import Quantities
import NumericalMethods

/// The lowest visible altitude over every node of a grid in longitude and latitude, without reprojection.
///
/// Rays are great circles of a sphere of radius R, heights stand on the effective sphere k R, the ground between four
/// nodes is bilinear:
///     tan ε = ((kR + z) cos ψ − (kR + z_o))/((kR + z) sin ψ),  ψ = c/k,  c the arc from the site
/// The gnomonic projection about the site makes great circles straight, so the skyline swept outwards works as on a
/// metric grid: ring by ring of columns (east, west) or rows (north, south), slopes of one ray in one proportion.
/// Bilinear ground is not straight within a cell; every cell is divided `division` times a side and taken straight
/// between the nodes so made.
/// - Validity: grids within 80° of latitude and a few hundred kilometres of the site, where the ray to a node meets the
///   grid's lines in their order.
public struct GeodeticViewshed: ViewshedSurface {
    public let rows: Int
    public let columns: Int
    public let row: Int
    public let column: Int
    public let antennaHeight: Metres
    /// Steps a cell is divided into along each side, ≥ 1.
    public let division: Int
    /// k R, metres, and k.
    let effectiveRadius: Metres
    let k: Double
    /// Sine and cosine of the latitude of each divided row, and of the longitude from the site of each divided column.
    let rowSines: [Double]
    let rowCosines: [Double]
    let columnSines: [Double]
    let columnCosines: [Double]
    /// Ratio of a row's spacing to a column's on the ground at the site: where two sides of the compass meet.
    let aspect: Double
    private let parts: Int

    /// The mean radius of the earth, metres (IUGG).
    public static let meanRadius: Metres = 6_371_008.8

    /// - Parameters:
    ///   - northLatitude: of row 0, radians.
    ///   - latitudeStep, longitudeStep: southwards and eastwards, radians, > 0.
    public init(
        northLatitude: Radians, latitudeStep: Radians, longitudeStep: Radians, rows: Int, columns: Int, row: Int, column: Int,
        antennaHeight: Metres, k: Double = 4.0 / 3, radius: Metres = GeodeticViewshed.meanRadius, division: Int = 2
    ) {
        precondition(latitudeStep > 0 && longitudeStep > 0 && k > 0 && radius > 0, "steps, k and radius are positive")
        precondition((0..<rows).contains(row) && (0..<columns).contains(column), "the site stands on the grid")
        precondition(division >= 1, "a cell is divided into one step at least")
        self.rows = rows
        self.columns = columns
        self.row = row
        self.column = column
        self.antennaHeight = antennaHeight
        self.division = division
        self.k = k
        effectiveRadius = k * radius
        let step = 1 / Double(division)
        let latitudes = (0...(rows - 1) * division).map { Elementary.sincos(northLatitude - Double($0) * step * latitudeStep) }
        let longitudes = (0...(columns - 1) * division).map {
            Elementary.sincos((Double($0) * step - Double(column)) * longitudeStep)
        }
        rowSines = latitudes.map(\.sin)
        rowCosines = latitudes.map(\.cos)
        columnSines = longitudes.map(\.sin)
        columnCosines = longitudes.map(\.cos)
        aspect = latitudeStep / (longitudeStep * rowCosines[row * division])
        parts = max(1, min(32, max(rows, columns) / 128))
    }

    public var sectorCount: Int { 4 * parts }
    public func nodes(sector: Int) -> Int { rows * columns / sectorCount + 1 }

    public func run(sector: Int, heights: UnsafePointer<Float>, altitudes: UnsafeMutablePointer<Float>) {
        let side = sector / parts
        let part = Double(sector % parts)
        // Directions in index proportions, −1…1 of the side.
        let start = -1 + 2 * part / Double(parts)
        let end = sector % parts == parts - 1 ? 1 : -1 + 2 * (part + 1) / Double(parts)
        var sweep = GeodeticSweep(self, side: side, start: start, end: end, heights: heights, altitudes: altitudes)
        sweep.run()
    }

    public func runRemainder(heights: UnsafePointer<Float>, altitudes: UnsafeMutablePointer<Float>) {
        altitudes[row * columns + column] = heights[row * columns + column]
    }
}
