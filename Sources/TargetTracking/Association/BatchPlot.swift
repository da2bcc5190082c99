import NumericalMethods
import Quantities
import TacticalMessages

/// A plot of the batch in hand.
struct BatchPlot: Sendable {
    var plot: CartesianPlot
    var time: SimulationTime
    /// Expected false alarms per m³ here.
    var clutter: Double
    var rangeRate: Double?
    var crossSection: Double
    /// Numbers every plot that the tracker ever took in.
    var number: Int32
    /// Squared spread over the three axes, m².
    var spread: Double
}

/// What coarse gates read of a plot: all of a batch lie side by side.
struct PlotGate: Sendable {
    var position: Vector3
    var time: SimulationTime
    /// Four deviations, metres.
    var reach: Double
}

/// When a rotating beam stands at an azimuth, as the plots of one whole turn tell.
///
///     t(α) = t₀ + T α/2π,  t₀ the circular mean of t − T α/2π
struct BeamClock: Sendable {
    var period: Double
    /// Within [0, period), seconds.
    var phase: Double
    var end: SimulationTime

    /// Nil unless the plots are spread over time as a rotation spreads them.
    init?(_ detections: [Detection], period: Double, end: SimulationTime) {
        guard detections.count > 1, let first = detections.first else { return nil }
        var span = 0.0
        var east = 0.0
        var north = 0.0
        for detection in detections {
            let age = detection.time.seconds(since: end)
            span = max(span, abs(detection.time.seconds(since: first.time)))
            let (sine, cosine) = Elementary.sincos(2 * Double.pi * age / period - detection.azimuth)
            east += sine
            north += cosine
        }
        guard span > 0.01 * period else { return nil }
        let count = Double(detections.count)
        // Frames and stacked beams have no phase.
        guard (east * east + north * north).squareRoot() > 0.8 * count else { return nil }
        self.period = period
        self.end = end
        phase = Elementary.atan2(east, north) * period / (2 * .pi)
    }

    /// The latest time, not after the end of the batch, at which the beam stood at an azimuth.
    func look(_ azimuth: Double) -> SimulationTime {
        var age = azimuth * period / (2 * .pi) + phase
        age -= period * (age / period).rounded(.up)
        return end.advanced(by: min(0, age))
    }
}
