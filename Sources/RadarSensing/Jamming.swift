import EarthEnvironment
import NumericalMethods
public import Quantities

/// Noise radiated by a jammer, as a radar meets it.
public struct JammerEmission: Sendable {
    /// Effective radiated power density toward the defence, W/Hz.
    public var powerDensity: Double
    /// When it begins to radiate.
    public var start: SimulationTime
    /// When it ends.
    public var stop: SimulationTime
    /// It answers the beam that is on it and is silent else: only the main lobe ever hears it (Schleher, *Electronic Warfare in
    /// the Information Age*, 1999, ch. 4: a responsive self-protection jammer). Others radiate all the time.
    public var isSelfScreening: Bool

    /// Noise of a power density, W/Hz, while it lasts, against the radars that it names.
    public init(
        powerDensity: Double, start: SimulationTime = .zero, stop: SimulationTime = .distantFuture, isSelfScreening: Bool = false
    ) {
        self.powerDensity = powerDensity
        self.start = start
        self.stop = stop
        self.isSelfScreening = isSelfScreening
    }

    /// Whether it is on the air at a time.
    public func isOn(at time: SimulationTime) -> Bool { time >= start && time < stop }
}

/// The jammers on the air.
public struct JammingEnvironment: Sendable {
    struct Emitter: Sendable {
        var density: Double
        var position: Position<EarthFixed>
        var source: Int32
        var isSelfScreening: Bool
    }

    var emitters: [Emitter] = []

    /// A quiet sky.
    public init() {}

    /// Whether nobody jams.
    public var isEmpty: Bool { emitters.isEmpty }

    /// Adds a jammer at an earth-fixed place, metres; `source` is the place of its carrier among the targets, −1 for none.
    public mutating func add(_ emission: JammerEmission, at position: Position<EarthFixed>, source: Int32) {
        emitters.append(
            Emitter(density: emission.powerDensity, position: position, source: source, isSelfScreening: emission.isSelfScreening))
    }

    /// Jamming over noise at a radar that looks along a direction.
    ///
    ///     J/N = Σ  p G(θ) λ² / ((4π)² d² n₀)
    /// G falls from the main lobe's peak as a Gaussian beam, exp(−4 ln 2 (θ/θ₃)²), to the mean far side lobe (what is left
    /// of it after cancellation). θ₃ is the wider of the two beamwidths.
    /// - Source: Schleher, *Electronic Warfare in the Information Age* (1999), ch. 3; Barton, *Modern Radar System
    ///   Analysis* (1988), ch. 4, for the Gaussian beam.
    func jamToNoise(site: RadarSite, look: Vector3) -> Double {
        var sum = 0.0
        let model = site.model
        let wavelength = Units.speedOfLight / model.frequency
        for emitter in emitters {
            let offset = site.frame.toLocal(emitter.position).vector
            let distance = offset.length
            guard distance > 1 else { continue }
            // Beyond the radio horizon or behind ground a jammer does not reach the radar.
            guard site.sensor.isVisible(emitter.position) else { continue }
            let cosine = offset.dot(look) / (distance * look.length)
            let width = max(model.beamwidthAzimuth, model.beamwidthElevation)
            var pattern = emitter.isSelfScreening ? 0 : model.sideLobe
            // θ² ≈ 2(1 − cos θ); beyond three beamwidths the Gaussian is below any side lobe.
            let square = 2 * max(0, 1 - cosine)
            if square < 9 * width * width {
                pattern = max(pattern, Elementary.exp(-2.772588722239781 * square / (width * width)))
            }
            let gain = model.antennaGain * pattern
            let spread = 4 * Double.pi * distance
            sum += emitter.density * gain * wavelength * wavelength / (spread * spread * model.noiseDensity)
        }
        return sum
    }
}

/// Where a target comes out of the noise of its own or another's jammer.
public enum BurnThrough {
    /// Self-screening: R = √(P G σ n B_j L_j / (4π P_j G_j B_r L_r (S/J))), all linear, SI.
    public static func selfScreening(
        power: Double, gain: Double, crossSection: Double, radarBandwidth: Double, pulses: Double, radarLoss: Double,
        jammerPower: Double, jammerGain: Double, jammerBandwidth: Double, jammerLoss: Double, required: Double
    ) -> Metres {
        (power * gain * crossSection * pulses * jammerBandwidth * jammerLoss
            / (4 * .pi * jammerPower * jammerGain * radarBandwidth * radarLoss * required)).squareRoot()
    }

    /// Stand-off: R⁴ = P G² σ n B_j L_j R_j² / (4π P_j G_j G_sl B_r L_r (S/J)), all linear, SI.
    public static func standOff(
        power: Double, gain: Double, crossSection: Double, radarBandwidth: Double, pulses: Double, radarLoss: Double,
        jammerPower: Double, jammerGain: Double, jammerBandwidth: Double, jammerLoss: Double, sideLobeGain: Double,
        jammerRange: Double, required: Double
    ) -> Metres {
        (power * gain * gain * crossSection * pulses * jammerBandwidth * jammerLoss * jammerRange * jammerRange
            / (4 * .pi * jammerPower * jammerGain * sideLobeGain * radarBandwidth * radarLoss * required)).squareRoot()
            .squareRoot()
    }
}
