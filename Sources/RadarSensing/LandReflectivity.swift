import NumericalMethods
import Quantities

/// Mean clutter strengths σ⁰F⁴ of land at low angles, decibels, by cover, depression angle and frequency; between the table's angles
/// and (in the logarithm) frequencies linear, beyond them held.
///
/// - Source: the mean strengths of Billingsley, *Low-Angle Radar Land Clutter* (2002), ch. 3 (Lincoln Laboratory TR-916, 1991), for
///   urban land, mountains, forest of low relief, farmland of very low relief, and desert, marsh and grassland, *as recalled*: the table
///   itself could not be opened when it was written here. Sea: γ = −40 dB, sea state 3 (Long, *Radar Reflectivity of Land and Sea*, 3rd
///   ed., 2001), as recalled.
struct LandReflectivity: Sendable {
    /// VHF, UHF, L, S, X: the measurements' frequencies, Hz.
    private static let frequencies: [Double] = [0.165e9, 0.435e9, 1.25e9, 3.25e9, 9.2e9]

    private struct Row {
        /// Depression angle, degrees.
        var angle: Double
        var decibels: [Double]
    }

    private static func rows(_ cover: LandCover) -> [Row] {
        switch cover {
        case .urban: [Row(angle: 0.25, decibels: [-20.9, -16.0, -12.6, -10.1, -10.8])]
        case .mountains: [Row(angle: 1, decibels: [-7.6, -10.6, -17.5, -21.4, -21.6])]
        case .forest:
            [
                Row(angle: 0.3, decibels: [-43.6, -44.1, -41.4, -38.9, -35.4]),
                Row(angle: 0.7, decibels: [-26.2, -29.2, -28.6, -32.1, -29.7]),
                Row(angle: 1, decibels: [-14.2, -15.7, -20.8, -29.3, -26.5]),
            ]
        case .farmland: [Row(angle: 0.25, decibels: [-56.0, -41.1, -31.6, -30.9, -31.5])]
        case .desert:
            [
                Row(angle: 0.3, decibels: [-66.8, -74.0, -68.6, -54.4, -42.0]),
                Row(angle: 1, decibels: [-38.2, -39.4, -39.6, -37.9, -25.6]),
            ]
        case .sea: []
        }
    }

    /// At one frequency: depression angles, degrees, and decibels. Empty for the sea.
    private let points: [(angle: Double, decibels: Double)]

    init(_ cover: LandCover, frequency: Hertz) {
        points = Self.rows(cover).map { ($0.angle, Self.at(frequency, $0.decibels)) }
    }

    /// σ⁰, linear.
    func strength(depression: Radians) -> Double {
        guard let first = points.first else { return 1e-4 * max(0, Elementary.sin(depression)) }
        let angle = depression / Units.degree
        var last = first
        for point in points {
            if angle < point.angle, point.angle > last.angle {
                let share = max(0, (angle - last.angle) / (point.angle - last.angle))
                return Elementary.pow(10, (last.decibels + share * (point.decibels - last.decibels)) / 10)
            }
            last = point
            if angle <= first.angle { break }
        }
        return Elementary.pow(10, last.decibels / 10)
    }

    private static func at(_ frequency: Hertz, _ values: [Double]) -> Double {
        guard let upper = frequencies.firstIndex(where: { $0 > frequency }) else { return values[values.count - 1] }
        guard upper > 0 else { return values[0] }
        let share = Elementary.log(frequency / frequencies[upper - 1]) / Elementary.log(frequencies[upper] / frequencies[upper - 1])
        return values[upper - 1] + share * (values[upper] - values[upper - 1])
    }
}

extension LandCover {
    /// Standard deviation of the speeds of what scatters, m/s: bare hills on a calm day, wooded hills in 20 and 25 knots of wind, a
    /// windy sea.
    /// - Source: Skolnik, *Introduction to Radar Systems*, 3rd ed. (2001), section 3.7 (after Barton), as recalled.
    public var speedDeviation: MetresPerSecond {
        switch self {
        case .urban, .mountains, .desert: 0.017
        case .forest: 0.22
        case .farmland: 0.12
        case .sea: 0.9
        }
    }
}
