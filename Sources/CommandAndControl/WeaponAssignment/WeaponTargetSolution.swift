/// An assignment of weapons to targets with what can be proved of it.
package struct WeaponTargetSolution: Sendable {
    /// Target of each weapon; −1 where it holds its fire.
    package var targetOfWeapon: [Int32]
    /// Expected surviving value of this assignment.
    package var value: Double
    /// No assignment leaves less than this.
    package var bound: Double
    /// The bound meets the value, to the rounding of their sums (`WeaponTargetSolver.provenWithin`).
    package var isOptimal: Bool

    /// (value − bound) / value; 0 where nothing survives.
    package var gap: Double { value > 0 ? max(0, value - bound) / value : 0 }
}
