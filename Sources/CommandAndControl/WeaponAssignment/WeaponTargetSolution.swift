/// An assignment of weapons to targets with what can be proved of it.
public struct WeaponTargetSolution: Sendable {
    /// Target of each weapon; −1 where it holds its fire.
    public var targetOfWeapon: [Int32]
    /// Expected surviving value of this assignment.
    public var value: Double
    /// No assignment leaves less than this.
    public var bound: Double
    /// The bound meets the value, to the rounding of their sums (`WeaponTargetSolver.provenWithin`).
    public var isOptimal: Bool

    /// (value − bound) / value; 0 where nothing survives.
    public var gap: Double { value > 0 ? max(0, value - bound) / value : 0 }
}
