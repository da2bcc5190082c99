import NumericalMethods

/// Sobol' indices of a function that is cheap enough to be integrated instead of sampled.
///
/// The variance of f on the unit cube is taken apart by averaging over a product grid:  V_u = Var(E[f | x_u]);  then
///     S_i = V_i / V,   S_Ti = 1 − V_{∼i} / V,   S_ij = (V_{ij} − V_i − V_j) / V.
/// Gauss–Legendre nodes on both halves of each coordinate, so that a kink in the middle costs nothing.
/// - Source: Sobol', *Math. Mod. Comp. Exp.* 1 (1993), 407–414; Homma & Saltelli, *Reliab. Eng. Syst. Saf.* 52 (1996), 1–17.
package struct SobolDecomposition: Sendable {
    package let mean: Double
    package let variance: Double
    /// First and total order, by coordinate; empty where the function does not vary.
    package let first: [Double]
    package let total: [Double]
    /// Variances of the means given two coordinates, by pair.
    private let pairs: [[Double]]

    /// On a grid of 16 nodes on each half where that stays small; fewer with more coordinates, down to 2, which is exact for what is linear
    /// on either half of each coordinate.
    /// - Parameters:
    ///   - dimensions: 1…10.
    ///   - function: of the coordinates, each 0…1.
    package init(dimensions: Int, _ function: ([Double]) -> Double) {
        precondition((1...10).contains(dimensions), "a product grid of more than ten coordinates is too large")
        let rule = GaussLegendre(nodes: dimensions <= 3 ? 16 : dimensions <= 4 ? 6 : 2)
        let width = 2 * rule.nodes.count
        let points = (0..<width).map { 0.25 * (1 + rule.nodes[$0 % rule.nodes.count]) + ($0 < rule.nodes.count ? 0 : 0.5) }
        let weights = (0..<width).map { 0.25 * rule.weights[$0 % rule.nodes.count] }
        var count = 1
        for _ in 0..<dimensions { count *= width }
        /// Sums of w f over all but some coordinates, by the nodes of those.
        var one = [[Double]](repeating: [Double](repeating: 0, count: width), count: dimensions)
        var two = [[Double]](repeating: [], count: dimensions * dimensions)
        for i in 0..<dimensions {
            for j in i + 1..<max(i + 1, dimensions) { two[i * dimensions + j] = [Double](repeating: 0, count: width * width) }
        }
        var allButOne = [[Double]](repeating: [Double](repeating: 0, count: count / width), count: dimensions)
        var strides = [Int](repeating: 1, count: dimensions)
        for i in 1..<max(1, dimensions) { strides[i] = strides[i - 1] * width }
        var x = [Double](repeating: 0, count: dimensions)
        var nodes = [Int](repeating: 0, count: dimensions)
        var sum = 0.0
        var values = [Double](repeating: 0, count: count)
        var shares = [Double](repeating: 0, count: count)
        for place in 0..<count {
            var weight = 1.0
            for i in 0..<dimensions {
                nodes[i] = place / strides[i] % width
                x[i] = points[nodes[i]]
                weight *= weights[nodes[i]]
            }
            values[place] = function(x)
            shares[place] = weight
            sum += weight * values[place]
        }
        var square = 0.0
        for place in 0..<count {
            // Less its mean, so that no digits are lost.
            let value = shares[place] * (values[place] - sum)
            square += value * (values[place] - sum)
            for i in 0..<dimensions {
                let mine = place / strides[i] % width
                one[i][mine] += value
                allButOne[i][place / (strides[i] * width) * strides[i] + place % strides[i]] += value
                for j in i + 1..<max(i + 1, dimensions) { two[i * dimensions + j][mine * width + place / strides[j] % width] += value }
            }
        }
        mean = sum
        variance = square
        // What rounding leaves of a constant is no variance.
        guard square > 1e-24 * sum * sum else {
            (first, total, pairs) = ([], [], [])
            return
        }
        let lone = (0..<dimensions).map { i in (0..<width).reduce(0.0) { $0 + one[i][$1] * one[i][$1] / weights[$1] } }
        first = lone.map { $0 / square }
        total = (0..<dimensions).map { i in
            let others = allButOne[i].indices.reduce(0.0) { sum, place in
                // The weight of the other coordinates' nodes.
                let base = place / strides[i] * strides[i] * width + place % strides[i]
                return sum + allButOne[i][place] * allButOne[i][place] / (shares[base] / weights[0])
            }
            return 1 - others / square
        }
        pairs = (0..<dimensions).map { i in
            (0..<dimensions).map { j in
                guard i != j else { return lone[i] / square }
                let table = two[min(i, j) * dimensions + max(i, j)]
                return table.indices.reduce(0.0) { $0 + table[$1] * table[$1] / (weights[$1 / width] * weights[$1 % width]) } / square
            }
        }
    }

    /// The share of the variance that two coordinates have together and neither alone.
    package func interaction(_ i: Int, _ j: Int) -> Double { pairs.isEmpty ? 0 : pairs[i][j] - first[i] - first[j] }
}
