import EarthEnvironment
import NumericalMethods
import Quantities
import Testing

/// The definition, ray by ray: every crossing of the ray with a row or column of the grid.
private struct RayByRay {
    let rows: Int
    let columns: Int
    let east: Double
    let south: Double
    let heights: [Float]
    let row: Int
    let column: Int
    let antenna: Double
    var k = 4.0 / 3

    func altitude(_ r: Int, _ c: Int) -> Double {
        let ground = Double(heights[r * columns + c])
        if r == row, c == column { return ground }
        let eye = Double(heights[row * columns + column]) + antenna
        let drop = 1 / (2 * k * 6_378_137)
        let (dr, dc) = (r - row, c - column)
        var steepest = -Double.infinity
        func sample(_ fraction: Double, _ height: Double) {
            let y = fraction * Double(dr) * south
            let x = fraction * Double(dc) * east
            let distance = (x * x + y * y).squareRoot()
            steepest = max(steepest, (height - eye) / distance - drop * distance)
        }
        for step in 1..<max(2, abs(dc)) where step < abs(dc) {
            let at = Double(row) + Double(dr) * Double(step) / Double(abs(dc))
            let low = Int(at.rounded(.down))
            let c = column + dc.signum() * step
            let first = Double(heights[low * columns + c])
            let second = Double(heights[min(low + 1, rows - 1) * columns + c])
            sample(Double(step) / Double(abs(dc)), first + (second - first) * (at - Double(low)))
        }
        for step in 1..<max(2, abs(dr)) where step < abs(dr) {
            let at = Double(column) + Double(dc) * Double(step) / Double(abs(dr))
            let low = Int(at.rounded(.down))
            let r = row + dr.signum() * step
            let first = Double(heights[r * columns + low])
            let second = Double(heights[r * columns + min(low + 1, columns - 1)])
            sample(Double(step) / Double(abs(dr)), first + (second - first) * (at - Double(low)))
        }
        guard steepest.isFinite else { return ground }
        let distance = ((Double(dr) * south) * (Double(dr) * south) + (Double(dc) * east) * (Double(dc) * east)).squareRoot()
        return max(ground, eye + (steepest + drop * distance) * distance)
    }
}

@Suite struct ViewshedTests {
    /// Hills, ridges and noise without any library: a fixed sequence.
    static func relief(rows: Int, columns: Int, roughness: Double) -> [Float] {
        var state: UInt64 = 88_172_645_463_325_252
        return (0..<rows * columns).map { place in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            let r = Double(place / columns)
            let c = Double(place % columns)
            let hills = 300 * Elementary.sin(r * 0.11) * Elementary.cos(c * 0.07) + 150 * abs(Elementary.sin(0.05 * (r + 2 * c)))
            return Float((hills + roughness * Double(state >> 40) * 0x1p-24).rounded())
        }
    }

    @Test(arguments: [(41, 52), (0, 0), (90, 40), (30, 116), (0, 60)], [0.0, 40])
    func `the exact sweep answers as every crossing of every ray does`(site: (Int, Int), roughness: Double) {
        let heights = Self.relief(rows: 91, columns: 117, roughness: roughness)
        let oracle = RayByRay(
            rows: 91, columns: 117, east: 74.4, south: 92.7, heights: heights, row: site.0, column: site.1, antenna: 12)
        for isExact in [true, false] {
            let found = PlanarViewshed(
                rows: 91, columns: 117, spacingEast: 74.4, spacingSouth: 92.7, row: site.0, column: site.1, antennaHeight: 12,
                isExact: isExact
            ).minimumAltitudes(heights)
            var worst = 0.0
            var squares = 0.0
            for r in 0..<91 {
                for c in 0..<117 {
                    let expected = oracle.altitude(r, c)
                    let error = Double(found[r * 117 + c]) - expected
                    worst = max(worst, abs(error) / max(1000, abs(expected)))
                    squares += error * error
                }
            }
            // Single precision of the answer; in the fast sweep a kink between two samples of the skyline.
            if isExact { #expect(worst <= 1e-6, "site \(site)") } else {
                #expect((squares / Double(found.count)).squareRoot() < 0.05, "site \(site)")
                #expect(worst < 5e-3, "site \(site)")
            }
        }
    }

    @Test func `whole metres in two bytes give the answers of real ones`() {
        let (rows, columns) = (300, 420)
        let heights = Self.relief(rows: rows, columns: columns, roughness: 20)
        let whole = heights.map { Int16($0) }
        let step = 0.0005 * Units.degree
        func answer<Surface: ViewshedSurface>(_ surface: Surface) -> [Float] {
            var found = [Float](repeating: .nan, count: heights.count)
            whole.withUnsafeBufferPointer { whole in
                found.withUnsafeMutableBufferPointer { found in
                    let grid = HeightGrid.whole(whole.baseAddress!)
                    let surface = surface.prepared(for: grid)
                    surface.runRemainder(heights: grid, altitudes: found.baseAddress!)
                    for sector in 0..<surface.sectorCount { surface.run(sector: sector, heights: grid, altitudes: found.baseAddress!) }
                }
            }
            return found
        }
        for isExact in [true, false] {
            let plane = PlanarViewshed(
                rows: rows, columns: columns, spacingEast: 40, spacingSouth: 55, row: 130, column: 260, antennaHeight: 12, isExact: isExact)
            #expect(answer(plane) == plane.minimumAltitudes(heights))
        }
        for isExact in [true, false] {
            let sphere = GeodeticViewshed(
                northLatitude: 0.9, latitudeStep: step, longitudeStep: step, rows: rows, columns: columns, row: 130, column: 260,
                antennaHeight: 12, isExact: isExact)
            #expect(answer(sphere) == sphere.minimumAltitudes(heights))
        }
    }

    @Test(arguments: [(0.2, 0.0003), (51, 0.0003), (-35, 0.003), (78, 0.002)], [(130, 260), (0, 0), (299, 100), (150, 419), (298, 1)])
    func `the fast sweep along great circles gives the verdicts of the exact one`(
        place: (latitude: Double, step: Double), site: (row: Int, column: Int)
    ) {
        let (rows, columns) = (300, 420)
        let heights = Self.relief(rows: rows, columns: columns, roughness: 12)
        func altitudes(isExact: Bool) -> [Float] {
            GeodeticViewshed(
                northLatitude: place.latitude * Units.degree, latitudeStep: place.step * Units.degree,
                longitudeStep: place.step * Units.degree, rows: rows, columns: columns, row: site.row, column: site.column,
                antennaHeight: 15, isExact: isExact
            ).minimumAltitudes(heights)
        }
        let (fast, exact) = (altitudes(isExact: false), altitudes(isExact: true))
        for height in [0, 30, 100, 300] as [Float] {
            let other = heights.indices.count { (fast[$0] <= heights[$0] + height) != (exact[$0] <= heights[$0] + height) }
            #expect(Double(other) <= 1e-4 * Double(heights.count), "site \(site), \(height) m above ground: \(other) nodes")
        }
        // What the fast sweep finds is one of the ray's samples: but for single precision its altitude is never above the exact one.
        let least = heights.indices.reduce(Float(0)) { min($0, exact[$1] - fast[$1]) }
        #expect(least > -0.2, "site \(site): \(least) m")
    }

    @Test func `grids too small for vectors, or of slivers, are answered exactly`() {
        let grids = [(2, 7, 1e-5, 1e-5), (40, 3, 1e-5, 1e-5), (2, 2, 1e-5, 1e-5), (9, 8, 1e-5, 1e-5), (12, 9, 1e-6, 1.5e-2)]
        for (rows, columns, north, east) in grids {
            let heights = Self.relief(rows: rows, columns: columns, roughness: 30)
            let answers = [true, false].map { isExact in
                GeodeticViewshed(
                    northLatitude: 0.7, latitudeStep: north, longitudeStep: east, rows: rows, columns: columns, row: 1, column: 1,
                    antennaHeight: 5, isExact: isExact
                ).minimumAltitudes(heights)
            }
            #expect(zip(answers[0], answers[1]).allSatisfy { abs($0 - $1) < 0.01 }, "\(rows) × \(columns)")
        }
    }

    @Test(arguments: [(1, 60), (60, 1), (1, 1), (2, 60)])
    func `a grid of one row or one column is answered like one with that again beside it`(rows: Int, columns: Int) {
        let heights = Self.relief(rows: rows, columns: columns, roughness: 20)
        func view(_ rows: Int, _ columns: Int) -> GeodeticViewshed {
            GeodeticViewshed(
                northLatitude: 0.7, latitudeStep: 1e-5, longitudeStep: 1e-5, rows: rows, columns: columns, row: 0, column: 0,
                antennaHeight: 5)
        }
        let (tall, wide) = (max(2, rows), max(2, columns))
        let doubled = (0..<tall * wide).map { heights[min($0 / wide, rows - 1) * columns + min($0 % wide, columns - 1)] }
        let (found, expected) = (view(rows, columns).minimumAltitudes(heights), view(tall, wide).minimumAltitudes(doubled))
        #expect(found.indices.allSatisfy { found[$0] == expected[$0 / columns * wide + $0 % columns] })
    }

    /// The definition: every sample of every ray, with the library's own trigonometry.
    private static func sampled(
        _ heights: [Float], rows: Int, columns: Int, north: Double, step: Double, site: (row: Int, column: Int), antenna: Double,
        row: Int, column: Int
    ) -> Double {
        let effective = 4.0 / 3 * GeodeticViewshed.meanRadius
        let count = 5 * (abs(row - site.row) + abs(column - site.column))
        let eye = Double(heights[site.row * columns + site.column]) + antenna
        func unit(_ row: Double, _ column: Double) -> SIMD3<Double> {
            let latitude = Elementary.sincos(north - row * step)
            let longitude = Elementary.sincos(column * step)
            return SIMD3(latitude.cos * longitude.cos, latitude.cos * longitude.sin, latitude.sin)
        }
        let (start, end) = (unit(Double(site.row), Double(site.column)), unit(Double(row), Double(column)))
        let chord = end - start
        let arc = 2 * Elementary.asin(0.5 * (chord * chord).sum().squareRoot())
        var steepest = -Double.infinity
        for index in 1..<count {
            let f = Double(index) / Double(count)
            let at = Elementary.sin((1 - f) * arc) * start + Elementary.sin(f * arc) * end
            // Past the border the ground is the border's.
            let y = min(max((north - Elementary.atan2(at.z, (at.x * at.x + at.y * at.y).squareRoot())) / step, 0), Double(rows - 1))
            let x = min(max(Elementary.atan2(at.y, at.x) / step, 0), Double(columns - 1))
            let (r, c) = (min(max(Int(y), 0), rows - 2), min(max(Int(x), 0), columns - 2))
            let (v, u) = (y - Double(r), x - Double(c))
            let node = { Double(heights[(r + $0) * columns + c + $1]) }
            let height = (node(0, 0) * (1 - u) + node(0, 1) * u) * (1 - v) + (node(1, 0) * (1 - u) + node(1, 1) * u) * v
            let angle = Elementary.sincos(f * arc * 0.75)
            steepest = max(steepest, ((effective + height) * angle.cos - (effective + eye)) / ((effective + height) * angle.sin))
        }
        let angle = Elementary.sincos(arc * 0.75)
        return max(Double(heights[row * columns + column]), (effective + eye) / (angle.cos - steepest * angle.sin) - effective)
    }

    @Test(arguments: [(12.0, 0.0008), (52, 0.0003), (78, 0.004)], [0.0, 60])
    func `along great circles no sample that counts is passed over`(place: (latitude: Double, step: Double), roughness: Double) {
        let (rows, columns) = (150, 190)
        let heights = Self.relief(rows: rows, columns: columns, roughness: roughness)
        let north = place.latitude * Units.degree
        let step = place.step * Units.degree
        for site in [(row: 70, column: 95), (row: 0, column: 189)] {
            let found = GeodeticViewshed(
                northLatitude: north, latitudeStep: step, longitudeStep: step, rows: rows, columns: columns, row: site.row,
                column: site.column, antennaHeight: 15
            ).minimumAltitudes(heights)
            var worst = 0.0
            // A prime stride comes by every row and column.
            for index in stride(from: 0, to: rows * columns, by: 37) {
                let (row, column) = (index / columns, index % columns)
                guard abs(row - site.row) + abs(column - site.column) > 1 else { continue }
                let expected = Self.sampled(
                    heights, rows: rows, columns: columns, north: north, step: step, site: site, antenna: 15, row: row, column: column)
                worst = max(worst, abs(Double(found[index]) - expected) / max(1000, abs(expected)))
            }
            // The ray's row and column are a cubic: towards the poles the fourth power of its arc counts, with centimetres.
            #expect(worst < (place.latitude < 60 ? 1e-6 : 5e-5), "site \(site)")
        }
    }

    @Test func `over a smooth earth the lowest altitude follows the horizon`() {
        let heights = [Float](repeating: 0, count: 3 * 2001)
        let found = PlanarViewshed(
            rows: 3, columns: 2001, spacingEast: 50, spacingSouth: 50, row: 1, column: 0, antennaHeight: 30, isExact: true
        ).minimumAltitudes(heights)
        // 4.12 √30 km is the antenna's horizon; beyond it the target needs (d − d₀)²/2kR.
        let radius = 4.0 / 3 * 6_378_137
        let horizon = (2 * radius * 30).squareRoot()
        for column in [100, 400, 1000, 2000] {
            let beyond = max(0, 50 * Double(column) - horizon)
            #expect(abs(Double(found[2001 + column]) - beyond * beyond / (2 * radius)) < 0.01)
        }
    }

    @Test func `in longitude and latitude it sees nearly what the plane sees, and nothing hangs on the order of sectors`() {
        let heights = Self.relief(rows: 120, columns: 140, roughness: 0)
        let step = 0.0008 * Units.degree
        let latitude = 45 * Units.degree
        let view = GeodeticViewshed(
            northLatitude: latitude + 60 * step, latitudeStep: step, longitudeStep: step, rows: 120, columns: 140, row: 60,
            column: 70, antennaHeight: 15)
        let found = view.minimumAltitudes(heights)
        let metre = GeodeticViewshed.meanRadius * step
        let plane = PlanarViewshed(
            rows: 120, columns: 140, spacingEast: metre * Elementary.cos(latitude), spacingSouth: metre, row: 60, column: 70,
            antennaHeight: 15, radius: GeodeticViewshed.meanRadius
        ).minimumAltitudes(heights)
        let equal = found.indices.count { (found[$0] <= heights[$0] + 50) == (plane[$0] <= heights[$0] + 50) }
        #expect(Double(equal) / Double(found.count) > 0.99)
        var backwards = [Float](repeating: 0, count: heights.count)
        backwards.withUnsafeMutableBufferPointer { to in
            heights.withUnsafeBufferPointer { from in
                let grid = HeightGrid.real(from.baseAddress!)
                let view = view.prepared(for: grid)
                for sector in (0..<view.sectorCount).reversed() { view.run(sector: sector, heights: grid, altitudes: to.baseAddress!) }
                view.runRemainder(heights: grid, altitudes: to.baseAddress!)
            }
        }
        #expect(backwards == found)
    }
}
