/// First- and total-order Sobol' indices from a Saltelli design.
///
/// With f_A, f_B and f_ABi the model at points A, B and at A with group i taken from B, all less their common mean:
///     S_i  = ⟨f_B (f_ABi − f_A)⟩ / V,        V = Var(f_A, f_B) − v        (Saltelli et al. 2010)
///     S_Ti = (½ ⟨(f_A − f_ABi)²⟩ − v) / V                                 (Jansen 1999)
/// where v is the variance of the noise in each value (0 for a deterministic model), independent between values: it is in every
/// variance and squared difference but not in a product of two values.
/// - Source: Saltelli et al., *Computer Physics Communications* 181 (2010), 259–270.
public struct SobolIndices: Sendable, Equatable {
    /// By group, dimensionless.
    public var first: [Double]
    public var total: [Double]
    /// Variance of the model less the noise, and its mean.
    public var variance: Double
    public var mean: Double

    /// - Parameters:
    ///   - rows: for each point the values A, B, AB₁, AB₂ ….
    ///   - chosen: rows to take, with repetition (a bootstrap replicate); all when nil.
    ///   - noise: variance of the noise in each value.
    /// - Returns: nil where the model does not vary beyond the noise.
    public init?(_ rows: [[Double]], chosen: [Int]? = nil, noise: Double = 0) {
        guard let groups = rows.first.map({ $0.count - 2 }), groups >= 0 else { return nil }
        let places = chosen ?? Array(rows.indices)
        let count = Double(places.count)
        guard count > 1 else { return nil }
        let centre = places.reduce(0) { $0 + rows[$1][0] + rows[$1][1] } / (2 * count)
        let spread = places.reduce(0.0) {
            let a = rows[$1][0] - centre
            let b = rows[$1][1] - centre
            return $0 + a * a + b * b
        } / (2 * count - 1)
        variance = spread - noise
        mean = centre
        first = []
        total = []
        guard variance > 1e-12 else { return nil }
        for group in 0..<groups {
            var product = 0.0
            var square = 0.0
            for place in places {
                let row = rows[place]
                // Centred: the mean of f_B would otherwise multiply the noise of the difference.
                product += (row[1] - centre) * (row[2 + group] - row[0])
                square += (row[0] - row[2 + group]) * (row[0] - row[2 + group])
            }
            first.append(product / count / variance)
            total.append((square / (2 * count) - noise) / variance)
        }
    }
}
