public import Quantities
public import TacticalMessages

/// What a fire unit reports of itself.
public struct FireUnitStatus: Sendable {
    /// The fire unit.
    public var identifier: FireUnitIdentifier
    /// Targets that it can still take on.
    public var freeTargetChannels: Int
    /// Rounds that it can still guide.
    public var freeGuidanceChannels: Int
    /// Ready rounds by interceptor type that are not promised to an engagement.
    public var readyRounds: [Int]

    package init(identifier: FireUnitIdentifier, freeTargetChannels: Int, freeGuidanceChannels: Int, readyRounds: [Int]) {
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
    /// Type of missile, by its place among the model's interceptors.
    public var interceptorType: InterceptorTypeIdentifier
    /// Earliest launch.
    public var launchNotBefore: SimulationTime
    /// Latest launch.
    public var launchNotAfter: SimulationTime
    /// When the first round would meet the track.
    public var interceptTime: SimulationTime
    /// Of one round, 0…1.
    public var killProbability: Double
    /// Price of one round, for ties; any unit.
    public var price: Double
    /// Rounds that this way calls for; nil: the doctrine's salvo.
    public var salvo: Int?
    /// No other salvo can follow the assessment of this one before its window closes.
    public var isLastChance = false
    /// The track threatens the fire unit itself, for which its reserve is kept.
    public var isSelfDefence = false

    package init(
        track: Int, fireUnit: Int, interceptorType: InterceptorTypeIdentifier, launchNotBefore: SimulationTime,
        launchNotAfter: SimulationTime, interceptTime: SimulationTime, killProbability: Double, price: Double,
        salvo: Int? = nil
    ) {
        self.track = track
        self.fireUnit = fireUnit
        self.interceptorType = interceptorType
        self.launchNotBefore = launchNotBefore
        self.launchNotAfter = launchNotAfter
        self.interceptTime = interceptTime
        self.killProbability = killProbability
        self.price = price
        self.salvo = salvo
    }
}

/// A track that may be engaged, with what is at stake.
public struct CandidateTrack: Sendable {
    /// The track.
    public var identifier: TrackIdentifier
    /// What is at stake with it, in the scenario's units of value, ≥ 0.
    public var value: Double
    /// Until it arrives at what it threatens, seconds.
    public var timeToArrive: Seconds
    /// Why there is no option, where there is none.
    public var refusal: RefusalReason
    /// Salvos that it has cost already, and rounds that it may still cost.
    public var salvosSpent: Int
    /// Rounds that may still be spent on it, ≥ 0.
    public var roundsLeft: Int
    /// A battery engages it already, and another may: its value is what that one leaves.
    public var isEngaged = false

    package init(
        identifier: TrackIdentifier, value: Double, timeToArrive: Seconds, refusal: RefusalReason, salvosSpent: Int = 0,
        roundsLeft: Int = .max
    ) {
        self.salvosSpent = salvosSpent
        self.roundsLeft = roundsLeft
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
    /// No choice of engagements leaves more value surviving than this.
    public var bound: Double
}

/// Assigns fire to tracks so that the expected value saved is greatest, within channels, rounds and doctrine.
///
///     maximise Σ_j V_j u_j (1 − (1 − p)^n)    u_j: urgency, 1 for what arrives soon
/// One engagement a track; each holds one target channel, n guidance channels and n rounds.
/// Largest worth first, which is the best there is whenever every track gets its best option. Where tracks compete, an
/// exact linear assignment of tracks to the places that fire units have (`FireUnitPlaces`) gives the bound, and its pairs go
/// first; the better of the two orders is taken (beyond some hundred tracks and places the bound alone is found). The decision is
/// optimal where value and bound agree, else the gap is stated.
public enum CommandCycle {
    /// Chooses among the ways to engage so that the expected surviving value is greatest within channels and rounds.
    public static func decide(
        tracks: [CandidateTrack], fireUnits: [FireUnitStatus], options: [EngagementOption], doctrine: EngagementDoctrine,
        now: SimulationTime
    ) -> CommandDecision {
        let salvos = options.map { salvo($0, at: tracks[$0.track], doctrine) }
        var worths: [Double] = []
        worths.reserveCapacity(options.count)
        var isTooUnlikely = Array(repeating: false, count: options.count)
        var best = Array(repeating: 0.0, count: tracks.count)
        for (place, option) in options.enumerated() {
            let killed = killProbability(option, salvo: salvos[place])
            let worth = worth(option, of: tracks[option.track], killed: killed, now: now)
            worths.append(worth)
            isTooUnlikely[place] = killed < doctrine.minimumKillProbability
            if !isTooUnlikely[place] { best[option.track] = max(best[option.track], worth) }
        }
        let order = options.indices.sorted { (worths[$0], $1) > (worths[$1], $0) }
        let giving = FireGiving(
            tracks: tracks, fireUnits: fireUnits, options: options, doctrine: doctrine, worths: worths, salvos: salvos,
            isTooUnlikely: isTooUnlikely)
        var decision = giving.decide(in: order)
        // No option left out, none second best: nothing can save more.
        decision.bound = max(decision.value, best.reduce(0, +))
        guard decision.value < decision.bound * (1 - 1e-12) else { return decision }
        let places = FireUnitPlaces(
            fireUnits: fireUnits, options: options, salvos: salvos, isTooUnlikely: isTooUnlikely, worths: worths,
            doctrine: doctrine, trackCount: tracks.count)
        let (chosen, total) = places.isAffordable ? places.assign() : ([], places.boundOfUnitsAlone())
        let bound = max(decision.value, min(decision.bound, total))
        decision.bound = bound
        guard !chosen.isEmpty, decision.value < bound * (1 - 1e-12) else { return decision }
        var isChosen = Array(repeating: false, count: options.count)
        for place in chosen { isChosen[place] = true }
        var other = giving.decide(in: order.filter { isChosen[$0] } + order.filter { !isChosen[$0] })
        guard other.value > decision.value else { return decision }
        other.bound = max(other.value, bound)
        return other
    }

    /// What arrives sooner comes first, a sooner intercept leaves time for another look, and of rounds that do the same the
    /// cheaper is taken: a million dollars weighs like two in a hundred of the kill probability.
    static func worth(_ option: EngagementOption, of track: CandidateTrack, killed: Double, now: SimulationTime) -> Double {
        worth(
            value: track.value, timeToArrive: track.timeToArrive, killed: killed, lateness: option.interceptTime.seconds(since: now),
            price: option.price)
    }

    /// The same of an engagement under way.
    /// - Parameters:
    ///   - killed: kill probability of the salvo, 0…1.
    ///   - lateness: seconds until it meets its target.
    package static func worth(value: Double, timeToArrive: Seconds, killed: Double, lateness: Seconds, price: Double) -> Double {
        let urgency = 1 + 1 / (1 + timeToArrive / 60)
        return value * urgency * killed * (1 - 1e-4 * min(lateness, 600)) / (1 + 0.02 * max(0, price))
    }

    /// Rounds that a way to engage calls for.
    static func salvo(_ option: EngagementOption, at track: CandidateTrack, _ doctrine: EngagementDoctrine) -> Int {
        min(option.salvo ?? doctrine.rounds(afterSalvos: track.salvosSpent), track.roundsLeft)
    }

    /// Of a whole salvo, 0…1.
    static func killProbability(_ option: EngagementOption, salvo: Int) -> Double {
        var missed = 1.0
        for _ in 0..<max(0, salvo) { missed *= 1 - option.killProbability }
        return 1 - missed
    }
}
