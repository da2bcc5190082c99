import NumericalMethods
import Quantities
import Stochastics
import TargetTracking

/// Radars with constant errors, and the flight that they see: what a `FusionTrial` is about. SI.
package struct FusionSetting: Sendable {
    /// How the aircraft flies, at 250 m/s.
    package enum Flight: Sendable {
        case straight
        /// A turn of 2 g to the left for 12 s from the 80th second, and one of 3 g to the right for 10 s from the 115th.
        case turning
        /// As a constant-velocity filter believes: white acceleration of the filter's density.
        case wandering
    }

    /// A radar's constant errors in a run.
    enum Errors: Sendable {
        /// This many of the standard deviations that the command post expects.
        case fixed(Double)
        /// Drawn from what the command post expects.
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

    package let name: String
    package let flight: Flight
    let errors: Errors
    let radars: [Radar]

    /// The third radar is the most accurate, the slowest to report, and 200 m and 4 mrad wrong.
    package static let standard = FusionSetting(
        name: "straight, 200 m and 4 mrad", flight: .straight, errors: .fixed(1), radars: triangle())

    /// What `cupola fusion` judges: other errors than expected, other places, slower links, other flights.
    package static let judged: [FusionSetting] = [
        standard,
        FusionSetting(name: "straight, errors the other way", flight: .straight, errors: .fixed(-1), radars: triangle()),
        FusionSetting(
            name: "straight, 500 m and 8 mrad", flight: .straight, errors: .fixed(1),
            radars: triangle(RadarBias(range: 500, azimuth: 0.008))),
        FusionSetting(name: "straight, none though expected", flight: .straight, errors: .fixed(0), radars: triangle()),
        FusionSetting(name: "straight, radars in line", flight: .straight, errors: .drawn, radars: line),
        FusionSetting(name: "turning, errors drawn", flight: .turning, errors: .drawn, radars: triangle()),
        FusionSetting(name: "wandering, errors drawn", flight: .wandering, errors: .drawn, radars: triangle()),
        FusionSetting(
            name: "wandering, links 1.5 s and 3 s", flight: .wandering, errors: .drawn, radars: triangle(latencies: [0.2, 1.5, 3])),
        FusionSetting(name: "wandering, radars in line", flight: .wandering, errors: .drawn, radars: line),
        FusionSetting(name: "wandering, all radars wrong", flight: .wandering, errors: .drawn, radars: allWrong),
    ]

    private static func triangle(
        _ expected: RadarBias = RadarBias(range: 200, azimuth: 0.004), latencies: [Double] = [0.2, 0.8, 1.5]
    ) -> [Radar] {
        [
            Radar(period: 5, latency: latencies[0], origin: .zero, rangeDeviation: 50, angleDeviation: 0.002),
            Radar(period: 3, latency: latencies[1], origin: Vector3(30_000, 0, 0), rangeDeviation: 80, angleDeviation: 0.003),
            Radar(
                period: 4, latency: latencies[2], origin: Vector3(-25_000, 20_000, 0), rangeDeviation: 40, angleDeviation: 0.0015,
                expected: expected),
        ]
    }

    /// Radars behind one another along the flight, the first wrong.
    private static let line = [
        Radar(
            period: 4, latency: 1.5, origin: .zero, rangeDeviation: 40, angleDeviation: 0.0015,
            expected: RadarBias(range: 200, azimuth: 0.004)),
        Radar(period: 6, latency: 0.3, origin: Vector3(-12_000, -20_000, 0), rangeDeviation: 60, angleDeviation: 0.002),
        Radar(period: 5, latency: 2.5, origin: Vector3(15_000, -50_000, 0), rangeDeviation: 100, angleDeviation: 0.003),
    ]

    /// No reference, though one radar is wrong by less.
    private static let allWrong = zip(triangle(), [(40.0, 0.001), (200, 0.004), (200, 0.004)]).map { radar, error in
        var radar = radar
        radar.expected = RadarBias(range: error.0, azimuth: error.1)
        return radar
    }

    /// What the filter believes: straight flight alone where the aircraft wanders, interacting modes otherwise.
    var motion: MotionModels {
        MotionModels(cruiseDensity: 0.05, cruiseTime: 200, mixingFloor: 0.05, isInteracting: flight != .wandering)
    }

    /// A radar's errors in a run; takes two draws in any case.
    func error(of radar: Int, _ stream: inout RandomStream) -> RadarBias {
        var share = RadarBias(range: stream.nextNormal(), azimuth: stream.nextNormal())
        if case .fixed(let size) = errors { share = RadarBias(range: size, azimuth: size) }
        let expected = radars[radar].expected
        return RadarBias(range: share.range * expected.range, azimuth: share.azimuth * expected.azimuth)
    }
}
