import CommandAndControl

/// Families of weapon-target instances that anyone can make again from a name, a size and a seed.
package enum WeaponTargetFamily: String, Sendable, CaseIterable {
    /// V = 25 + 75u, p = 0.60 + 0.30u.
    case AH
    /// V = 1 + ⌊100u⌋, p = 0.05 + 0.90u.
    case WD
    /// V = 1 + ⌊10u⌋; p = 0 if u < 0.4, else 0.3 + 0.65 (u − 0.4)/0.6.
    case ENV

    package func problem(weapons: Int, targets: Int, seed: UInt64) -> WeaponTargetProblem {
        let numbers = CountedSplitMix(seed: seed)
        let values = (0..<targets).map { place -> Double in
            let u = numbers.uniform(place)
            return switch self {
            case .AH: 25 + 75 * u
            case .WD: 1 + (100 * u).rounded(.down)
            case .ENV: 1 + (10 * u).rounded(.down)
            }
        }
        let probabilities = (0..<weapons * targets).map { place -> Double in
            let u = numbers.uniform(targets + place)
            return switch self {
            case .AH: 0.60 + 0.30 * u
            case .WD: 0.05 + 0.90 * u
            case .ENV: u < 0.4 ? 0 : 0.3 + 0.65 * (u - 0.4) / 0.6
            }
        }
        return WeaponTargetProblem(values: values, killProbabilities: probabilities)
    }
}
