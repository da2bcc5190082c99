public import Quantities

/// A constant error of one radar's range and azimuth, or one standard deviation of what it may be.
public struct RadarBias: Sendable, Equatable {
    public var range: Metres
    public var azimuth: Radians

    public init(range: Metres = 0, azimuth: Radians = 0) {
        self.range = range
        self.azimuth = azimuth
    }

    /// A radar to which others are aligned.
    public static let reference = RadarBias()
}
