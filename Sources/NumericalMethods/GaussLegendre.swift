/// Nodes and weights of Gauss–Legendre quadrature on −1…1, exact for polynomials of degree 2n − 1.
///
/// Zeros of the Legendre polynomial P_n by Newton's iteration from their asymptotic places; weights 2 / ((1 − x²) P_n′(x)²).
/// - Source: Press et al., *Numerical Recipes*, 3rd ed. (2007), section 4.6.
package struct GaussLegendre: Sendable {
    package let nodes: [Double]
    package let weights: [Double]

    /// - Parameter count: 1…64.
    package init(nodes count: Int) {
        precondition((1...64).contains(count), "one to 64 nodes")
        var nodes = [Double](repeating: 0, count: count)
        var weights = nodes
        for place in 0..<(count + 1) / 2 {
            var x = Elementary.cos(.pi * (Double(place) + 0.75) / (Double(count) + 0.5))
            var slope = 1.0
            // Quadratic from a good start: the last steps change nothing.
            for _ in 0..<8 {
                var (value, before) = (1.0, 0.0)
                for degree in 1...count {
                    let n = Double(degree)
                    (value, before) = (((2 * n - 1) * x * value - (n - 1) * before) / n, value)
                }
                slope = Double(count) * (x * value - before) / (x * x - 1)
                x -= value / slope
            }
            if 2 * place + 1 == count { x = 0 }
            nodes[place] = -x
            nodes[count - 1 - place] = x
            weights[place] = 2 / ((1 - x * x) * slope * slope)
            weights[count - 1 - place] = weights[place]
        }
        self.nodes = nodes
        self.weights = weights
    }
}
