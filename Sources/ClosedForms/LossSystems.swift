import NumericalMethods

/// Fire channels that take all that is free at one target.
///
/// Targets come at random (Poisson, rate λ), a channel is released by itself after an exponential time of mean 1/μ. With j of c channels
/// busy an arrival takes the c − j others; at j = c it is lost.
package struct AllFreeFire: Sendable, Equatable {
    /// Probabilities of 0…c busy channels.
    package let busy: [Double]

    /// - Parameters:
    ///   - channels: servers, ≥ 1.
    ///   - load: λ/μ, erlangs, > 0.
    package init(channels: Int, load: Double) {
        precondition(channels >= 1 && load > 0, "at least one channel and some load")
        // π_j = π_c ∏_{i=j}^{c−1} (i + 1)/(a + i).
        var terms = [Double](repeating: 1, count: channels + 1)
        for state in stride(from: channels - 1, through: 0, by: -1) {
            terms[state] = terms[state + 1] * Double(state + 1) / (load + Double(state))
        }
        let sum = terms.reduce(0, +)
        busy = terms.map { $0 / sum }
    }

    private var channels: Int { busy.count - 1 }
    package var lost: Double { busy[channels] }
    package var meanBusy: Double { busy.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } }

    /// Channels that a target gets, of those that get any.
    package var meanChannels: Double {
        let taken = busy[..<channels].enumerated().reduce(0) { $0 + Double(channels - $1.offset) * $1.element }
        return taken / busy[..<channels].reduce(0, +)
    }

    /// Share of all targets that is killed, where each channel kills with probability p by itself.
    package func killed(each p: Double) -> Double {
        busy[..<channels].enumerated().reduce(0) { $0 + (1 - Elementary.pow(1 - p, Double(channels - $1.offset))) * $1.element }
    }
}

/// Channels that help each other at the targets that are there.
///
/// Poisson arrivals (λ), exponential service at rate μ for each channel; nobody waits.
/// - Source: E. S. Ventsel, *Operations Research* (1972), chapter on queueing; the chains are solved here.
package struct MutualHelp: Sendable, Equatable {
    package let channels: Int
    /// λ/μ, erlangs.
    package let load: Double

    package init(channels: Int, load: Double) {
        precondition(channels >= 1 && load > 0, "at least one channel and some load")
        self.channels = channels
        self.load = load
    }

    /// Share lost and the mean number of targets engaged.
    package struct Result: Sendable, Equatable {
        package var lost: Double
        package var meanTargets: Double
    }

    private func chain(_ targets: Int, rate: (_ present: Int) -> Double) -> Result {
        let states = MarkovChain.birthAndDeath(
            up: Array(repeating: load, count: targets), down: (1...targets).map { rate($0) })
        return Result(lost: states[targets], meanTargets: states.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element })
    }

    /// All channels at one target; whoever comes meanwhile is lost.
    package var allAsOne: Result { chain(1) { _ in Double(channels) } }
    /// Up to c targets, among which all channels are always shared.
    package var uniform: Result { chain(channels) { _ in Double(channels) } }
    /// Up to c targets with up to two channels each; the second is handed back when a new target needs it.
    package var pairsHandedBack: Result { chain(channels) { Double(min(2 * $0, channels)) } }

    /// A target takes two channels if two are free, one if one is; nothing is handed back.
    package var pairsKept: Result {
        // States (pairs, singles) that fit.
        let states = (0...channels / 2).flatMap { pairs in (0...(channels - 2 * pairs)).map { (pairs: pairs, singles: $0) } }
        func place(_ pairs: Int, _ singles: Int) -> Int? { states.firstIndex { $0.pairs == pairs && $0.singles == singles } }
        // Only what is reached from empty: a single is taken where one channel alone is free.
        var reached: [Int] = []
        var open = place(0, 0).map { [$0] } ?? []
        var edges: [(from: Int, to: Int, rate: Double)] = []
        while let from = open.popLast() {
            guard !reached.contains(from) else { continue }
            reached.append(from)
            let (pairs, singles) = states[from]
            let free = channels - 2 * pairs - singles
            let next = [
                free >= 2 ? (place(pairs + 1, singles), load) : free == 1 ? (place(pairs, singles + 1), load) : (nil, 0),
                (pairs > 0 ? place(pairs - 1, singles) : nil, 2 * Double(pairs)),
                (singles > 0 ? place(pairs, singles - 1) : nil, Double(singles)),
            ]
            for (to, rate) in next {
                guard let to else { continue }
                edges.append((from, to, rate))
                open.append(to)
            }
        }
        reached.sort { (states[$0].pairs + states[$0].singles, $0) < (states[$1].pairs + states[$1].singles, $1) }
        var rates = [[Double]](repeating: [Double](repeating: 0, count: reached.count), count: reached.count)
        for edge in edges {
            guard let from = reached.firstIndex(of: edge.from), let to = reached.firstIndex(of: edge.to) else { continue }
            rates[from][to] += edge.rate
        }
        let shares = MarkovChain.stationary(rates)
        return zip(reached, shares).reduce(into: Result(lost: 0, meanTargets: 0)) { result, entry in
            let state = states[entry.0]
            if 2 * state.pairs + state.singles == channels { result.lost += entry.1 }
            result.meanTargets += Double(state.pairs + state.singles) * entry.1
        }
    }
}

/// Two batteries with targets of their own; one that is full sends a target to the other, if that keeps more than so many channels free.
package struct HelpingBatteries: Sendable, Equatable {
    /// Share of each battery's targets that is lost, and that is taken by the other.
    package let lost: (first: Double, second: Double)
    package let helped: (first: Double, second: Double)
    /// Share of all targets that is lost.
    package let lostOfAll: Double

    /// - Parameters: loads: λ₁/μ and λ₂/μ, erlangs, > 0.  keptFree: channels that a battery keeps for its own targets.
    package init(channels: (first: Int, second: Int), loads: (first: Double, second: Double), keptFree: Int) {
        precondition(channels.first >= 1 && channels.second >= 1 && loads.first > 0 && loads.second > 0 && keptFree >= 0)
        let width = channels.second + 1
        let count = (channels.first + 1) * width
        var rates = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for i in 0...channels.first {
            for j in 0...channels.second {
                let from = i * width + j
                if i < channels.first {
                    rates[from][from + width] += loads.first
                } else if channels.second - j > keptFree {
                    rates[from][from + 1] += loads.first
                }
                if j < channels.second {
                    rates[from][from + 1] += loads.second
                } else if channels.first - i > keptFree {
                    rates[from][from + width] += loads.second
                }
                if i > 0 { rates[from][from - width] += Double(i) }
                if j > 0 { rates[from][from - 1] += Double(j) }
            }
        }
        let shares = MarkovChain.stationary(rates)
        var lost = (first: 0.0, second: 0.0)
        var helped = lost
        for j in 0...channels.second {
            let share = shares[channels.first * width + j]
            if channels.second - j > keptFree { helped.first += share } else { lost.first += share }
        }
        for i in 0...channels.first {
            let share = shares[i * width + channels.second]
            if channels.first - i > keptFree { helped.second += share } else { lost.second += share }
        }
        self.lost = lost
        self.helped = helped
        lostOfAll = (loads.first * lost.first + loads.second * lost.second) / (loads.first + loads.second)
    }

    package static func == (left: HelpingBatteries, right: HelpingBatteries) -> Bool {
        left.lost == right.lost && left.helped == right.helped && left.lostOfAll == right.lostOfAll
    }
}
