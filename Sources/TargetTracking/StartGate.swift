import Quantities

/// How far from the plots of a new track its next plots may lie, for a target of bounded speed and acceleration and unknown velocity.
///
///     second look: V T + a T²/2 + margin, outside max(0, V_min T − a T²/2 − margin)
///     third look:  a T² + margin about the straight continuation of two positions
/// A target moves at most V T + a T²/2; the second difference of its positions is at most a T² whatever it does within that bound. The
/// margins are g √2 σ and g √6 σ: the variances of a difference of two and of x₃ − 2x₂ + x₁.
/// - Source: Blackman & Popoli, *Design and Analysis of Modern Tracking Systems* (1999), ch. 6.
package struct StartGate: Sendable, Equatable {
    package var speedMinimum: MetresPerSecond
    package var speedMaximum: MetresPerSecond
    /// m/s².
    package var accelerationMaximum: Double

    package init(speedMinimum: MetresPerSecond = 0, speedMaximum: MetresPerSecond, accelerationMaximum: Double = 0) {
        self.speedMinimum = speedMinimum
        self.speedMaximum = speedMaximum
        self.accelerationMaximum = accelerationMaximum
    }

    /// Farthest second plot, metres.
    @inlinable
    package func secondOuter(interval: Seconds, margin: Metres) -> Metres {
        speedMaximum * interval + 0.5 * accelerationMaximum * interval * interval + margin
    }

    /// Nearest second plot, metres.
    @inlinable
    package func secondInner(interval: Seconds, margin: Metres) -> Metres {
        max(0, speedMinimum * interval - 0.5 * accelerationMaximum * interval * interval - margin)
    }

    /// Farthest third plot from the straight continuation, metres.
    @inlinable
    package func third(interval: Seconds, margin: Metres) -> Metres {
        accelerationMaximum * interval * interval + margin
    }
}
