import NumericalMethods
import Stochastics
import Testing

@Suite struct DecompositionTests {
    @Test(arguments: [1, 2, 5, 16, 40]) func `quadrature is exact to its degree`(nodes: Int) {
        let rule = GaussLegendre(nodes: nodes)
        for degree in 0..<2 * nodes {
            let sum = zip(rule.nodes, rule.weights).reduce(0.0) {
                $0 + $1.1 * Elementary.pow(abs($1.0), Double(degree)) * ($1.0 < 0 && degree % 2 == 1 ? -1 : 1)
            }
            let exact = degree % 2 == 1 ? 0 : 2 / Double(degree + 1)
            // The middle node's 0⁰ is 1.
            #expect(abs(sum - exact) < 1e-13, "degree \(degree)")
        }
    }

    @Test func `a product has an interaction and a sum has none`() {
        let product = SobolDecomposition(dimensions: 2) { $0[0] * $0[1] }
        // Var = 7/144; each alone 1/48, together 1/144.
        #expect(abs(product.variance - 7.0 / 144) < 1e-15)
        #expect(abs(product.first[0] - 3.0 / 7) < 1e-13 && abs(product.total[1] - 4.0 / 7) < 1e-13)
        #expect(abs(product.interaction(0, 1) - 1.0 / 7) < 1e-13)
        let sum = SobolDecomposition(dimensions: 6) { $0.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } }
        for place in 0..<6 { #expect(abs(sum.first[place] - sum.total[place]) < 1e-13) }
        #expect(abs(sum.first.reduce(0, +) - 1) < 1e-13 && abs(sum.interaction(1, 4)) < 1e-13)
    }

    @Test func `a constant has no indices`() {
        let flat = SobolDecomposition(dimensions: 3) { _ in 2 }
        #expect(flat.first.isEmpty && abs(flat.mean - 2) < 1e-12 && flat.interaction(0, 1) == 0)
    }

    @Test func `pairing gains nothing where one arm always fails, and most where arms are close`() {
        #expect(CommonRandomNumbers(0, 0.3).varianceCommon == CommonRandomNumbers(0, 0.3).varianceIndependent)
        #expect(CommonRandomNumbers(0.5, 0.51).gain > CommonRandomNumbers(0.5, 0.6).gain)
        #expect(abs(CommonRandomNumbers(0.4, 0.4).correlation - 1) < 1e-15)
    }
}
