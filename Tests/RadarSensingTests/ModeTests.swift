import EarthEnvironment
import NumericalMethods
import Quantities
import RadarSensing
import Testing

@Suite struct ModeTests {
    private var steered: RadarModel {
        var model = RadarModel(name: "steered", steering: .sector, frequency: 9.5e9, referenceRange: 150_000, referenceCrossSection: 4)
        model.azimuthSector = 90 * Units.degree
        model.pulses = 10
        model.instrumentedRange = 300_000
        model.searchFraction = 0.4
        return model
    }

    @Test func `shares of the time add up to one`() {
        let shares = steered.modes(facing: 1).map(\.timeShare).reduce(0, +)
        #expect(abs(shares - 1) < 1e-12)
    }

    @Test func `a bar on the horizon is renewed by beams, dwell and share`() throws {
        let bar = try #require(steered.modes(facing: 1).first { $0.task == .lowAltitudeSearch })
        // 90 beams of one degree, ten pulses of 2 ms each, a fifth of the time.
        #expect(abs(bar.renewalPeriod - 90 * 10 * 300_000 * 2 / 299_792_458 / 0.2) < 1e-6)
    }

    @Test func `a mode covers its sector and its elevations, and no more`() throws {
        let bar = try #require(steered.modes(facing: 6.2).first { $0.task == .lowAltitudeSearch })
        #expect(bar.covers(azimuth: 0.5, elevation: 0) && bar.covers(azimuth: 6.2 - 0.7, elevation: 0.005))
        #expect(!bar.covers(azimuth: 1.2, elevation: 0) && !bar.covers(azimuth: 6.2, elevation: 0.05))
    }

    @Test func `more tracks are looked at less often, and a half of the sector twice as often`() {
        let few = steered.modes(trackedCount: 2).last!.renewalPeriod
        let many = steered.modes(trackedCount: 60).last!.renewalPeriod
        #expect(many > few)
        let whole = steered.search(.volumeSearch, sectorCentre: 0, sectorWidth: 1, elevation: 0...0.1, timeShare: 0.4)
        let half = steered.search(.volumeSearch, sectorCentre: 0, sectorWidth: 0.5, elevation: 0...0.1, timeShare: 0.4)
        #expect(half.renewalPeriod < 0.52 * whole.renewalPeriod)
    }
}
