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
            for r in 0..<91 {
                for c in 0..<117 {
                    let expected = oracle.altitude(r, c)
                    // Single precision of the answer, and in the fast sweep the bend of a cell at a hundred times its distance.
                    let tolerance = isExact ? 1e-6 * max(1000, abs(expected)) : 0.1
                    worst = max(worst, abs(Double(found[r * 117 + c]) - expected) / tolerance)
                }
            }
            #expect(worst <= 1, "site \(site), exact \(isExact)")
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
                for sector in (0..<view.sectorCount).reversed() {
                    view.run(sector: sector, heights: from.baseAddress!, altitudes: to.baseAddress!)
                }
                view.runRemainder(heights: from.baseAddress!, altitudes: to.baseAddress!)
            }
        }
        #expect(backwards == found)
    }
}
