import EarthEnvironment
import NumericalMethods
import Quantities
import Testing

@Suite struct HorizonTests {
    private let origin = GeodeticPosition(latitude: 0.6, longitude: 0.1, height: 0)

    private func sees(mast: Double, target height: Double, at distance: Double) -> Bool {
        var site = origin
        site.height = mast
        return HorizonTable(site: site, terrain: .flat(height: 0)).isVisible(groundDistance: distance, azimuth: 1, targetHeight: height)
    }

    @Test func `an aircraft at 135 m is not seen from a 24 m mast at 148 km`() {
        #expect(!sees(mast: 24, target: 135, at: 148_000))
        // 4.12 (√24 + √135) km = 68 km.
        #expect(sees(mast: 24, target: 135, at: 67_000))
        #expect(!sees(mast: 24, target: 135, at: 69_500))
    }

    @Test func `a hill hides what flies behind it`() {
        var heights = [Float](repeating: 0, count: 101 * 101)
        for row in 0..<101 { heights[row * 101 + 70] = 800 }
        let step = 0.0002
        let grid = ElevationGrid(
            northLatitude: origin.latitude + 50 * step, westLongitude: origin.longitude - 50 * step, latitudeStep: step,
            longitudeStep: step, rows: 101, columns: 101, heights: heights)
        var site = origin
        site.height = 20
        let table = HorizonTable(site: site, terrain: .grid(grid, outside: 0), rangeMaximum: 100_000)
        #expect(!table.isVisible(groundDistance: 40_000, azimuth: .pi / 2, targetHeight: 500))
        #expect(table.isVisible(groundDistance: 40_000, azimuth: .pi / 2, targetHeight: 3_000))
        #expect(table.isVisible(groundDistance: 40_000, azimuth: -.pi / 2, targetHeight: 500))
    }

    @Test func `an edge is found where halving over the mask alone finds it, to the last bit`() {
        let grid = SyntheticRelief.grid(seed: 3, centre: origin, halfSide: 60_000, spacing: 500, amplitude: 400, base: 100)
        let terrain = TerrainModel.grid(grid, outside: 100)
        var site = origin
        site.height = terrain.height(latitude: site.latitude, longitude: site.longitude) + 24
        let table = HorizonTable(site: site, terrain: terrain, rangeMaximum: 100_000, azimuthSteps: 180, rangeSteps: 128)
        var edges = 0
        for azimuth in stride(from: -1.0, to: 6, by: 0.0737) {
            for distance in [80.0, 900, 7_000, 31_000, 58_000, 99_000, 140_000] {
                let mask = table.maskingSlope(groundDistance: distance, azimuth: azimuth)
                var low = 0.0
                var high = min(distance, table.rangeMaximum)
                for _ in 0..<18 where high - low > 30 {
                    let middle = 0.5 * (low + high)
                    if table.maskingSlope(groundDistance: middle, azimuth: azimuth) >= mask - 1e-6 { high = middle } else { low = middle }
                }
                let isEdge = high > 30 && distance - high > 1
                let found = table.maskingEdge(groundDistance: distance, azimuth: azimuth, below: mask)
                #expect(found?.distance == (isEdge ? high : nil), "\(azimuth) rad, \(distance) m")
                if isEdge { edges += 1 }
            }
        }
        #expect(edges > 300)
    }
}

@Suite struct AtmosphereTests {
    @Test func `the standard atmosphere has the standard's printed values`() {
        // U.S. Standard Atmosphere 1976, table I, geometric heights.
        let low = StandardAtmosphere.state(geometricAltitude: 0)
        #expect(abs(low.density - 1.2250) < 5e-5)
        let high = StandardAtmosphere.state(geometricAltitude: 20_000)
        #expect(abs(high.pressure / 5529.3 - 1) < 1e-4)
        #expect(abs(high.speedOfSound - 295.07) < 0.01)
    }
}
