import NumericalMethods

/// How many runs of a raid of some size were held.
public struct CapacityLevel: Sendable, Equatable {
    public var size: Int
    public var runs: Int
    /// Runs whose loss was no more than is allowed.
    public var held: Int

    public init(size: Int, runs: Int, held: Int) {
        self.size = size
        self.runs = runs
        self.held = held
    }
}

/// The largest raid that is held with a stated probability, with its interval.
public struct Capacity: Sendable, Equatable {
    public var estimate: Int
    /// The raid is held for sure up to `low`; whether more than `high` is held is refuted, or was never tried where it is nil.
    public var low: Int
    public var high: Int?
    /// What was flown, by ascending size.
    public var levels: [CapacityLevel]

    public init(estimate: Int, low: Int, high: Int?, levels: [CapacityLevel]) {
        self.estimate = estimate
        self.low = low
        self.high = high
        self.levels = levels
    }
}

/// Finds the largest raid that a defence holds, by root finding on the raid's size.
///
/// At each size it flies until the share of raids held is told apart from what is asked (one-sided limits of Clopper and Pearson, the
/// error shared out among the looks), or the runs are used up. Doubling, then halving, finds the largest size that is held and the
/// smallest that is not; between them nothing is told apart, and that is the interval. Raids of all sizes meet the same dice (the same
/// run indices), so that their shares rise and fall together. The estimate is the place where the shares, made to fall with size
/// (pooled adjacent violators), cross what is asked.
/// - Source: stochastic root finding by testing: Pasupathy & Kim, *ACM Trans. Model. Comput. Simul.* 21 (2011), article 19; shares made
///   to fall: Ayer et al., *Ann. Math. Statist.* 26 (1955), 641–647.
public struct CapacitySearch: Sendable, Equatable {
    /// The share of raids that must be held, between 0 and 1.
    public var share: Double
    public var sizeMaximum: Int
    /// Runs of a size at the first look, and the most of them; they double from look to look.
    public var runsFirst: Int
    public var runsMaximum: Int
    /// Of the interval.
    public var confidence: Double

    public init(share: Double, sizeMaximum: Int, runsFirst: Int, runsMaximum: Int, confidence: Double = 0.95) {
        self.share = share
        self.sizeMaximum = max(1, sizeMaximum)
        self.runsFirst = max(1, runsFirst)
        self.runsMaximum = max(self.runsFirst, runsMaximum)
        self.confidence = confidence
    }

    private enum Verdict { case held, open, failed }

    /// Run counts at the looks.
    private var looks: [Int] {
        var all = [runsFirst]
        while let last = all.last, last < runsMaximum { all.append(min(2 * last, runsMaximum)) }
        return all
    }

    /// - Parameter held: how many of some runs of a raid of a size were held; each run is asked for once.
    public func find(_ held: (_ size: Int, _ runs: Range<Int>) throws -> Int) rethrows -> Capacity {
        var levels: [Int: CapacityLevel] = [:]
        // Two ends of an interval, at each of which a size or two lie close enough to be mistaken.
        let error = (1 - confidence) / 4 / Double(looks.count)
        func verdict(_ size: Int) throws -> Verdict {
            if size <= 0 { return .held }
            var level = levels[size] ?? CapacityLevel(size: size, runs: 0, held: 0)
            defer { levels[size] = level }
            if let known = decided(level, error) { return known }
            for runs in looks where runs > level.runs {
                level.held += try held(size, level.runs..<runs)
                level.runs = runs
                if let known = decided(level, error) { return known }
            }
            return .open
        }
        // Doubling until it fails.
        var top = 1
        var firstOpen: Int?
        var last = try verdict(top)
        var largestHeld = 0
        while last != .failed {
            if last == .held, firstOpen == nil { largestHeld = top } else { firstOpen = firstOpen ?? top }
            guard top < sizeMaximum else { break }
            top = min(2 * top, sizeMaximum)
            last = try verdict(top)
        }
        var low = largestHeld
        var notHeld = firstOpen ?? (last == .failed ? top : sizeMaximum + 1)
        while notHeld - low > 1 {
            let middle = (low + notHeld) / 2
            if try verdict(middle) == .held { low = middle } else { notHeld = middle }
        }
        var high: Int?
        if last == .failed {
            // Sizes between that failed already narrow it.
            var failed = levels.values.filter { $0.size > low && decided($0, error) == .failed }.map(\.size).min() ?? top
            var notFailed = levels.values.filter { $0.size < failed && decided($0, error) != .failed }.map(\.size).max() ?? low
            notFailed = max(notFailed, low)
            while failed - notFailed > 1 {
                let middle = (failed + notFailed) / 2
                if try verdict(middle) == .failed { failed = middle } else { notFailed = middle }
            }
            high = failed - 1
        }
        let all = levels.values.sorted { $0.size < $1.size }
        return Capacity(estimate: min(max(Self.crossing(all, share: share), low), high ?? sizeMaximum), low: low, high: high, levels: all)
    }

    private func decided(_ level: CapacityLevel, _ error: Double) -> Verdict? {
        guard level.runs > 0 else { return nil }
        if BinomialInterval.lowerLimit(successes: level.held, of: level.runs, confidence: 1 - error) >= share { return .held }
        if BinomialInterval.upperLimit(successes: level.held, of: level.runs, confidence: 1 - error) < share { return .failed }
        return nil
    }

    /// The largest size whose share, made to fall with size and taken straight between the sizes flown, is what is asked or more.
    static func crossing(_ levels: [CapacityLevel], share: Double) -> Int {
        var pools: [(sizes: [Int], runs: Int, held: Int)] = []
        for level in levels where level.runs > 0 {
            pools.append(([level.size], level.runs, level.held))
            while pools.count > 1 {
                let (before, last) = (pools[pools.count - 2], pools[pools.count - 1])
                guard last.held * before.runs > before.held * last.runs else { break }
                pools.removeLast(2)
                pools.append((before.sizes + last.sizes, before.runs + last.runs, before.held + last.held))
            }
        }
        // A raid of none is always held.
        var before = (size: 0.0, share: 1.0)
        for pool in pools {
            let value = Double(pool.held) / Double(pool.runs)
            for size in pool.sizes {
                if value < share {
                    guard before.share > value else { return Int(before.size) }
                    let part = (before.share - share) / (before.share - value)
                    // On the way down between two sizes; at the lower one itself it fails.
                    return max(Int(before.size), min(Int(before.size + part * (Double(size) - before.size) + 1e-9), size - 1))
                }
                before = (Double(size), value)
            }
        }
        return Int(before.size)
    }
}
