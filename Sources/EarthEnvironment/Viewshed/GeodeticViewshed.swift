import Quantities
import NumericalMethods

/// The lowest visible altitude over every node of a grid in longitude and latitude, without reprojection.
///
/// Rays are great circles of a sphere of radius R, heights stand on the effective sphere k R, the ground between four
/// nodes is bilinear:
///     tan ε = ((kR + z) cos ψ − (kR + z_o))/((kR + z) sin ψ),  ψ = c/k,  c the arc from the site
/// The ground is *sampled*, on each node's own great circle at N = ⌈(|Δrow| + |Δcolumn|)·`density`⌉ equal fractions, ends left
/// out. Only samples that can be the steepest are looked at: squares of nodes are answered together (`GeodeticBlock`), and pieces
/// of their rays whose greatest height (`HeightMaxima`) does not reach the lines of sight found so far are passed over. No answer
/// is changed by this. A great circle may bow past the border of the grid: the ground there is the border's.
/// - Validity: grids within 80° of latitude and a few hundred kilometres of the site.
package struct GeodeticViewshed: ViewshedSurface {
    package let rows: Int
    package let columns: Int
    package let row: Int
    package let column: Int
    package let antennaHeight: Metres
    /// Effective earth radius factor, and the earth's radius.
    package let k: Double
    package let radius: Metres
    /// Samples a cell of row and of column.
    package let density: Double
    let northLatitude: Radians
    let latitudeStep: Radians
    let longitudeStep: Radians
    /// Sine and cosine of the latitude of each row, and of the longitude from the site of each column.
    let rowSines: [Double]
    let rowCosines: [Double]
    let columnSines: [Double]
    let columnCosines: [Double]
    /// Every sample that may count is looked at; else those about crests.
    package let isExact: Bool
    private var maxima: HeightMaxima?
    private var fast: Fast?
    private var doubled: Doubled?

    /// A grid of one row or one column with that again beside it: past the border the ground is the border's.
    private final class Doubled: Sendable {
        let view: GeodeticViewshed
        let heights: [Float]

        init(_ view: GeodeticViewshed, _ heights: HeightGrid) {
            let (rows, columns) = (max(2, view.rows), max(2, view.columns))
            let doubled = (0..<rows * columns).map {
                heights[min($0 / columns, view.rows - 1) * view.columns + min($0 % columns, view.columns - 1)]
            }
            self.heights = doubled
            self.view = doubled.withUnsafeBufferPointer {
                GeodeticViewshed(
                    northLatitude: view.northLatitude, latitudeStep: view.latitudeStep, longitudeStep: view.longitudeStep, rows: rows,
                    columns: columns, row: view.row, column: view.column, antennaHeight: view.antennaHeight, k: view.k, radius: view.radius,
                    density: view.density
                ).prepared(for: .real($0.baseAddress!))
            }
        }

        /// Fills the nodes of a sector of the grid that was doubled.
        func run(sector: Int, rows: Range<Int>, columns: Int, _ altitudes: UnsafeMutablePointer<Float>) {
            let room = UnsafeMutablePointer<Float>.allocate(capacity: GeodeticViewshed.band * view.columns)
            defer { room.deallocate() }
            heights.withUnsafeBufferPointer {
                view.run(sector: sector, heights: .real($0.baseAddress!), altitudes: room - rows.lowerBound * view.columns)
            }
            for row in rows {
                for column in 0..<columns { altitudes[row * columns + column] = room[(row - rows.lowerBound) * view.columns + column] }
            }
        }
    }

    /// What the fast mode knows of the ground.
    private struct Fast {
        let frame: GreatCircleFrame
        let crests: GreatCircleCrests
        /// Of the longitude from the site of each column.
        let sines: [Float]
        let versines: [Float]
    }

    /// How far along a ray ground is looked at, metres. An eye 19 km over ground at −500 m (the highest mountain and mast) has its
    /// horizon at tan ε = −0.068; ground 9 km high at this distance stands at −ψ/2 + 9,500 m/(kR ψ) = −0.082.
    static let reach = 1_500_000.0

    /// The mean radius of the earth, metres (IUGG).
    package static let meanRadius: Metres = 6_371_008.8

    /// - Parameters:
    ///   - northLatitude: of row 0, radians.
    ///   - latitudeStep: southwards, radians, > 0.
    ///   - longitudeStep: eastwards, radians, > 0.
    ///   - rows: of the grid, from north to south.
    ///   - columns: of the grid, from west to east.
    ///   - row: of the site, from 0.
    ///   - column: of the site, from 0.
    ///   - antennaHeight: metres above the surface that the others are above.
    ///   - k: factor of the effective earth; 4/3 is standard refraction.
    ///   - radius: of the earth, metres.
    ///   - density: samples of a ray for each row or column that it crosses.
    ///   - isExact: without the approximations for speed; always so where those do not serve the grid.
    package init(
        northLatitude: Radians, latitudeStep: Radians, longitudeStep: Radians, rows: Int, columns: Int, row: Int, column: Int,
        antennaHeight: Metres, k: Double = 4.0 / 3, radius: Metres = GeodeticViewshed.meanRadius, density: Double = 5,
        isExact: Bool = true
    ) {
        precondition(
            latitudeStep > 0 && longitudeStep > 0 && k > 0 && radius > 0 && density > 0, "steps, k, radius and density are positive")
        precondition((0..<rows).contains(row) && (0..<columns).contains(column), "the site stands on the grid")
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
        self.isExact = isExact || density != density.rounded()
            || !Self.servesFast(north: northLatitude, steps: (latitudeStep, longitudeStep), rows: rows, columns: columns)
        let latitudes = (0..<rows).map { Elementary.sincos(northLatitude - Double($0) * latitudeStep) }
        let longitudes = (0..<columns).map { Elementary.sincos(Double($0 - column) * longitudeStep) }
        rowSines = latitudes.map(\.sin)
        rowCosines = latitudes.map(\.cos)
        columnSines = longitudes.map(\.sin)
        columnCosines = longitudes.map(\.cos)
    }

    /// Whether the fast mode serves a grid: vectors of eight need as many columns, its plane touches the earth at the site, and its crests
    /// take memory, so that a grid reaches a few hundred kilometres and not beyond 78°.
    private static func servesFast(
        north: Radians, steps: (latitude: Radians, longitude: Radians), rows: Int, columns: Int
    ) -> Bool {
        guard rows >= 2, columns >= 8, rows * columns <= 1 << 27 else { return false }
        let south = north - Double(rows - 1) * steps.latitude
        let across = Double(columns) * steps.longitude
        return max(north, -south) <= 78 * Units.degree && across <= 50 * Units.degree
            && max(Double(rows) * steps.latitude, across * Elementary.cos(min(abs(north), abs(south)))) <= 15 * Units.degree
    }

    package func prepared(for heights: HeightGrid) -> GeodeticViewshed {
        var view = self
        guard rows >= 2, columns >= 2 else {
            view.doubled = Doubled(self, heights)
            return view
        }
        switch heights {
        case .real(let heights): view.prepare(heights)
        case .whole(let heights): view.prepare(heights)
        }
        return view
    }

    private mutating func prepare<Height: HeightSample>(_ heights: UnsafePointer<Height>) {
        let maxima = HeightMaxima(heights, rows: rows, columns: columns)
        self.maxima = maxima
        guard !isExact else { return }
        let frame = GreatCircleFrame(self, eye: Double(heights[row * columns + column].metres) + antennaHeight)
        guard let crests = GreatCircleCrests(self, frame, heights, maxima) else { return }
        let halves = (0..<columns).map { Elementary.sin(Double($0 - column) * longitudeStep / 2) }
        fast = Fast(
            frame: frame, crests: crests, sines: columnSines.map { Float($0) }, versines: halves.map { Float(2 * $0 * $0) })
    }

    /// A band of rows of targets each.
    package var sectorCount: Int { (rows - 1) / Self.band + 1 }
    package func nodes(sector: Int) -> Int { columns * min(Self.band, rows - sector * Self.band) }
    package func rows(sector: Int) -> Range<Int> { sector * Self.band..<min(rows, (sector + 1) * Self.band) }
    package func runRemainder(heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>) {}
    private static let band = 8

    package func run(sector: Int, heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>) {
        if let doubled { return doubled.run(sector: sector, rows: rows(sector: sector), columns: columns, altitudes) }
        switch heights {
        case .real(let heights): run(band: sector, heights, altitudes)
        case .whole(let heights): run(band: sector, heights, altitudes)
        }
    }

    private func run<Height: HeightSample>(band: Int, _ heights: UnsafePointer<Height>, _ altitudes: UnsafeMutablePointer<Float>) {
        guard let maxima else { preconditionFailure("a surface is prepared for its heights before it runs") }
        if let fast { return answer(band: band, heights, altitudes, fast, maxima) }
        func reach<Value, Result>(_ values: [Value], _ body: (UnsafePointer<Value>) -> Result) -> Result {
            values.withUnsafeBufferPointer { body($0.baseAddress!) }
        }
        reach(maxima.values) { greatest in
            reach(rowSines) { rowSines in
                reach(rowCosines) { rowCosines in
                    reach(columnSines) { columnSines in
                        reach(columnCosines) { columnCosines in
                            let scene = GeodeticScene(
                                self, heights,
                                .init(rowSines: rowSines, rowCosines: rowCosines, columnSines: columnSines, columnCosines: columnCosines),
                                HeightWindows(greatest, maxima.shapes))
                            var block = GeodeticBlock(scene)
                            defer { block.free() }
                            let side = GeodeticBlock<Height>.side
                            let first = band * Self.band
                            for column in stride(from: 0, to: columns, by: side) {
                                block.run(
                                    row: first, column: column, rows: min(side, rows - first), columns: min(side, columns - column),
                                    altitudes)
                            }
                        }
                    }
                }
            }
        }
    }

    private func answer<Height: HeightSample>(
        band: Int, _ heights: UnsafePointer<Height>, _ altitudes: UnsafeMutablePointer<Float>, _ fast: Fast, _ maxima: HeightMaxima
    ) {
        let (frame, crests) = (fast.frame, fast.crests)
        // The first level of windows has the crests' step.
        let windows = maxima.shapes[0]
        let sides = crests.sides
        let bow = Int(GreatCircleCrests.bow(self, frame))
        let inside = bow..<max(bow, rows - bow)
        let isInside = rows(sector: band).clamped(to: inside) == rows(sector: band) && inside.contains(row)
        crests.ways.withUnsafeBufferPointer { ways in
            fast.sines.withUnsafeBufferPointer { sines in
                fast.versines.withUnsafeBufferPointer { versines in
                    maxima.values.withUnsafeBufferPointer { greatest in
                        let answers = GreatCircleAnswers(
                            frame: frame, ways: ways.baseAddress!, heights: heights, rows: rows, columns: columns, density: Float(density),
                            sines: sines.baseAddress!, versines: versines.baseAddress!, greatest: greatest.baseAddress! + windows.offset,
                            greatestColumns: windows.columns, scales: SIMD4(sides.map(\.scale)),
                            offsets: SIMD4(truncatingIfNeeded: SIMD4(sides.map(\.offset))),
                            steps: SIMD4(truncatingIfNeeded: SIMD4(sides.map(\.steps))),
                            isInside: isInside)
                        let room = GreatCircleAnswers<Height>.Room(columns: columns)
                        defer { room.free() }
                        for row in rows(sector: band) {
                            let away = Double(self.row - row) * latitudeStep
                            let half = Elementary.sin(away / 2)
                            answers.run(
                                row: row, cosine: Float(rowCosines[row]), latitude: (Float(Elementary.sin(away)), Float(2 * half * half)),
                                room, altitudes)
                        }
                    }
                }
            }
        }
    }
}
