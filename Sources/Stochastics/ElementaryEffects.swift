/// Elementary effects of a radial design: base points, each followed by points in which one coordinate (or group) alone is changed.
///
///     EE_i = (y_i − y_0)/(u_i′ − u_i),   V_Ti = Σ (y_i − y_0)²/2r
///     μ = ⟨EE⟩,   μ* = ⟨|EE|⟩,   σ² = Σ (EE − μ)²/(r − 1)
/// μ* tells how much a coordinate matters, σ how much that depends on the others; V_Ti is the part of the output's variance that
/// would be left if all others were known (Jansen 1999), and needs no step, so it serves groups too.
/// - Source: Morris, *Technometrics* 33 (1991), 161–174; Campolongo, Saltelli & Cariboni, *Comput. Phys. Commun.* 182 (2011), 978–988.
package struct ElementaryEffects: Sendable, Equatable {
    /// A base point's value, the values with one coordinate changed, and the changes; coordinates on 0…1.
    package struct Block: Sendable, Equatable {
        package var base: Double
        package var changed: [Double]
        package var steps: [Double]

        package init(base: Double, changed: [Double], steps: [Double]) {
            self.base = base
            self.changed = changed
            self.steps = steps
        }
    }

    /// By coordinate, in the output's unit for the whole range 0…1.
    package let mean: [Double]
    package let meanAbsolute: [Double]
    package let deviation: [Double]
    /// By coordinate, in the square of the output's unit.
    package let totalVariance: [Double]

    package init(_ blocks: [Block]) {
        let width = blocks.first?.changed.count ?? 0
        let count = Double(blocks.count)
        let effects = (0..<width).map { place in blocks.map { ($0.changed[place] - $0.base) / $0.steps[place] } }
        let means = effects.map { $0.reduce(0, +) / count }
        mean = means
        meanAbsolute = effects.map { $0.reduce(0) { $0 + abs($1) } / count }
        deviation = zip(effects, means).map { values, mean in
            (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)).squareRoot()
        }
        totalVariance = (0..<width).map { place in
            blocks.reduce(0) { $0 + ($1.changed[place] - $1.base) * ($1.changed[place] - $1.base) } / (2 * count)
        }
    }
}
