import EarthEnvironment
import NumericalMethods
import Quantities
import RadarSensing
import Stochastics
import TacticalMessages
import Testing

@Suite struct DetectionTests {
    @Test func `one pulse of Swerling 1 has its closed form`() {
        // P_d = P_fa^(1/(1+SNR)).
        let found = DetectionProbability.exact(swerling: 1, pulses: 1, falseAlarmProbability: 1e-6, signalToNoise: 20)
        #expect(abs(found - Elementary.pow(1e-6, 1.0 / 21)) < 1e-14)
    }

    @Test func `the textbook value of Swerling 0 holds`() {
        // Skolnik's classic: 13.2 dB for P_d 0.9 at P_fa 1e-6, one pulse.
        let ratio = DetectionProbability.requiredSignalToNoise(
            swerling: 0, pulses: 1, falseAlarmProbability: 1e-6, detectionProbability: 0.9)
        #expect(abs(10 * Elementary.log10(ratio) - 13.18) < 0.02)
    }

    @Test(arguments: 0...4) func `detection grows with the signal and never leaves 0 to 1`(swerling: Int) {
        var last = 0.0
        for decibels in stride(from: -10.0, through: 30, by: 1) {
            let value = DetectionProbability.exact(
                swerling: swerling, pulses: 100, falseAlarmProbability: 1e-6,
                signalToNoise: Elementary.pow(10, decibels / 10))
            #expect(value >= last - 1e-12 && value <= 1)
            last = value
        }
        #expect(last > 0.99)
    }

    private func site(mast: Double, attenuation: Double = 0) -> RadarSite {
        var model = RadarModel(
            name: "test", steering: .rotating, frequency: 3e9, referenceRange: 200_000, referenceCrossSection: 4)
        model.instrumentedRange = 400_000
        return RadarSite(
            model: model, antenna: GeodeticPosition(latitude: 0.6, longitude: 0.1, height: mast),
            terrain: .flat(height: 0), refraction: 4.0 / 3, attenuationDecibels: attenuation)
    }

    @Test func `air that takes half a decibel a kilometre takes it on the way out and on the way back`() {
        let (clear, hazy) = (site(mast: 10), site(mast: 10, attenuation: 0.5))
        func decibels(_ site: RadarSite, range: Double, elevation: Double) -> Double {
            let signals = [clear, site].map { $0.signalToNoise(crossSection: 4, range: range, elevation: elevation, jamToNoise: 0) }
            return 10 * Elementary.log(signals[0] / signals[1]) / Elementary.log(10)
        }
        #expect(abs(decibels(hazy, range: 10_000, elevation: 0) - 10) < 1e-9)
        #expect(abs(decibels(hazy, range: 30_000, elevation: 0) - 30) < 1e-9)
        // Straight up the thick air ends at four kilometres.
        #expect(abs(decibels(hazy, range: 30_000, elevation: .pi / 2) - 4) < 0.01)
        // The same radar with other pulses, or over a plain, stands in the same air.
        for other in [hazy.changed { $0.pulses = 7 }, hazy.overPlain()] {
            let signal = other.signalToNoise(crossSection: 4, range: 20_000, elevation: 0, jamToNoise: 0)
            let bare = site(mast: 10).changed { $0.pulses = other.model.pulses }.signalToNoise(crossSection: 4, range: 20_000, elevation: 0, jamToNoise: 0)
            #expect(abs(10 * Elementary.log(bare / signal) / Elementary.log(10) - 20) < 1e-9)
        }
    }

    @Test func `as much jamming as there is noise halves what is left of the signal`() {
        let site = site(mast: 10)
        let clear = site.signalToNoise(crossSection: 4, range: 90_000, elevation: 0.05, jamToNoise: 0)
        #expect(abs(site.signalToNoise(crossSection: 4, range: 90_000, elevation: 0.05, jamToNoise: 1) / clear - 0.5) < 1e-12)
        #expect(abs(site.signalToNoise(crossSection: 4, range: 90_000, elevation: 0.05, jamToNoise: 99) / clear - 0.01) < 1e-12)
    }

    @Test func `the anchor gives its own range back, and halving the range raises the signal sixteenfold`() {
        let site = site(mast: 10)
        let far = site.signalToNoise(crossSection: 4, range: 200_000, elevation: 0.05, jamToNoise: 0)
        #expect(abs(site.detectionProbability(swerling: 1, signalToNoise: far) - 0.5) < 1e-3)
        let near = site.signalToNoise(crossSection: 4, range: 100_000, elevation: 0.05, jamToNoise: 0)
        #expect(abs(near / far - 16) < 1e-9)
    }

    @Test func `the share of looks that detect is the probability of detection`() {
        let site = site(mast: 10)
        let origin = site.frame
        let position = origin.toEarthFixed(Position<LocalLevel>(x: 0, y: 199_000, z: 15_000))
        let target = KinematicState<EarthFixed>(position: position, velocity: Velocity(origin.rotateToEarthFixed(Vector3(0, -200, 0))))
        let signature = TargetSignature(nose: 4, side: 4, tail: 4, swerling: 1)
        var hits = 0
        let looks = 20_000
        for look in 0..<looks {
            var stream = RandomStream(studySeed: 11, runIndex: UInt32(look), entity: 1, purpose: DrawPurpose(rawValue: 2))
            if case .detected = RadarObservation.observe(
                site: site, radar: RadarIdentifier(rawValue: 0), target: target, signature: signature,
                jamming: JammingEnvironment(), source: 0, time: .zero, stream: &stream)
            { hits += 1 }
        }
        let range = (position - origin.originEarthFixed).length
        let expected = site.detectionProbability(
            swerling: 1, signalToNoise: site.signalToNoise(crossSection: 4, range: range, elevation: 0.07, jamToNoise: 0))
        // Four standard errors (seed 11).
        #expect(abs(Double(hits) / Double(looks) - expected) < 4 * (expected * (1 - expected) / Double(looks)).squareRoot())
    }
}
