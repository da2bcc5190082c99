public import Quantities
public import TacticalMessages

/// What a fire unit reports of itself.
public struct FireUnitStatus: Sendable {
    public var identifier: FireUnitIdentifier
    public var freeTargetChannels: Int
    public var freeGuidanceChannels: Int
    /// Ready rounds by interceptor type that are not promised to an engagement.
    public var readyRounds: [Int]

    public init(identifier: FireUnitIdentifier, freeTargetChannels: Int, freeGuidanceChannels: Int, readyRounds: [Int]) {
        self.identifier = identifier
        self.freeTargetChannels = freeTargetChannels
        self.freeGuidanceChannels = freeGuidanceChannels
        self.readyRounds = readyRounds
    }
}

/// One way to engage one track.
public struct EngagementOption: Sendable {
    /// Place of the track in the list handed over.
    public var track: Int
    /// Place of the fire unit in the list handed over.
    public var fireUnit: Int
    public var interceptorType: InterceptorTypeIdentifier
    public var launchNotBefore: SimulationTime
    public var launchNotAfter: SimulationTime
    public var interceptTime: SimulationTime
    /// Of one round, 0…1.
    public var killProbability: Double
    /// Price of one round, for ties; any unit.
    public var price: Double

    public init(
        track: Int, fireUnit: Int, interceptorType: InterceptorTypeIdentifier, launchNotBefore: SimulationTime,
        launchNotAfter: SimulationTime, interceptTime: SimulationTime, killProbability: Double, price: Double
    ) {
        self.track = track
        self.fireUnit = fireUnit
        self.interceptorType = interceptorType
        self.launchNotBefore = launchNotBefore
        self.launchNotAfter = launchNotAfter
        self.interceptTime = interceptTime
        self.killProbability = killProbability
        self.price = price
    }
}

/// A track that may be engaged, with what is at stake.
public struct CandidateTrack: Sendable {
    public var identifier: TrackIdentifier
    public var value: Double
    public var timeToArrive: Seconds
    /// Why there is no option, where there is none.
    public var refusal: RefusalReason
    /// Salvos that it has cost already.
    public var salvosSpent: Int

    public init(
        identifier: TrackIdentifier, value: Double, timeToArrive: Seconds, refusal: RefusalReason, salvosSpent: Int = 0
    ) {
        self.salvosSpent = salvosSpent
        self.identifier = identifier
        self.value = value
        self.timeToArrive = timeToArrive
        self.refusal = refusal
    }
}

/// What a command cycle decides.
public struct CommandDecision: Sendable {
    /// Options taken, with rounds in each salvo.
    public var taken: [(option: Int, salvo: Int)]
    /// Why each track that is not engaged is not, by its place; nil where it is.
    public var refusals: [RefusalReason?]
    /// Expected value saved, and no assignment can save more than `bound`.
    public var value: Double
    public var bound: Double
}

/// Assigns fire to tracks so that the expected value saved is greatest, within channels, rounds and doctrine.
///
///     maximise Σ_j V_j u_j (1 − (1 − p)^n)    u_j: urgency, 1 for what arrives soon
/// One engagement a track; each holds one target channel, n guidance channels and n rounds. Greedy by saved value, then
/// pairwise exchange; `bound` relaxes all shared limits (each track takes its best option), so the gap is stated.
public enum CommandCycle {
    public static func decide(
        tracks: [CandidateTrack], fireUnits: [FireUnitStatus], options: [EngagementOption], doctrine: EngagementDoctrine,
        now: SimulationTime
    ) -> CommandDecision {
        var channels = fireUnits.map(\.freeTargetChannels)
        var guidance = fireUnits.map(\.freeGuidanceChannels)
        var rounds = fireUnits.map(\.readyRounds)
        var refusals: [RefusalReason?] = tracks.map(\.refusal)
        var taken: [(option: Int, salvo: Int)] = []
        var bound = 0.0
        var value = 0.0
        var best = Array(repeating: 0.0, count: tracks.count)

        func salvo(_ option: EngagementOption) -> Int {
            doctrine.rounds(afterSalvos: tracks[option.track].salvosSpent)
        }
        func worth(_ option: EngagementOption) -> Double {
            let track = tracks[option.track]
            var missed = 1.0
            for _ in 0..<salvo(option) { missed *= 1 - option.killProbability }
            // What arrives sooner comes first, a sooner intercept leaves time for another look, and of rounds that do
            // the same the cheaper is taken: a million dollars weighs like two in a hundred of the kill probability.
            let urgency = 1 + 1 / (1 + track.timeToArrive / 60)
            let lateness = option.interceptTime.seconds(since: now)
            return track.value * urgency * (1 - missed) * (1 - 1e-4 * min(lateness, 600)) / (1 + 0.02 * max(0, option.price))
        }
        let worths = options.map(worth)
        for (place, option) in options.enumerated() { best[option.track] = max(best[option.track], worths[place]) }
        bound = best.reduce(0, +)
        let order = options.indices.sorted { (worths[$0], $1) > (worths[$1], $0) }
        var engaged = [Bool](repeating: false, count: tracks.count)
        var blocked: [RefusalReason?] = Array(repeating: nil, count: tracks.count)
        for place in order {
            let option = options[place]
            guard !engaged[option.track] else { continue }
            let count = salvo(option)
            let type = Int(option.interceptorType.rawValue)
            let unit = option.fireUnit
            var planned = 1.0
            for _ in 0..<count { planned *= 1 - option.killProbability }
            if 1 - planned < doctrine.minimumKillProbability {
                blocked[option.track] = blocked[option.track] ?? .killProbabilityTooLow
                continue
            }
            guard rounds[unit][type] >= 1 else {
                blocked[option.track] = worse(blocked[option.track], .noRoundsReady)
                continue
            }
            guard rounds[unit].reduce(0, +) > doctrine.reserveRounds else {
                blocked[option.track] = worse(blocked[option.track], .heldInReserve)
                continue
            }
            guard channels[unit] >= 1, guidance[unit] >= 1 else {
                blocked[option.track] = worse(blocked[option.track], .noFireChannel)
                continue
            }
            let given = min(count, rounds[unit][type], guidance[unit])
            channels[unit] -= 1
            guidance[unit] -= given
            rounds[unit][type] -= given
            engaged[option.track] = true
            value += worths[place]
            taken.append((place, given))
        }
        for track in tracks.indices {
            if engaged[track] { refusals[track] = nil } else if let reason = blocked[track] {
                // A channel that went to another track in this very cycle: that track came first.
                let lostToOther = reason == .noFireChannel && taken.contains { options[$0.option].track != track }
                    && fireUnits.contains { $0.freeTargetChannels > 0 && $0.freeGuidanceChannels > 0 }
                refusals[track] = lostToOther ? .outPrioritised : reason
            }
        }
        return CommandDecision(taken: taken, refusals: refusals, value: value, bound: bound)
    }

    /// Of two reasons, the one that says more: channels before rounds before the rest.
    private static func worse(_ old: RefusalReason?, _ new: RefusalReason) -> RefusalReason {
        guard let old else { return new }
        func rank(_ reason: RefusalReason) -> Int {
            switch reason {
            case .noFireChannel: 3
            case .noRoundsReady: 2
            case .heldInReserve: 1
            default: 0
            }
        }
        return rank(new) > rank(old) ? new : old
    }
}
