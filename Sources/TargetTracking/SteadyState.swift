import NumericalMethods

/// What a filter settles to when plots come at an even rate: gains and deviations, per axis.
package struct SteadyState: Sendable, Equatable {
    /// Of position, and of velocity in 1/s.
    package var positionGain: Double
    package var velocityGain: Double
    /// Deviation of the position predicted and updated, metres; of the updated velocity, m/s; updated covariance, m²/s.
    package var predictedPositionDeviation: Double
    package var positionDeviation: Double
    package var velocityDeviation: Double
    package var covariance: Double

    /// Runs the covariance of `KinematicFilter` until it no longer changes.
    /// - Parameters:
    ///   - interval: between plots, seconds.
    ///   - density: of the white acceleration, m²/s³.
    ///   - measurementVariance: m².
    package init(interval: Double, density: Double, measurementVariance: Double) {
        precondition(interval > 0 && density > 0 && measurementVariance > 0, "no steady state without plots or noise")
        let plot = CartesianPlot(position: .zero, covariance: .diagonal(measurementVariance))
        var filter = KinematicFilter(
            position: .zero, positionCovariance: plot.covariance, velocity: .zero,
            velocityDeviation: measurementVariance.squareRoot() / interval)
        var predicted = filter
        for _ in 0..<200_000 {
            let before = filter
            filter.predict(interval, density: density, gravity: .zero)
            predicted = filter
            _ = filter.update(plot)
            let change = abs(filter.positionCovariance.column0.x / before.positionCovariance.column0.x - 1)
                + abs(filter.velocityCovariance.column0.x / before.velocityCovariance.column0.x - 1)
            if change < 1e-14 { break }
        }
        let total = predicted.positionCovariance.column0.x + measurementVariance
        positionGain = predicted.positionCovariance.column0.x / total
        velocityGain = predicted.crossCovariance.column0.x / total
        predictedPositionDeviation = predicted.positionCovariance.column0.x.squareRoot()
        positionDeviation = filter.positionCovariance.column0.x.squareRoot()
        velocityDeviation = filter.velocityCovariance.column0.x.squareRoot()
        covariance = filter.crossCovariance.column0.x
    }
}

/// Closed forms of steady gains by the tracking index Λ = σ_a T²/σ_m, for planning the rate of looks.
/// - Source: Kalata, IEEE Trans. AES-20 (1984) 174; Gray & Murray, IEEE Trans. AES-29 (1993) 1052; variances: Bar-Shalom, Li &
///   Kirubarajan, *Estimation with Applications to Tracking and Navigation* (2001), section 6.5.
package enum TrackingIndex {
    /// α of a position filter.
    package static func alpha(_ index: Double) -> Double {
        let square = index * index
        return (-square + (square * square + 16 * square).squareRoot()) / 8
    }

    /// α, β under piecewise constant white acceleration; updated variances over the measurement's, scaled by powers of T.
    package static func alphaBeta(
        _ index: Double
    ) -> (alpha: Double, beta: Double, position: Double, cross: Double, velocity: Double) {
        // 1 − r without cancellation: r = (4 + Λ − √(8Λ + Λ²))/4.
        let less = ((8 * index + index * index).squareRoot() - index) / 4
        let alpha = less * (2 - less)
        let rest = (1 - less) * (1 - less)
        // 2(2 − α) − 4√(1 − α) = 2(1 − √(1 − α))².
        let beta = 2 * less * less
        return (alpha, beta, alpha, beta, beta * (2 * alpha - beta) / (2 * rest))
    }

    /// α, β, γ under a Wiener process acceleration; updated variances over the measurement's, scaled by powers of T.
    package static func alphaBetaGamma(
        _ index: Double
    ) -> (alpha: Double, beta: Double, gamma: Double, position: Double, velocity: Double, acceleration: Double) {
        // u = 1 − s turns the cubic in s into u³ − (Λ/2)(1 − u)(2 − u) … solved by bisection and Newton's steps on (0, 1).
        func value(_ u: Double) -> Double { u * u * u - 0.5 * index * (1 - u) * (2 - u) }
        var low = 0.0
        var high = 1.0
        var u = min(0.9, Elementary.cbrt(index))
        for _ in 0..<200 {
            let here = value(u)
            if here > 0 { high = u } else { low = u }
            var next = u - here / (3 * u * u + 0.5 * index * (3 - 2 * u))
            if !(next > low && next < high) { next = (low + high) / 2 }
            if abs(next - u) <= 1e-16 { break }
            u = next
        }
        let alpha = u * (2 - u)
        let beta = 2 * u * u
        let gamma = beta * beta / alpha
        let rest = (1 - u) * (1 - u)
        return (
            alpha, beta, gamma, alpha, (8 * alpha * beta + gamma * (beta - 2 * alpha - 4)) / (8 * rest),
            gamma * (2 * beta - gamma) / (4 * rest)
        )
    }
}
