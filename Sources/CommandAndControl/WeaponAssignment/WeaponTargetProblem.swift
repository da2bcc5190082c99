/// The static weapon-target assignment problem: which weapon at which target, so that the least value is expected to survive.
///
///     minimise Σ_j V_j Π_{i→j} (1 − p_ij)    each weapon at most at one target
/// - Source: Manne, "A target-assignment problem", Operations Research 6 (1958) 346–351.
package struct WeaponTargetProblem: Sendable {
    package let weapons: Int
    package let targets: Int
    /// V_j ≥ 0, one a target; any unit.
    package let values: [Double]
    /// p_ij in 0…1: weapons × targets, weapon by weapon.
    package let killProbabilities: [Double]

    /// - Precondition: values finite and ≥ 0, probabilities in 0…1, weapons × targets of them.
    package init(values: [Double], killProbabilities: [Double]) {
        targets = values.count
        weapons = targets == 0 ? 0 : killProbabilities.count / targets
        precondition(killProbabilities.count == weapons * targets)
        precondition(values.allSatisfy { $0 >= 0 && $0.isFinite } && killProbabilities.allSatisfy { $0 >= 0 && $0 <= 1 })
        self.values = values
        self.killProbabilities = killProbabilities
    }

    /// Expected surviving value of an assignment: target of each weapon, −1 where it holds its fire.
    package func survivingValue(_ targetOfWeapon: [Int32]) -> Double {
        var survival = values
        for weapon in 0..<weapons where targetOfWeapon[weapon] >= 0 {
            let target = Int(targetOfWeapon[weapon])
            survival[target] *= 1 - killProbabilities[weapon * targets + target]
        }
        return survival.reduce(0, +)
    }
}
