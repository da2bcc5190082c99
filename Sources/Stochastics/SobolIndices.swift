/// First- and total-order Sobol' indices from a Saltelli design.
///
/// With f_A, f_B and f_ABi the model at points A, B and at A with group i taken from B, and c the mean of all of these values:
///     S_i  = ⟨(f_B − c) (f_ABi − f_A)⟩ / V,  V = Var(f_A, f_B) − v        (Saltelli et al. 2010)
///     S_i  = 1 − (½ ⟨(f_B − f_ABi)²⟩ − v) / V                             (Jansen 1999)
///     S_Ti = (½ ⟨(f_A − f_ABi)²⟩ − v) / V                                 (Jansen 1999)
/// where v is the variance of the noise in each value (0 for a deterministic model), independent between values: it is in every
/// variance and squared difference but not in a product of two values.
/// - Source: Saltelli et al., *Computer Physics Communications* 181 (2010), 259–270.
package struct SobolIndices: Sendable, Equatable {
    /// By group, dimensionless.
    package var first: [Double]
    package var total: [Double]
    /// First order by Jansen's estimator.
    package var firstJansen: [Double]
    /// Variance of the model less the noise, and its mean.
    package var variance: Double
    package var mean: Double

    /// - Parameters:
    ///   - rows: for each point the values A, B, AB₁, AB₂ ….
    ///   - chosen: rows to take, with repetition (a bootstrap replicate); all when nil.
    ///   - noise: variance of the noise in each value.
    ///   - changeNoise: by group, what noise adds to  ½ ⟨(f_A − f_ABi)²⟩  where the two share some of it; `noise` when nil.
    /// - Returns: nil where the model does not vary beyond the noise.
    package init?(_ rows: [[Double]], chosen: [Int]? = nil, noise: Double = 0, changeNoise: [Double]? = nil) {
        guard let groups = rows.first.map({ $0.count - 2 }), groups >= 0 else { return nil }
        let places = chosen ?? Array(rows.indices)
        let count = Double(places.count)
        guard count > 1 else { return nil }
        let centre = places.reduce(0) { $0 + rows[$1][0] + rows[$1][1] } / (2 * count)
        let spread = places.reduce(0.0) {
            let a = rows[$1][0] - centre
            let b = rows[$1][1] - centre
            return $0 + a * a + b * b
        } / (2 * count)
        variance = spread - noise
        mean = centre
        first = []
        total = []
        firstJansen = []
        guard variance > 1e-12 else { return nil }
        // The mean of all: that of f_B alone would otherwise multiply the noise of the difference.
        let middle = places.reduce(0) { $0 + rows[$1].reduce(0, +) } / (count * Double(groups + 2))
        for group in 0..<groups {
            var product = 0.0
            var square = 0.0
            var apart = 0.0
            for place in places {
                let row = rows[place]
                product += (row[1] - middle) * (row[2 + group] - row[0])
                square += (row[0] - row[2 + group]) * (row[0] - row[2 + group])
                apart += (row[1] - row[2 + group]) * (row[1] - row[2 + group])
            }
            first.append(product / count / variance)
            firstJansen.append(1 - (apart / (2 * count) - noise) / variance)
            total.append((square / (2 * count) - (changeNoise?[group] ?? noise)) / variance)
        }
    }
}
