import EarthEnvironment
import NumericalMethods
import Quantities
import Testing

@Suite struct DiffractionTests {
    private let diffraction = SphericalDiffraction(
        frequency: 3e9, effectiveRadius: 4.0 / 3 * 6_371_000, surface: .land, polarisation: .horizontal)

    private func factor(_ distance: Double, height: Double = 50, reflects: Bool = true) -> Double {
        20 * Elementary.log10(
            PatternPropagation.joined(
                antennaHeight: 25, targetHeight: height, groundDistance: distance, diffraction: diffraction, surface: .land,
                polarisation: .horizontal, reflects: reflects))
    }

    @Test func `at the horizon the field falls without a step`() {
        // From half the horizon to beyond it, 50 m at a time.
        var before = factor(30_000)
        var steepest = 0.0
        for step in 1...600 {
            let here = factor(30_000 + 50 * Double(step))
            steepest = max(steepest, abs(here - before))
            before = here
        }
        // Two-ray and diffraction meet within what the rule's joint leaves: −1.4 dB on one side, 1.0 dB on the other.
        #expect(steepest < 2.4, "\(steepest)")
        #expect(factor(45_000) < -5 && factor(60_000) < -25)
    }

    @Test func `the loss grows with distance beyond the horizon and shrinks with height`() {
        for step in 0..<40 {
            let distance = 50_000 + 1_000 * Double(step)
            #expect(factor(distance + 1_000) < factor(distance))
            #expect(factor(distance, height: 80) > factor(distance, height: 50))
        }
    }

    @Test func `a grazed edge takes six decibels, one far below the line nothing`() {
        #expect(abs(KnifeEdge.loss(0) - 6.03) < 0.01 && abs(KnifeEdge.exactLoss(0) - 6.02) < 0.01)
        #expect(KnifeEdge.loss(-2) == 0)
        for step in 0..<50 {
            let parameter = -0.7 + 0.1 * Double(step)
            #expect(abs(KnifeEdge.loss(parameter) - KnifeEdge.exactLoss(parameter)) < 0.5)
        }
    }

    @Test func `Fresnel's integrals meet at the seam of their two forms and end at a half`() {
        let below = FresnelIntegrals.values(1.5 - 1e-12)
        let above = FresnelIntegrals.values(1.5 + 1e-12)
        #expect(abs(below.cosine - above.cosine) < 1e-11 && abs(below.sine - above.sine) < 1e-11)
        let far = FresnelIntegrals.values(1e6)
        #expect(abs(far.cosine - 0.5) < 1e-6 && abs(far.sine - 0.5) < 1e-6)
        // Abramowitz & Stegun, table 7.7.
        #expect(abs(FresnelIntegrals.values(1).cosine - 0.779_893_400_376_8) < 1e-12)
        #expect(abs(FresnelIntegrals.values(1).sine - 0.438_259_147_390_4) < 1e-12)
    }

    @Test func `the first crossing of the ground is found between samples`() {
        // A ridge 1 m high between two nodes; a flight 0.4 m over the plain.
        func cell(_ row: Int, _ column: Int) -> GroundCell {
            let left = column == 5 ? 1.0 : 0
            let right = column == 4 ? 1.0 : 0
            return GroundCell(near: left, across: right, along: left, far: right)
        }
        func path(_ height: Double) -> GridPath {
            GridPath(row: (0.5, 0), column: (0, 10), height: (height, 0, 0), duration: 1)
        }
        #expect(GroundContact.firstTimeBelow(path(1.001), cell: cell) == nil)
        let time = GroundContact.firstTimeBelow(path(0.4), cell: cell) ?? 0
        #expect(abs(time - 0.44) < 1e-12)
        #expect(abs(GroundContact.leastClearance(path(1.5), cell: cell) - 0.5) < 1e-12)
    }

    @Test func `the highest ground near a place is not below any ground there`() {
        let grid = ElevationGrid(
            northLatitude: 0.7, westLongitude: 0.2, latitudeStep: 1e-5, longitudeStep: 1e-5, rows: 200, columns: 150,
            heights: (0..<30_000).map { Float(($0 * 7919) % 977) })
        let ground = GroundSurface(.grid(grid, outside: 3))
        for step in 0..<400 {
            let latitude = 0.7 - 1e-5 * Double(step % 23) * 8.5
            let longitude = 0.2 + 1e-5 * Double(step % 17) * 8.7
            let near = ground.highestNear(latitude: latitude, longitude: longitude)
            for (north, east) in [(0.0, 0.0), (0.7, 0), (-0.7, 0), (0, 0.7), (0, -0.7)] {
                let height = ground.terrain.height(
                    latitude: latitude + north * near.within / 6_400_000, longitude: longitude + east * near.within / 6_400_000)
                #expect(height <= near.height)
            }
        }
    }
}
