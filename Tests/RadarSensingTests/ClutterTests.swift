import EarthEnvironment
import NumericalMethods
import Quantities
import RadarSensing
import Stochastics
import TacticalMessages
import Testing

@Suite struct ClutterTests {
    private func site(_ change: (inout RadarModel) -> Void) -> RadarSite {
        var model = RadarModel(name: "test", steering: .sector, frequency: 3e9, referenceRange: 200_000, referenceCrossSection: 1)
        model.elevationMinimum = -0.1
        model.pulses = 10
        change(&model)
        return RadarSite(
            model: model, antenna: GeodeticPosition(latitude: 0.6, longitude: 0.1, height: 30), terrain: .flat(height: 0),
            refraction: 4.0 / 3, attenuationDecibels: 0)
    }

    private func target(east: Double, height: Double, speed: Double) -> KinematicState<EarthFixed> {
        let end = Geodesic.direct(from: GeodeticPosition(latitude: 0.6, longitude: 0.1, height: 0), azimuth: .pi / 2, distance: east).end
        let position = WGS84.earthFixed(GeodeticPosition(latitude: end.latitude, longitude: end.longitude, height: height))
        let up = WGS84.vertical(at: position)
        return KinematicState(position: position, velocity: Velocity(Vector3(-up.y, up.x, 0).normalized * -speed))
    }

    private func look(_ site: RadarSite, east: Double, height: Double = 60, speed: Double = 240, crossSection: Double = 0.01) -> RadarLook {
        let signature = TargetSignature(nose: crossSection, side: crossSection, tail: crossSection, swerling: 1)
        return RadarLook.at(
            target(east: east, height: height, speed: speed), from: site, signature: signature, jamming: JammingEnvironment())
    }

    private func ratio(_ look: RadarLook) -> Double {
        if case .possible(let echo) = look { return echo.signalToNoise }
        return 0
    }

    @Test func `clutter takes from a small target over lit ground, by the land, and nothing beyond the ground's horizon`() {
        let bare = site { _ in }
        let farm = site { $0.landCover = .farmland }
        let town = site { $0.landCover = .urban }
        #expect(ratio(look(town, east: 8_000)) < 0.5 * ratio(look(farm, east: 8_000)))
        #expect(ratio(look(farm, east: 8_000)) < ratio(look(bare, east: 8_000)))
        // The ground's horizon of a 30 m mast is 22.6 km away.
        #expect(ratio(look(town, east: 25_000)) == ratio(look(bare, east: 25_000)))
    }

    @Test func `a beam pointed high meets no clutter`() {
        let bare = site { _ in }
        let town = site { $0.landCover = .urban }
        #expect(abs(ratio(look(town, east: 15_000, height: 6_000)) / ratio(look(bare, east: 15_000, height: 6_000)) - 1) < 0.01)
    }

    @Test func `a target that flies across is lost in the filter only where there is clutter`() {
        let farm = site {
            $0.landCover = .farmland
            $0.clutterNotch = 15
        }
        if case .blindSpeed = look(farm, east: 8_000, speed: 2) {} else { Issue.record("seen in the notch") }
        if case .possible = look(farm, east: 25_000, speed: 2) {} else { Issue.record("lost where no ground is lit") }
        if case .possible = look(farm, east: 8_000, speed: 240) {} else { Issue.record("lost outside the notch") }
    }

    @Test func `better cancellation sees smaller targets`() {
        let poor = site {
            $0.landCover = .forest
            $0.stabilityImprovement = 1e2
        }
        let good = site {
            $0.landCover = .forest
            $0.stabilityImprovement = 1e5
        }
        #expect(ratio(look(good, east: 8_000)) > 2 * ratio(look(poor, east: 8_000)))
    }

    @Test func `probability of detection falls smoothly through the horizon`() {
        let radar = site { _ in }
        var before = 1.0
        var steepest = 0.0
        for step in 0..<400 {
            let here = look(radar, east: 40_000 + 100 * Double(step), crossSection: 0.5).probability
            steepest = max(steepest, abs(before - here))
            before = here
        }
        #expect(before < 1e-3)
        #expect(steepest < 0.1, "\(steepest)")
    }

    private func deviations(_ site: RadarSite, height: Double, east: Double) -> (true: Double, told: Double) {
        var stream = RandomStream(studySeed: 5, runIndex: 0, entity: 0, purpose: DrawPurpose(rawValue: 1))
        let truth = target(east: east, height: height, speed: 240)
        let elevation = site.sensor.view(of: truth.position).coordinates.elevation
        var sum = 0.0
        var told = 0.0
        var count = 0.0
        for _ in 0..<2_000 {
            let outcome = RadarObservation.observe(
                site: site, radar: RadarIdentifier(rawValue: 0), target: truth,
                signature: TargetSignature(nose: 5, side: 5, tail: 5, swerling: 1),
                jamming: JammingEnvironment(), source: 0, time: .zero, stream: &stream)
            guard case .detected(let plot) = outcome else { continue }
            sum += (plot.elevation - elevation) * (plot.elevation - elevation)
            told += plot.elevationDeviation * plot.elevationDeviation
            count += 1
        }
        return ((sum / count).squareRoot(), (told / count).squareRoot())
    }

    @Test func `a low target's height is measured worse, and the radar says so`() {
        let radar = site { _ in }
        let clean = site { $0.hasHeightError = false }
        let low = deviations(radar, height: 40, east: 20_000)
        let high = deviations(radar, height: 4_000, east: 20_000)
        #expect(low.true > 1.5 * deviations(clean, height: 40, east: 20_000).true)
        #expect(low.told > 0.5 * low.true && low.told < 2 * low.true)
        #expect(abs(high.true / deviations(clean, height: 4_000, east: 20_000).true - 1) < 0.1)
    }

    @Test func `a radar without height finding tells no height`() {
        let flat = site {
            $0.measuresElevation = false
            $0.elevationMaximum = 6 * Units.degree
        }
        let low = deviations(flat, height: 100, east: 30_000)
        #expect(low.told > 1.5 * Units.degree)
    }

    @Test func `the slope of the angle measurement counts`() {
        let sharp = site { $0.angleSlope = 3.2 }
        let blunt = site { $0.angleSlope = 1.6 }
        for radar in [sharp, blunt] { #expect(deviations(radar, height: 9_000, east: 60_000).told > 0) }
        #expect(deviations(sharp, height: 9_000, east: 150_000).told < deviations(blunt, height: 9_000, east: 150_000).told)
    }
}
