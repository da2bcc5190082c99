import Quantities

/// A constant error of one radar's range and azimuth, or one standard deviation of what it may be.
package struct RadarBias: Sendable, Equatable {
    package var range: Metres
    package var azimuth: Radians

    package init(range: Metres = 0, azimuth: Radians = 0) {
        self.range = range
        self.azimuth = azimuth
    }

    /// A radar to which others are aligned.
    package static let reference = RadarBias()
}
