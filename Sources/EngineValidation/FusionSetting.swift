import NumericalMethods
import Stochastics
import TargetTracking

/// Radars with constant errors, and the flight that they see: what a `FusionTrial` is about. SI.
public struct FusionSetting: Sendable {
    /// How the aircraft flies.
    public enum Flight: Sendable {
        /// 250 m/s straight on.
        case straight
        /// The same, with a turn of 2 g to the left for 12 s from the 80th second and one of 3 g to the right for 10 s from the 115th.
        case turning
        /// As a constant-velocity filter believes: white acceleration of the filter's density about straight flight.
        case wandering
    }

    /// Whether a radar's constant error is what it is expected to be at most times, or drawn anew each run.
    public enum Errors: Sendable {
        /// One standard deviation times this, each run.
        case fixed(Double)
        /// Gaussian, by the standard deviation expected.
        case drawn
    }

    struct Radar: Sendable {
        var period: Double
        var latency: Double
        var origin: Vector3
        var rangeDeviation: Double
        var angleDeviation: Double
        /// One standard deviation of its constant errors, as the command post expects.
        var expected = RadarBias.reference
    }

    public var name: String
    public var flight: Flight
    public var errors: Errors
    var radars: [Radar]

    /// Three radars of different period, latency and accuracy, the third with a constant error.
    static func triangle(rangeBias: Double = 200, azimuthBias: Double = 0.004) -> [Radar] {
        [
            Radar(period: 5, latency: 0.2, origin: .zero, rangeDeviation: 50, angleDeviation: 0.002),
            Radar(period: 3, latency: 0.8, origin: Vector3(30_000, 0, 0), rangeDeviation: 80, angleDeviation: 0.003),
            Radar(
                period: 4, latency: 1.5, origin: Vector3(-25_000, 20_000, 0), rangeDeviation: 40, angleDeviation: 0.0015,
                expected: RadarBias(range: rangeBias, azimuth: azimuthBias)),
        ]
    }

    /// Radars nearly in line with the flight, the most accurate one first and with the error.
    static let line: [Radar] = [
        Radar(
            period: 4, latency: 1.5, origin: Vector3(0, 0, 0), rangeDeviation: 40, angleDeviation: 0.0015,
            expected: RadarBias(range: 200, azimuth: 0.004)),
        Radar(period: 6, latency: 0.3, origin: Vector3(-12_000, -20_000, 0), rangeDeviation: 60, angleDeviation: 0.002),
        Radar(period: 5, latency: 2.5, origin: Vector3(15_000, -50_000, 0), rangeDeviation: 100, angleDeviation: 0.003),
    ]

    /// Every radar has an error, one less than the others.
    static let allWrong: [Radar] = triangle().enumerated().map { place, radar in
        var radar = radar
        radar.expected = RadarBias(range: [40, 200, 200][place], azimuth: [0.001, 0.004, 0.004][place])
        return radar
    }

    public static let standard = FusionSetting(name: "standard", flight: .straight, errors: .fixed(1), radars: triangle())

    public static let all: [FusionSetting] = [
        standard,
        FusionSetting(name: "errors drawn", flight: .straight, errors: .drawn, radars: triangle()),
        FusionSetting(name: "no error, though expected", flight: .straight, errors: .fixed(0), radars: triangle()),
        FusionSetting(name: "errors the other way", flight: .straight, errors: .fixed(-1), radars: triangle()),
        FusionSetting(name: "500 m, 8 mrad", flight: .straight, errors: .fixed(1), radars: triangle(rangeBias: 500, azimuthBias: 0.008)),
        FusionSetting(name: "radars in line", flight: .straight, errors: .drawn, radars: line),
        FusionSetting(name: "all radars wrong", flight: .straight, errors: .drawn, radars: allWrong),
        FusionSetting(name: "turning", flight: .turning, errors: .drawn, radars: triangle()),
        FusionSetting(name: "wandering", flight: .wandering, errors: .drawn, radars: triangle()),
        FusionSetting(name: "wandering, radars in line", flight: .wandering, errors: .drawn, radars: line),
        FusionSetting(name: "wandering, all radars wrong", flight: .wandering, errors: .drawn, radars: allWrong),
    ]

    /// A constant-velocity filter where the flight is one's, interacting modes otherwise.
    var motion: MotionModels {
        var models = MotionModels(cruiseDensity: 0.05, cruiseTime: 200, mixingFloor: 0.05)
        if case .wandering = flight { models.isInteracting = false }
        return models
    }
}

/// One flight, as a table.
struct FlownPath {
    /// Seconds between two places of the table; every time of the trial is a multiple of it.
    private static let step = 0.1
    private var places: [Vector3]

    init(_ setting: FusionSetting, seed: UInt64, until end: Double) {
        var stream = RandomStream(studySeed: seed, runIndex: 0, entity: 99, purpose: DrawPurpose(rawValue: 1))
        var position = Vector3(-20_000, 70_000, 9_000)
        var velocity = Vector3(150, -200, 0)
        let step = Self.step
        places = [position]
        for place in 0..<Int(end / step) {
            let time = Double(place) * step
            switch setting.flight {
            case .straight: position += velocity * step
            case .turning:
                let load = time >= 80 && time < 92 ? 2.0 : time >= 115 && time < 125 ? -3.0 : 0
                let rate = load * 9.80665 / velocity.length
                // Exact for a level turn of constant rate.
                let (sine, cosine) = Elementary.sincos(rate * step)
                let (half, cosineHalf) = Elementary.sincos(0.5 * rate * step)
                let chord = rate == 0 ? step : 2 * half / rate
                position += Vector3(velocity.x * cosineHalf - velocity.y * half, velocity.y * cosineHalf + velocity.x * half, velocity.z) * chord
                velocity = Vector3(velocity.x * cosine - velocity.y * sine, velocity.y * cosine + velocity.x * sine, velocity.z)
            case .wandering:
                // Noise of covariance q [T³/3, T²/2; T²/2, T].
                let scale = (setting.motion.cruiseDensity * step).squareRoot()
                let first = Vector3(stream.nextNormal(), stream.nextNormal(), stream.nextNormal())
                let second = Vector3(stream.nextNormal(), stream.nextNormal(), stream.nextNormal())
                // √(1/3 − 1/4), the part of the place that the velocity's noise does not tell.
                let rest = 0.28867513459481287
                position += velocity * step
                position += (first * 0.5 + second * rest) * (scale * step)
                velocity += first * scale
            }
            places.append(position)
        }
    }

    func position(at time: Double) -> Vector3 { places[Int((time / Self.step).rounded())] }
}
