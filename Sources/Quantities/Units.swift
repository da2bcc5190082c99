/// Metres. A bare `Double` is SI, radians, linear; these names say which where a signature would not.
public typealias Metres = Double
/// Metres per second.
public typealias MetresPerSecond = Double
/// Square metres.
public typealias SquareMetres = Double
/// Radians.
public typealias Radians = Double
/// Seconds.
public typealias Seconds = Double
/// Kilograms.
public typealias Kilograms = Double
/// Newtons.
public typealias Newtons = Double
/// Hertz.
public typealias Hertz = Double

/// Conversions at the edge: file keys and text for people.
public enum Units {
    /// Radians in one degree.
    public static let degree: Double = .pi / 180
    /// Standard gravity, m/s² (BIPM, 3rd CGPM 1901).
    public static let standardGravity: Double = 9.80665
    /// Speed of light in vacuum, m/s (SI, exact).
    public static let speedOfLight: Double = 299_792_458
    /// Boltzmann constant, J/K (SI 2019, exact).
    public static let boltzmann: Double = 1.380649e-23

    /// A difference of two longitudes or bearings, radians, the shorter way round: −π…π.
    @inlinable public static func shorterWay(_ turn: Radians) -> Radians {
        abs(turn) > .pi ? turn - 2 * .pi * (turn / (2 * .pi)).rounded() : turn
    }
}
