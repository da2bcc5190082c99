public import NumericalMethods
public import Quantities
public import TacticalMessages

/// Constant errors of one radar's range and azimuth, learnt from its plots of tracks that all radars share.
///
/// Two scalar Kalman filters, one an error: bias b with variance P_b, from the residual r of a plot against the track,
///
///     r = b + e,  var e = σ² + s²,  K = P_b / (P_b + var e),  b += K (r − b),  P_b = max(floor², (1 − K) P_b)
/// with s the track's own spread along that direction. What is left of the bias widens the plot. A radar with no expected
/// bias is the reference, and is left as it is.
/// - Source: Bar-Shalom (ed.), *Multitarget-Multisensor Tracking*, vol. I (1990), ch. 5. Leaves out elevation, tilt and time bias.
public struct RadarRegistration: Sendable {
    /// Best estimate of the constant errors.
    public private(set) var range: Metres = 0
    public private(set) var azimuth: Radians = 0
    public private(set) var rangeVariance: Double
    public private(set) var azimuthVariance: Double
    private let rangeFloor: Double
    private let azimuthFloor: Double

    /// - Parameter rangeExpected: one standard deviation of the constant error before any plot; 0 for a reference.
    public init(rangeExpected: Metres = 0, azimuthExpected: Radians = 0) {
        rangeVariance = rangeExpected * rangeExpected
        azimuthVariance = azimuthExpected * azimuthExpected
        // Two fifths of what was expected stay: the tracks lean on this radar's own plots, and its rest of an error is the
        // same from plot to plot, which a filter that takes plots as independent would average away.
        rangeFloor = 0.4 * rangeExpected
        azimuthFloor = 0.4 * azimuthExpected
    }

    /// A detection without the known part of the error, widened by the rest.
    public func corrected(_ detection: Detection) -> Detection {
        var result = detection
        result.range -= range
        result.azimuth -= azimuth
        result.rangeDeviation = (detection.rangeDeviation * detection.rangeDeviation + rangeVariance).squareRoot()
        result.azimuthDeviation = (detection.azimuthDeviation * detection.azimuthDeviation + azimuthVariance).squareRoot()
        return result
    }

    /// Learns from a raw detection of a track that stood at `position` in the radar's own frame, with a spread an axis.
    public mutating func learn(_ detection: Detection, position: Vector3, deviation: Metres) {
        let ground = (position.x * position.x + position.y * position.y).squareRoot()
        guard ground > 1_000 else { return }
        if rangeVariance > rangeFloor * rangeFloor {
            let variance = detection.rangeDeviation * detection.rangeDeviation + deviation * deviation
            let gain = rangeVariance / (rangeVariance + variance)
            range += gain * (detection.range - position.length - range)
            rangeVariance = max(rangeFloor * rangeFloor, (1 - gain) * rangeVariance)
        }
        if azimuthVariance > azimuthFloor * azimuthFloor {
            let spread = deviation / ground
            let variance = detection.azimuthDeviation * detection.azimuthDeviation + spread * spread
            let gain = azimuthVariance / (azimuthVariance + variance)
            var residual = detection.azimuth - Elementary.atan2(position.x, position.y)
            residual -= 2 * .pi * (residual / (2 * .pi)).rounded()
            azimuth += gain * (residual - azimuth)
            azimuthVariance = max(azimuthFloor * azimuthFloor, (1 - gain) * azimuthVariance)
        }
    }
}
