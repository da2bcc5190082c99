import EarthEnvironment
import NumericalMethods
import Quantities
import RadarSensing
import Testing

@Suite struct GroundReflectionTests {
    private func site(_ change: (inout RadarModel) -> Void) -> RadarSite {
        var model = RadarModel(name: "test", steering: .rotating, frequency: 1.3e9, referenceRange: 200_000, referenceCrossSection: 4)
        model.elevationMinimum = -0.1
        change(&model)
        return RadarSite(
            model: model, antenna: GeodeticPosition(latitude: 0.6, longitude: 0.1, height: 20), terrain: .flat(height: 0),
            refraction: 4.0 / 3, attenuationDecibels: 0)
    }

    private func view(_ site: RadarSite, east: Double, height: Double) -> SensorSite.View {
        let end = Geodesic.direct(from: GeodeticPosition(latitude: 0.6, longitude: 0.1, height: 0), azimuth: 1.5, distance: east).end
        return site.sensor.view(of: WGS84.earthFixed(GeodeticPosition(latitude: end.latitude, longitude: end.longitude, height: height)))
    }

    @Test func `without the switch the echo is that of free space`() {
        let plain = site { _ in }
        #expect(plain.propagationGain(of: view(plain, east: 30_000, height: 300)) == 1)
    }

    @Test func `a perfect smooth ground makes lobes between nothing and sixteenfold`() {
        let mirror = site {
            $0.hasMultipath = true
            $0.beamwidthElevation = 1
            $0.groundSurface = ReflectingSurface(relativePermittivity: nil, conductivity: 0, roughness: 0)
        }
        var least = Double.infinity
        var most = 0.0
        for step in 0..<400 {
            let gain = mirror.propagationGain(of: view(mirror, east: 20_000, height: 50 + 2 * Double(step)))
            least = min(least, gain)
            most = max(most, gain)
        }
        #expect(least >= 0 && least < 0.05)
        #expect(most > 12 && most <= 16 + 1e-9)
    }

    @Test func `a narrow beam pointed high does not see the ground`() {
        let narrow = site {
            $0.hasMultipath = true
            $0.beamwidthElevation = 1 * Units.degree
        }
        #expect(abs(narrow.propagationGain(of: view(narrow, east: 20_000, height: 5_000)) - 1) < 1e-6)
    }

    @Test func `rough ground reflects less than smooth`() {
        let rough = ReflectingSurface(relativePermittivity: 15, conductivity: 0.02, roughness: 2)
        #expect(rough.coherence(grazingAngle: 0.05, wavelength: 0.1) < 1e-6)
        #expect(rough.coherence(grazingAngle: 1e-4, wavelength: 0.1) > 0.999)
    }
}
