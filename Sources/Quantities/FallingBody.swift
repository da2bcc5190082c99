import NumericalMethods

/// A ballistic missile on its way down as a defence takes it before it knows better.
public enum FallingBody {
    /// β = m/(C_D A), kg/m²: of short-range missiles (class value of the catalogue, 2,000 to 12,000).
    public static let coefficient = 5_000.0

    /// Deceleration by drag for each metre per second of speed, 1/s: ρ(h) v/2β in air of the exponential law ρ = 1.225 e^(−h/7200 m).
    /// - Parameters: height above the sea, metres (below it: at it), and speed, m/s.
    /// - Source: Zarchan, *Tactical and Strategic Missile Guidance*, 6th ed. (2012), ch. 17–18 (ballistic targets).
    public static func drag(height: Metres, speed: MetresPerSecond) -> Double {
        1.225 * Elementary.exp(-max(0, height) / 7_200) * speed / (2 * coefficient)
    }
}
