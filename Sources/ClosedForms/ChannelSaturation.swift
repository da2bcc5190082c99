/// Fire channels as the servers of a queue: how many targets find none free.
///
/// Targets come at random (Poisson) and hold a channel for a service time; a = arrival rate · mean service time is the offered
/// load in erlangs. The share lost does not depend on how service times are distributed, the wait does: it is that of exponential ones.
/// - Source: A. K. Erlang (1917); Sevastyanov (1957) on insensitivity; Engset (1918); Kleinrock, *Queueing Systems* I (1975), ch. 3.
package struct ChannelSaturation: Sendable, Equatable {
    package let channels: Int
    /// Offered load a, erlangs, ≥ 0.
    package let load: Double

    package init(channels: Int, load: Double) {
        precondition(channels >= 1 && load >= 0, "at least one channel, and a load that is not negative")
        self.channels = channels
        self.load = load
    }

    /// Share of targets that find every channel taken, where these are lost (Erlang's B):
    ///     B₀ = 1,   B_k = a B_{k−1} / (k + a B_{k−1})
    package var lost: Double { (1...channels).reduce(1.0) { load * $0 / (Double($1) + load * $0) } }

    /// Mean number of channels taken, where refused targets are lost: a (1 − B).
    package var carried: Double { load * (1 - lost) }

    /// Share of time that a channel is taken.
    package var utilisation: Double { carried / Double(channels) }

    /// Share of targets that must wait, where they do wait (Erlang's C): c B / (c − a (1 − B)); nil where the queue grows for ever.
    package var waiting: Double? {
        let servers = Double(channels)
        guard load < servers else { return nil }
        return servers * lost / (servers - load * (1 - lost))
    }

    /// Mean wait of all targets, in units of the mean service time: C / (c − a); nil where the queue grows for ever.
    package var meanWait: Double? { waiting.map { $0 / (Double(channels) - load) } }

    /// How many targets are there (engaged or waiting) in a settled queue of exponential times, at a share u of the distribution,
    /// 0 < u < 1:
    ///     p_n ∝ aⁿ/n! up to the channels, then a/c of the one before;  a queue that grows for ever holds none that is settled (0).
    package func present(at share: Double) -> Int {
        guard load < Double(channels) else { return 0 }
        var term = 1.0
        var sum = 1.0
        for n in 1...channels {
            term *= load / Double(n)
            sum += term
        }
        let usage = load / Double(channels)
        let all = sum + term * usage / (1 - usage)
        var left = share * all
        term = 1
        var n = 0
        while left > term, n < 1_000_000 {
            left -= term
            n += 1
            term *= load / Double(min(n, channels))
        }
        return n
    }

    /// Share of time that all channels are taken, for a finite number of sources, each of which comes back a random time after it
    /// was served or refused (Engset):  P_c = C(N, c) αᶜ / Σₖ C(N, k) αᵏ.
    /// - Parameters:
    ///   - channels: servers, ≥ 1.
    ///   - sources: callers, ≥ 1.
    ///   - perIdleSource: α, the rate at which one idle source comes times the mean service time.
    /// - Returns: time congestion; what an arriving source meets (call congestion) is that of one source fewer.
    package static func congestion(channels: Int, sources: Int, perIdleSource: Double) -> Double {
        guard sources >= channels else { return 0 }
        // B_k = α (N − k + 1) B_{k−1} / (k + α (N − k + 1) B_{k−1}).
        return (1...channels).reduce(1.0) { before, k in
            let offered = perIdleSource * Double(sources - k + 1) * before
            return offered / (Double(k) + offered)
        }
    }
}

/// A raid that arrives at once before channels that each take a fixed time for one engagement, inside one window.
package struct RaidWaves: Sendable, Equatable {
    /// Engagements that one channel can finish in the window.
    package let waves: Int
    /// Engagements that all channels can finish.
    package let engagementsMaximum: Int
    /// Targets engaged once, and those that never are.
    package let engaged: Int
    package let unengaged: Int

    /// - Parameters: cycle > 0 and window ≥ 0, both seconds; a window that holds a whole number of cycles up to rounding holds it.
    package init(targets: Int, channels: Int, cycle: Double, window: Double) {
        waves = Int((window / cycle * (1 + 1e-12)).rounded(.down))
        engagementsMaximum = waves * channels
        engaged = min(targets, engagementsMaximum)
        unengaged = targets - engaged
    }
}
