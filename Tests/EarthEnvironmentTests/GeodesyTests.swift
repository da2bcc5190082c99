import EarthEnvironment
import NumericalMethods
import Quantities
import Testing

@Suite struct GeodesyTests {
    @Test func `a position goes to earth-fixed axes and back`() {
        for latitude in stride(from: -90.0, through: 90, by: 7.5) {
            for height in [-10_000.0, 0, 30_000, 4e5, 4e7] {
                let point = GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: 37.25, height: height)
                let back = WGS84.geodetic(WGS84.earthFixed(point))
                #expect(abs(back.height - height) < 2e-9 * max(1, height / 6.4e6))
                #expect(abs(back.latitude - point.latitude) < 4e-16)
            }
        }
    }

    @Test(arguments: [
        (10.0, 10.0), (-170, -170), (190, -170), (-190, 170), (350, -10), (-350, 10), (180, 180), (-180, -180), (725, 5), (0, 0),
    ])
    func `a difference of longitudes is the shorter way round`(degrees: Double, shorter: Double) {
        #expect(abs(Units.shorterWay(degrees * Units.degree) - shorter * Units.degree) < 1e-14)
    }
}
