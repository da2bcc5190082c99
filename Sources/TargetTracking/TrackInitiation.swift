import NumericalMethods

/// How soon a target that is detected with a fixed probability in each look is confirmed by M hits in N looks.
///
/// An exact chain over the hits and misses of the last N − 1 looks, M hits in any N successive looks being taken.
/// - Source: Bar-Shalom & Li, *Multitarget-Multisensor Tracking* (1995), section 2.5.
public struct TrackInitiation: Sendable {
    public let hits: Int
    public let looks: Int
    public let detectionProbability: Double

    /// - Parameters: hits 1…looks, looks at most 16; probability in (0, 1].
    public init(hits: Int, looks: Int, detectionProbability: Double) {
        precondition(1 <= hits && hits <= looks && looks <= 16, "a window holds its hits, and at most 16 looks")
        precondition(detectionProbability > 0 && detectionProbability <= 1, "no such probability of detection")
        self.hits = hits
        self.looks = looks
        self.detectionProbability = detectionProbability
    }

    /// Probability of M hits or more in the first N looks, Σ binomial.
    public var firstWindow: Double { Self.atLeast(hits, of: looks, detectionProbability) }

    /// Probability of at least `hits` in `looks` independent looks.
    public static func atLeast(_ hits: Int, of looks: Int, _ probability: Double) -> Double {
        if hits <= 0 { return 1 }
        if hits > looks { return 0 }
        return IncompleteBeta.regularised(probability, Double(hits), Double(looks - hits + 1))
    }

    /// Probability of confirmation within 1, 2, … `count` looks.
    public func confirmation(within count: Int) -> [Double] {
        var state = start
        var confirmed = 0.0
        return (0..<count).map { _ in
            confirmed += advance(&state)
            return confirmed
        }
    }

    /// Mean number of looks to confirmation: Σ P(not yet), its tail geometric once the share confirmed in each look is steady.
    public var meanLooks: Double {
        var state = start
        var sum = 0.0
        var left = 1.0
        var rate = 0.0
        var steady = 0
        while steady < 2 * looks, left > 1e-30 {
            sum += left
            let confirmed = advance(&state)
            let next = confirmed / left
            steady = next > 0 && abs(next - rate) <= 1e-13 * rate ? steady + 1 : 0
            rate = next
            left = state.reduce(0, +)
        }
        return left > 1e-30 ? sum + left / rate : sum
    }

    private var start: [Double] {
        var state = [Double](repeating: 0, count: 1 << (looks - 1))
        state[0] = 1
        return state
    }

    /// One look; returns what is confirmed by it.
    private func advance(_ state: inout [Double]) -> Double {
        var next = [Double](repeating: 0, count: state.count)
        let mask = state.count - 1
        var confirmed = 0.0
        for past in state.indices where state[past] > 0 {
            let hit = state[past] * detectionProbability
            if past.nonzeroBitCount + 1 >= hits { confirmed += hit } else { next[(past << 1 | 1) & mask] += hit }
            next[past << 1 & mask] += state[past] * (1 - detectionProbability)
        }
        state = next
        return confirmed
    }
}
