import NumericalMethods
public import Quantities

/// Automatic guns of a point defence: rate of fire, muzzle velocity, how far shots scatter and how far the aim is off.
public struct GunModel: Sendable, Equatable {
    /// Rounds a second, all barrels together, > 0.
    public var rate: Double
    /// m/s.
    public var muzzleVelocity: MetresPerSecond
    /// Farthest slant range at which it fires, metres.
    public var rangeMaximum: Metres
    /// Standard deviation of one round about the aim, each axis, radians.
    public var dispersion: Radians
    /// Standard deviation of the aim itself (prediction and laying), each axis, radians; the same for a whole burst.
    public var aimError: Radians
    /// Longest burst, seconds.
    public var burst: Seconds
    /// Rounds carried.
    public var rounds: Int

    package init(
        rate: Double, muzzleVelocity: MetresPerSecond, rangeMaximum: Metres, dispersion: Radians, aimError: Radians, burst: Seconds,
        rounds: Int
    ) {
        self.rate = rate
        self.muzzleVelocity = muzzleVelocity
        self.rangeMaximum = rangeMaximum
        self.dispersion = dispersion
        self.aimError = aimError
        self.burst = burst
        self.rounds = rounds
    }

    /// Of one 30 mm explosive shell that hits a missile or light aircraft, 0…1 (assumed; Ball gives 0.1 to 0.5 for hits on unprotected
    /// airframes).
    public static let killGivenHit = 0.4

    /// Twin 2A38M guns of 30 mm: muzzle velocity 960 m/s and 1,400 shells are public figures of the vehicle; scatter, aim and burst are
    /// assumed (2 to 4 mrad are usual of gun systems: Driels, *Weaponeering*, 2nd ed. (2013), ch. 5).
    /// - Parameters: rounds a second, > 0; farthest slant range, metres.
    public static func thirtyMillimetre(rate: Double, rangeMaximum: Metres) -> GunModel {
        GunModel(
            rate: rate, muzzleVelocity: 960, rangeMaximum: rangeMaximum, dispersion: 0.003, aimError: 0.003, burst: 1.5, rounds: 1_400)
    }

    /// Mean speed of a shell over a range, m/s: v(R) = v₀ e^(−kR) with k of a 30 mm shell, so that t = (e^(kR) − 1)/(k v₀).
    ///
    /// k = ρ C_D A / 2m = 1.225 · 0.36 · 7.07e-4 / (2 · 0.389) = 4.0e-4 1/m (shell of 0.389 kg and 30 mm; C_D of a spin-stabilised
    /// shell about Mach 2: McCoy, *Modern Exterior Ballistics*, 1999, ch. 4).
    public func timeOfFlight(range: Metres) -> Seconds {
        let decay = 4.0e-4
        return (Elementary.exp(decay * range) - 1) / (decay * muzzleVelocity)
    }

    /// Probability that a burst of `count` rounds at one range kills.
    ///
    /// One round at aim error b hits with p(b) = A/(2π s²) · exp(−b²/(2 s²)), s = σ R, while the target is small beside the
    /// scatter, and never with more than 1; hits kill independently of one another, and the aim is off by the same b for the whole burst,
    ///     P = E_b [1 − (1 − p(b) P_K|H)^n],   b² exponential with mean 2 (σ_a R)².
    /// The mean over b is taken by the midpoint rule in the share of the distribution.
    /// - Parameters:
    ///   - range: slant range, metres.
    ///   - area: of the target as seen from the gun, m².
    ///   - killGivenHit: 0…1.
    ///   - count: rounds of the burst.
    /// - Source: Ball, *The Fundamentals of Aircraft Combat Survivability*, 2nd ed. (2003), ch. 4; Driels, *Weaponeering*, 2nd ed. (2013),
    ///   ch. 5 (correlated bursts).
    public func killProbability(range: Metres, area: SquareMetres, killGivenHit: Double, count: Int) -> Double {
        guard range <= rangeMaximum, count > 0, area > 0 else { return 0 }
        let spread = dispersion * range
        let variance = spread * spread
        let aimVariance = aimError * range * aimError * range
        let steps = 64
        var sum = 0.0
        for step in 0..<steps {
            let share = (Double(step) + 0.5) / Double(steps)
            let squared = -2 * aimVariance * Elementary.log(1 - share)
            let hit = min(1, area / (2 * .pi * variance)) * Elementary.exp(-squared / (2 * variance))
            sum += 1 - Elementary.exp(Double(count) * Elementary.log1p(-min(hit * killGivenHit, 1 - 1e-12)))
        }
        return sum / Double(steps)
    }
}
