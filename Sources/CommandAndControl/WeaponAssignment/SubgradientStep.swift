/// Steps of prices towards the greatest Lagrangian bound.
///
///     λ ← max(0, λ + s d),   s = τ (target − L) / ‖d‖²,   d = g + β d_before
/// with g_i = uses of weapon i − 1; β removes what of the last direction points against g; τ is halved where the bound
/// stands still.
/// - Source: Held, Wolfe and Crowder, Mathematical Programming 6 (1974) 62–88; Camerini, Fratta and Maffioli,
///   Mathematical Programming Study 3 (1975) 26–34.
struct SubgradientStep {
    var prices: [Double]
    private(set) var bestPrices: [Double]
    private(set) var bestBound = -Double.infinity
    private(set) var scale: Double
    private var direction: [Double]
    private var idle = 0
    private let patience: Int

    init(prices: [Double], scale: Double = 1, patience: Int = 30) {
        self.prices = prices
        bestPrices = prices
        direction = Array(repeating: 0, count: prices.count)
        self.scale = scale
        self.patience = patience
    }

    /// Takes the bound found at `prices` and moves on. True if it is the best so far.
    mutating func advance(bound: Double, uses: [Int32], towards target: Double) -> Bool {
        let isBetter = bound > bestBound
        if isBetter {
            if bound > bestBound + 1e-3 * (target - bestBound) { idle = 0 } else { idle += 1 }
            bestBound = bound
            bestPrices = prices
        } else {
            idle += 1
        }
        if idle >= patience {
            idle = 0
            scale *= 0.5
            prices = bestPrices
        }
        var along = 0.0
        var length = 0.0
        for weapon in prices.indices {
            along += Double(uses[weapon] - 1) * direction[weapon]
            length += direction[weapon] * direction[weapon]
        }
        let keep = along < 0 && length > 0 ? -1.5 * along / length : 0
        var norm = 0.0
        for weapon in prices.indices {
            direction[weapon] = Double(uses[weapon] - 1) + keep * direction[weapon]
            // A price at nought that is pushed below it does not move.
            if prices[weapon] <= 0, direction[weapon] < 0 { direction[weapon] = 0 }
            norm += direction[weapon] * direction[weapon]
        }
        guard norm > 0 else { return isBetter }
        let step = scale * max(target - bound, 0) / norm
        for weapon in prices.indices { prices[weapon] = max(0, prices[weapon] + step * direction[weapon]) }
        return isBetter
    }
}
